"""What statements mean for the talks, by rules and lists that a person can read and change."""

from negotiable.coding.code import code
from negotiable.coding.codebook import load

__all__ = ["code", "load"]
