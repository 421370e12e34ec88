"""Chapter 11: how to complain, what happens to a complaint, and what comes back again and again."""

from collections.abc import Iterator

from pamong.standard.annotations.quality import Announcement, Channel, ComplaintStep, Duty
from pamong.standard.document import Placed, Standard
from pamong.standard.messages import N_, Message
from pamong.standard.problems import Problem, found


def channels(standard: Standard) -> tuple[Placed[Channel], ...]:
    """The ways to complain or suggest, each with the book it ends in (11.1 to 11.4)."""
    return standard.placed(Channel)


def steps(standard: Standard) -> tuple[Placed[ComplaintStep], ...]:
    """In the order a complaint goes through them."""
    return tuple(sorted(standard.placed(ComplaintStep), key=lambda placed: placed.value.order))


def duties(standard: Standard) -> tuple[Placed[Duty], ...]:
    """The recurring duties of the whole standard; chapter 14 has some too."""
    return standard.placed(Duty)


def announcements(standard: Standard) -> tuple[Placed[Announcement], ...]:
    """What the public is told about complaints, by whom and where (11.9)."""
    return standard.placed(Announcement)


def problems(standard: Standard) -> tuple[Problem, ...]:
    """An announcement after a duty that nobody has; two steps of a complaint with the same place in the order."""
    return (*_unknown_duties(standard), *_same_order(standard))


def _same_order(standard: Standard) -> Iterator[Problem]:
    seen: dict[int, str] = {}
    for placed in standard.placed(ComplaintStep):
        order = placed.value.order
        if order in seen:
            yield found(
                (*placed.path, "order"), placed.clause.id, "duplicate-order",
                Message(N_("Urutan {order} sudah dipakai pada butir {clause}."), {"order": order, "clause": seen[order]}),
                Message(N_("Beri setiap langkah pengaduan urutannya sendiri.")),
            )  # fmt: skip
        seen.setdefault(order, placed.clause.id)


def _unknown_duties(standard: Standard) -> Iterator[Problem]:
    known = {name for duty in duties(standard) for name in (duty.value.id, duty.value.action)}
    return (
        found(
            (*placed.path, "after"), placed.clause.id, "unknown-duty",
            Message(N_("Pengumuman menunggu tugas “{duty}”, yang tidak ada."), {"duty": placed.value.after}),
            Message(N_("Tulis id atau “action” dari sebuah “duty” di standar ini.")),
        )
        for placed in announcements(standard)
        if placed.value.after is not None and placed.value.after not in known
    )  # fmt: skip
