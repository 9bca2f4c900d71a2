"""The git side: refs, commits, undo. The one importer of GitPython."""
