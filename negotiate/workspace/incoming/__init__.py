"""What comes back across the table: a file understood, before anything of it is stored."""
