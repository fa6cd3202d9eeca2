"""Figures inside Chinese sentences: numerals, quantities, targets, actuals, claims. Knows no file and no Excel."""
