"""The kinds of cost terms, one small class each. A new kind is one class in a file of this folder."""

from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from negotiate.costing.kinds.base import Found, Kind, Setting, Unpriced


def _all() -> dict[str, Kind]:
    out: dict[str, Kind] = {}
    for module in iter_modules(__path__):
        for one in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(one, type) and isinstance(vars(one).get("name"), str):
                out[vars(one)["name"]] = cast(Kind, one())
    return dict(sorted(out.items()))


KINDS: dict[str, Kind] = _all()
"""Every kind by the name it has in ``terms.yaml``."""

__all__ = ["KINDS", "Found", "Kind", "Setting", "Unpriced"]
