"""What happens to the demo's applications, as tables.

Days are counted back from the day the office sees next: 0 is that day, 1 the working day before it. A KTP found
complete 12 working days back is due on day 0, a KK found complete 1 working day back is due on day 0.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pamong.config.demo_people import KK_OFFICE, KTP_OFFICE
from pamong.standard.conditions import FactValue

# Every story begins within this many working days.
LONGEST = 44


@dataclass(frozen=True)
class Act:
    """One act of a story: working days back, hour of the day, and which of `demo_acts.DO`."""

    day: int
    hour: float
    name: str


@dataclass(frozen=True)
class Plan:
    """The life of one application up to now. `person` is a place in the list of people; two plans may share one."""

    office: str
    service: str
    person: int
    taken_in: int
    acts: tuple[Act, ...]
    answers: Mapping[str, FactValue] = field(default_factory=dict)
    requirements: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


_Day = tuple[int, tuple[str, ...]]
# Acts begin after the intakes of the day and end before the counter closes, also on a Friday.
_FIRST_HOUR = 11.2


def _on(day: int, *names: str) -> _Day:
    return day, names


def _acts(days: tuple[_Day, ...]) -> tuple[Act, ...]:
    def each() -> Iterator[Act]:
        for day, names in days:
            for place, name in enumerate(names):
                # After hours: the day of completeness is then the next working day (clock rule 2).
                late = 17.0 if name == "complete_after_hours" else _FIRST_HOUR
                yield Act(day, late + 0.2 * place, name.removesuffix("_after_hours"))

    return tuple(each())


def _ktp(person: int, taken_in: int, *days: _Day, lacking: str = "") -> Plan:
    return Plan(
        KTP_OFFICE,
        "ktp",
        person,
        taken_in,
        _acts(days),
        requirements=("village-letter", "photo", "kk-copy"),
        lacking=(lacking,) if lacking else (),
    )


def _kk(person: int, taken_in: int, reason: str, papers: str, *days: _Day, lacking: str = "") -> Plan:
    return Plan(
        KK_OFFICE,
        "kk",
        person,
        taken_in,
        _acts(days),
        answers={"reasons": tuple(reason.split())},
        requirements=tuple(papers.split()),
        lacking=(lacking,) if lacking else (),
    )


_NEW = ("not_recorded", "complete", "record", "send")  # to Dispenduk, recorded here
_OLD = ("recorded", "complete", "send")  # to Dispenduk, recorded elsewhere before
_DONE = ("complete", "signed", "print", "ready")

_KTP: tuple[Plan, ...] = (
    # Handed over; one of them comes again after losing the card, and one is also served in the other office.
    _ktp(0, 30, _on(30, *_NEW), _on(20, "back", "ready"), _on(18, "hand_over")),
    _ktp(1, 26, _on(26, *_OLD), _on(17, "back", "ready"), _on(16, "hand_over_family")),
    _ktp(2, 22, _on(22, *_NEW), _on(12, "back", "ready"), _on(8, "hand_over")),
    _ktp(3, 20, _on(20, *_OLD), _on(11, "back", "ready"), _on(9, "hand_over")),
    _ktp(4, 17, _on(17, *_NEW), _on(7, "back", "ready"), _on(4, "hand_over_family")),
    _ktp(5, 16, _on(16, *_OLD), _on(8, "back", "ready"), _on(1, "hand_over")),
    _ktp(0, 9, _on(9, "complete", "send")),
    # Late.
    _ktp(6, 14, _on(14, *_NEW)),
    _ktp(7, 13, _on(13, *_NEW), _on(1, "back")),
    _ktp(8, 15, _on(15, "not_recorded", "complete"), _on(14, "hold_equipment")),
    # Due on the day the office sees next: at Dispenduk, and back at the counter.
    _ktp(9, 12, _on(12, *_NEW)),
    _ktp(10, 12, _on(12, *_OLD), _on(1, "back")),
    # Due a day later.
    _ktp(11, 11, _on(11, *_OLD)),
    _ktp(12, 11, _on(11, *_NEW), _on(2, "back")),
    # On time, spread over the steps.
    _ktp(13, 6, _on(6, *_NEW)),
    _ktp(14, 5, _on(5, *_OLD), _on(1, "back")),
    _ktp(15, 4, _on(4, "not_recorded", "complete", "record")),
    _ktp(16, 3, _on(3, "not_recorded", "complete")),
    _ktp(17, 2, _on(2, "recorded", "complete")),
    # Ready; two have been waiting for their owners for a long time.
    _ktp(18, 9, _on(9, *_NEW), _on(2, "back", "ready")),
    _ktp(19, 9, _on(9, *_OLD), _on(3, "back", "ready")),
    _ktp(20, 40, _on(40, *_NEW), _on(30, "back", "ready")),
    _ktp(21, 35, _on(35, *_OLD), _on(25, "back", "ready")),
    # Returned: a photo on the wrong background, a birth date that differs, a letter that is missing; once the clock
    # was running already, and once the applicant has not been seen since.
    _ktp(22, 4, _on(4, "not_recorded", "return_photo")),
    _ktp(23, 3, _on(3, "recorded", "return_birth_date")),
    _ktp(24, 2, _on(2, "not_recorded", "return_letter"), lacking="village-letter"),
    _ktp(25, 8, _on(8, "not_recorded", "complete", "record"), _on(6, "return_photo")),
    _ktp(26, 38, _on(38, "not_recorded", "return_letter"), lacking="village-letter"),
    # Came back: to be examined again, found complete since, and with a clock that was paused and goes on.
    _ktp(27, 5, _on(5, "not_recorded", "return_birth_date"), _on(2, "resubmit")),
    _ktp(
        28,
        7,
        _on(7, "not_recorded", "return_photo"),
        _on(6, "resubmit", "complete", "record"),
        _on(5, "send"),
    ),
    _ktp(
        29,
        10,
        _on(10, "recorded", "complete"),
        _on(9, "return_photo"),
        _on(6, "resubmit", "complete", "send"),
    ),
    # On hold, each for another reason; one goes on.
    _ktp(30, 3, _on(3, "not_recorded", "complete"), _on(2, "hold_system")),
    _ktp(31, 9, _on(9, *_OLD), _on(4, "hold_blanks")),
    _ktp(32, 6, _on(6, "not_recorded", "complete", "record"), _on(5, "hold_record")),
    _ktp(33, 2, _on(2, "not_recorded", "complete"), _on(1, "hold_power")),
    _ktp(34, 7, _on(7, "not_recorded", "complete", "hold_system"), _on(5, "release", "record", "send")),
    # Ended otherwise.
    _ktp(35, 10, _on(9, "withdraw")),
    _ktp(36, 8, _on(8, "not_recorded", "refuse")),
    # A second recording was tried and refused: once it still stands there, once the step was passed over.
    _ktp(37, 4, _on(4, "not_recorded", "complete"), _on(2, "recorded", "record_refused")),
    _ktp(38, 6, _on(6, "not_recorded", "complete"), _on(5, "recorded", "record_refused", "skip", "send")),
    # Taken back: the card was not at the counter after all.
    _ktp(39, 10, _on(10, *_NEW), _on(2, "back", "ready", "reverse_not_done")),
    # Examined by the substitute of the section head.
    _ktp(40, 3, _on(3, "not_recorded", "complete_as_substitute", "record")),
    # Fresh.
    _ktp(41, 1, _on(1, "not_recorded"), lacking="photo"),
    _ktp(42, 1),
    _ktp(43, 0),
    _ktp(44, 0, lacking="kk-copy"),
)

_KK: tuple[Plan, ...] = (
    # Handed over; the first is known from the other office.
    _kk(1, 12, "new_child", "old-card birth-certificate", _on(12, *_DONE), _on(11, "hand_over")),
    _kk(51, 8, "lost_card", "loss-letter", _on(8, *_DONE), _on(7, "hand_over_family")),
    _kk(52, 6, "marital_status", "old-card marriage-book", _on(6, *_DONE), _on(5, "hand_over")),
    # Late, at Dispenduk and at the printer.
    _kk(53, 3, "new_member", "old-card birth-letter-desa", _on(3, "complete")),
    _kk(54, 2, "lost_card", "loss-letter", _on(2, "complete", "signed"), _on(1, "hold_blanks")),
    # Due on the day the office sees next: at Dispenduk, to be printed, printed.
    _kk(55, 1, "data_change", "old-card supporting-data", _on(1, "complete")),
    _kk(56, 1, "lost_card new_child", "loss-letter birth-letter-medical", _on(1, "complete", "signed")),
    _kk(57, 1, "marital_status", "old-card divorce-deed", _on(1, "complete", "signed", "print")),
    # Found complete after closing time, and so due a day later.
    _kk(58, 1, "adoption", "old-card adoption-deed", _on(1, "complete_after_hours")),
    # Ready, one of them for long.
    _kk(59, 3, "new_child", "old-card birth-certificate", _on(3, "complete"), _on(2, "signed", "print", "ready")),
    _kk(60, 30, "other", "old-card", _on(30, *_DONE)),
    # Returned, and returned and back.
    _kk(61, 2, "lost_card", "loss-letter", _on(2, "return_loss_letter"), lacking="loss-letter"),
    _kk(62, 5, "lost_card", "loss-letter", _on(5, "return_loss_letter"), _on(2, "resubmit"), lacking="loss-letter"),
    # On hold while the national system is down.
    _kk(63, 1, "other", "old-card", _on(1, "complete", "hold_system")),
    # Ended otherwise; one refusal was a mistake and was taken back.
    _kk(64, 4, "other", "old-card", _on(3, "refuse_entitled")),
    _kk(65, 4, "data_change", "old-card supporting-data", _on(3, "withdraw_elsewhere")),
    _kk(66, 2, "other", "old-card", _on(2, "refuse", "reverse_wrong_act")),
    # Fresh.
    _kk(67, 1, "other", "old-card"),
    _kk(68, 0, "new_child", "old-card", lacking="birth-certificate"),
)  # fmt: skip
PLANS = (*_KTP, *_KK)
