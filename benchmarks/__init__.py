"""Measurements of the product, run as modules; tests hold their numbers."""
