"""Contacts and interactions: who may see what of them, how long they are kept, who is alike."""
