"""Neutral tables to files: docx, xlsx, html, csv, jsonl. Emitters print, they do not compute; siblings never meet."""
