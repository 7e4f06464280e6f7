"""The brief: what coded readings say, for a terminal and as one self-contained HTML page; every line leads to a passage."""
