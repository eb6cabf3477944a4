"""The lab: what theory says must emerge from this game, each claim an experiment. See `lab.facts.model`."""
