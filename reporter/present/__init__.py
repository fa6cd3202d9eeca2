"""Neutral tables: what is printed is decided here, once; emitters only write it down."""
