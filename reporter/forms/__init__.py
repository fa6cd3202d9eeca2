"""The shape of our own workbooks, once: the blank that is issued, the reading of the filled one, the copy returned."""
