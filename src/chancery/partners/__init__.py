"""Partners, their relationship levels and the sectors, as tables filled from the pack."""
