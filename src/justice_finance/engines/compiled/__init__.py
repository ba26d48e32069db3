"""The compiled engine: the rules of the event engine as machine code, the same to the last bit."""

from justice_finance.engines.compiled.engine import ENGINE, CompiledEngine, trajectories

__all__ = ["ENGINE", "CompiledEngine", "trajectories"]
