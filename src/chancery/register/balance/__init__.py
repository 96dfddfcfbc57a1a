"""How the weight of a relationship is spread over partners: figures, shares, concentration."""
