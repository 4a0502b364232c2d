"""Three-way merges by field: whoever merges, in whatever order, gets the same bytes, and nothing is lost."""

from __future__ import annotations

import tomllib
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csptui.storage.files import decode
from csptui.storage.findings import BrokenFileError
from csptui.storage.merging import Kind, Merged, kind_of, merge

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD = "indicator,value,places,numerator,denominator,as_at,status,expected\n"
BASE = HEAD + "A1,7.90,2,,,,,\nB2,1302,0,,,,,\nC3,13.1,1,62,473,M2009-12,provisional,M2010-07\nD4,,,,,,,\n"


def of(kind: Kind, base: str, ours: str, theirs: str) -> Merged:
    return merge(kind, [text.encode() for text in (base, ours, theirs)])


def figures(ours: str, theirs: str, base: str = BASE) -> Merged:
    return of(Kind.ACTUALS, base, ours, theirs)


def clean(merged: Merged) -> str:
    assert not merged.clashes
    return merged.data.decode()


class TestFigures:
    """actuals.csv, field by field."""

    def test_adjacent_rows_by_two_people_merge_to_the_same_bytes_either_way(self) -> None:
        ours = BASE.replace("A1,7.90,2", "A1,7.8,1")
        theirs = BASE.replace("B2,1302,0", "B2,1400,0")
        merged = clean(figures(ours, theirs))
        assert merged == clean(figures(theirs, ours))
        assert merged == BASE.replace("A1,7.90,2", "A1,7.8,1").replace("B2,1302,0", "B2,1400,0")

    def test_two_fields_of_one_row_merge(self) -> None:
        ours = BASE.replace("A1,7.90,2,,,,,", "A1,7.8,1,,,,,")
        theirs = BASE.replace("A1,7.90,2,,,,,", "A1,7.90,2,,,M2010-03,revised,")
        assert "A1,7.8,1,,,M2010-03,revised,\n" in clean(figures(ours, theirs))

    def test_the_two_numbers_of_a_fraction_are_one_field(self) -> None:
        """63/480 out of 63/473 and 62/480 is what nobody typed."""
        merged = figures(BASE.replace("62,473", "63,473"), BASE.replace("62,473", "62,480"))
        (clash,) = merged.clashes
        assert (clash.name, clash.field, clash.ours, clash.theirs) == ("C3", "fraction", "63/473", "62/480")

    @pytest.mark.parametrize("mark", ["[x]", "[z]", "[c]"])
    def test_no_value_by_one_and_a_fraction_by_the_other_is_a_conflict(self, mark: str) -> None:
        """Each row can be read, and the two joined could not."""
        ours, theirs = BASE.replace("D4,,,,", f"D4,{mark},,,"), BASE.replace("D4,,,,", "D4,,,62,473")
        merged = figures(ours, theirs)
        told = [(clash.field, clash.ours, clash.theirs) for clash in merged.clashes]
        assert told == [("actual", mark, ""), ("fraction", "", "62/473")]
        assert (
            f"<<<<<<< ours\nD4,{mark},,,,,,\n=======\nD4,,,62,473,,,\n>>>>>>> theirs\n"
            in merged.data.decode()
        )
        turned = figures(theirs, ours)
        assert [(clash.field, clash.theirs, clash.ours) for clash in turned.clashes] == told

    def test_a_conflict_of_another_field_shows_no_row_that_cannot_be_read(self) -> None:
        ours = BASE.replace("D4,,,,,,,", "D4,[x],,,,,revised,")
        theirs = BASE.replace("D4,,,,,,,", "D4,,,62,473,,estimated,")
        merged = figures(ours, theirs)
        assert {clash.field for clash in merged.clashes} == {"actual", "fraction", "status"}
        for row in ("D4,[x],,,,,revised,\n", "D4,,,62,473,,estimated,\n"):
            assert row in merged.data.decode()

    def test_a_row_that_one_side_has_spoilt_already_stands_against_nothing(self) -> None:
        spoilt = BASE.replace("D4,,,,", "D4,[x],,62,473")
        assert "D4,[x],,62,473,,revised,\n" in clean(
            figures(spoilt, BASE.replace("D4,,,,,,,", "D4,,,,,,revised,"))
        )

    def test_the_same_change_on_both_sides_is_no_conflict(self) -> None:
        both = BASE.replace("A1,7.90,2", "A1,7.8,1")
        assert clean(figures(both, both)) == both

    def test_an_empty_row_that_two_fill_in_different_rows_is_filled(self) -> None:
        base = HEAD + "A1,,,,,,,\nB2,,,,,,,\n"
        merged = figures(base.replace("A1,,", "A1,7.9,1"), base.replace("B2,,", "B2,5,0"), base)
        assert clean(merged) == HEAD + "A1,7.9,1,,,,,\nB2,5,0,,,,,\n"

    def test_rows_added_and_taken_out_on_both_sides(self) -> None:
        ours = BASE.replace("D4,,,,,,,\n", "E5,5,0,,,,,\n")
        theirs = BASE.replace("B2,1302,0,,,,,\n", "B1,1,0,,,,,\n")
        merged = clean(figures(ours, theirs))
        assert merged == clean(figures(theirs, ours))
        assert [line.split(",")[0] for line in merged.splitlines()[1:]] == ["A1", "B1", "C3", "E5"]

    def test_a_row_that_one_took_out_and_the_other_changed_is_a_conflict(self) -> None:
        ours = BASE.replace("B2,1302,0,,,,,\n", "")
        merged = figures(ours, BASE.replace("B2,1302", "B2,1303"))
        assert "<<<<<<< ours\n=======\nB2,1303,0,,,,,\n>>>>>>> theirs\n" in merged.data.decode()
        assert [(one.name, one.ours, one.theirs) for one in merged.clashes] == [("B2", None, "1303")]

    def test_both_added_the_file(self) -> None:
        ours = HEAD + "A1,1,0,,,,,\nB2,,,,,,,\n"
        theirs = HEAD + "A1,1,0,,,,revised,\nB2,2,0,,,,,\n"
        assert clean(figures(ours, theirs, "")) == HEAD + "A1,1,0,,,,revised,\nB2,2,0,,,,,\n"

    def test_a_conflict_stands_between_gits_marks_with_all_else_merged(self) -> None:
        ours = BASE.replace("A1,7.90,2,,,", "A1,7.8,1,,,M2010-03").replace("1302", "1303")
        theirs = BASE.replace("A1,7.90,2,,,,,", "A1,7.7,1,,,,revised,").replace("D4,,", "D4,4,0")
        merged = figures(ours, theirs)
        assert merged.data.decode() == (
            HEAD + "<<<<<<< ours\nA1,7.8,1,,,M2010-03,revised,\n=======\nA1,7.7,1,,,M2010-03,revised,\n"
            ">>>>>>> theirs\nB2,1303,0,,,,,\nC3,13.1,1,62,473,M2009-12,provisional,M2010-07\nD4,4,0,,,,,\n"
        )
        assert [(one.name, one.field, one.ours, one.theirs) for one in merged.clashes] == [
            ("A1", "actual", "7.8", "7.7")
        ]
        with pytest.raises(BrokenFileError, match=r"actuals\.csv:2: holds the marks of a merge"):
            decode(merged.data, "actuals.csv")

    def test_a_row_that_nobody_changed_keeps_its_spelling(self) -> None:
        base = (
            BASE.replace("7.90,2", "7.9,2")
            .replace("B2,1302,0", 'B2,"1,302",')
            .replace("M2009-12", "Dec 2009")
        )
        assert clean(figures(base.replace("D4,,", "D4,4,0"), base, base)) == base.replace("D4,,", "D4,4,0")

    def test_what_would_not_read_back_as_it_was_merged_is_refused(self) -> None:
        """A row without an id that each side empties by half would be no row."""
        base = HEAD + ",5,0,,,,revised,\n"
        with pytest.raises(BrokenFileError, match="would not read back"):
            figures(base.replace("5,0", ","), base.replace("revised", ""), base)

    def test_cells_that_are_no_numbers_stay_where_they_stood(self) -> None:
        base = HEAD + "A1,1,0,,1/2,,,\nB2,1,0,3/4,,,,\n"
        assert clean(figures(base.replace(",1,0,", ",2,0,"), base, base)) == base.replace(",1,0,", ",2,0,")

    def test_digits_that_are_not_the_same_are_a_change(self) -> None:
        """7.9 promises less than 7.90."""
        merged = figures(BASE.replace("A1,7.90,2", "A1,7.9,1"), BASE)
        assert "A1,7.9,1,,,,,\n" in clean(merged)


