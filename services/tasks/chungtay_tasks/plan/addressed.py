"""Letters: "các đơn vị" means those the letter is sent to, and its sender only asks."""

import re
from collections.abc import Sequence

from chungtay_tasks.plan.doubts import doubt
from chungtay_tasks.plan.drafts import Draft, Findings, Holder
from chungtay_tasks.plan.folded import Folded, key

_BODIES = r"(?:cơ quan|đơn vị|địa phương|ban|ngành|đồng chí)"
_EVERYBODY = re.compile(
    rf"(?:tất cả\s+)?(?:các|quý)\s+{_BODIES}(?:(?:,|,?\s+và)\s+{_BODIES})*(?:\s+(?:nêu trên|có tên trên|trên))?"
)
_ASKS = r"(?:kính\s+|trân trọng\s+)?(?:yêu cầu|đề nghị)"
_OFFICE = re.compile(r"(?:phó\s+)?(?:chủ tịch|giám đốc|trưởng|thủ trưởng|hiệu trưởng|chỉ huy trưởng)\s+")
_LONGEST_LEAD_IN = 300  # characters


def give_to_addressees(doc: Folded, addressees: Sequence[str], issuer: str | None, found: Findings) -> None:
    """What a letter asks of nobody by name its addressees hold; what is left with its sender is doubted."""
    for draft in found.drafts:
        holder = draft.holder
        if holder is None or _asked_of_all(doc, draft, holder) or (issuer and _only_asks(doc, holder, issuer)):
            draft.holder = Holder(tuple(addressees), (), holder.mode if holder else "order", draft.clause, 0)
            draft.confidence = "low"
            found.doubts.append(doubt("addressees_taken", doc, draft.start, draft.end))
        elif issuer and _is_issuer(holder, issuer):
            draft.confidence = "low"
            found.doubts.append(doubt("issuer_holds", doc, draft.start, draft.end))


def is_everybody(name: str) -> bool:
    """ "các đơn vị", "các cơ quan, đơn vị, địa phương": nobody in particular."""
    return _EVERYBODY.fullmatch(key(name)) is not None


def _asked_of_all(doc: Folded, draft: Draft, holder: Holder) -> bool:
    """An item under "… yêu cầu các đơn vị thực hiện các nội dung sau:"."""
    if holder.place >= draft.paragraph_start or not all(map(is_everybody, holder.names)):
        return False
    asked = rf"(?<!\w){_ASKS}\s+{re.escape(key(holder.names[0]))}(?!\w)"
    return re.search(asked, doc.key[holder.place : holder.place + _LONGEST_LEAD_IN]) is not None


def _only_asks(doc: Folded, holder: Holder, issuer: str) -> bool:
    """ "Công an thị xã yêu cầu thực hiện các nội dung sau:" asks, and does not say whom."""
    asks = re.compile(rf"{re.escape(key(holder.names[0]))}\s+{_ASKS}(?!\w)")
    return _is_issuer(holder, issuer) and asks.match(doc.key, holder.place) is not None


def _is_issuer(holder: Holder, issuer: str) -> bool:
    name = _OFFICE.sub("", key(holder.names[0]))
    return len(holder.names) == 1 and f"{key(issuer)} ".startswith(f"{name} ")
