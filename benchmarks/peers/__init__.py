"""The same rules in other engines: the federal pack lowered to each, answers compared, then timed."""
