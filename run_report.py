"""Run the reporter from the repository: see README.md."""

from __future__ import annotations

from reporter.cli import main

raise SystemExit(main())
