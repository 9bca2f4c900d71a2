"""The words of invented agreements: articles, their sections, and what each says.

``[name]`` is filled in for the whole agreement, ``{cite}`` is the citation of another section,
told by its heading; ``|`` parts a lettered list.
"""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """An article with its sections, or a section with its lines. ``cited`` says that others may cite it."""

    title: str
    parts: tuple["Part", ...] = ()
    lines: tuple[str, ...] = ()
    shuffled: bool = True
    cited: bool = True


def _section(title: str, *lines: str, cited: bool = True) -> Part:
    return Part(title, (), lines, cited=cited)


def places(dice: random.Random) -> dict[str, str]:
    """The names of one agreement."""
    town = dice.choice(("Alder Falls", "Port Merrin", "Quill River", "Harlow", "Eastmoor", "Tamsin Bay"))
    return {
        "District": dice.choice(("District", "Board", "Committee")),
        "Union": dice.choice(("Union", "Association", "Federation")),
        "Town": town,
        "County": dice.choice(("Wexley", "Marlin", "Dunmore")),
        "teacher": dice.choice(("teacher", "employee", "educator", "bargaining unit member")),
    }


TRAVEL = (
    "A [teacher] who is assigned to more than one school in a day shall be given no fewer than twenty-five (25) "
    "minutes to travel between them, and the time shall not be taken from the lunch period."
)
REPRISAL = (
    "No reprisal of any kind shall be taken by the [District] against any person who takes part in a proceeding "
    "of this kind within 90 calendar days of the event, and all papers shall be kept apart from the personnel file."
)
MILEAGE = (
    "Each [teacher] who uses a private car on the business of the [District] shall be paid $0.58 a mile, upon a "
    "voucher submitted to the business office within 30 days of the month in which the travel took place."
)

