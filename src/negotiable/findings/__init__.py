"""What follows from a record: positions over time, what moved, who contradicts whom, networks; each finding cites statements."""
