"""Word files (DOCX) to text, straight from their XML: what the page shows, its automatic numbering included."""
