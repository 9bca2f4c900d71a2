"""A whole round of the sample district, from the received agreement to the ratified successor.

Thirty-three items in five evenings. The other side answers in Word files that LibreOffice has saved, and
slips in a change that it does not mark.
"""

import shutil
from pathlib import Path

import sample_items as items
from bargain import Team, run
from playing import Play, Words, in_office
from sample_items import CURRENT, INK, REOPENED, SMALL, WITHDRAWN

ROOT = Path(__file__).resolve().parents[2]
RECEIVED = ROOT / "docs/tour/calder-harbor-2023-2026.txt"
UNION, DISTRICT = "Renata Okonjo", "Delia Marchetti-Roe"
TEACHERS, SUPPORT = "Teachers and specialists", "Paraprofessionals"
BIG = (
    (items.SOCIAL_WORKERS, "Social workers", "IV.C.4(a)"),
    (items.CASELOADS, "Caseloads", "IV.B.1", "IV.B.2", "IV.C.3(b)"),
    (items.CLASS_SIZE, "Class size", "IV.A.2"),
    (items.TEACHERS_PAY, "Teachers' pay", "IX.A.2", "IX.A.4"),
    (items.SUPPORT_PAY, "Paraprofessionals' pay", "XI.D.1", "XI.D.2"),
    (items.OVERAGE, "Overage pay", "IV.A.5"),
    (items.LONGEVITY, "Longevity", "XI.D.6"),
    (items.DURATION, "Duration", "XIII.A.1"),
)
MONEY = (items.TEACHERS_PAY, items.SUPPORT_PAY, items.OVERAGE, items.LONGEVITY)
AGREED_RATIO = 450
AGREED_LOADS = ("thirty-eight (38)", "fifty (50)", "thirty-two (32)", "fifty-five (55)")
AGREED_SIZES = (21, 22, 22)
ENDINGS = ("docx", "pdf", "html", "md")
_SHOWN = (0, 2)  # of the small items, those that the account shows: one accepted, one answered first
COUNTERED = (
    ("in a ratio of 1 to 300", 1, "in a ratio of 1 to 600", True),
    ("no more than thirty-six (36) students", 0, "no more than forty (40) students", True),
    ("more than fifty (50) evaluations", 0, "more than sixty (60) evaluations", True),
    ("no pathologist shall carry more than forty-five (45)", 0, "no pathologist shall carry more than fifty (50)",
     False),
)  # fmt: skip
"""What the district changes in the union's clean language, the last of it with the tracking switched off."""


def asked_staffing(
    play: Play, students: int, loads: tuple[str, str, str, str], sizes: tuple[int, int, int]
) -> None:
    """The union's drafts of the staffing package."""
    number = str(items.SOCIAL_WORKERS)
    play.team("draft", number, "--side", "union", "--clause", "IV.C.4(a)", "--text", items.ratio(students))
    play.put(items.CASELOADS, "union", items.caseloads(*loads))
    play.put(items.CLASS_SIZE, "union", items.class_size(*sizes))


def agreed_staffing(play: Play) -> None:
    """The union's second drafts, which the district accepts."""
    asked_staffing(play, AGREED_RATIO, AGREED_LOADS, AGREED_SIZES)


def asked_money(
    play: Play,
    side: str,
    teachers: tuple[str, ...],
    support: tuple[str, ...],
    overage: int,
    awards: tuple[str, ...],
) -> None:
    """A side's drafts of the money package: raises written as language and as tables."""
    for number, term, raises in (
        (items.TEACHERS_PAY, "teachers-base-pay", teachers),
        (items.SUPPORT_PAY, "paraprofessionals-base-pay", support),
    ):
        years = [word for at, one in enumerate(raises)
                 for word in ("--percent", one, "--effective", f"{2026 + at}-09-01")]  # fmt: skip
        play("schedule", "raise", str(number), "--side", side, "--term", term, *years, show=6)
    play.put(items.OVERAGE, side, items.overage(overage))
    play.put(items.LONGEVITY, side, items.longevity(*awards))


