"""Training: who was trained in what, when, by whom, with which result."""
