"""U.S. federal immigration law on criminal dispositions, area by area."""
