"""The small messages that widgets post up to the main screen."""

from __future__ import annotations

from textual.message import Message


class RowHighlighted(Message):
    """The cursor has come to an indicator's row."""

    def __init__(self, indicator: str) -> None:
        super().__init__()
        self.indicator = indicator


class RowSelected(Message):
    """An indicator's row was chosen: Enter, or a click on the row that the cursor is on."""

    def __init__(self, indicator: str) -> None:
        super().__init__()
        self.indicator = indicator


class HeaderSelected(Message):
    """The heading of a column was clicked."""

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column


class ThemeChosen(Message):
    """A theme was chosen, by its number in the report; 0 is all themes."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class ActionChosen(Message):
    """An action was clicked in the key bar or the header."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
