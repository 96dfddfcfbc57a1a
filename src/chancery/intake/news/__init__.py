"""What is new in the searches that people keep, told to them in the morning."""
