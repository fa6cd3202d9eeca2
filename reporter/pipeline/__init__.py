"""The staircases: report, issue, check, audit, draft. Each names its steps in order and leaves the work to the rooms."""
