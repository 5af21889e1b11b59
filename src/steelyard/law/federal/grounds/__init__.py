"""The federal grounds as tests over the elements of an offense; no test names a state's statute.

`reading` has what a test looks at and answers with; `harm`, `drugs_and_weapons`, `property`, `justice`, `family`, `conduct` and
`turpitude` have the tests; `table` lists the grounds with their pinpoints.
"""

from steelyard.law.federal.grounds.reading import (
    DIAZ_LIZARRAGA,
    STRENGTH,
    Context,
    Finding,
    Reading,
    Test,
    Verdict,
    strongest,
)
from steelyard.law.federal.grounds.table import (
    AGGRAVATED_FELONIES,
    ATTEMPT_OF_HARM,
    ATTEMPT_OF_INTENT,
    COMPLETED,
    DIRECT,
    GROUNDS,
    UNCERTAIN,
    Ground,
    ground_named,
    is_ground,
    names_of_grounds,
)

__all__ = [
    "AGGRAVATED_FELONIES",
    "ATTEMPT_OF_HARM",
    "ATTEMPT_OF_INTENT",
    "COMPLETED",
    "DIAZ_LIZARRAGA",
    "DIRECT",
    "GROUNDS",
    "STRENGTH",
    "UNCERTAIN",
    "Context",
    "Finding",
    "Ground",
    "Reading",
    "Test",
    "Verdict",
    "ground_named",
    "is_ground",
    "names_of_grounds",
    "strongest",
]
