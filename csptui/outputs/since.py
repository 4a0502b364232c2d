"""What differs between then and now, as a page: each field with both its texts, and who and when last."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len

from csptui.domain.change import Change
from csptui.outputs.layout import cut, flow, indented, padded, words_of
from csptui.outputs.line import Line
from csptui.outputs.log import change_lines, moment_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from csptui.domain.then import Then
    from csptui.outputs.appearance import Look
    from csptui.outputs.log import Names

OUTSIDE = "changed outside csptui too, so when and by whom is not known"
_WIDEST_NAME = 20


def since_page(
    since: str,
    found: Sequence[Then],
    names: Names,
    look: Look,
    *,
    whole: bool = False,
    zone: tzinfo | None = None,
) -> list[Line]:
    """Give the fields that differ `since` then, by quarter; long texts are cut to a line unless wanted."""
    if not found:
        return flow(words_of(look.line(f"Nothing differs {since}.")), look.width)
    count = "1 field differs" if len(found) == 1 else f"{len(found):,} fields differ"
    lines = flow(words_of(look.line(f"{count} {since}."), "strong"), look.width)
    for quarter, group in groupby(
        sorted(found, key=lambda one: one.key.quarter), lambda one: one.key.quarter
    ):
        members = list(group)
        lines += [Line(), *flow(words_of(look.line(quarter), "strong"), look.width)]
        titles = [look.line(names.of_change(one.key)) for one in members]
        room = min(max(map(cell_len, titles)), _WIDEST_NAME)
        for title, one in zip(titles, members, strict=True):
            margin = "  " if not room else f"  {padded(cut(title, room, look), room)}  "
            change = Change(one.key.quarter, one.key.field, one.then, one.now, *one.key[1:3])
            width = look.width - cell_len(margin)
            told = change_lines(change, look, width, whole=whole)
            whom = look.line(whom_text(one, zone))
            if len(told) == 1 and told[0].cells + cell_len(whom) + 2 <= width:
                told = [Line.of(told[0], "  ", (whom, "quiet"))]
            else:
                told += indented(flow(words_of(whom, "quiet"), width - 2), 2)
            lines += indented(told, cell_len(margin), margin)
    return lines


def whom_text(one: Then, zone: tzinfo | None = None) -> str:
    """Say who changed a field last, and when, as far as the log knows."""
    last = "" if one.last is None else f"{one.last.who or 'nobody named'}, {moment_text(one.last.when, zone)}"
    return "; ".join(part for part in (last, OUTSIDE if one.outside else "") if part)
