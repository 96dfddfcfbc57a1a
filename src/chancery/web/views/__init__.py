"""One module per thing shown; a view is a paragraph."""
