"""What a rule is, and how it is read; knows no law."""
