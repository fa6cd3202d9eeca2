"""What was promised: tasks, indicators, targets and who answers for them."""
