"""A whole round on a received agreement of a large city, from its text to the ratified successor.

Thirty-nine items in six evenings. The other side answers in a Word file that LibreOffice has saved, with a
change that it does not mark, and in a PDF that LibreOffice has made of its letter.
"""

import html
import subprocess
from pathlib import Path

import boston_items as items
from bargain import Team, run
from boston_asked import BIG, TERM, asked_money, asked_staffing, class_size, over_maximum, shown
from boston_items import CURRENT, INK, REOPENED, SMALL, WITHDRAWN
from playing import Play, Words, in_office

UNION, DISTRICT = "Imelda Farrow", "Conrad Whitlock-Baye"
TEACHERS, AIDES = "Teachers", "Aides"
STAFFING = (items.INCLUSION, items.SOCIAL_WORKERS, items.PSYCHOLOGISTS, items.SPECIALISTS, items.NURSES)
MONEY = (items.TEACHERS_PAY, items.OVER_MAXIMUM, items.KITS)
SETTINGS = """\
title: Agreement of the teachers, 2010-2016
parties:
  union: {{name: the Teachers' Union, signatories: [{union}]}}
  district: {{name: the School Committee, signatories: [{district}]}}
side: union
units:
  - {{id: T, name: {teachers}}}
  - {{id: P, name: {aides}}}
time_zone: America/New_York
school_year: {{starts: 09-01, first_pay_month: 9, pay_months: 10, first_year: 2022}}
rounding: {{schedule: half-up-dollar}}
ground_rules: {{signatories_per_side: 1, reopen: mutual}}
"""
COUNTS = """\
counts:
  - {name: inclusion classrooms, value: 300, as_of: 2022-01-01, source: assumed}
  - {name: week of a teacher, value: 30, unit: hours, as_of: 2022-01-01, source: assumed}
  - {name: assigned to speech, value: 4300, as_of: 2022-01-01, source: assumed}
  - {name: assigned to occupational, value: 3400, as_of: 2022-01-01, source: assumed}
  - {name: assigned to physical, value: 640, as_of: 2022-01-01, source: assumed}
  - {name: classes one over, value: 40, as_of: 2022-01-01, source: assumed}
"""
POSITIONS = """\
positions:
  - {job: school psychologist, fte: 48, as_of: 2022-01-01, source: assumed}
  - {job: school nurse, fte: 85, as_of: 2022-01-01, source: assumed}
"""
STUDENTS = 55_371
PAY = ("--schedule", "VIII.C", "--step", "5", "--lane", "Masters")
WIDE = ("--kind", "staffing-ratio", "--reading", "system-wide", "--rounding", "none", *PAY)
BOUND = (
    ("V.A.1(e)", "1 to 700", "--id", "nurses", "--job", "school nurse", *WIDE),
    ("V.A.1(e)", "eight (8)", "--id", "added", "--kind", "fixed-positions", "--job", "social worker", *PAY),
    ("V.A.1(e)", "one pathologist to forty-three (43)", "--id", "speech", "--job", "speech pathologist", *WIDE,
     "--field", "count=assigned to speech"),
    ("V.A.1(e)", "thirty-four (34)", "--id", "occupational", "--job", "occupational therapist", *WIDE,
     "--field", "count=assigned to occupational"),
    ("V.A.1(e)", "thirty-two (32)", "--id", "physical", "--job", "physical therapist", *WIDE,
     "--field", "count=assigned to physical"),
    ("V.A.1(a)", "22", "--id", "young", "--kind", "class-maximum", "--job", "teacher", "--field", "grades=1",
     "--field", "grades=2", *PAY),
    ("V.A.1(b)", "$1,500", "--id", "over", "--kind", "payment", "--field", "count=classes one over"),
)  # fmt: skip
"""The figures of the language in force that the team binds before the first evening."""


def block(play: Play, clause: str, begins: str, at: str = "baseline") -> str:
    """The citation of the one block under a clause whose words begin so."""
    blocks = play.team("show", clause, "--at", at, "--json").json()["blocks"]
    (found,) = [one["citation"] for one in blocks if one["text"].startswith(begins)]
    return str(found)


