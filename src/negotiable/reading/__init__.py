"""What the text of a report says: who said what, who they are, what happened and when."""

from negotiable.reading.read import read

__all__ = ["read"]
