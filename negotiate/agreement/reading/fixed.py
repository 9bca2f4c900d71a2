"""Tokens of a paragraph whose beginning a person has settled."""

from collections.abc import Callable
from dataclasses import replace

from negotiate.agreement.reading.corrections import Correction, Is
from negotiate.agreement.reading.lexing import Token
from negotiate.agreement.reading.paragraphs import Paragraph


def settled_tokens(one: Paragraph, read: Callable[[Paragraph], list[Token]]) -> list[Token]:
    """The tokens of a paragraph with a correction; ``read`` gives what the reader would make of it.

    Joined again they are the paragraph's text, whatever the correction says.
    """
    said = one.fix
    assert said is not None
    match said.act:
        case Is.TEXT:
            return [Token("text", one.line, one.text, fix=said)]
        case Is.ARTICLE:
            return _headed(one, said, "article", read(one))
        case Is.HEADING:
            return _headed(one, said, "title", read(one))
        case Is.LABEL:
            return _labelled(one, said, read(one))
        case _:
            return _document(one, said, read(one))


def _document(one: Paragraph, said: Correction, tokens: list[Token]) -> list[Token]:
    if said.heads_all:
        return [Token("title", one.line, one.text, title=True, fix=said)]
    return [replace(tokens[0], fix=said), *tokens[1:]]


def _headed(one: Paragraph, said: Correction, kind: str, tokens: list[Token]) -> list[Token]:
    """A heading: its label, its title, and what follows on the line as a paragraph of its own."""
    first = tokens[0]
    label = said.label or (first.label if first.kind in ("article", "label") else "")
    rest = _after(one, said, label)
    if kind == "title" and not said.title and first.label == label and first.kind == "label":
        return [replace(first, title=True, fix=said), *tokens[1:]]  # a second heading may follow
    title, more = (said.title, rest.removeprefix(said.title).lstrip()) if said.title else (rest, "")
    if said.title and not rest.startswith(said.title):
        raise said.fault(
            f"the title “{said.title}” does not follow “{label}” on this line, which goes on with "
            f"“{rest[:60]}”",
            "give the title as it stands there",
        )
    if not label and not title:
        raise said.fault("this line has no words that could head anything")
    kind = "label" if kind == "title" and label else kind
    head = Token(kind, one.line, title, label, title=True, sure=9.0, level=one.heading, fix=said)
    return [head, Token("text", one.line, more)] if more else [head]


def _labelled(one: Paragraph, said: Correction, tokens: list[Token]) -> list[Token]:
    for at, token in enumerate(tokens):
        if token.kind == "label" and (not said.label or token.label == said.label):
            return [*tokens[:at], replace(token, fix=said), *tokens[at + 1 :]]
    if not said.label:
        raise said.fault("no label was seen at the beginning of this line", "give it as `label`")
    return [Token("label", one.line, _after(one, said, said.label), said.label, fix=said)]


def _after(one: Paragraph, said: Correction, label: str) -> str:
    if not one.text.startswith(label):
        raise said.fault(
            f"the line does not begin with the label “{label}” but with “{one.text[:40]}”",
            "give the label as it stands there",
        )
    return one.text[len(label) :].lstrip()
