"""The directory as a table: XLSX and CSV files in, checked cell by cell, and out; what went out comes in again."""
