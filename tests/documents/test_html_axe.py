"""axe-core, the rules that others judge pages by, run by Chromium on finished pages; nothing may be left."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import pytest
from documents import derby_document, derby_exceptions, enfield_document
from web_page import data_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from csptui.outputs.document.model import Document

BROWSER = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), "")
AXE = os.environ.get("CSPTUI_AXE", "")

pytestmark = [
    pytest.mark.skipif(not BROWSER, reason="Chromium is not installed here"),
    pytest.mark.skipif(
        not AXE or not Path(AXE).is_file(), reason="CSPTUI_AXE does not name a file axe.min.js of axe-core"
    ),
]
PAGES: dict[str, Callable[[], Document]] = {
    "derby": derby_document,
    "exceptions": derby_exceptions,
    "enfield": enfield_document,
    "sensitive": lambda: derby_document(sensitive=True),
}
RUN = """
<script src="axe.min.js"></script>
<script>
axe.run(document).then(found => {
  const told = {
    broken: found.violations.map(one => one.id + ": " + one.nodes.map(node => node.html).join(" ")),
    passed: found.passes.length, width: innerWidth, needed: document.documentElement.scrollWidth,
  };
  window.top.postMessage(JSON.stringify(told), "*");
});
</script>
"""
LISTEN = """
<script>
addEventListener("message", event => {
  const place = document.createElement("pre");
  place.id = "axe-told";
  place.textContent = event.data;
  document.body.append(place);
});
</script>
"""
TELEPHONE = """<!doctype html><html lang="en"><head><title>A telephone</title></head><body>{listen}
<iframe src="page.html" title="The page" style="width: 320px; border: 0"></iframe></body></html>
"""
"""No window of Chromium is as narrow as a telephone: a frame is."""


class Told(TypedDict):
    """What the page wrote about itself."""

    broken: list[str]
    passed: int
    width: int
    needed: int


def _told(data: bytes, folder: Path, page: str) -> Told:
    """Put axe into a copy of a page, whose own policy would forbid it, and read what it tells."""
    text, found = re.subn(r"<meta http-equiv[^>]*>\n", "", data.decode())
    assert found == 1
    shutil.copyfile(AXE, folder / "axe.min.js")
    listen = LISTEN if page == "page.html" else ""
    (folder / "page.html").write_text(text.replace("</body>", listen + RUN + "</body>"), "utf-8")
    (folder / "telephone.html").write_text(TELEPHONE.format(listen=LISTEN), "utf-8")
    options = (
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"),
        *("--disable-dev-shm-usage", "--no-first-run", f"--user-data-dir={folder / 'profile'}"),
        *("--virtual-time-budget=60000", "--window-size=1200,1000", "--dump-dom"),
    )
    done = subprocess.run(
        [BROWSER, *options, (folder / page).as_uri()],
        capture_output=True,
        timeout=240,
        check=True,
        encoding="utf-8",
    )
    written = re.search(r'<pre id="axe-told">(.*?)</pre>', done.stdout, re.DOTALL)
    assert written is not None, done.stderr[-2000:]
    told: Told = json.loads(html.unescape(written[1]))
    return told


@pytest.mark.parametrize(("page", "width"), [("page.html", 1200), ("telephone.html", 320)])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name: str, page: str, width: int, tmp_path: Path) -> None:
    """No rule of axe is broken, on a desk and on a telephone, and the page never scrolls sideways."""
    told = _told(data_of(PAGES[name]()), tmp_path, page)
    assert told["broken"] == []
    assert told["passed"] > 20
    assert told["needed"] <= told["width"] == width


def test_axe_would_find_what_is_broken(tmp_path: Path) -> None:
    """The test can fail: a page without its language and with a pale word is told as such."""
    data = data_of(derby_exceptions()).replace(b' lang="en-GB"', b"")
    data = data.replace(b"<footer>", b'<footer style="color: #ccc">')
    broken = {one.split(":")[0] for one in _told(data, tmp_path, "page.html")["broken"]}
    assert broken == {"html-has-lang", "color-contrast"}
