"""ODA and investment projects with three ledgers that are never added up with one another."""
