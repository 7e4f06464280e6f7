"""Files and streams that other tools read."""
