"""Churn risk: who may leave, what they are worth, why, and how right such lists have been."""