SPREADSHEETS = {
    "zeros dropped, places kept": BASE.replace("7.90", "7.9"),
    "CRLF": BASE.replace("\n", "\r\n"),
    "BOM": "\ufeff" + BASE,
    "semicolons": BASE.replace(",", ";"),
    "tabs": BASE.replace(",", "\t"),
    "a sep= line": "sep=;\n" + BASE.replace(",", ";"),
    "quoted": "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in BASE.splitlines()),
    "thousands": BASE.replace("1302", '"1,302"'),
    "trailing columns": BASE.replace("\n", ",,\n"),
    "no end of line at the end": BASE.removesuffix("\n"),
    "rows in another order": HEAD + "".join(f"{line}\n" for line in reversed(BASE.splitlines()[1:])),
    "an empty line": BASE + "\n\n",
    "other words for the same": BASE.replace("M2009-12", "Dec 2009").replace("provisional", "Provisional"),
}


class TestSpreadsheets:
    """A colleague's open-and-save in a spreadsheet conflicts with nothing and changes nothing."""

    @pytest.mark.parametrize("saved", SPREADSHEETS.values(), ids=SPREADSHEETS.keys())
    def test_a_respelt_file_takes_every_change_of_the_other_side(self, saved: str) -> None:
        changed = BASE.replace("A1,7.90,2", "A1,7.8,1").replace("B2,1302,0", "B2,1303,0")
        for merged in (figures(saved, changed), figures(changed, saved)):
            assert clean(merged) == changed
        assert not figures(changed, BASE, saved).clashes
        assert clean(figures(saved, BASE)) == BASE
        assert clean(figures(BASE, saved)) == BASE

    def test_a_row_that_was_respelt_and_changed_is_written_as_csptui_writes_it(self) -> None:
        saved = BASE.replace(",", ";").replace("7.90", "7.9").replace("A1;7.9;2;;;;", "A1;7.9;2;;;;Revised")
        assert clean(figures(saved, BASE)) == BASE.replace("A1,7.90,2,,,,", "A1,7.90,2,,,,revised")