def first(received: Path, folder: Path) -> Play:
    """The agreement taken in, the settings set, the salary model laid beside it and its figures bound."""
    said = run("init", str(folder / "team"), "--from", str(received), "--side", "union")
    assert said.code == 0, said.err
    play = Play(Team(folder / "team"))
    home = play.team.folder
    play.evening("Before the first evening: the agreement is taken in, its figures are bound")
    own = (home / "agreement.yaml").read_text("utf-8")
    named = SETTINGS.format(union=UNION, district=DISTRICT, teachers=TEACHERS, aides=AIDES)
    (home / "agreement.yaml").write_text(named + own[own.index("documents:") :], "utf-8")
    model = home / "salary_model"
    schools = "".join(f"School {at},{grade},64\n" for at in range(75) for grade in "12")
    (model / "enrolment.csv").write_text(
        f"school,grade,students\n{schools}All others,3,{STUDENTS - 75 * 2 * 64}\n", "utf-8"
    )
    (model / "counts.yaml").write_text(COUNTS, "utf-8")
    (model / "positions.yaml").write_text(POSITIONS, "utf-8")
    (model / "scattergram.csv").write_text("group,step,lane,fte\nteachers,5,Masters,4000\n", "utf-8")
    play("report", show=4)
    play.settle()
    play("check", code=1, show=8)
    play("cost", "suggest", show=10)
    for words in BOUND:
        play("cost", "bind", *words, show=3)
    play("cost", "bind", "VIII.C", "--id", "base", "--kind", "schedule-pay", "--field", "group=teachers")
    play("cost", "units", "--years", "1")
    return play


def places(play: Play) -> dict[int, tuple[Words, Words]]:
    """By number of the small items: the words asked, and those that the item ends with."""
    out = {}
    for one in (*SMALL, WITHDRAWN, CURRENT, INK, REOPENED):
        text = shown(play, one.clause)
        out[one.number] = one.ask(text), one.answer(text)
    return out


def second(play: Play) -> None:
    """All items are put on the table; ground rules; the small items of both sides."""
    for one in sorted((*SMALL, WITHDRAWN, CURRENT, INK, REOPENED), key=lambda small: small.number):
        play.team("item", "open", one.title, "--clause", one.clause)
    for number, title, *clauses in BIG:
        opened = play.team("item", "open", title, *(word for one in clauses for word in ("--clause", one)))
        assert f"item {number}," in opened.out
    play("item", "list", show=6)
    play.evening("June 3: first proposals")
    play("session", "start", "--place", "Room 205", "--at", "2022-06-03T17:00")
    words = places(play)
    for minute, one in enumerate((*SMALL, WITHDRAWN, CURRENT, INK, REOPENED)):
        play.offer(
            one.number, one.by, [words[one.number][0]], f"2022-06-03T17:{minute + 10:02}", quiet=minute > 1
        )
    play("session", "note", "They ask for a week on the small items.", "--at", "2022-06-03T18:05")
    play("withdraw", str(WITHDRAWN.number), "--side", "union", "--why", "five days are enough")
    play("session", "end", "--at", "2022-06-03T19:00")


def _signed(play: Play, number: int, at: str, *more: str, quiet: bool = True) -> None:
    do = play.team if quiet else play
    do("ta", str(number), "--union", UNION, "--district", DISTRICT, "--at", at, *more)


def third(play: Play, folder: Path) -> None:
    """Most of the small items are settled one by one; one is signed on paper, with a word in ink."""
    play.evening("June 10: small items, one by one")
    play("session", "start", "--at", "2022-06-10T17:00")
    words = places(play)
    for minute, one in enumerate((*SMALL, REOPENED)):
        at = f"2022-06-10T17:{minute + 10:02}"
        other = "district" if one.by == "union" else "union"
        if one.answered:
            play.offer(one.number, other, [words[one.number][1]], at, quiet=minute > 3)
        play.team("accept", str(one.number), "--side", one.by if one.answered else other, "--at", at)
        _signed(play, one.number, at, quiet=minute > 1)
    play("current", str(CURRENT.number), "--side", "district", "--at", "2022-06-10T17:45")
    play("accept", str(CURRENT.number), "--side", "union", "--at", "2022-06-10T17:50")
    _signed(play, CURRENT.number, "2022-06-10T17:51", quiet=False)
    play("session", "end", "--at", "2022-06-10T19:30")
    play("verify", show=3)
    play.evening("June 13: a paper signature, with a change in ink")
    play("accept", str(INK.number), "--side", "district", "--at", "2022-06-13T09:00")
    text = shown(play, INK.clause)
    inked = folder / "inked.txt"
    inked.write_text(text.replace(INK.ask(text).old, INK.words(text, 10).new), "utf-8")
    scan = folder / "signed.pdf"
    scan.write_bytes(b"%PDF-1.4 a scan of the signing copy\n")
    _signed(play, INK.number, "2022-06-13T09:30", "--how", "paper", "--scan", str(scan), "--ink", str(inked),
            quiet=False)  # fmt: skip


