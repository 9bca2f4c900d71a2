"""The words and manners of numbering that invented agreements are made of."""

from collections.abc import Callable

ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
SUBJECTS = (
    "Recognition;Hours of Work;Leave of Absence;Seniority;Safety;Evaluation;Transfers;Workload;Sick Leave;"
    "Grievances;Insurance;Vacancies;Class Size;Travel;Parking;Mentors;Substitutes;Preparation Time;Holidays;"
    "Discipline;Personnel Files;Union Rights;Meetings;Retirement;Job Sharing;Uniforms;Overtime;Training"
).split(";")
WHO = "the District;the Association;each teacher;an employee;the principal;a nurse;the supervisor".split(";")
DOES = (
    "shall give notice of any change in the schedule;may ask for a meeting within ten (10) days;"
    "shall keep a record of the hours worked;is entitled to a copy of the report on request;"
    "shall not be required to attend on a holiday;may appeal the decision in writing;"
    "shall be paid at the rate set out in the salary schedule;agrees to answer without undue delay"
).split(";")
WHEN = (
    "before the first day of school;during the term of this Agreement;unless both parties agree otherwise;"
    "no later than June 30, 2027;for reasons of health or safety;at the end of each semester;"
    "as soon as the request is received;once in every school year"
).split(";")
REFERENCES = (
    "as provided in Section {n}. of this Article;under paragraph ({a}) above;pursuant to Article {n}. and its annexes;"
    "subject to item {n}. below;in the sense of subsection {a}. of this Section;as in clauses ({a}) and ({b}) hereof"
).split(";")
OPENERS = (
    "A teacher on leave keeps every right under this Agreement.;I agree that these terms are fair and complete.;"
    "2015 was the first year in which the plan was in force.;12 months of service make one year of credit.;"
    "3% of the pay of each employee goes into the fund.;10:30 a.m. is the end of the first period.;"
    "$5.00 an hour is added for work at night.;C is the lowest passing mark in such a course.;"
    "401(k) plans are not offered under this Agreement."
).split(";")

KINDS = (
    "annual;bilingual;central;daily;early;final;general;hourly;interim;joint;kindred;local;monthly;northern;"
    "ordinary;primary;quarterly;regional;senior;technical;urgent;vocational;weekly;yearly"
).split(";")
THINGS = (
    "audit;budget;calendar;draft;estimate;forum;guide;hearing;index;journal;kit;library;manual;notebook;office;"
    "panel;questionnaire;roster;survey;training;unit;visit;workshop;yardstick"
).split(";")


def alpha(n: int) -> str:
    """The n-th lower-case letter; AA, BB … after Z."""
    return chr(96 + n) if n <= 26 else 2 * chr(96 + n - 26)


STYLES: dict[str, Callable[[int], str]] = {
    "A.": lambda n: alpha(n).upper() + ".",
    "A)": lambda n: alpha(n).upper() + ")",
    "(A)": lambda n: f"({alpha(n).upper()})",
    "a.": lambda n: alpha(n) + ".",
    "a)": lambda n: alpha(n) + ")",
    "(a)": lambda n: f"({alpha(n)})",
    "1.": lambda n: f"{n}.",
    "1)": lambda n: f"{n})",
    "(1)": lambda n: f"({n})",
    "i.": lambda n: ROMAN[n - 1] + ".",
    "(i)": lambda n: f"({ROMAN[n - 1]})",
    "I.": lambda n: ROMAN[n - 1].upper() + ".",
    "Section 1.": lambda n: f"Section {n}.",
    "Section A.": lambda n: f"Section {alpha(n).upper()}.",
    "Sec. 1.": lambda n: f"Sec. {n}.",
    "§ 1": lambda n: f"§ {n}",
}
NUMBERINGS = (
    "A.|1.|(a)|(1)|(i)", "A.|1.|a.|i.", "Section 1.|A.|1.|a.|(1)", "Section A.|1.|a.|(1)|(a)", "1.|a.|i.",
    "1.|(a)|(i)|(A)", "(a)|(1)|(i)", "A)|1)|a)", "I.|A.|1.|a.", "§ 1|(a)|(1)|(i)", "N.1|N.1.1|(a)|(i)",
    "N.1|N.1.1|N.1.1.1", "N.1|a.|1)", "Section 1.|(a)|(1)|(A)", "Section 1.|1.|a.", "Sec. 1.|a.|(1)", "1)|a)|(i)",
    "A.|(1)|(a)|(i)", "Section N.1|a.|i.",
)  # fmt: skip
TOPS = (
    "Article R/title below", "ARTICLE R – TITLE", "ARTICLE N/TITLE below", "Article N: Title", "ARTICLE N - TITLE",
    "ARTICLE R. TITLE", "Article N. Title", "ARTICLE R  TITLE", "none",
)  # fmt: skip
