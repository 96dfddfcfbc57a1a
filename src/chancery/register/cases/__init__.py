"""Cases: obstacles to be removed and opportunities to be won, followed step by step."""
