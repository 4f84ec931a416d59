"""Which documents there are to look at: files, folders, patterns of paths, what git ignores."""
