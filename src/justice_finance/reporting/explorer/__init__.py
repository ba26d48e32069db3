"""What the page carries so that a reader can put options side by side under other settings."""
