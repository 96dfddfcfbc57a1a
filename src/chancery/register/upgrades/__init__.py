"""The content of upgrades: pillar by sector, what was before, what is since, what is delivered."""
