"""Intake over HTTP: activities and unit reports."""

from __future__ import annotations

from fastapi import APIRouter

from chungtay_intake.activity_routes import activity_router
from chungtay_intake.commands import Intake
from chungtay_intake.references import References
from chungtay_intake.report_routes import report_router
from chungtay_kernel.service import Service


def router(service: Service) -> APIRouter:
    intake = Intake(service, References(service.database))
    routes = APIRouter(prefix="/campaigns/{campaign}")
    routes.include_router(activity_router(intake))
    routes.include_router(report_router(intake))
    return routes
