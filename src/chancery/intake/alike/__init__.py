"""Known again: what of the register a statement repeats, changes or fulfils. Proposals only."""
