# Not the text that the report speaks of: nothing of it may be shown.
