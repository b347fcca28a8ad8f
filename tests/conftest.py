"""Assertions of the shared suites say what differed, as those of test modules do."""

import pytest

pytest.register_assert_rewrite("support.conformance")
