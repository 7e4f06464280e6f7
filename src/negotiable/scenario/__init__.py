"""The talks as an explicit model, and what follows from it: logic on what was said, and no number that nobody stated."""
