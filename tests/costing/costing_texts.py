"""Agreements for the costing tests, written as the Markdown a workspace stores."""

import dataclasses
from fractions import Fraction

from negotiate.agreement.blocks import Agreement, Document
from negotiate.agreement.citations import place
from negotiate.agreement.markdown import read_article
from negotiate.costing.model import Enrolment, Model
from negotiate.costing.terms import read_terms
from negotiate.costing.versions import TextInputs

AGREEMENT = """\
# **Article V** Staffing

- ## **A.** Teachers and Others

  - **1.** The system wide ratio of school nurses to students shall be 1 to 700. Two schools a nurse.

  - **2.** The Committee shall add eight (8) social workers and shall keep them.

  - **3.** An inclusion room shall have no more than 20 students. The 20:1 ratio is with plans.

- ## **B.** Nurses

  - **1.** Whatever this Agreement says, the system wide ratio of nurses to students shall be 1 to 700.

- ## **C.** Limits

  - **1.** Nothing in this Article requires that any particular person be hired.

# **Article VIII** Pay

- ## **A.** Schedule

  Effective September 1, 2014: 2%

  | Step | Bachelor | Masters |
  | --- | --- | --- |
  | 1 | 50,000 | 60,000 |
  | 2 | 55,000 | 66,000 |

  Effective November 1, 2015: 10%

  | Step | Bachelor | Masters |
  | --- | --- | --- |
  | 1 | 55,000 | 66,000 |
  | 2 | 60,500 | 72,600 |
"""

NURSES = """\
terms:
  - id: nurse-ratio
    kind: staffing-ratio
    job: school nurse
    phrases:
      - clause: V.A.1
        text: the system wide ratio of school nurses to students shall be 1 to {students}
      - clause: V.B.1
        text: the system wide ratio of nurses to students shall be 1 to {students}
    reading: system-wide
    rounding: none
    pay: {schedule: VIII.A, step: 2, lane: MA}
    pinned: [V.C.1]
"""


def text(markdown: str, name: str = "baseline") -> TextInputs:
    """A version to cost from one article's (or several articles') Markdown."""
    article = read_article(markdown, "01-agreement.md")
    agreement = Agreement((Document("agreement", (article,)),))
    return TextInputs(name, place(agreement), f"digest of {name}")


def draft(*pairs: tuple[str, str], base: str = AGREEMENT) -> TextInputs:
    """The agreement with words replaced; words that do not stand there fail the test."""
    for old, new in pairs:
        assert old in base, old
        base = base.replace(old, new)
    return text(base, "draft")


def edited(inputs: TextInputs, old: str, new: str, count: int = 99) -> TextInputs:
    """A placed text with words replaced in its first ``count`` blocks that hold them."""
    out = []
    for item in inputs.placed:
        if count and old in item.block.text:
            count -= 1
            item = dataclasses.replace(
                item, block=dataclasses.replace(item.block, text=item.block.text.replace(old, new))
            )
        out.append(item)
    return TextInputs("draft", tuple(out), "digest of draft")


def model(terms: str = NURSES, students: int = 55_371) -> Model:
    """A model with an enrolment and terms, nothing else."""
    return Model(enrolment=Enrolment(students), terms=read_terms(terms, "terms.yaml"))


def close(value: Fraction, shown: str) -> bool:
    """Whether a quantity is the printed decimal to its last digit."""
    digits = len(shown.partition(".")[2])
    return abs(value - Fraction(shown)) <= Fraction(1, 2 * 10**digits)