class TestRefused:
    """What cannot be read whole is not merged; the sentence names the side, the line and what to do."""

    @pytest.mark.parametrize(
        ("theirs", "said"),
        [
            (HEAD + "A1,1\n", r"actuals\.csv \(theirs\):2: the row has 2 cells"),
            (HEAD + 'A1,"1,,,,,,\n', r"\(theirs\):2: a quotation mark"),
            ("indicator,valeu\nA1,1\n", r'\(theirs\):1: unknown column "valeu"'),
            (HEAD + "A1,1,0,,,,,\nA1,2,0,,,,,\n", r"\(theirs\):3: A1 stands in line 2 already"),
            ((HEAD + "A1,7,5,,,,,\n").replace(",", ";").replace("7;5", "7,5;"), r":2: has a comma"),
            ("<<<<<<< ours\n" + BASE, r"\(theirs\):1: holds the marks of a merge"),
            ("", r"\(theirs\): is empty"),
            ("\x00", r"\(theirs\):1: holds a NUL"),
        ],
    )
    def test_a_broken_side(self, theirs: str, said: str) -> None:
        with pytest.raises(BrokenFileError, match=said):
            figures(BASE, theirs)
        with pytest.raises(BrokenFileError, match=said.replace("theirs", "ours")):
            figures(theirs, BASE)

    def test_broken_texts(self) -> None:
        with pytest.raises(BrokenFileError, match=r"commentary\.toml \(ours\):2: is not TOML"):
            of(Kind.COMMENTARY, "", "[comments]\nA1 =\n", "")


