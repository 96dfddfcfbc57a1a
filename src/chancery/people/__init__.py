"""Units, missions, office-holders, users and their roles; who is looking (`access.Viewer`)."""
