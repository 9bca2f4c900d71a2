"""The parts of a Word file around its body, as :mod:`.word_template` made them."""

import io
import zipfile
from functools import lru_cache
from importlib.resources import files

HEAD_LEFT, HEAD_RIGHT, FOOT_LEFT = "\ue000head-left", "\ue000head-right", "\ue000foot-left"
BODY_HERE = b"<?body?>"
PAPERS = ("us-letter", "a4")


@lru_cache(maxsize=len(PAPERS))
def skeleton(paper: str) -> dict[str, bytes]:
    """Every part of an empty packet by its name in the file. ``paper``: us-letter or a4.

    The header and footer hold :data:`HEAD_LEFT` and its like, the body :data:`BODY_HERE`.
    """
    name = paper if paper in PAPERS else PAPERS[0]
    held = files("negotiate.packets").joinpath(f"templates/{name}.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(held)) as archive:
        return {one: archive.read(one) for one in archive.namelist()}
