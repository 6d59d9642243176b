"""What a draft says beyond its settings: values for fields of `POST /campaigns`, such as `unit_report.terms`."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from chungtay_kernel import expectations
from chungtay_tasks.bodies import PublishCampaign

_THE_DRAFTS = frozenset({"id", "plan", "duties"})
"""Follow from the draft itself."""


def field_at(path: str) -> FieldInfo | None:
    """The command's field, within others by dots; None: it has none there."""
    model: Any = PublishCampaign
    found: FieldInfo | None = None
    for name in path.split("."):
        fields = model.model_fields if isinstance(model, type) and issubclass(model, BaseModel) else {}
        found = fields.get(name)
        if found is None or path.partition(".")[0] in _THE_DRAFTS:
            return None
        model = found.annotation
    return found


def require_fits(found: FieldInfo, value: Any, within: str) -> None:
    """Raises Refusal for a value that the field does not take; null takes back what was said."""
    try:
        if value is not None:
            TypeAdapter[Any](found.rebuild_annotation()).validate_python(value)
    except ValidationError as error:
        raise expectations.refusal(error, within=within) from None
