"""The only room that opens what others made: workbooks and documents as raw evidence, judged elsewhere."""
