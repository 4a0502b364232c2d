"""Columns of Word tables: no figure is broken, none takes what another needs, all fill the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from csptui.outputs.document.model import Align, Cell, Column, Table, TableRow
from csptui.outputs.document.word.widths import Widths

WIDTH = 9864


def table(*columns: tuple[Column, str, str]) -> Table:
    """Give a table of one row: columns, each with its cell's text and detail."""
    cells = tuple(Cell(text, detail) for _, text, detail in columns)
    return Table("", "", tuple(column for column, _, _ in columns), (TableRow(cells),))


def column_widths(one: Table, width: int) -> list[int]:
    return Widths([one]).of(one, width)


def right(share: float = 1) -> Column:
    return Column("", share, Align.RIGHT)


@given(
    st.lists(
        st.tuples(
            st.floats(0, 9),
            st.sampled_from(Align),
            st.text(max_size=60),
            st.text(max_size=60),
            st.text(max_size=30),
        ),
        min_size=1,
        max_size=12,
    ),
    st.integers(2880, 20000),
)
def test_columns_fill_the_page_and_no_more(
    given_columns: list[tuple[float, Align, str, str, str]], width: int
) -> None:
    """Whatever the texts and shares, no column is without width and all together are the page."""
    columns = [
        (Column(head, share, align), text, detail) for share, align, text, detail, head in given_columns
    ]
    widths = column_widths(table(*columns), width)
    assert sum(widths) == width
    assert min(widths) > 0


def test_shares_hold_where_all_texts_fit() -> None:
    """Tables of the same columns look the same, whatever short texts they hold."""
    assert column_widths(table((Column("", 3), "a", ""), (right(), "1", "")), WIDTH) == [7398, 2466]


def test_a_figure_is_not_broken() -> None:
    """A column that its share would leave too narrow for its figure gets what it needs from one of words."""
    figure = "1,234,567.89 [p]"
    words, number = column_widths(table((Column("", 30), "word " * 30, ""), (right(0.1), figure, "")), WIDTH)
    assert number > len(figure) * 80
    assert words > WIDTH / 2


def test_what_a_column_does_not_need_goes_to_long_texts() -> None:
    """A reference of five letters takes no third of the page from a name of two lines."""
    ref, name = column_widths(table((Column("", 1), "NI 39", ""), (Column("", 1), "word " * 40, "")), WIDTH)
    assert ref < 1000 < name


def test_details_break_before_names_have_no_room() -> None:
    """Six columns of long details leave the column of names most of its share."""
    details = [(right(1.4), "12.5%", "(2008/09) and more")] * 6
    widths = column_widths(table((Column("", 4), "word " * 20, ""), *details), WIDTH)
    assert widths[0] > 0.85 * WIDTH * 4 / 12.4 - 1


def test_a_word_without_end_takes_part_of_the_page_only() -> None:
    """A hundred thousand letters break; the other columns keep their figures."""
    endless, number = column_widths(table((Column("", 1), "x" * 100_000, ""), (right(), "12,345", "")), WIDTH)
    assert number > 6 * 90
    assert endless < WIDTH


def test_tables_of_the_same_columns_are_set_alike() -> None:
    """A reader's eye goes down one column through all tables of a report."""
    columns = Column("", 4), right()
    short = table((columns[0], "word " * 30, ""), (columns[1], "1", ""))
    long = table((columns[0], "a", ""), (columns[1], "1,234,567,890 [p]", ""))
    together = Widths([short, long])
    assert together.of(short, WIDTH) == together.of(long, WIDTH)
    assert together.of(short, WIDTH)[1] > column_widths(short, WIDTH)[1]


def test_heads_are_the_last_to_give_way() -> None:
    """Where long figures leave too little room for all, the heads stay on one line."""
    many = [(Column("08/09", 2, Align.RIGHT), "88.9% (a cohort of 2005)", "") for _ in range(4)]
    head = 960  # what `On 08/09` needs in bold of 9 points, with the margins of its cell
    assert column_widths(table(*many, (Column("On 08/09", 1), "worse", "")), WIDTH)[-1] >= head
