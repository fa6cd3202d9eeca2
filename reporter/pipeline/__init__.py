"""The staircases: report, issue, check, audit, draft. Each names its steps; the work is done in the rooms."""
