"""Papers made from one weighed case, each for one reader: memo, letters, approval record, court sheet, client sheet."""