def begin(folder: Path) -> Play:
    """The agreement taken in, and the team's own settings and salary model laid beside it."""
    said = run("init", str(folder / "team"), "--from", str(RECEIVED), "--side", "union")
    assert said.code == 0, said.err
    play = Play(Team(folder / "team"))
    play.evening("Before the first evening: the agreement is taken in")
    play.tell("The union has received its agreement as text. Its words stored are the words received.",
              "Where the reading was unsure it looks at the received file: each doubtful line was read rightly.")  # fmt: skip
    play("report", show=4)
    play.settle()
    settings = (ROOT / "baseline_contract/agreement.yaml").read_text("utf-8")
    own = (play.team.folder / "agreement.yaml").read_text("utf-8")
    kept = own[own.index("documents:") :]
    (play.team.folder / "agreement.yaml").write_text(
        settings[: settings.index("# The documents in order")] + kept, "utf-8"
    )
    for file in (ROOT / "salary_model").iterdir():
        shutil.copy(file, play.team.folder / "salary_model" / file.name)
    play("check", code=1, show=8)
    play("cost", "units", show=4)
    return play


def play(folder: Path) -> Play:
    """The whole round, in ``folder``."""
    played = begin(folder)
    open_items(played)
    first_evening(played)
    second_evening(played)
    in_ink(played, folder)
    third_evening(played, folder)
    fourth_evening(played)
    last_evening(played)
    votes(played, folder)
    return played


def open_items(play: Play) -> None:
    """All items of the round, in the order of their numbers."""
    small = sorted((*SMALL, WITHDRAWN, CURRENT, INK, REOPENED), key=lambda one: one.number)
    for one in small:
        play.team("item", "open", one.title, "--clause", one.clause)
    for number, title, *clauses in BIG:
        opened = play.team("item", "open", title, *(word for one in clauses for word in ("--clause", one)))
        assert f"item {number}," in opened.out
    play("item", "list", show=6)


def first_evening(play: Play) -> None:
    """Ground rules, and the small items of both sides."""
    play.evening("March 4: first proposals")
    play("session", "start", "--at", "2026-03-04T17:00")
    for minute, one in enumerate((*SMALL, WITHDRAWN, CURRENT, INK, REOPENED)):
        play.offer(one.number, one.by, [one.ask], f"2026-03-04T17:{minute + 10:02}", quiet=minute > 1)
    play.tell("The other small items cross the table in the same way.")
    play("session", "note", "The district asks for time on the small items.", "--at", "2026-03-04T18:05")
    play("withdraw", str(WITHDRAWN.number), "--side", "union", "--why", "conferences stay as they are")
    play("session", "end", "--at", "2026-03-04T19:00")


def second_evening(play: Play) -> None:
    """Most of the small items are settled one by one."""
    play.evening("March 11: small items, one by one")
    play("session", "start", "--at", "2026-03-11T17:00")
    for minute, one in enumerate(SMALL):
        do = play if minute in _SHOWN else play.team
        at = f"2026-03-11T17:{minute + 10:02}"
        other = "district" if one.by == "union" else "union"
        if one.answered:
            play.offer(one.number, other, [one.answer], at, quiet=minute not in _SHOWN)
            do("accept", str(one.number), "--side", one.by, "--at", at)
        else:
            do("accept", str(one.number), "--side", other, "--at", at)
        do("ta", str(one.number), "--union", UNION, "--district", DISTRICT, "--at", at)
    play.tell("The others are settled in the same way.")
    play("current", str(CURRENT.number), "--side", "district", "--at", "2026-03-11T17:45")
    play("accept", str(CURRENT.number), "--side", "union", "--at", "2026-03-11T17:50")
    play("ta", str(CURRENT.number), "--union", UNION, "--district", DISTRICT, "--at", "2026-03-11T17:51")
    play.offer(REOPENED.number, "district", [REOPENED.answer], "2026-03-11T18:00")
    play("accept", str(REOPENED.number), "--side", "union", "--at", "2026-03-11T18:05")
    play("ta", str(REOPENED.number), "--union", UNION, "--district", DISTRICT, "--at", "2026-03-11T18:06")
    play("session", "end", "--at", "2026-03-11T19:30")
    play("verify", show=3)


