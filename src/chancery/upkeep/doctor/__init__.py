"""Is the house in order? One line for each thing looked at, with what to do about it."""

from chancery.upkeep.doctor.lines import Line, State, Step, look, worst
from chancery.upkeep.doctor.steps import STEPS

__all__ = ["STEPS", "Line", "State", "Step", "look", "worst"]
