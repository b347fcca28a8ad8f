"""
How many examples properties draw. `LONG=1` in the environment draws thousands instead of dozens.
"""

import os

from hypothesis import HealthCheck, Phase, settings

IS_LONG = bool(os.environ.get("LONG"))


def drawn(examples: int = 40) -> settings:
    """Return the settings of a property that usually draws so many *examples*, of any size, in any time."""
    return settings(
        max_examples=examples * 25 if IS_LONG else examples,
        deadline=None,
        phases=tuple(phase for phase in Phase if phase is not Phase.explain),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
