"""Reads a People's Committee's plan: bytes -> text -> paragraphs -> outline -> duties, as one `PlanReading`."""

from chungtay_tasks.plan.read import read_plan
from chungtay_tasks.plan.reading import PlanReading
from chungtay_tasks.plan.source import PlanRefused, text_of

__all__ = ["PlanReading", "PlanRefused", "read_plan", "text_of"]
