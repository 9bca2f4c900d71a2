"""Typst, run by path as a process of its own: where it gets no memory it ends its whole process.

``typesetter.py TEMPLATE SECONDS``: the data as JSON on stdin, the PDF on stdout, what Typst
says is wrong on stderr with exit code 3. Nothing of ours is imported here.
"""

import sys
from pathlib import Path
from typing import Literal

FAULT = 3
_UA: Literal["ua-1"] = "ua-1"
_ATTEMPTS = ((True, _UA), (False, _UA), (False, None))


def main() -> int:
    """Set with Typst's own fonts, the same on every machine. A letter they lack is looked for
    in the machine's; where none has it the PDF is tagged but not PDF/UA, which forbids that.
    """
    import typst  # by this process alone

    template, at = Path(sys.argv[1]).read_bytes(), int(sys.argv[2])
    data = sys.stdin.buffer.read().decode()
    fault = ""
    for own_fonts, standard in _ATTEMPTS:
        try:
            made = typst.compile(
                template,
                format="pdf",
                sys_inputs={"file": data},
                ignore_system_fonts=own_fonts,
                pdf_standards=standard,
                timestamp=at,
            )
        except typst.TypstError as error:
            fault = error.message
        else:
            sys.stdout.buffer.write(made)
            return 0
    sys.stderr.buffer.write(fault.encode("utf-8", "replace"))
    return FAULT


if __name__ == "__main__":
    sys.exit(main())
