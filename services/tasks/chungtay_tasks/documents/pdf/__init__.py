"""PDF files to text by the places of their letters: lines, columns, ruled tables and paragraphs put together again."""
