"""The questions people ask of a case: what each option would do, why, and what would change it."""
