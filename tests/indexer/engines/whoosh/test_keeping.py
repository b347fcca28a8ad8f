"""Records come back as they were, whether they were taken before there was a dictionary or after."""

import pytest

from indexer.engines.whoosh import keeping
from indexer.engines.whoosh.keeping import Records, inflated

RECORDS = [f"L’Institut de la Mer annonce la marée du {day} mars ; contact : Inès Kerléo".encode() for day in range(30)]


@pytest.mark.parametrize("many", [0, 300, 1 << 20])
@pytest.mark.parametrize("most_in_memory", [0, 200, 1 << 20])
def test_records_come_back_as_they_were(monkeypatch: pytest.MonkeyPatch, many: int, most_in_memory: int) -> None:
    """In whatever order, whether they are in memory or in a file."""
    monkeypatch.setattr(keeping, "_MANY_BYTES", many)
    monkeypatch.setattr(keeping, "_MOST_IN_MEMORY", most_in_memory)
    monkeypatch.setattr(keeping, "_AT_ONCE", most_in_memory // 2)
    records = Records()
    assert [records.take(each) for each in RECORDS] == [*range(len(RECORDS))]
    numbers = [*range(0, len(RECORDS), 3), *range(len(RECORDS))][::-1]
    read = [inflated(each, records.dictionary) for each in records.deflated(numbers)]
    assert read == [RECORDS[number] for number in numbers]
    records.close()


def test_records_that_repeat_the_first_ones_take_less_room(monkeypatch: pytest.MonkeyPatch) -> None:
    def room() -> int:
        records = Records()
        for each in RECORDS:
            records.take(each)
        return sum(map(len, records.deflated(range(len(RECORDS)))))

    apart = room()
    monkeypatch.setattr(keeping, "_MANY_BYTES", 300)
    assert room() < apart / 2