ARTICLES: tuple[Part, ...] = (
    Part("Recognition and Definitions", shuffled=False, parts=(
        _section("Recognition",
                 "The [District] recognizes the [Union] as the exclusive representative of all certificated staff "
                 "of the [Town] schools, as certified by the [County] County Labor Board on March 14, 2003.",
                 "Excluded are the superintendent, assistant superintendents, principals and per diem substitutes."),
        _section("Definitions",
                 "“School Day” means a day on which pupils are required to attend.",
                 "“Itinerant” means a [teacher] who is assigned to two or more buildings in one week.",
                 "“Immediate Family” means a spouse, domestic partner, child, parent, sibling, grandparent or any "
                 "person who lives in the household.",
                 "The term “Seniority Date” shall mean the first day of paid service in the [District]."),
        _section("Term of Agreement",
                 "This Agreement takes effect on July 1, 2021 and remains in force through June 30, 2024.",
                 "Either party may give notice of its wish to bargain a successor no later than January 15, 2024."),
        _section("Savings Clause",
                 "If a provision of this Agreement is held unlawful, the others shall remain in force, and the "
                 "parties shall meet within thirty (30) days to replace it."),
    )),
    Part("Rights of the Union", parts=(
        _section("Use of Buildings",
                 "The [Union] may use school buildings for meetings at reasonable hours, upon two (2) days’ notice to the principal.",
                 "The [Union] may post notices on one (1) bulletin board in each building."),
        _section("Dues Deduction",
                 "The [District] shall deduct dues in twenty (20) equal payments from those who have signed a card.",
                 "A card may be withdrawn between August 1 and August 31 of any year. The [Union] shall hold the "
                 "[District] harmless against any claim that arises from a deduction."),
        _section("Release Time for Officers",
                 "The president shall be released for one-half (1/2) of the work day without loss of pay.",
                 "Delegates to the state convention shall be given up to twelve (12) days in all, as {cite} allows."),
        _section("Information Requests",
                 "The [District] shall furnish, within ten (10) school days of a request, the names, placements and assignments of all members.",
                 REPRISAL),
    )),
    Part("Grievance Procedure", shuffled=False, parts=(
        _section("Purpose of the Procedure",
                 "The purpose of this procedure is to settle disputes at the lowest level at which they can be settled."),
        _section("Levels of a Grievance",
                 "A grievance is filed in writing within fifteen (15) school days of the event from which it arose, and shall name the provisions said to be violated.",
                 "The principal shall meet with the grievant within five (5) school days and answer within five (5) school days of the meeting.",
                 "If the answer does not settle it, the [Union] may carry the grievance to the superintendent within ten (10) school days."),
        _section("Arbitration",
                 "If the grievance is not settled, the [Union] may file for arbitration within twenty (20) school days. The arbitrator shall be chosen from a list of seven (7).",
                 "The arbitrator may not add to, take from or change this Agreement, and the award is final and binding. Costs are shared equally.",
                 "Matters under {cite} are not subject to arbitration."),
        _section("Time Limits", "A time limit may be extended only in writing. A grievance filed too late is waived.",
                 REPRISAL),
    )),
    Part("Class Size and Caseload", parts=(
        _section("Elementary Classes",
                 "Classes in kindergarten shall hold no more than 20 pupils, and those in grades one to three no more than 24 pupils.",
                 "Where a class goes over, the [District] shall first try to balance enrollment within ten (10) school days."),
        _section("Secondary Classes",
                 "A [teacher] in grades seven to twelve shall have no more than 150 pupils a day, apart from music and physical education.",
                 "Laboratory classes are held to the number of stations in the room."),
        _section("Counselors", "The ratio of counselors to pupils in secondary schools shall be 1 to 350.",
                 "Counselors shall not be given clerical tasks that take more than one (1) hour a day."),
        _section("Speech Pathologists", "A speech pathologist shall carry no more than fifty-five (55) pupils at one time.",
                 TRAVEL),
        _section("Overage Pay",
                 "For each pupil over the limit a [teacher] shall be paid $8.50 a day from the eleventh day, unless {cite} provides otherwise.",
                 "Overage pay is reported to the [Union] by the fifteenth (15th) day of each month."),
    )),
    Part("Hours and Calendar", parts=(
        _section("Work Year", "The work year shall consist of 184 days: 178 with pupils, 4 for training and 2 for records.",
                 "The calendar shall be set by April 30 of each year after consultation with the [Union]."),
        _section("Work Day", "The work day is seven and one-half (7.5) hours, which includes a duty-free lunch of thirty (30) minutes.",
                 "The work day may be changed in an emergency, subject to {cite}."),
        _section("Preparation Time", "Each [teacher] shall have at least two hundred twenty-five (225) minutes of preparation time a week in blocks of no less than thirty (30) minutes.",
                 "Preparation time that is lost shall be given back within two (2) weeks or paid at the hourly rate."),
        _section("Faculty Meetings", "There shall be no more than two (2) faculty meetings a month, each of no more than sixty (60) minutes.",
                 "An agenda is sent out one (1) day before the meeting."),
        _section("Snow Days", "When schools are closed for weather, no one is required to report. Days lost are made up at the end of the year.",
                 "A delayed opening does not extend the day."),
    )),
    Part("Leaves of Absence", parts=(
        _section("Sick Leave", "Each [teacher] is credited with twelve (12) days of sick leave on the first day of the work year, which add up without limit.",
                 "After five (5) days in a row a certificate of a physician may be asked for."),
        _section("Sick Leave Bank", "A member joins the bank by giving two (2) days. The bank is governed by a committee of five (5).",
                 "No more than sixty (60) days may be drawn from the bank in one year."),
        _section("Personal Leave", "Three (3) days a year are given for personal business, upon notice of forty-eight (48) hours.",
                 "Personal days not used are turned into sick days as {cite} provides."),
        _section("Bereavement", "Up to five (5) days are given upon a death in the Immediate Family, and one (1) day for the funeral of a colleague."),
        _section("Parental Leave", "A parent may take up to twelve (12) weeks upon birth or adoption, and shall give notice of thirty (30) days where that can be foreseen.",
                 "Benefits go on during the leave on the same terms as before."),
        _section("Sabbatical Leave", "After seven (7) years of service a [teacher] may apply for a sabbatical at one-half (1/2) of pay.",
                 "Applications are due by February 1, and are ranked by a joint committee."),
        _section("Jury Duty", "A [teacher] called for jury duty is paid the difference between the regular pay and the fee of the court."),
        _section("Military Leave", "Military leave is granted as state and federal law require."),
    )),
    Part("Evaluation", parts=(
        _section("Observations", "An observation lasts at least thirty (30) minutes and is followed by a conference within five (5) school days.",
                 "Every evaluator shall have been trained in the instrument used."),
        _section("Written Reports", "The report is given to the [teacher] within ten (10) school days of the conference. A reply may be attached within ten (10) school days."),
        _section("Plan of Assistance", "A [teacher] rated as unsatisfactory shall be put on a plan of assistance of no less than ninety (90) calendar days.",
                 "The plan names the areas to be improved, the help to be given and the measures of success. See also {cite}."),
        _section("Personnel Files", "There is one official file for each [teacher]. Nothing is placed in it without a copy to the [teacher].",
                 "A reprimand is removed from the file after three (3) years if it was not repeated."),
    )),
    Part("Assignment and Transfer", parts=(
        _section("Vacancies", "A vacancy is posted for at least seven (7) calendar days before it is filled.",
                 "The notice states the school, the grade or subject, the qualifications and the date of beginning."),
        _section("Voluntary Transfer", "Requests for transfer are made by March 15 and hold for one (1) year.",
                 "Where two candidates are equal, the one with the earlier Seniority Date prevails."),
        _section("Involuntary Transfer", "No [teacher] is transferred against the [teacher]’s will more than once in three (3) years.",
                 "The reasons are given in writing, and the matter may be discussed under {cite}."),
        _section("Itinerant Staff", TRAVEL, MILEAGE,
                 "An Itinerant has a desk and a place for materials in each building."),
    )),
    Part("Reduction in Force", parts=(
        _section("Notice of Layoff", "Notice is given by May 15 for the year that follows, after the [Union] has been consulted for thirty (30) days."),
        _section("Order of Layoff", "Layoff is by Seniority Date within each area of certification. Ties are broken by lot.",
                 "A list of seniority is posted by November 1 and may be contested within twenty (20) school days."),
        _section("Recall", "A person laid off stays on the recall list for twenty-seven (27) months and is recalled in the reverse order of layoff.",
                 "An offer of recall that is not answered within ten (10) days is taken as refused. {cite} does not apply."),
    )),
    Part("Discipline", parts=(
        _section("Just Cause", "No [teacher] shall be disciplined without just cause."),
        _section("Progressive Discipline", "Discipline proceeds from oral warning to written warning, suspension and dismissal, but for grave misconduct.|a warning may be given orally;|a reprimand is in writing;|a suspension is for no more than five (5) days."),
        _section("Representation", "A [teacher] may have a representative of the [Union] at any meeting that may lead to discipline, and shall be told of it beforehand."),
        _section("Complaints by Parents", "A complaint is brought to the [teacher] within five (5) school days, and the source is named, where {cite} does not forbid it."),
    )),
    Part("Safety and Health", parts=(
        _section("Safe Buildings", "The [District] shall keep the buildings safe, clean and at a temperature between 66 and 82 degrees.",
                 "A committee on safety meets every two (2) months."),
        _section("Assault", "A [teacher] who is assaulted on duty shall report it at once, and suffers no loss of sick leave for an absence of up to ninety (90) days.",
                 "The [District] shall inform the police where the [teacher] asks it to."),
        _section("Student Discipline", "A [teacher] may send a pupil out of class to the office for the rest of the period.",
                 "The principal confers with the [teacher] before the pupil comes back, as {cite} requires."),
        _section("Communicable Disease", "Staff exposed to a disease at work shall be told within one (1) day."),
    )),
    Part("Professional Development", parts=(
        _section("Tuition Reimbursement", "The [District] pays up to $1,800 a year for courses approved beforehand in which a grade of B or better was earned.",
                 "Requests are filed by October 1 and paid by December 15."),
        _section("Mentors", "Each new [teacher] has a mentor in the first two (2) years. A mentor is paid $1,250 a year.",
                 "No mentor takes part in the evaluation of the new [teacher]."),
        _section("Conferences", "The cost of conferences is borne by the [District] where {cite} applies.", MILEAGE),
    )),
    Part("Insurance", parts=(
        _section("Health Insurance", "The [District] pays eighty-two percent (82%) of the premium of the plan chosen, whether for one person or a family.",
                 "Those who work less than half time pay in proportion."),
        _section("Dental Insurance", "The [District] pays one hundred percent (100%) of the dental plan for one person."),
        _section("Life Insurance", "Term life insurance of $50,000 is provided at no cost to the [teacher]."),
        _section("Waiver of Coverage", "One who waives coverage is paid $1,500 a year in two payments, on December 15 and June 15."),
        _section("Retirees", "A [teacher] who retires may stay in the group until the age of 65, under {cite}."),
    )),
    Part("Extra Duties", parts=(
        _section("Coaches", "Coaching positions are posted each year, and preference is given to members of the unit."),
        _section("Department Heads", "A department head teaches one (1) class fewer and has a stipend as in the schedule of stipends."),
        _section("Summer School", "Summer positions are filled by June 1. Pay is by the hour, as {cite} says."),
        _section("Chaperones", "No one is required to chaperone more than three (3) events a year. A chaperone is paid $25.00 an hour."),
    )),
    Part("Compensation", shuffled=False, parts=(
        _section("Placement on the Schedule", "A new [teacher] is placed by years of experience, up to ten (10), and by credits earned."),
        _section("Advancement", "A [teacher] who has worked more than one-half (1/2) of the year advances a step on September 1.",
                 "A change of lane takes effect on the first day of the month after transcripts are filed, subject to {cite}."),
        _section("Salary Schedules", cited=False),
        _section("Method of Payment", "Salaries are paid in twenty-six (26) payments, on every other Friday.",
                 "Errors are mended in the next payment."),
        _section("Longevity", "After fifteen (15) years a [teacher] is paid $1,000 a year, after twenty (20) years $1,750 and after twenty-five (25) years $2,500."),
    )),
)  # fmt: skip

