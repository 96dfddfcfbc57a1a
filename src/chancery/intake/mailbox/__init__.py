"""Mail to the system: what units answer from where they work, with nobody typing it again.

A mailbox of the house is looked into by the clock. A letter of a person known here is taken in as
they would do it themselves: a reply spreadsheet of a review becomes drafts for the head of the unit,
all else a document with what was read in it. Letters of strangers wait for a clerk. Nothing is
deleted in the mailbox; each letter is taken once, by its Message-ID.
"""
