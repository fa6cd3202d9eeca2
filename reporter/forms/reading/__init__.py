"""Reading a filled workbook as evidence: whose it is, what every cell states, what is wrong with it."""
