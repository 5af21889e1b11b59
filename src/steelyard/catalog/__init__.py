"""Finding the law: citations, charge strings, offenses, and what each offense is under each federal ground."""
