"""The phases of a round, one pure function a file: (scenario, state, orders, chance) -> (state, outcome)."""
