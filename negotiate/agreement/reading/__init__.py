"""Reading an agreement as people received it: bytes in, agreement and report out.

The steps, each a module: ``decode`` (bytes to lines), ``furniture`` (running heads and
page numbers out), ``paragraphs`` (wrapped lines joined), ``tables`` (cells back into rows),
``lexing`` (labels and headings seen), ``structure`` (which belongs under which),
``assemble`` (articles and documents). No step ever refuses a text or drops a word; what
it takes out or joins is a repair with its line, and what it is unsure of is a doubt.
"""
