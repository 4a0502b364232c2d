"""The files of the report and of the exceptions, as the command line makes, verifies and checks them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from run_csptui import csptui, derby_copy, run

from csptui.outputs.document.formats import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

STEM = "report-2009-10-Q4"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return derby_copy(tmp_path / "data")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def report(data: Path, *arguments: str | Path) -> Result:
    return run("report", "--data", str(data), *map(str, arguments))


def test_every_format_is_written_where_none_is_named_and_each_is_told(data: Path, out: Path) -> None:
    result = report(data, "-o", out)
    assert result.exit_code == 0
    told = result.stdout.splitlines()
    assert told == [
        *(str(out / f"{STEM}.{name}") for name in FORMATS if name != "csv"),
        str(out / f"{STEM}-csv" / "datapackage.json"),
    ]
    assert all((out / line).is_file() for line in told)
    assert result.stderr == ""


def test_the_formats_named_are_written_and_no_other(data: Path, out: Path) -> None:
    assert report(data, "-f", "md,TXT, .html", "-o", out).exit_code == 0
    assert {path.suffix for path in out.iterdir()} == {".md", ".txt", ".html", ".json"}


@pytest.mark.parametrize(("word", "suffix"), [("markdown", ".md"), ("text", ".txt"), ("htm", ".html")])
def test_a_format_may_be_called_as_people_do(data: Path, out: Path, word: str, suffix: str) -> None:
    assert report(data, f"-f{word}", f"-o{out}").exit_code == 0
    assert (out / f"{STEM}{suffix}").is_file()


@pytest.mark.parametrize("wrong", ["", ",", "odt", "md,odt", "-4.09%"])
def test_an_unknown_format_is_refused_with_those_that_there_are(data: Path, out: Path, wrong: str) -> None:
    result = report(data, "-f", wrong, "-o", out)
    assert result.exit_code == 2
    assert "docx, html, pdf, xlsx, md, txt, csv" in result.stderr
    assert not out.exists()


def test_the_exceptions_are_written_without_a_question(data: Path, out: Path) -> None:
    result = run("exceptions", "--data", str(data), "-o", str(out), "-f", "txt,md")
    assert result.exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "exceptions-2009-10-Q4.made.json",
        "exceptions-2009-10-Q4.md",
        "exceptions-2009-10-Q4.txt",
    ]


def test_json_tells_what_was_made_and_of_which_version(data: Path, out: Path) -> None:
    made = json.loads(report(data, "-f", "txt", "-o", out, "--json").stdout)
    assert made["files"] == [str(out / f"{STEM}.txt")]
    assert made["version"] in (out / f"{STEM}.txt").read_text("utf-8")
    assert (made["document"], made["quarter"], made["notes"]) == ("report", "2009/10 Q4", [])


def test_a_file_changed_by_hand_is_kept_and_that_is_said(data: Path, out: Path) -> None:
    report(data, "-f", "txt", "-o", out)
    (out / f"{STEM}.txt").write_text("mine", "utf-8")
    result = report(data, "-f", "txt", "-o", out)
    assert "is kept as report-2009-10-Q4.kept-1.txt" in result.stderr
    assert (out / f"{STEM}.kept-1.txt").read_text("utf-8") == "mine"


def test_one_format_goes_to_standard_output_byte_for_byte(data: Path, out: Path, tmp_path: Path) -> None:
    report(data, "-f", "md", "-o", out)
    told = csptui("report", "--data", str(data), "-f", "md", "-o", "-", home=tmp_path)
    assert told.returncode == 0
    assert told.stdout == (out / f"{STEM}.md").read_bytes()
    assert run("report", "--data", str(data), "-f", "md,txt", "-o", "-").exit_code == 2
    assert run("report", "--data", str(data), "-f", "csv", "-o", "-").exit_code == 2


def test_the_sensitive_parts_are_in_a_file_only_when_asked_for(data: Path, out: Path) -> None:
    for name in ("md", "txt", "html"):
        report(data, "-f", name, "-o", out)
        report(data, "-f", name, "-o", out, "--sensitive")
        assert "A1 and BCT" not in (out / f"{STEM}.{name}").read_text("utf-8")
        assert "A1 and BCT" in (out / f"{STEM}-sensitive.{name}").read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("-f", "txt"),
        ("--template", "x.docx"),
        ("minutes.docx",),
        ("--verify", "out", "-o", "out"),
        ("--verify", "out", "--check"),
        ("--verify", "out", "--sensitive"),
        ("--verify", "out", "--as-of", "2010-04-20"),
        ("--check", "-o", "out"),
        ("--check", "--as-of", "2010-04-20"),
        ("-o", "out", "--as-of", "2010-04-20"),
    ],
)
def test_what_cannot_go_together_is_refused(data: Path, arguments: tuple[str, ...]) -> None:
    assert report(data, *arguments).exit_code == 2


def test_a_quarter_that_is_not_held_makes_nothing(data: Path, out: Path) -> None:
    assert report(data, "-o", out, "--quarter", "2011-12-Q1").exit_code == 2
    assert not out.exists()


def test_a_folder_that_is_named_like_a_file_is_refused_unless_it_is_there(data: Path, tmp_path: Path) -> None:
    """Whoever types -o report.docx wants a file, and gets no folder of that name."""
    named = tmp_path / "report.DOCX"
    result = report(data, "-o", named)
    assert (result.exit_code, f"-f docx -o {tmp_path}" in result.stderr, named.exists()) == (2, True, False)
    named.mkdir()
    assert report(data, "-f", "txt", "-o", named).exit_code == 0


def test_a_template_that_no_file_would_take_is_refused(data: Path, out: Path) -> None:
    """A template beside -f pdf would be passed over in silence."""
    result = report(data, "-f", "pdf,txt", "-o", out, "--template", "x.docx")
    assert (result.exit_code, "is for Word" in result.stderr, out.exists()) == (2, True, False)


def test_a_template_that_is_not_there_is_told(data: Path, out: Path) -> None:
    result = report(data, "-f", "docx", "-o", out, "--template", "none.docx")
    assert (result.exit_code, "no Word template" in result.stderr) == (2, True)
    assert not out.exists()


def test_the_partnerships_own_template_is_found_and_is_an_input(data: Path, out: Path) -> None:
    path = data / "partnership.toml"
    path.write_text(path.read_text("utf-8") + '\n[report]\ntemplate = "house.docx"\n', "utf-8")
    result = report(data, "-f", "docx", "-o", out)
    assert result.exit_code == 1
    assert "house.docx" in result.stderr
    path.write_text(path.read_text("utf-8").replace("house.docx", "../house.docx"), "utf-8")
    assert "must be a file of this folder" in run("check", "--data", str(data)).stdout


# --verify


def test_verify_says_that_files_match_and_then_which_input_has_changed(data: Path, out: Path) -> None:
    report(data, "-f", "txt,md", "-o", out)
    good = report(data, "--verify", out)
    assert good.exit_code == 0
    assert good.stdout.count("matches the data, byte for byte") == 2
    run("comment", "--data", str(data), "NI20", "Two causes.")
    stale = report(data, "--verify", out, "--json")
    assert stale.exit_code == 4
    assert {(one["state"], *one["inputs"]) for one in json.loads(stale.stdout)} == {
        ("no longer matches", "quarters/2009-10-Q4/commentary.toml")
    }


def test_verify_says_the_same_of_a_packages_files_once_and_ends_with_how_many(data: Path, out: Path) -> None:
    """Nine tables that match are one line; one that was changed has its own."""
    report(data, "-f", "csv,txt", "-o", out)
    package = f"{STEM}-csv"
    count = len(list((out / package).iterdir()))
    lines = report(data, "--verify", out).stdout.splitlines()
    assert lines == [
        f"{package}/ ({count} files) matches the data, byte for byte.",
        f"{STEM}.txt matches the data, byte for byte.",
        f"All {count + 1} files match the data.",
    ]
    (out / package / "tally.csv").write_text("mine", "utf-8")
    lines = report(data, "--verify", out).stdout.splitlines()
    assert f"{package}/tally.csv was changed after it was made." in lines
    assert lines[-1] == f"1 of {count + 1} files does not match the data."


def test_verify_of_a_folder_where_nothing_was_made_is_refused(data: Path, tmp_path: Path) -> None:
    assert report(data, "--verify", tmp_path / "nowhere").exit_code == 1
    assert report(data, "--verify", tmp_path).exit_code == 1


# --check


def test_check_finds_nothing_in_what_the_program_makes(data: Path) -> None:
    result = report(data, "--check")
    assert result.exit_code == 0, result.stdout
    assert result.stdout.count("nothing found") == 5


def test_check_of_a_doctored_file_names_the_rule(data: Path, out: Path) -> None:
    report(data, "-f", "html", "-o", out)
    path = out / f"{STEM}.html"
    path.write_text(path.read_text("utf-8").replace(' lang="en-GB"', "", 1), "utf-8")
    result = report(data, "--check", path)
    assert result.exit_code == 4
    assert "(language)" in result.stdout
    (found,) = json.loads(report(data, "--check", path, "--json").stdout)
    assert [fault["rule"] for fault in found["faults"]] == ["language"]


def test_check_of_a_folder_takes_its_files_and_of_others_says_that_there_are_no_rules(
    data: Path, out: Path
) -> None:
    report(data, "-f", "html,txt,md", "-o", out)
    assert report(data, "--check", out).stdout.count("nothing found") == 2
    assert "no rules" in report(data, "--check", out / f"{STEM}.txt").stdout
    assert report(data, "--check", out / "none.docx").exit_code == 1
    (out / "empty").mkdir()
    assert report(data, "--check", out / "empty").exit_code == 1


def test_check_of_a_folder_passes_over_what_an_office_program_has_open(data: Path, out: Path) -> None:
    """Word lays a small file beside a document that it has open, and macOS beside any on a shared drive."""
    report(data, "-f", "docx", "-o", out)
    for name in (f"~${STEM}.docx", f"._{STEM}.docx"):
        (out / name).write_bytes(b"x")
    (out / "folder.docx").mkdir()
    result = report(data, "--check", out)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"{out / STEM}.docx: nothing found."]


def test_check_reads_no_file_without_end(data: Path, out: Path) -> None:
    out.mkdir()
    with (out / "long.md").open("wb") as file:
        file.truncate(200_000_000)
    result = report(data, "--check", out / "long.md")
    assert result.exit_code == 1
    assert "200 MB" in result.stderr


def test_check_of_what_is_no_word_document_is_a_fault_and_no_traceback(data: Path, out: Path) -> None:
    out.mkdir()
    for name in ("a.docx", "a.pdf", "a.xlsx", "a.md", "a.html"):
        (out / name).write_bytes(b"\xff\xfe\x00 not what it says")
    result = report(data, "--check", out)
    assert result.exit_code == 4
    assert result.stdout.count("(unreadable)") >= 4


def test_json_of_the_page_holds_the_document_block_by_block(data: Path) -> None:
    told = json.loads(report(data, "--json").stdout)
    document = told["document"]
    assert [part["id"] for part in document["parts"]][:2] == ["cover", "summary"]
    assert {block["type"] for part in document["parts"] for block in part["blocks"]} >= {"heading", "table"}
    assert document["version"] in (report(data).stdout)


def test_an_option_in_the_place_of_the_folder_is_refused(data: Path, tmp_path: Path) -> None:
    """Else the report would be made without its sensitive parts, in a folder of that name."""
    result = csptui("report", "--data", str(data), "-f", "txt", "-o", "--sensitive", home=tmp_path)
    assert result.returncode == 2
    assert b"-o out/ --sensitive" in result.stderr
    assert not (tmp_path / "--sensitive").exists()
