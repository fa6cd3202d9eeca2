"""Writing our workbooks: the blank, the copy that goes back with its errors marked, the plan to fill."""
