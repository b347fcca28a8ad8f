"""Where leaves match on a sheet, analysing only the words around needles: the places of `indexer.excerpts.places`."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from indexer.analysis.words import Word, chunk_words
from indexer.excerpts.needles import Spellings, dotted, needles, shortest
from indexer.excerpts.places import Asked, Place, Sequel
from indexer.excerpts.sheets import Sheet, has_digit

_MOST_RUNS = 1 << 10


class Finder:
    """Finds *sequels* on sheets, by the words as written that gave their terms. Remembers the runs that it has read."""

    def __init__(self, sequels: Sequence[Sequel], spellings: Spellings) -> None:
        needles_of = [[needles(word, spellings) for word in sequel] for sequel in sequels]
        anchors = [_rarest(each) for each in needles_of]
        self._phrases = {
            number: _Phrase(sequel, anchor)
            for number, (sequel, anchor) in enumerate(zip(sequels, anchors, strict=True))
            if len(sequel) > 1
        }
        asked = (Asked(sequel[anchor]) for sequel, anchor in zip(sequels, anchors, strict=True))
        self._anchors = list(enumerate(asked))
        self._needles = shortest(
            each for found, anchor in zip(needles_of, anchors, strict=True) for each in found[anchor]
        )
        self._dotted = dotted(self._needles)
        self._anchors_in: dict[str | None, _Remembered] = {}

    def places(self, sheet: Sheet) -> list[Place]:
        """Return the places of *sheet* where something is found, ascending."""
        found = self._anchor_places(sheet)
        if self._phrases:
            found = [place for anchor in found if (place := self._whole(sheet, anchor))]
        found.sort()
        return found

    def _anchor_places(self, sheet: Sheet) -> list[Place]:
        anchors_in = self._anchors_in.get(sheet.language)
        if anchors_in is None:
            anchors_in = self._anchors_in[sheet.language] = _Remembered(partial(self._read, sheet.language))
        text = sheet.text
        places: list[Place] = []
        read_to = 0
        for start, end in sheet.runs(self._needles_for(sheet)):
            if start < read_to:
                continue
            found = anchors_in[text[start:end]]
            if found is None:
                start, read_to = sheet.chunks_around((start, end))
                found = self._anchors_among(chunk_words(text[start:read_to], sheet.language))
            places += [(start + first, start + last, number) for first, last, number in found]
        return list(set(places)) if read_to else places  # the least stretch of chunks may begin before what was read

    def _needles_for(self, sheet: Sheet) -> tuple[bytes, ...]:
        return self._needles + self._dotted if self._dotted and sheet.may_be_dotted else self._needles

    def _read(self, language: str | None, run: str) -> list[Place] | None:
        """Return the anchors in *run*; None if it must be read with its chunk."""
        return None if has_digit(run) else self._anchors_among(chunk_words(run, language))

    def _anchors_among(self, read: tuple[Word, ...]) -> list[Place]:
        anchors = self._anchors
        return [
            (start, end, number) for start, end, forms in read for number, asked in anchors if asked.is_answered(forms)
        ]

    def _whole(self, sheet: Sheet, anchor: Place) -> Place | None:
        """Return the place of the phrase around *anchor*, or None if it is not all there."""
        phrase = self._phrases.get(anchor[2])
        return phrase.around(sheet, anchor) if phrase else anchor


class _Phrase:
    """A sequel of several words, one of which, its anchor, is looked for first."""

    def __init__(self, sequel: Sequel, anchor: int) -> None:
        self._before = [Asked(each) for each in reversed(sequel[:anchor])]
        self._after = [Asked(each) for each in sequel[anchor + 1 :]]

    def around(self, sheet: Sheet, anchor: Place) -> Place | None:
        start, end, number = anchor
        if self._before:
            first = _last_of(sheet.words_before(start), self._before)
            if first is None:
                return None
            start = first.start
        if self._after:
            last = _last_of(sheet.words_after(end), self._after)
            if last is None:
                return None
            end = last.end
        return start, end, number


def _last_of(read: Iterator[Word], sequel: Sequence[Asked]) -> Word | None:
    """Return the last of the first words of *read* if they answer *sequel* one by one."""
    word = None
    for asked in sequel:
        word = next(read, None)
        if word is None or not asked.is_answered(word.forms):
            return None
    return word


def _rarest(needles_of: Sequence[tuple[bytes, ...]]) -> int:
    """Return the number of the word that is likely to be found least often."""
    return max(range(len(needles_of)), key=lambda i: min(map(len, needles_of[i]), default=0))


class _Remembered(dict[str, list[Place] | None]):
    """The anchors in the runs that were read last."""

    def __init__(self, read: Callable[[str], list[Place] | None]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, run: str) -> list[Place] | None:
        if len(self) >= _MOST_RUNS:
            self.clear()
        found = self[run] = self._read(run)
        return found
