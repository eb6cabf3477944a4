"""After the game: who wanted its wars, what fear did, and what everybody believed. View models, then a report.

`views.view` turns a finished game, its scores and its beliefs into a `Debrief`: plain values and sentences,
without drawing. Screens, the terminal and `report` show the same one.
"""
