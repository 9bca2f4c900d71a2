"""Pages whose style sheets number, hide and head what they show: as a browser shows it."""

import io
import subprocess
from pathlib import Path

import pypdf
import pytest
from office import need
from received import words_stored

from negotiate.agreement.blocks import Kind
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Imported

# as an exported document of a well-known web office numbers its lists
_EXPORTED = """<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type="text/css">
@import url(https://styles.example/css);.l-0>li:before{content:"Article " counter(c-0,upper-roman) ". "}
.l-1>li:before{content:"" counter(c-1,upper-latin) ". "}.l-2>li:before{content:"(" counter(c-2,lower-latin) ") "}
ol.l-0,ol.l-1,ol.l-2,ul.b{list-style-type:none}ol.l-0.start{counter-reset:c-0 0}ol.l-1.start{counter-reset:c-1 0}
ol.l-2.start{counter-reset:c-2 2}.l-0>li{counter-increment:c-0}.l-1>li{counter-increment:c-1}
.l-2>li{counter-increment:c-2}.b>li:before{content:"\\0025cf   "}.gone{display:none}.shown{display:block!important}
@media print{.paper{color:red}} @media tv{p{display:none}}</style></head><body>
<p>Harlow Agreement</p><ol class="c4 l-0 start"><li class="c5">Recognition</li></ol>
<ol class="l-1 start"><li><span>The Board recognizes.</span></li><li>The second thing.</li></ol>
<ol class="l-2 start"><li>Deep it is.</li><li>Deeper it is.</li></ol><ol class="l-1"><li>The third thing.</li></ol>
<ol class="l-0" start="2"><li>Pay</li></ol><ol class="l-1 start"><li>Pay is monthly.</li></ol>
<p class="gone">Not seen.</p><p class="gone shown">Seen.</p><ul class="b"><li>A bullet.</li></ul></body></html>"""
_LEGAL = """<style>body{counter-reset:art} h2{counter-reset:sec} p.sec{counter-increment:sec}
h2::before{counter-increment:art;content:"ARTICLE " counter(art, upper-roman) " – "}
p.sec:before{content:counter(art) "." counter(sec, decimal-leading-zero) "  "} div.x > p{visibility:hidden}
ol.alpha{list-style:upper-alpha} ol.nested{counter-reset:item;list-style:none} ol.nested>li{counter-increment:item}
ol.nested>li::before{content:counters(item,".") ". "}</style>
<h2>Recognition</h2><p class=sec>The Board.<p class="sec big">It is so.<h2>Pay</h2><p class=sec>Pay is due.
<div class=x><p>Not seen.</div><ol class=alpha><li>Alpha is one.<li>Beta is two.</ol>
<ol class=nested><li>One is here.<ol class=nested><li>Inner is here.<li>Inner is two.</ol><li>Two is here.</ol>"""


def _read(page: str) -> Imported:
    return read_received(page.encode(), "a.html")


def _texts(found: Imported) -> list[str]:
    return [block.canonical for block in found.agreement.blocks()]


def test_lists_numbered_by_a_style_sheet_print_its_labels() -> None:
    assert _texts(_read(_EXPORTED)) == [
        "Harlow Agreement", "Article I. Recognition", "A. The Board recognizes.", "B. The second thing.",
        "(c) Deep it is.", "(d) Deeper it is.", "C. The third thing.", "Article II. Pay", "A. Pay is monthly.", "Seen.",
        "● A bullet.",
    ]  # fmt: skip


def test_counters_of_headings_and_nested_lists() -> None:
    found = _read(_LEGAL)
    assert _texts(found) == [
        "ARTICLE I – Recognition", "1.01 The Board.", "1.02 It is so.", "ARTICLE II – Pay", "2.01 Pay is due.",
        "A. Alpha is one.", "B. Beta is two.", "1. One is here.", "1.1. Inner is here.", "1.2. Inner is two.", "2. Two is here.",
    ]  # fmt: skip
    assert [r.taken for r in found.repairs if r.kind == "hidden text"] == ["Not seen."]


@pytest.mark.slow
@pytest.mark.parametrize("page", [_EXPORTED, _LEGAL])
def test_a_browser_prints_the_words_that_are_stored(page: str, tmp_path: Path) -> None:
    need("chromium")
    (tmp_path / "a.html").write_text(f"<meta charset=utf-8>{page}", "utf-8")
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile",
         "--no-pdf-header-footer", f"--print-to-pdf={tmp_path}/a.pdf", f"file://{tmp_path}/a.html"],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    printed = "".join(
        one.extract_text() for one in pypdf.PdfReader(io.BytesIO((tmp_path / "a.pdf").read_bytes())).pages
    )
    assert sorted("".join(words_stored(_read(page)))) == sorted("".join(printed.split()))


@pytest.mark.parametrize(
    ("rules", "shown"),
    [
        ("p{display:none} p.a{display:block}", "One. Two."),
        ("p.a{display:block} p{display:none}", "One. Two."),
        ("#q{display:none} p.a.b{display:block}", "One."),
        ("p.b{display:none!important} #q{display:block}", "One."),
        ("div p.a{display:none}", "One. Two."),
        ("body > p.b{display:none}", "One."),
        ("body p:nth-child(2){display:none} @media print{p{display:none}}", "One. Two."),
        ("@media screen and (min-width:1px){p.b{display:none}}", "One."),
        ("p.b{display:none;}}} p.a{color:red", "One."),
        ("/* p{display:none} */ p::before{content:'}'", "} One. } Two."),
        ("p{content:\"a;b{display:none}\"}", "One. Two."),
    ],
)  # fmt: skip
def test_which_rule_decides(rules: str, shown: str) -> None:
    found = _read(
        f"<html><style>{rules}</style><body><p class=a>One.</p><p class='a b' id=q>Two.</p></body></html>"
    )
    assert " ".join(_texts(found)) == shown


def test_bold_lines_head_what_stands_below_them_where_the_page_has_no_headings() -> None:
    prose = "<p>The Board recognizes the Association as the agent of all teachers.</p>"
    found = _read(
        f"<html><p><b>RECOGNITION</b></p>{prose}<div style='font-weight:700'>SALARY</div>{prose}<p><strong>Sick "
        f"<i>leave</i></strong></p>{prose}<p><b>Not</b> bold to its end</p>{prose}"
    )
    heads = [block.canonical for block in found.agreement.blocks() if block.kind is Kind.HEADING]
    assert heads == ["RECOGNITION", "SALARY", "Sick leave"]


def test_soft_hyphens_are_no_letters() -> None:
    found = _read("<html><p>A. co&shy;operate")
    assert _texts(found) == ["A. cooperate"]
    assert [r.taken for r in found.repairs if r.kind == "markup"] == ["\u00ad"]


def test_a_long_style_sheet_takes_no_long_time() -> None:
    rules = (
        "".join(f".k{n} .a > p#{n}x{{display:none}}" for n in range(5_000)) + "a{" * 20_000 + "\\" * 20_000
    )
    found = _read(f"<html><style>{rules}</style>" + "<div class=a><p>Word.</p></div>" * 500)
    assert words_stored(found) == ["Word."] * 500
