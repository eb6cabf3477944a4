"""Experiments on the program's own rules and players."""
