"""`python -m negotiable`: the program, where its folder is not on the path."""

from negotiable.cli import main

main()
