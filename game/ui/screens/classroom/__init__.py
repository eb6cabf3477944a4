"""Screens of a lesson: the host's console, the quiz, role sheets, the count of hands, the sandbox."""
