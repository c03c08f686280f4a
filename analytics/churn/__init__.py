"""Churn risk: who may leave, what they are worth, why, and how right such lists have been."""

from analytics.churn.result import MODES, ChurnResult
from analytics.churn.running import run, save

__all__ = ["MODES", "ChurnResult", "run", "save"]
