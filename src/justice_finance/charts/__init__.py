"""Pictures: one module for each question, each takes plain rows and gives a matplotlib figure.

Nothing is calculated here: what a picture shows exists in the rows first. `rounding` says how many
digits a figure may show, `style` how pictures look, `pack` what is written beside a picture.
"""
