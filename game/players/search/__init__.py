"""The decision core of all players that think: belief, imagined states, candidates, rollouts, choice, reasons.

The only players' room that may use the rules: it plays on what it imagines, never what is.
"""
