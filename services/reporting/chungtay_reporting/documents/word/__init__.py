"""The report as a Word document: styles, letterhead, tables and sections, put together with python-docx."""
