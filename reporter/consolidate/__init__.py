"""From submissions to the ledger: who reported what, how far it got, how that is judged."""
