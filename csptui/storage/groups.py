"""Reads the comparator groups of partnership.toml: who belongs to each, and from when to when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from csptui.domain.groups import AverageKind, Group, Term
from csptui.domain.quarter import MONTHS
from csptui.storage.findings import quoted

if TYPE_CHECKING:
    from csptui.domain.quarter import Quarter
    from csptui.storage.fields import Fields
    from csptui.storage.findings import Findings

_AVERAGES = {one.value: one for one in AverageKind}
_MONTHS = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
# What a spreadsheet respells: the names of groups and areas are free texts.
_RESPELT = re.compile(
    r"[=+@-].*|[0-9][0-9.,:/ %E+-]*|true|false"
    rf"|(?:{_MONTHS}|sept)[ .-]?[0-9]{{1,4}}|[0-9]{{1,2}}[ -](?:{_MONTHS}|sept).*",
    re.IGNORECASE,
)


def read_groups(root: Fields, findings: Findings, own_area: str) -> tuple[Group, ...]:
    """Read every [[group]]; one without an id, or with the id of another, is left out."""
    groups: list[Group] = []
    met: set[str] = set()
    for number, values in enumerate(root.tables("group")):
        fields = root.inside(values, "group", number)
        group = _group(fields, own_area)
        fields.finish()
        for key, name in (("id", group.id), *(("members", one) for one in group.members)):
            if _RESPELT.fullmatch(name) is not None:
                fields.warning(key, f"a spreadsheet respells {quoted(name)} in comparators.csv: change it")
        if not group.id:
            continue
        if group.id in met:
            findings.error(
                fields.line("id"), f"the group {quoted(group.id)} stands twice: give it another id"
            )
            continue
        met.add(group.id)
        groups.append(group)
    return tuple(groups)


def _group(fields: Fields, own_area: str) -> Group:
    group_id = fields.text("id", needed=True)
    name = fields.text("name") or group_id
    members, terms = _members(fields, own_area)
    starts, until = fields.quarter("from"), fields.quarter("until")
    _in_order(fields, "until", starts, until, "the group")
    return Group(
        group_id,
        name,
        members,
        fields.text("note"),
        terms,
        starts,
        until,
        fields.flag("include_self", default=False) if fields.has("include_self") else None,
        fields.choice("average", _AVERAGES, AverageKind.MEAN),
    )


def _members(fields: Fields, own_area: str) -> tuple[tuple[str, ...], tuple[Term, ...]]:
    """Read the members: a name is a member at all times, a table is one from a quarter to a quarter.

    The partnership's own area is no member: whether it is counted is said by include_self.
    """
    members: dict[str, None] = {}
    always: set[str] = set()
    terms: list[Term] = []
    for one in fields.texts_or_tables("members"):
        term = Term(one.strip()) if isinstance(one, str) else _term(fields, one)
        area = "" if term is None else term.area
        if term is None or not area:
            continue
        if area == own_area:
            message = f"{area} is the partnership's own area, which include_self counts: take it out"
            fields.warning("members", message)
            continue
        if area in always or (area in members and term == Term(area)):
            fields.warning("members", f"{quoted(area)} stands twice among the members: take one out")
        elif any(_meet(term, other) for other in terms):
            fields.error("members", f"the quarters of {quoted(area)} overlap: correct from or until")
            continue
        members[area] = None
        if term == Term(area):
            always.add(area)
        else:
            terms.append(term)
    return tuple(members), tuple(one for one in terms if one.area not in always)


def _term(fields: Fields, values: dict[str, object]) -> Term | None:
    inner = fields.beside(values, "members")
    area = inner.text("area")
    starts, until = inner.quarter("from"), inner.quarter("until")
    inner.finish()
    if not area:
        fields.error("members", 'a member is a name, or { area = "…", from = "2010/11 Q1" }: correct it')
        return None
    return Term(area, starts, until) if _in_order(fields, "members", starts, until, quoted(area)) else None


def _in_order(fields: Fields, key: str, starts: Quarter | None, until: Quarter | None, what: str) -> bool:
    if starts is None or until is None or starts <= until:
        return True
    fields.error(key, f"{what} ends ({until}) before it begins ({starts}): correct from or until")
    return False


def _meet(one: Term, other: Term) -> bool:
    """Whether two terms are of one area and share a quarter."""
    if one.area != other.area:
        return False
    begins_in_time = other.until is None or one.starts is None or one.starts <= other.until
    return begins_in_time and (one.until is None or other.starts is None or other.starts <= one.until)
