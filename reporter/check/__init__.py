"""Judgement: each rule a small function from evidence to findings, listed in one tuple."""
