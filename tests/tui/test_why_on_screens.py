"""The why, the preview and the detail tell chance, what moved the figure, and the sum with its rule."""

from __future__ import annotations

import pytest
from edit_harness import NARROW, WIDE, Plain, derby, row_of
from textual.app import App, ComposeResult

from csptui.tui.screens.page import Body
from csptui.tui.screens.why import WhyScreen, chance_lines, moved_lines
from csptui.tui.widgets.detail import Detail
from csptui.tui.widgets.preview import preview_lines
from csptui.tui.widgets.wording import Ledger, Line

DERBY = derby()


def told(lines: list[Line] | tuple[Line, ...]) -> dict[str, str]:
    """Give labelled lines as texts."""
    return {label.plain.strip(): words.plain for label, words in lines}


def test_the_why_names_the_parts_and_their_sum_in_full() -> None:
    """NI 43: what the two parts count, each part, the sum, and the digits that add up."""
    said = told(moved_lines(row_of(DERBY, "NI43")))
    assert said["Numerator"] == "custodial sentences 65 to 62: -0.48 points"
    assert said["Denominator"] == "convictions 620 to 473: +3.11 points"
    assert said["Together"] == "+2.62 points"
    assert said["In full"] == "-0.4838709677 + 3.1078224101 = 2.6239514424"
    assert said["Stated"] == "10.48% and 13.11% differ by 2.63"
    assert moved_lines(row_of(DERBY, "NI33")) == []


def test_the_why_tells_the_test_or_why_there_is_none() -> None:
    said = told(chance_lines(row_of(DERBY, "NI43")))
    assert said["Chance"] == "can be chance (p = 0.18)"
    assert said["Tested"] == "65/620 and 62/473"
    assert "two-proportion" in said["Test"]
    refused = told(chance_lines(row_of(DERBY, "NI30")))
    assert refused == {"Chance": "not tested: the two periods share 3 months (January to March 2009)"}


def test_the_preview_ends_with_what_stands_behind_the_rating() -> None:
    said = told(preview_lines(row_of(DERBY, "NI43")))
    assert list(said)[-3:] == ["Chance", "Moved", "Sum"]
    assert said["Chance"] == "can be chance (p = 0.18)"
    assert said["Moved"].endswith("convictions 620 to 473, +3.11 points; together +2.62 points")
    assert said["Sum"].endswith("allowed 5% × |9%| = 0.45 points (partnership.toml, rag)")
    assert "Moved" not in told(preview_lines(row_of(DERBY, "NI33")))


class Alone(App[None]):
    """The detail of one row on a screen of its own."""

    def __init__(self, ref: str, *, ascii_only: bool = False) -> None:
        super().__init__()
        self._ref, self._ascii = ref, ascii_only

    def compose(self) -> ComposeResult:
        """Give the detail."""
        yield Detail(ascii_only=self._ascii)

    def on_mount(self) -> None:
        """Show the row."""
        self.query_one(Detail).row = row_of(DERBY, self._ref)


@pytest.mark.parametrize("ascii_only", [False, True])
async def test_the_detail_has_the_answer_above_the_comment_and_its_reasons_below(ascii_only: bool) -> None:  # noqa: FBT001 - both ways
    app = Alone("NI43", ascii_only=ascii_only)
    async with app.run_test(size=(120, 70)) as pilot:
        await pilot.pause()
        said = app.query_one(Detail).render().plain
        above, below = said.split("Comment", 1)
        assert "Can be chance (p = 0.18)." in above
        sign = "x" if ascii_only else "×"
        assert f"allowed 5% {sign} |9%| = 0.45 points (partnership.toml, rag)" in below
        assert "Amber up to 9.45%: 44 of 473 or fewer; 18 fewer than now." in " ".join(below.split())
        assert "convictions 620 to 473, +3.11 points" in " ".join(below.split())


@pytest.mark.parametrize("size", [NARROW, WIDE, (60, 18)])
async def test_nothing_of_the_why_is_cut(size: tuple[int, int]) -> None:
    """Every word of every line is drawn, on any size, and the last can be scrolled to."""
    for ref in ("NI43", "NI30", "NI44a"):
        app = Plain(WhyScreen(row_of(DERBY, ref)))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for ledger in app.screen.query(Ledger):
                drawn = ledger.render().plain.split()
                words = [word for line in ledger.lines for part in line for word in part.plain.split()]
                assert sorted(drawn) == sorted(words)
                assert max(len(one) for one in ledger.render().plain.split("\n")) <= ledger.content_size.width
            await pilot.press("G")
            await pilot.pause()
            body = app.screen.query_one(Body)
            assert body.scroll_y == body.max_scroll_y
