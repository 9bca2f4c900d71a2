"""One comparison in a process of its own: prints its peak memory and its time.

``python -m benchmarks.redline_child TOOL OLD NEW`` prints kilobytes at the peak (VmHWM, which
a parent does not pass on) and milliseconds from the first import to the end. Without a tool
it does nothing: that is the bare interpreter.
"""

import sys
import time
from pathlib import Path

START = time.perf_counter()
OURS = "negotiate"


def compare(tool: str, old: Path, new: Path) -> None:
    """The one comparison; imports what it needs and no more."""
    if tool != OURS:
        from benchmarks.redline_peers import PEERS

        PEERS[tool][0](old, new)
        return
    from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
    from negotiate.agreement.placing import place
    from negotiate.redline.engine import redline

    texts = []
    for path in (old, new):
        blocks = tuple(Block(Kind.PARAGRAPH, line) for line in path.read_text("utf-8").split("\n"))
        texts.append(place(Agreement((Document("agreement", (Article("01.md", blocks),)),))))
    redline(texts[0], texts[1])


def peak() -> int:
    """Kilobytes at the peak of this process; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        compare(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    print(peak(), (time.perf_counter() - START) * 1000)
