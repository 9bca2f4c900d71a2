"""The kinds of cost terms, one small class each. A new kind is one file and one line here."""

from negotiate.costing.kinds.base import Kind, Setting, Unpriced
from negotiate.costing.kinds.fixed import FixedPositions
from negotiate.costing.kinds.ratio import StaffingRatio
from negotiate.costing.kinds.schedule_pay import SchedulePay

KINDS: dict[str, Kind] = {kind.name: kind for kind in (StaffingRatio(), FixedPositions(), SchedulePay())}
"""Every kind by the name it has in ``terms.yaml``."""

__all__ = ["KINDS", "Kind", "Setting", "Unpriced"]
