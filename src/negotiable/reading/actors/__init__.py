"""Who is named in a report, who speaks, and for which side."""
