"""What the language costs: figures read from the text, priced by the agreement's own schedules.

``numbers`` reads figures, ``phrases`` finds words with holes, ``wording`` the twins of a figure;
``grids`` and ``schedules`` read salary tables, ``raises`` makes those that are stated in words;
``terms`` and ``kinds`` bind phrases to positions and money, ``reading`` says what a term is in
one version; ``model`` holds the district's numbers; ``engine`` compares two versions and gives
a ``report``, which ``output`` writes; ``uncosted`` lists what no term reads, ``bind`` makes a
term by pointing at a figure.
"""
