"""A lesson: exercises, the class clock, tables gathered, the printed kit, paper slips typed in.

Rooms: `exercise` (the files in rules/exercises), `variant` (a scenario with its dials turned), `plan` and `clock` (the
lesson as steps, and its time), `lesson` (a table that sits down), `kept` (a lesson on the disk, to be taken up again),
`quiz`, `nickname`, `session` (a folder of records), `paths`, `side` (all tables side by side), `page`, `printed`,
`export`, `report` (written down), `sandbox` (many games at the turn of a dial), `enter` (a game from paper) and `kit`
(the printed one). Nothing here uses the network.
"""
