"""The search for cycles waits while a format is written, and goes on after it, come what may."""

from __future__ import annotations

import gc

import pytest

from csptui.outputs.document.collection import put_off


def test_the_search_waits_and_goes_on() -> None:
    with put_off():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), put_off():
        divmod(1, 0)
    assert gc.isenabled()


def test_who_has_put_it_off_already_still_has() -> None:
    with put_off():
        with put_off():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