def fourth(play: Play, folder: Path) -> None:
    """The big items: staffing and money as packages; the language proposed brings its own terms."""
    play.evening("June 15: the big items, in two packages")
    play("session", "start", "--at", "2022-06-15T17:00")
    play("package", "staffing", *map(str, STAFFING))
    play("package", "money", *map(str, MONEY))
    play("draft", str(items.INCLUSION), "--side", "union", "--clause", "V.A.2(f)(2)",
         "--text", items.BESIDE.format("One", "teacher", "fifteen (15)"))  # fmt: skip
    asked_staffing(play, "union", 400, 800, (36, 28, 26), 500)
    bind_proposed(play)
    for minute, number in enumerate(STAFFING):
        play("pass", str(number), "--side", "union", "--at", f"2022-06-15T17:{minute + 20}")
    asked_money(play, "union", ("4", "3.5", "3"), "$2,500", "$5,000", 400)
    for minute, number in enumerate(MONEY):
        play("pass", str(number), "--side", "union", "--at", f"2022-06-15T17:{minute + 40}")
    play.offer(items.CLASS_SIZE, "union", class_size(20), "2022-06-15T17:50")
    play.offer(items.DURATION, "union", TERM, "2022-06-15T17:51")
    play("redline", "baseline", f"{items.INCLUSION}:union", show=12)
    play("cost", "package:staffing", "--years", "1", show=70)
    play("cost", "package:money", "--years", "1", show=40)
    play("cost", f"{items.CLASS_SIZE}:union", "--years", "1", show=20)
    play("packet", "package:staffing", "-o", str(folder / "union-staffing.docx"))
    play("packet", str(items.CLASS_SIZE), "-o", str(folder / "union-class-size.docx"))
    play("session", "note", "They take the staffing package away in Word.", "--at", "2022-06-15T18:40")
    play("session", "end", "--at", "2022-06-15T19:00")


def bind_proposed(play: Play) -> None:
    """The language the union proposes, bound beside its items."""
    inclusion, social, psychology = (str(one) for one in STAFFING[:3])
    play("cost", "bind", "V.A.2(f)(2)", "One", "--item", inclusion, "--id", "special", "--kind", "co-teaching",
         "--job", "special education teacher", "--field", "count=inclusion classrooms", *PAY)  # fmt: skip
    play("cost", "bind", "V.A.2(f)(2)", "fifteen (15)", "--item", inclusion, "--id", "aide", "--kind",
         "room-staffing", "--job", "paraprofessional", "--field", "count=inclusion classrooms", "--field",
         "full=week of a teacher", "--amount", "24000", "--pay-source", "assumed")  # fmt: skip
    play("cost", "bind", "V.A.1(e) ¶11", "1 to 400", "--item", social, "--id", "social", "--job",
         "social worker", *WIDE, "--field", "replaces=added")  # fmt: skip
    play("cost", "bind", "V.A.1(e) ¶12", "1 to 800", "--item", psychology, "--id", "psychology", "--job",
         "school psychologist", *WIDE)  # fmt: skip


COUNTERED = (
    ("fifteen (15) hours", 1, "ten (10) hours", True),
    ("in a ratio of 1 to 400", 1, "in a ratio of 1 to 600", True),
    ("in a ratio of 1 to 800", 1, "in a ratio of 1 to 1,200", True),
    ("thirty-six (36)", 1, "forty (40)", True),
    ("exceed fifty-five (55)", 3, "exceed sixty (60)", False),
)
"""What the district changes in the union's packet, the last of it with the tracking switched off."""


