"""`claims` holds any text against a row and saves nothing; `keep` remembers why a claim is right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from run_csptui import run

if TYPE_CHECKING:
    from pathlib import Path

COMMENTARY = "quarters/2009-10-Q4/commentary.toml"
KEYS = ["text", "kind", "verdict", "reading", "sentence", "said", "ref", "start", "end", "fix", "kept"]


def claims(*arguments: str, text: str | None = None) -> list[dict[str, Any]]:
    """Give the objects that `claims --json` prints; it always ends well."""
    done = run("claims", *arguments, "--json", text=text)
    assert done.exit_code == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


class TestClaims:
    """Any text against any row."""

    @pytest.mark.usefixtures("data")
    @pytest.mark.parametrize(
        ("ref", "text", "verdict"),
        [
            ("NI33", "A rise of 8.5%.", "fits"),
            ("NI33", "A rise of 8.6%.", "unrounded"),
            ("NI33", "A rise of 18.6%.", "contradicts"),
            ("ni 43", "A rise of 2.63 points.", "fits"),
            ("SPI7.1", "A rise of 8.5%.", "fits"),
        ],
    )
    def test_a_text_gets_its_verdict(self, ref: str, text: str, verdict: str) -> None:
        found = [one for one in claims(ref, text) if one["kind"] in {"percent", "points"}]
        assert [one["verdict"] for one in found] == [verdict]
        (one,) = found
        assert list(one) == KEYS
        assert text[one["start"] : one["end"]] == one["text"]
        assert one["sentence"].startswith(f'"{one["text"]}" ')
        assert one["reading"]

    @pytest.mark.usefixtures("data")
    def test_from_standard_input_and_in_two_words(self) -> None:
        given = claims("ni", "33", "A rise of 8.5%.")
        assert claims("NI33", "-", text="A rise of 8.5%.\n") == given

    @pytest.mark.usefixtures("data")
    @pytest.mark.parametrize(
        ("text", "wanted"),
        [(b" \n", "Nothing came in for the claims on NI 33\n"), (b"caf\xe9", "not UTF-8 (line 1)\n")],
    )
    def test_a_refusal_does_not_speak_of_saving(self, text: bytes, wanted: str) -> None:
        done = run("claims", "NI33", "-", text=text)
        assert done.exit_code == 2
        assert done.stderr.endswith(wanted)

    @pytest.mark.usefixtures("data")
    def test_without_a_text_it_is_the_comment_held(self) -> None:
        assert claims("NI33") == claims("NI33", "An increase of 8.6%.")

    def test_nothing_is_saved(self, data: Path) -> None:
        before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
        claims("NI33", "A rise of 99%.")
        assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before

    @pytest.mark.usefixtures("data")
    def test_the_page_marks_what_is_to_fix(self) -> None:
        done = run("claims", "NI33", "A rise of 99%.", "--width", "80")
        assert done.exit_code == 0
        assert "\n !! percent " in done.stdout
        assert done.stdout.endswith(" to fix.\n")
        assert max(map(len, done.stdout.splitlines())) <= 80

    @pytest.mark.usefixtures("data")
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("NI33", "Nothing is claimed here."), "No claim was found in the text."),
            (("NI33", ""), "There is no text to read."),
            (("NI38-rate",), "There is no text to read."),
        ],
    )
    def test_no_claim_is_no_failure(self, words: tuple[str, ...], said: str) -> None:
        assert claims(*words) == []
        done = run("claims", *words)
        assert (done.exit_code, said in done.stdout) == (0, True)

    @pytest.mark.usefixtures("data")
    def test_an_ambiguous_or_unknown_code_gives_2(self) -> None:
        done = run("claims", "NI38", "A rise.")
        assert (done.exit_code, "NI38-diff" in done.stderr) == (2, True)
        done = run("claims", "NI333", "A rise.")
        assert (done.exit_code, "did you mean" in done.stderr) == (2, True)

    @pytest.mark.usefixtures("data")
    def test_as_of_holds_it_against_the_figures_that_stood_there(self) -> None:
        run("record", "NI33", "7.7")
        run("record", "NI33", "7.8")
        first = json.loads(run("log", "--json").stdout)[-1]["action"]
        then = claims("NI33", "A rise of 5.8%.", "--as-of", first)
        now = claims("NI33", "A rise of 5.8%.")
        assert [one["verdict"] for one in then if one["kind"] == "percent"] == ["fits"]
        assert [one["verdict"] for one in now if one["kind"] == "percent"] != ["fits"]


class TestKeep:
    """A claim kept with a reason, on disk, until its sentence changes."""

    def kept(self, data: Path) -> str:
        """Give the file that holds it."""
        return (data / COMMENTARY).read_text("utf-8")

    def test_it_is_saved_and_read_again(self, data: Path) -> None:
        done = run("keep", "NI33", "8.6%", "Unrounded data")
        assert done.exit_code == 0, done.stderr
        assert "Kept: Unrounded data" in done.stdout
        assert "Unrounded data" in self.kept(data)
        assert [one["kept"] for one in claims("NI33") if one["text"] == "8.6%"] == ["Unrounded data"]

    def test_json_gives_the_claim(self, data: Path) -> None:
        del data
        found = json.loads(run("keep", "NI33", "8.6%", "Unrounded data", "--json").stdout)
        assert (found["text"], found["kept"], list(found)) == ("8.6%", "Unrounded data", KEYS)

    def test_an_empty_reason_takes_it_back(self, data: Path) -> None:
        before = self.kept(data)
        run("keep", "NI33", "8.6%", "Unrounded data")
        done = run("keep", "NI33", "8.6%", "")
        assert done.exit_code == 0
        assert done.stdout.startswith("No longer kept: NI 33, comment")
        assert self.kept(data) == before
        done = run("keep", "NI33", "8.6%", "")
        assert (done.exit_code, "Nothing to save" in done.stderr) == (0, True)

    def test_another_reason_takes_its_place(self, data: Path) -> None:
        run("keep", "NI33", "8.6%", "One reason")
        done = run("keep", "NI33", "8.6%", "Another")
        assert "It was kept before with: One reason" in done.stderr
        assert "One reason" not in self.kept(data)
        assert "Another" in self.kept(data)

    def test_undo_takes_it_back(self, data: Path) -> None:
        before = self.kept(data)
        run("keep", "NI33", "8.6%", "Unrounded data")
        assert run("undo").exit_code == 0
        assert self.kept(data) == before

    def test_a_new_sentence_drops_it(self, data: Path) -> None:
        run("keep", "NI33", "8.6%", "Unrounded data")
        run("comment", "NI33", "A rise of 8.6%.")
        assert "Unrounded data" not in self.kept(data)

    def test_more_words_of_the_sentence_tell_claims_apart(self, data: Path) -> None:
        run("comment", "NI33", "An increase of 8.6% in one part. An increase of 8.6% in the other.")
        done = run("keep", "NI33", "8.6%", "Why")
        assert done.exit_code == 2
        assert "could be one of 2" in done.stderr
        assert "in the other" in done.stderr
        done = run("keep", "NI33", "8.6% in the other", "Why")
        assert done.exit_code == 0, done.stderr
        assert [one["kept"] for one in claims("NI33") if one["text"] == "8.6%"] == ["", "Why"]
        assert "Why" in self.kept(data)

    def test_a_narratives_number_gets_its_source(self, data: Path) -> None:
        done = run("keep", "--theme", "Substance Abuse", "60%", "Police figures, March 2010")
        assert done.exit_code == 0, done.stderr
        assert "Police figures, March 2010" in self.kept(data)

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("NI33", "9%", "x"), 'no claim in it is "9%" (its claims: '),
            (("NI33", "8.6%"), "then the reason"),
            (("NI33",), "then the reason"),
            (("NI33", "8.6%", "two", "words"), "each in quotes"),
            (("NI33", " ", "x"), "give the words"),
            (("NI33", "8.6%", "x" * 201), "at most 200 characters"),
            (("NI38", "8.6%", "x"), "could be one of 2"),
            (("--theme", "nowhere", "8.6%", "x"), "No one theme"),
        ],
    )
    def test_what_it_refuses(self, data: Path, words: tuple[str, ...], said: str) -> None:
        before = self.kept(data)
        done = run("keep", *words)
        assert (done.exit_code, done.stdout) == (2, "")
        assert said in done.stderr
        assert self.kept(data) == before


def test_a_sentence_of_thousands_of_claims_is_not_repeated_for_each(data: Path) -> None:
    """The JSON grows with the text, and not with its square."""
    del data
    text = "1% " * 2000
    found = json.loads(run("claims", "NI43", text, "--json").stdout)
    assert len(found) == 2000
    assert max(len(one["said"]) for one in found) < 700
