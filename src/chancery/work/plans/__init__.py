"""Work plans and monthly reports: what is meant to be done, what is done, drafted from records."""