def in_ink(play: Play, folder: Path) -> None:
    """Bereavement is accepted on paper, with a word changed by pen on the signing copy."""
    play.evening("March 12: a paper signature, with a change in ink")
    number = str(INK.number)
    play("accept", number, "--side", "district", "--at", "2026-03-12T09:00")
    inked = folder / "inked.txt"
    text = play.team("show", INK.clause).out.strip().replace(INK.old, "four (4) work days")
    inked.write_text(text, "utf-8")
    scan = folder / "signed.pdf"
    scan.write_bytes(b"%PDF-1.4 a scan of the signing copy\n")
    play("ta", number, "--union", UNION, "--district", DISTRICT, "--how", "paper", "--scan", str(scan),
         "--ink", str(inked), "--at", "2026-03-12T09:30")  # fmt: skip


def third_evening(play: Play, folder: Path) -> None:
    """The big items: staffing and money as packages; the district answers in a Word file."""
    play.evening("March 18: the big items, in two packages; an answer in Word")
    play("session", "start", "--at", "2026-03-18T17:00")
    staffing = (items.SOCIAL_WORKERS, items.CASELOADS, items.CLASS_SIZE)
    play("package", "staffing", *map(str, staffing))
    play("package", "money", *map(str, MONEY))
    asked_staffing(
        play, 300, ("thirty-six (36)", "forty-five (45)", "thirty (30)", "fifty (50)"), (20, 21, 21)
    )
    for minute, number in enumerate(staffing):
        play("pass", str(number), "--side", "union", "--at", f"2026-03-18T17:{minute + 20}")
    asked_money(play, "union", ("5", "4", "4"), ("12", "6", "5"), 260, ("$700", "$1,100", "$1,500"))
    for minute, number in enumerate(MONEY):
        play("pass", str(number), "--side", "union", "--at", f"2026-03-18T17:{minute + 40}")
    play.offer(items.DURATION, "union", items.TERM, "2026-03-18T17:50")
    play("cost", "package:staffing", show=20)
    play("cost", "package:money", show=20)
    play("movement", show=10)
    packet = folder / "union-staffing.docx"
    play("packet", "package:staffing", "-o", str(packet))
    play(
        "session", "note", "The district takes the staffing package away in Word.", "--at", "2026-03-18T18:40"
    )
    play("session", "end", "--at", "2026-03-18T19:00")

    play.evening("March 25: the district's counter on staffing, in a Word file of LibreOffice")
    play("session", "start", "--at", "2026-03-25T17:00")
    counter = folder / "district-staffing.docx"
    in_office(packet, counter, COUNTERED, folder / "office")
    numbers = [str(one) for one in staffing[:2]]  # of class size they say nothing: our marks stand there
    play("receive", *numbers, str(counter), "--side", "district", "--dry-run", show=60)
    play("receive", *numbers, str(counter), "--side", "district", "--at", "2026-03-25T18:00", "--yes", show=6)
    play("item", "show", str(items.CASELOADS), show=20)
    play("redline", f"{items.CASELOADS}:union", f"{items.CASELOADS}:district", show=20)
    play("session", "note", "They switched the tracking off for the pathologists' most; we say so.", "--item",
         str(items.CASELOADS), "--at", "2026-03-25T18:20")  # fmt: skip
    play("session", "end", "--at", "2026-03-25T20:00")


def fourth_evening(play: Play) -> None:
    """Staffing is agreed; the money package is rejected and taken apart."""
    play.evening("April 8: staffing is agreed, the money package rejected")
    play("session", "start", "--at", "2026-04-08T17:00")
    staffing = (items.SOCIAL_WORKERS, items.CASELOADS, items.CLASS_SIZE)
    agreed_staffing(play)
    for minute, number in enumerate(staffing):
        play("pass", str(number), "--side", "union", "--at", f"2026-04-08T17:{minute + 20}")
    play("accept", str(staffing[0]), "--side", "district", "--at", "2026-04-08T18:30")
    for number in staffing:
        play("ta", str(number), "--union", UNION, "--district", DISTRICT, "--at", "2026-04-08T18:45")
    play(
        "reject", str(items.TEACHERS_PAY), "--side", "district", "--why", "the raises are taken by themselves"
    )
    asked_money(play, "district", ("2.5", "2.5", "2.5"), ("7", "4", "4"), 160, ("$550", "$900", "$1,250"))
    for minute, number in enumerate(MONEY):
        play("pass", str(number), "--side", "district", "--at", f"2026-04-08T19:{minute + 10}")
    play("cost", "distance", show=20)
    play(
        "reopen",
        str(REOPENED.number),
        "--side",
        "union",
        "--consent",
        "--why",
        "the state pays ten days more",
    )
    play.offer(REOPENED.number, "district", [REOPENED.ask], "2026-04-08T19:40")
    play("accept", str(REOPENED.number), "--side", "union", "--at", "2026-04-08T19:45")
    play("ta", str(REOPENED.number), "--union", UNION, "--district", DISTRICT, "--at", "2026-04-08T19:50")
    play("session", "end", "--at", "2026-04-08T20:10")


