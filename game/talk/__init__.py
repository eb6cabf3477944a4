"""What powers say to each other: statements, what they promise, and what became of it."""
