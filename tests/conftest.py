"""
Assertions of the shared suites say what differed, as those of test modules do; and properties have no deadline, since
machines that do other work too are slow at times: what must be fast is measured in processor time.
"""

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("support.conformance")

settings.register_profile("shared machines", deadline=None)
settings.load_profile("shared machines")