def last_evening(play: Play) -> None:
    """Pay is agreed half an hour before midnight."""
    play.evening("April 29: pay, until 11:30 PM")
    play("session", "start", "--at", "2026-04-29T17:00")
    play("accept", str(items.DURATION), "--side", "district", "--at", "2026-04-29T17:30")
    play("ta", str(items.DURATION), "--union", UNION, "--district", DISTRICT, "--at", "2026-04-29T17:31")
    asked_money(play, "union", ("3.25", "3", "3"), ("8", "5", "4"), 180, ("$650", "$1,050", "$1,450"))
    for minute, number in enumerate(MONEY):
        play("pass", str(number), "--side", "union", "--at", f"2026-04-29T22:{minute + 10}")
    play("session", "caucus", "--at", "2026-04-29T22:20")
    for number in MONEY:
        play("accept", str(number), "--side", "district", "--at", "2026-04-29T23:15")
        play("ta", str(number), "--union", UNION, "--district", DISTRICT, "--at", "2026-04-29T23:25")
    play("session", "end", "--at", "2026-04-29T23:30")
    play("board", show=40)
    play("cost", "tentative", show=16)


def votes(play: Play, folder: Path) -> None:
    """The members' packet, a first vote that fails, and the one that adopts the successor."""
    play.evening("May: a vote that fails, and one that adopts")
    play("packet", "--agreed", "--for", "members", "--with-cost", "--with-pay", "--vote-at", "2026-05-12T19:00",
         "-o", str(folder / "members.pdf"), show=2)  # fmt: skip
    vote(play, TEACHERS, "members", "yes", "2026-05-12T20:00")
    vote(play, SUPPORT, "members", "no", "2026-05-12T20:10")
    number = str(items.SUPPORT_PAY)
    play(
        "reopen", number, "--side", "union", "--consent", "--why", "Unit B voted no: more for the first step"
    )
    raises = [word for at, one in enumerate(("10", "5", "4"))
              for word in ("--percent", one, "--effective", f"{2026 + at}-09-01")]  # fmt: skip
    play(
        "schedule",
        "raise",
        number,
        "--side",
        "union",
        "--term",
        "paraprofessionals-base-pay",
        *raises,
        show=2,
    )
    play("pass", number, "--side", "union", "--at", "2026-05-14T18:00")
    play("accept", number, "--side", "district", "--at", "2026-05-14T18:30")
    play("ta", number, "--union", UNION, "--district", DISTRICT, "--at", "2026-05-14T18:40")
    for ending in ENDINGS:
        play("successor", "-o", str(folder / f"successor.{ending}"), show=1)
    play("successor", "--blackline", "-o", str(folder / "blackline.docx"))
    play("verify", show=4)
    for minute, unit in enumerate((TEACHERS, SUPPORT)):
        vote(play, unit, "members", "yes", f"2026-05-20T20:1{minute}")
        vote(play, unit, "board", "yes", f"2026-05-21T19:1{minute}")
    play("provenance", "IV.C.4(a)")
    play("verify", show=4)
    play("verify", str(folder / "successor.docx"), show=4)


def vote(play: Play, unit: str, body: str, said: str, at: str) -> None:
    """A body's vote."""
    play("ratify", "--unit", unit, "--body", body, "--vote", said, "--at", at)


def outcome() -> list[Words]:
    """The words the agreement ends with, apart from raises: the oracle, put in by plain replacement."""
    return [
        *(one.answer for one in SMALL),
        Words(INK.clause, INK.old, "four (4) work days"),
        REOPENED.ask,
        *items.caseloads(*AGREED_LOADS),
        *items.class_size(*AGREED_SIZES),
        *items.overage(180),
        *items.longevity("$650", "$1,050", "$1,450"),
        *items.TERM,
    ]
