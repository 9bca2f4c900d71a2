"""What the cover says of an offer holds for the items it names, and for no others."""

from dataclasses import replace

import packet_sample

from negotiate.bargaining.record import Label
from negotiate.packets.elements import Tone, Words
from negotiate.packets.layout import lay_out
from negotiate.packets.model import Packet


def _labels(*offered: tuple[Label, str]) -> list[str]:
    whole: Packet = packet_sample.packet()
    items = tuple(
        replace(whole.items[0], number=number, label=label, package=name)
        for number, (label, name) in enumerate(offered, 1)
    )
    elements = lay_out(replace(whole, items=items)).elements
    cover = elements[: next(at for at, one in enumerate(elements) if type(one).__name__ == "Part")]
    return [one.text for one in cover if isinstance(one, Words) and one.tone is Tone.LABEL]


def test_only_the_items_of_a_package_are_called_all_or_nothing() -> None:
    package, plain = (Label.PACKAGE, "leaves"), (Label.PASS, "")
    (mixed,) = _labels(plain, package, package, plain)
    assert mixed.startswith("Items 2, 3: Part of a package: all or nothing.")
    (whole,) = _labels(package, package)
    assert whole.startswith("Part of a package: all or nothing.")
    two = _labels(package, (Label.PACKAGE, "pay"), (Label.WHAT_IF, ""))
    assert [one.split(":")[0] for one in two] == ["Item 1", "Item 2", "Item 3"]
