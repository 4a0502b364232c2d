"""The checks before sign-off (RULES 10): each a function in a list, each of which can be turned off."""

from csptui.domain.checks.catalogue import CHECK_IDS, CHECKS, findings
from csptui.domain.checks.check import Check

__all__ = ["CHECKS", "CHECK_IDS", "Check", "findings"]