LINES: tuple[str, ...] = (
    "The [District] and the [Union] shall meet at the request of either to review how this works in practice.",
    "Nothing here limits what is provided by {cite}.",
    "Requests are made to the office of human resources on the form that the parties have agreed upon.",
    "Where this differs from {cite}, the latter governs.",
    "The superintendent or a designee shall decide within fifteen (15) school days and give the reasons in writing.",
    "A copy shall be sent to the president of the [Union] on the same day.",
    "This applies to part-time staff in proportion to their time, save that no benefit falls below one-half (1/2).",
    "A [teacher] may ask for a review as in {cite}; the answer is given before the end of the term.",
    "The following is kept on record:|the name of the [teacher];|the date of the request;|the answer and its date;|the reasons, if it was refused.",
    "The parties may agree in writing to do otherwise in a single case, which shall set no precedent.",
    "No [teacher] loses pay or benefits by reason of what is done here in good faith.",
    "Records are held for seven (7) years and then destroyed, unless {cite} requires that they be kept.",
    "Unless the law says otherwise (and in an emergency), the principal decides who attends.",
    "Disputes over this are taken up under {cite} and by no other way.",
    "It is agreed that the time spent is part of the work day (but not of preparation time).",
    "The joint committee shall have three (3) members of each party and shall report by June 1 of each year.",
)
"""Lines that may stand in any section."""
