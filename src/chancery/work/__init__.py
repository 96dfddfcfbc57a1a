"""Tasks and proposals: who must do what by when."""
