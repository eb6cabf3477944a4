"""What powers hold of each other: Bayes on observations, with the blueprint as the likelihood."""

from game.belief.posterior import Belief, learn, prior

__all__ = ["Belief", "learn", "prior"]
