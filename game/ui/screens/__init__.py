"""One class a screen."""
