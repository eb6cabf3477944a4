"""What fear, ties and waiting cost: three causal scores of a played game. See `scores.model`."""
