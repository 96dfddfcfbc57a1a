"""What comes in and goes out, described: the names are those of the glossary."""
