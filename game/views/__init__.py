"""What screens and the terminal show, as plain values: facts, costs, odds, and why something is not allowed.

Everything here is a function of one power's `Observation`, or of what it has seen and heard; nothing draws.
"""
