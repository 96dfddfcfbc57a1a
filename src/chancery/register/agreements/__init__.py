"""The life of agreements: stages, terms, reviews, ties to others, and the alarms before their dates."""
