"""Reads of the counter: queues, the application page, the public status."""

from pamong.applications.queries.awaiting import AwaitingRow, awaited, awaiting
from pamong.applications.queries.done import Done, done
from pamong.applications.queries.facts import facts_for
from pamong.applications.queries.late import LateRow, late_entries, late_waiting
from pamong.applications.queries.lists import (
    Chosen,
    ListPage,
    Part,
    Wanted,
    chosen,
    count_own,
    counts,
    cursor,
    next_awaiting,
    pending,
    waiting,
)
from pamong.applications.queries.page import (
    ApplicationPage,
    MovedDate,
    PublicStatus,
    page,
    public_status,
    requirements,
)
from pamong.applications.queries.queue import (
    MANY,
    Group,
    Queue,
    QueueRow,
    Urgency,
    by_code,
    by_register_number,
    of_residents,
    queue_for,
)
from pamong.applications.queries.running import (
    RunningClock,
    misdated,
    offices_with_running,
    running_clocks,
)
from pamong.applications.queries.scans import ScanRow, scans, small_picture
from pamong.applications.queries.steps import StepRow, StepState, step_rows
from pamong.applications.queries.stopped import stopped_ahead
from pamong.applications.queries.versions import RunningRow, running_by_version
from pamong.applications.queries.village import VillageRow, of_village

__all__ = [
    "MANY",
    "ApplicationPage",
    "AwaitingRow",
    "Chosen",
    "Done",
    "Group",
    "LateRow",
    "ListPage",
    "MovedDate",
    "Part",
    "PublicStatus",
    "Queue",
    "QueueRow",
    "RunningClock",
    "RunningRow",
    "ScanRow",
    "StepRow",
    "StepState",
    "Urgency",
    "VillageRow",
    "Wanted",
    "awaited",
    "awaiting",
    "by_code",
    "by_register_number",
    "chosen",
    "count_own",
    "counts",
    "cursor",
    "done",
    "facts_for",
    "late_entries",
    "late_waiting",
    "misdated",
    "next_awaiting",
    "of_residents",
    "of_village",
    "offices_with_running",
    "page",
    "pending",
    "public_status",
    "queue_for",
    "requirements",
    "running_by_version",
    "running_clocks",
    "scans",
    "small_picture",
    "step_rows",
    "stopped_ahead",
    "waiting",
]