def letter(play: Play, folder: Path, most: int) -> Path:
    """The district's counter on class size: a letter set and printed as PDF in LibreOffice."""
    parts = []
    for one in play.team("show", "V.A.1(a)", "--json").json()["blocks"]:
        if one["rows"]:
            cells = [[cell.replace("22", str(most)) for cell in row] for row in one["rows"]]
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in cells)
            parts.append("<table border=1>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            parts.append(f"<p>{html.escape(' '.join([one['label'], one['text']]).strip())}</p>")
    page = folder / "counter.html"
    page.write_text(
        "<html><head><meta charset='utf-8'></head><body><h1>Response of the Committee, June 18</h1>"
        + "".join(parts) + "</body></html>",
        "utf-8",
    )  # fmt: skip
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to",
         "pdf:writer_web_pdf_Export", "--outdir", str(folder), str(page)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return folder / "counter.pdf"


def fifth(play: Play, folder: Path) -> None:
    """The district answers staffing in a Word file and class size in a PDF, both of LibreOffice."""
    play.evening("June 18: the district's counters, in Word and in PDF")
    play("session", "start", "--at", "2022-06-18T09:30")
    counter = folder / "district-staffing.docx"
    in_office(folder / "union-staffing.docx", counter, COUNTERED, folder / "office")
    numbers = [str(one) for one in STAFFING]
    play("receive", *numbers, str(counter), "--side", "district", "--dry-run", show=90)
    play("receive", *numbers, str(counter), "--side", "district", "--at", "2022-06-18T10:00", "--yes", code=3,
         show=0)  # fmt: skip
    numbers.remove(str(items.NURSES))  # of nurses they say nothing: our marks stand there
    play("receive", *numbers, str(counter), "--side", "district", "--at", "2022-06-18T10:00", "--yes", show=6)
    play("item", "show", str(items.SPECIALISTS), show=30)
    play("redline", f"{items.SPECIALISTS}:union", f"{items.SPECIALISTS}:district", show=30)
    play("session", "note", "They switched the tracking off for the most of one pathologist; we say so.",
         "--item", str(items.SPECIALISTS), "--pass", "district@1", "--at", "2022-06-18T10:20")  # fmt: skip
    printed = letter(play, folder, 21)
    play("receive", str(items.CLASS_SIZE), str(printed), "--side", "district", "--dry-run", show=60)
    play("receive", str(items.CLASS_SIZE), str(printed), "--side", "district", "--at", "2022-06-18T11:00",
         "--yes", show=6)  # fmt: skip
    play("cost", "distance", "--years", "1", show=60)
    play("session", "end", "--at", "2022-06-18T20:00")


def sixth(play: Play, folder: Path) -> None:
    """Staffing and class size are agreed; the money package is rejected; a tentative agreement is reopened."""
    play.evening("June 22: staffing is agreed, the money package rejected")
    play("session", "start", "--at", "2022-06-22T17:00")
    play("draft", str(items.INCLUSION), "--side", "union", "--clause", "V.A.2(f)(2)", "--start", "baseline",
         "--text", items.BESIDE.format("One", "teacher", "twelve (12)"))  # fmt: skip
    asked_staffing(play, "union", AGREED_SOCIAL, AGREED_PSYCHOLOGY, AGREED_LOADS, AGREED_NURSES)
    for minute, number in enumerate(STAFFING):
        play("pass", str(number), "--side", "union", "--at", f"2022-06-22T17:{minute + 20}")
    play("movement", str(items.SPECIALISTS), show=30)
    play("accept", str(STAFFING[0]), "--side", "district", "--at", "2022-06-22T18:30")
    for minute, number in enumerate(STAFFING):
        _signed(play, number, f"2022-06-22T18:{minute + 40}", quiet=False)
    play("accept", str(items.CLASS_SIZE), "--side", "union", "--at", "2022-06-22T18:50")
    _signed(play, items.CLASS_SIZE, "2022-06-22T18:51", quiet=False)
    play(
        "reject", str(items.TEACHERS_PAY), "--side", "district", "--why", "the raises are taken by themselves"
    )
    asked_money(play, "district", ("2", "2", "2"), "$1,750", "$3,500", 250)
    for minute, number in enumerate(MONEY):
        play("pass", str(number), "--side", "district", "--at", f"2022-06-22T19:{minute + 10}")
    play("reopen", str(REOPENED.number), "--side", "union", "--consent", "--why", "the count was misread")
    words = REOPENED.ask(shown(play, REOPENED.clause))
    play.offer(REOPENED.number, "district", [words], "2022-06-22T19:40")
    play("accept", str(REOPENED.number), "--side", "union", "--at", "2022-06-22T19:45")
    _signed(play, REOPENED.number, "2022-06-22T19:50", quiet=False)
    play("session", "end", "--at", "2022-06-22T20:10")


AGREED_SOCIAL, AGREED_PSYCHOLOGY, AGREED_NURSES = 450, 900, 600
AGREED_LOADS = (38, 30, 28)


def last(play: Play, folder: Path) -> None:
    """Pay is agreed half an hour before midnight; packets for every reader, in every format."""
    play.evening("June 28: pay, until 11:30 PM")
    play("session", "start", "--at", "2022-06-28T17:00")
    play("accept", str(items.DURATION), "--side", "district", "--at", "2022-06-28T17:30")
    _signed(play, items.DURATION, "2022-06-28T17:31")
    asked_money(play, "union", AGREED_RAISES, *AGREED_OVER, AGREED_KITS)
    for minute, number in enumerate(MONEY):
        play("pass", str(number), "--side", "union", "--at", f"2022-06-28T22:{minute + 10}")
    play("session", "caucus", "--at", "2022-06-28T22:20")
    for number in MONEY:
        play("accept", str(number), "--side", "district", "--at", "2022-06-28T23:15")
        _signed(play, number, "2022-06-28T23:25", quiet=False)
    play("session", "end", "--at", "2022-06-28T23:30")
    play("session", "show", show=40)
    play("board", show=50)
    play("cost", "tentative", show=80)
    for reader in READERS:
        for ending in ENDINGS:
            file = folder / f"{reader}.{ending}"
            more = ("--with-cost",) if reader == "board" else ("--with-pay",) if reader == "members" else ()
            do = play if ending == "docx" else play.team
            do("packet", *map(str, (*STAFFING, *MONEY)), "--for", reader, *more, "-o", str(file))
            do("verify", str(file))


READERS = ("table", "members", "board", "team")
ENDINGS = ("docx", "pdf", "html", "md")
AGREED_RAISES, AGREED_OVER, AGREED_KITS = ("3", "2.5", "2.5"), ("$2,000", "$4,000"), 300


def votes(play: Play, folder: Path) -> None:
    """The members' packet, a first vote that fails, and the votes that adopt the successor."""
    play.evening("July: a vote that fails, and the votes that adopt")
    play("packet", "--agreed", "--for", "members", "--with-cost", "--vote-at", "2022-07-06T18:00",
         "-o", str(folder / "ratification.pdf"), show=2)  # fmt: skip
    vote(play, TEACHERS, "members", "no", "2022-07-06T20:00")
    number = str(items.OVER_MAXIMUM)
    play("reopen", number, "--side", "union", "--consent", "--why", "the members asked for more of it")
    play.offer(items.OVER_MAXIMUM, "union", over_maximum(*VOTED_OVER), "2022-07-08T18:00")
    play("accept", number, "--side", "district", "--at", "2022-07-08T18:30")
    _signed(play, items.OVER_MAXIMUM, "2022-07-08T18:40", quiet=False)
    for ending in ENDINGS:
        play("successor", "-o", str(folder / f"successor.{ending}"), show=1)
    play("successor", "--blackline", "-o", str(folder / "blackline.docx"))
    play("verify", show=6)
    for minute, unit in enumerate((TEACHERS, AIDES)):
        vote(play, unit, "members", "yes", f"2022-07-14T20:1{minute}")
        vote(play, unit, "board", "yes", f"2022-07-15T19:1{minute}")
    play("provenance", "V.A.1(e)", show=30)
    play("verify", show=6)
    play("verify", str(folder / "successor.docx"), show=4)


VOTED_OVER = ("$2,250", "$4,500")


def vote(play: Play, unit: str, body: str, said: str, at: str) -> None:
    """A body's vote."""
    play("ratify", "--unit", unit, "--body", body, "--vote", said, "--at", at)


def play(received: Path, folder: Path) -> Play:
    """The whole round, in ``folder``."""
    played = first(received, folder)
    second(played)
    third(played, folder)
    fourth(played, folder)
    fifth(played, folder)
    sixth(played, folder)
    last(played, folder)
    votes(played, folder)
    return played
