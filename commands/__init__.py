"""The commands of the terminal, a module per kind of job; ``cli.py`` is their door."""
