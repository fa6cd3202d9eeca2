"""The reporter: from the plan and the departments' workbooks to the published tables, every figure checked."""
