"""What happened, goes on or is planned: when, where, how many."""
