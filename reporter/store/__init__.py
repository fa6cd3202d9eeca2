"""What was submitted and found over time."""