class TestOtherTables:
    """targets.csv and comparators.csv, whose keys have more than one cell."""

    TARGETS = "indicator,year,target,places,applies_to\nA1,FY2009/10,7.50,2,\nB2,FY2009/10,±5,0,\n"

    def test_targets_of_two_years_are_two_rows(self) -> None:
        ours = self.TARGETS + "A1,FY2010/11,7,0,\n"
        theirs = self.TARGETS.replace("7.50,2,", "<7.40,2,FY2009/10")
        merged = clean(of(Kind.TARGETS, self.TARGETS, ours, theirs))
        assert merged == clean(of(Kind.TARGETS, self.TARGETS, theirs, ours))
        assert merged.splitlines()[1:] == [
            "A1,FY2009/10,<7.40,2,FY2009/10",
            "A1,FY2010/11,7,0,",
            "B2,FY2009/10,±5,0,",
        ]

    def test_other_spellings_of_a_target_are_no_change(self) -> None:
        respelt = self.TARGETS.replace("7.50", "7.5").replace("±5", "+/-5").replace("FY2009/10", "2009/10")
        changed = self.TARGETS.replace("7.50", "7.40")
        assert clean(of(Kind.TARGETS, self.TARGETS, respelt, changed)) == changed

    def test_comparators_by_group_indicator_quarter_and_area(self) -> None:
        rows = ("MSG,A1,2009/10 Q4,Luton,7.10", "MSG,A1,2009/10 Q4,Thanet,8.20")
        base = "\n".join(("group,indicator,quarter,area,value", *rows, ""))
        ours, theirs = base.replace("7.10", "7.1").replace("8.20", "8.30"), base.replace("7.10", "7.20")
        assert clean(of(Kind.COMPARATORS, base, ours, theirs)) == base.replace("8.20", "8.30").replace(
            "7.10", "7.20"
        )

    AREAS = "indicator,area,value,numerator,denominator\nA1,Luton,7.10,,\nA1,Thanet,8.20,82,10000\n"

    def test_values_of_areas_by_indicator_and_area(self) -> None:
        ours = self.AREAS.replace("7.10", "7.1").replace("8.20", "8.30")
        theirs = self.AREAS.replace("7.10", "7.20").replace("82,10000", '83,"10,000"')
        merged = clean(of(Kind.AREAS, self.AREAS, ours, theirs))
        assert merged == clean(of(Kind.AREAS, self.AREAS, theirs, ours))
        assert merged.splitlines()[1:] == ["A1,Luton,7.20,,", "A1,Thanet,8.30,83,10000"]

    def test_a_fraction_merges_as_one(self) -> None:
        """A numerator of ours over a denominator of theirs is nobody's fraction."""
        ours, theirs = self.AREAS.replace("82,", "81,"), self.AREAS.replace("10000", "9999")
        merged = of(Kind.AREAS, self.AREAS, ours, theirs)
        assert [(one.name, one.field, one.ours, one.theirs) for one in merged.clashes] == [
            ("A1 Thanet", "fraction", "81/10000", "82/9999")
        ]

    @pytest.mark.parametrize("path", ["comparators.csv", "data/quarters/2009-10-Q4/comparators.csv", ""])
    def test_the_header_tells_which_comparators_file_it_is(self, path: str) -> None:
        """Both have one name; a side that is empty, as where a file is new, says nothing."""
        old = b"group,indicator,quarter,area,value\n"
        assert kind_of(path, [b"", self.AREAS.encode(), b""]) is Kind.AREAS
        assert kind_of(path, [old, old, old]) is Kind.COMPARATORS


TEXTS = '[comments]\nA1 = "An increase."\nB2 = "Two."\n\n[narrative]\nfirst = "All is well."\n'


