"""Manifest, freeze, verify and trace: that the outputs are what was made, and from which cells."""
