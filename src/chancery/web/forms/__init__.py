"""What a person fills in, checked before an action is called."""