class TestTexts:
    """commentary.toml, by table and key."""

    def test_different_keys_merge_either_way(self) -> None:
        ours = TEXTS.replace("An increase.", "A decrease.")
        theirs = TEXTS.replace('B2 = "Two."', 'C3 = """\nLong.\n\nIn two."""') + '\n[sources]\nA1 = "FRS"\n'
        merged = clean(of(Kind.COMMENTARY, TEXTS, ours, theirs))
        assert merged == clean(of(Kind.COMMENTARY, TEXTS, theirs, ours))
        assert merged == (
            '[comments]\nA1 = "A decrease."\nC3 = """\nLong.\n\nIn two."""\n\n[narrative]\n'
            'first = "All is well."\n\n[sources]\nA1 = "FRS"\n'
        )

    def test_a_conflict_is_of_its_key_alone(self) -> None:
        merged = of(
            Kind.COMMENTARY,
            TEXTS,
            TEXTS.replace("An increase.", "Ours."),
            TEXTS.replace("An increase.", "Theirs\\nof two lines.").replace("Two.", "2."),
        )
        assert merged.data.decode() == (
            '[comments]\n<<<<<<< ours\nA1 = "Ours."\n=======\nA1 = """\nTheirs\nof two lines."""\n'
            '>>>>>>> theirs\nB2 = "2."\n\n[narrative]\nfirst = "All is well."\n'
        )
        assert [(one.name, one.field, one.ours) for one in merged.clashes] == [("A1", "comment", "Ours.")]
        with pytest.raises(BrokenFileError, match=r"commentary\.toml:2: holds the marks of a merge"):
            decode(merged.data, "commentary.toml")

    def test_a_text_that_looks_like_a_mark_is_no_mark(self) -> None:
        ours = TEXTS.replace('"Two."', '"x\\n<<<<<<< ours\\n>>>>>>> theirs"')
        merged = of(Kind.COMMENTARY, TEXTS, ours, TEXTS)
        assert decode(merged.data, "x")[0]

    def test_an_empty_text_is_none(self) -> None:
        ours, theirs = TEXTS.replace('A1 = "An increase."\n', ""), TEXTS.replace("An increase.", "")
        assert clean(of(Kind.COMMENTARY, TEXTS, ours, theirs)) == ours

    def test_counts_merge_by_label(self) -> None:
        one = '[[counts]]\ntheme = "first"\nlabel = "{}"\ntotal = {}\n'
        base = one.format("a", 1) + one.format("b", 2)
        ours, theirs = one.format("a", 5) + one.format("b", 2), base + one.format("c", 3)
        merged = clean(of(Kind.COMMENTARY, base, ours, theirs))
        assert merged == clean(of(Kind.COMMENTARY, base, theirs, ours))
        assert [one["total"] for one in tomllib.loads(merged)["counts"]] == [5, 2, 3]
        clash = of(Kind.COMMENTARY, base, ours, base.replace("total = 1", "total = 9"))
        assert clash.data.decode().count("<<<<<<<") == 1
        assert len(clash.clashes) == 1


class TestKind:
    """What a file is, by its name or else by its content."""

    @pytest.mark.parametrize("kind", list(Kind))
    def test_by_name(self, kind: Kind) -> None:
        assert kind_of(f"data/quarters/2009-10-Q4/{kind.value}", []) is kind
        assert kind_of(f"data\\{kind.value}", []) is kind

    def test_by_content(self) -> None:
        for text, kind in (
            (BASE, Kind.ACTUALS),
            (SPREADSHEETS["a sep= line"], Kind.ACTUALS),
            (TestOtherTables.TARGETS, Kind.TARGETS),
            (TEXTS, Kind.COMMENTARY),
            ('{"when": ""}', Kind.CHANGES),
            ("other,columns\n", None),
            ("name = 1\n", None),
            ("\x00", None),
        ):
            assert kind_of("", [b"", text.encode()]) is kind


IDS = ["A1", "B2", "C3", "D4", "E5"]
CELLS = st.sampled_from([",", "1,0", "7.5,2", "7.50,2", "[x],", '"1,302",0'])
ROWS = st.dictionaries(st.sampled_from(IDS), st.tuples(CELLS, st.sampled_from(["", "revised"])), max_size=5)


def written(rows: Mapping[str, tuple[str, str]]) -> bytes:
    return (
        HEAD + "".join(f"{name},{cells},,,,{status},\n" for name, (cells, status) in rows.items())
    ).encode()


