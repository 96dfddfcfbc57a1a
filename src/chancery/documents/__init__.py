"""Files as received, their versions, their text by page."""
