"""Prefixes of the references of work: NV-2026-0012."""

TASK, PROPOSAL, SHORTCOMING, REVIEW = "NV", "DX", "HC", "RS"
ESCALATION, URGING = "BC", "DD"
PLAN, MONTHLY_REPORT = "KH", "BT"