@given(ROWS, ROWS, ROWS)
def test_either_side_may_be_ours(
    base: dict[str, tuple[str, str]], one: dict[str, tuple[str, str]], other: dict[str, tuple[str, str]]
) -> None:
    """A clean merge is the same bytes either way; a clash is a clash either way."""
    first = merge(Kind.ACTUALS, [written(base), written(one), written(other)])
    second = merge(Kind.ACTUALS, [written(base), written(other), written(one)])
    assert {(told.name, told.field) for told in first.clashes} == {
        (told.name, told.field) for told in second.clashes
    }
    if not first.clashes:
        assert first.data == second.data
        again = merge(Kind.ACTUALS, [first.data, first.data, first.data])
        assert again.data == first.data


@given(ROWS, st.lists(ROWS, min_size=3, max_size=3))
def test_three_branches_merge_in_any_order_to_the_same_bytes(
    base: dict[str, tuple[str, str]], branches: list[dict[str, tuple[str, str]]]
) -> None:
    """Wherever one order is clean, all are, and the bytes are the same."""
    made: set[bytes | None] = set()
    for one, two, three in permutations(branches):
        first = merge(Kind.ACTUALS, [written(base), written(one), written(two)])
        if first.clashes:
            made.add(None)
            continue
        second = merge(Kind.ACTUALS, [written(base), first.data, written(three)])
        made.add(None if second.clashes else second.data)
    assert len(made) == 1


KEYS = st.dictionaries(st.sampled_from(IDS), st.text(max_size=8), max_size=4)


@given(KEYS, KEYS, KEYS)
def test_texts_of_any_kind_merge_either_way(
    base: dict[str, str], one: dict[str, str], other: dict[str, str]
) -> None:
    from csptui.storage.toml_text import dumps  # noqa: PLC0415 - only here

    try:
        sides = [dumps({"comments": side}).encode() for side in (base, one, other)]
    except UnicodeEncodeError:
        return
    first = merge(Kind.COMMENTARY, sides)
    second = merge(Kind.COMMENTARY, [sides[0], sides[2], sides[1]])
    if not first.clashes:
        assert first.data == second.data


WHOLE = {
    Kind.ACTUALS: BASE.encode(),
    Kind.TARGETS: TestOtherTables.TARGETS.encode(),
    Kind.COMPARATORS: b"group,indicator,quarter,area,value\nMSG,A1,2009/10 Q4,Luton,7.10\n",
    Kind.AREAS: TestOtherTables.AREAS.encode(),
    Kind.COMMENTARY: TEXTS.encode() + b'[[counts]]\ntheme = "first"\nlabel = "a"\ntotal = 1\n',
    Kind.CHANGES: b'{"when": "2010-04-20T09:30:00+00:00", "digest": "d", "seen": ""}\n',
}
PIECES = st.sampled_from(
    [
        b"",
        b"\n",
        b",",
        b";",
        b'"',
        b"\t",
        b"[",
        b"=",
        b"A1",
        b"\xff",
        b"\r",
        b"7,5",
        b"<<<<<<< x\n",
        b"counts = 1\n",
        b"{",
    ]
)


def spoilt(data: bytes, spots: list[tuple[int, int, bytes]]) -> bytes:
    """Put pieces into a file in the place of some of its bytes."""
    for at, length, piece in spots:
        start = at % (len(data) + 1)
        data = data[:start] + piece + data[start + length :]
    return data


SPOTS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 6), PIECES | st.binary(max_size=4)), max_size=3
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(list(Kind)), SPOTS, SPOTS, SPOTS)
def test_spoilt_files_are_merged_or_refused_with_their_place(
    kind: Kind,
    base: list[tuple[int, int, bytes]],
    ours: list[tuple[int, int, bytes]],
    theirs: list[tuple[int, int, bytes]],
) -> None:
    """Whatever stands in them: no other error, and what merges clean reads back."""
    contents = [spoilt(WHOLE[kind], spots) for spots in (base, ours, theirs)]
    refused, merged = "", None
    try:
        merged = merge(kind, contents, f"x/{kind.value}")
    except BrokenFileError as error:
        refused = str(error)
    if merged is None:
        assert refused.startswith(f"x/{kind.value} (")
    elif not merged.clashes:
        assert merge(kind, [merged.data] * 3).data == merged.data
