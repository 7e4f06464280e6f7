"""`negotiable` reads news reports about negotiations: who said what, for which side, how firmly, on what condition."""

__version__ = "0.1.0"
