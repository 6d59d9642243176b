"""A plan marked as a State secret is not read: this system is no secret-grade network."""

import re

from chungtay_tasks.plan.cells import cells_of
from chungtay_tasks.plan.folded import Folded
from chungtay_tasks.plan.source import PlanRefused
from chungtay_tasks.plan.zones import Zones

_MARK = re.compile(r"(?:độ mật\s*:?\s*)?(?:tuyệt mật|tối mật|mật)")


def refuse_secrets(doc: Folded, zones: Zones) -> None:
    """Raises PlanRefused where a line of the head is MẬT, TỐI MẬT or TUYỆT MẬT."""
    for paragraph in zones.header:
        for start, end in cells_of(doc, *paragraph):
            if _MARK.fullmatch(doc.key[start:end].strip(" .:*-")) and doc.text[start:end].split()[-1].isupper():
                mark = doc.text[start:end].strip()
                raise PlanRefused(
                    "plan_secret",
                    f"Văn bản đóng dấu “{mark}”: hệ thống này không được chứa bí mật nhà nước.",
                    f'The document is marked "{mark}": State secrets must not enter this system.',
                    "Xử lý văn bản theo quy định về bảo vệ bí mật nhà nước.",
                    "Handle it under the rules for State secrets.",
                )
