"""Projects out of IATI files (activity standard 2.03): read, planned beside what stands, taken."""
