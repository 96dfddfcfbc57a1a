"""What happened: one chained event for every change, values kept beside the chain."""
