"""The content: federal rules, offenses, holdings, dispositions and office policies; paths mirror citations."""
