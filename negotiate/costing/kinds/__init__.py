"""The kinds of cost terms, one small class each. A new kind is one file and one line here."""

from negotiate.costing.kinds.base import Kind, Setting, Unpriced
from negotiate.costing.kinds.class_size import ClassMaximum
from negotiate.costing.kinds.fixed import FixedPositions
from negotiate.costing.kinds.payment import Payment
from negotiate.costing.kinds.ratio import StaffingRatio
from negotiate.costing.kinds.rooms import RoomStaffing
from negotiate.costing.kinds.schedule_pay import SchedulePay

_ALL: tuple[Kind, ...] = (
    StaffingRatio(),
    FixedPositions(),
    RoomStaffing(),
    ClassMaximum(),
    Payment(),
    SchedulePay(),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
"""Every kind by the name it has in ``terms.yaml``."""

__all__ = ["KINDS", "Kind", "Setting", "Unpriced"]
