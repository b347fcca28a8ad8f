import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers import READERS
from indexer.readers.mojibake import MENDED, repair

RIGHT = "L’été à Œuvres : « déjà vu », dit-elle – 12\u00a0000\u00a0€ de coûts, Noël, où çà, ÉCOLE, À VENIR, naïf."


def garbled(right: str, times: int = 1) -> str:
    """Return *right* as programs spoil it: its bytes in UTF-8 read as Windows-1252."""
    for _ in range(times):
        right = "".join(
            bytes([byte]).decode("cp1252") if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else chr(byte)
            for byte in right.encode()
        )
    return right


@pytest.mark.parametrize("times", [1, 2, 3])
def test_what_was_garbled_is_put_right(times: int) -> None:
    assert repair(garbled(RIGHT, times)) == RIGHT


@pytest.mark.parametrize(
    ("spoilt", "right"),
    [
        ("dÃ©jÃ vu Ã  Lyon", "déjà vu à Lyon"),  # the no-break space inside « à » became a plain one
        ("un cafÃ© et un thé", "un café et un thé"),  # two texts pasted together
        ("lâ€™Ã©cole", "l’école"),
    ],
)
def test_partly_garbled_text_is_put_right(spoilt: str, right: str) -> None:
    assert repair(spoilt) == right


@pytest.mark.parametrize(
    "right",
    [
        RIGHT,
        "« liberté\u00a0», « château\u00a0», « LÂ\u00a0», Â\u00a0»",
        "À São Paulo, SÃO PAULO, Ângela, Åland, Ärger",
        "pâté, âge, â, 3\u00a0€ ™",
        "Windows écrit Ã pour cela",
    ],
)
def test_right_text_is_unchanged(right: str) -> None:
    assert repair(right) == right


LETTERS = "abcdeéèêëàâäçîïôöùûüÿœæÉÈÊÀÂÇÎÔÙŒ’'«»…–—-.,:;!?()°€ \u00a0\u202f\n0123456789"


# no word of French ends in « Â », nor does « € » come behind « â »: these are garbled « «, », ° » and « ’ »
GARBLED = re.compile("Â[«»°]|â€")


@given(st.text(alphabet=LETTERS, max_size=200).filter(lambda text: not GARBLED.search(text)))
def test_whatever_french_writes_is_unchanged(right: str) -> None:
    assert repair(right) == right


@given(st.lists(st.sampled_from(RIGHT.split(" ")), min_size=1, max_size=30).map(" ".join), st.integers(1, 3))
def test_garbling_and_repairing_gives_back_the_text(right: str, times: int) -> None:
    assert repair(garbled("Été : " + right, times)) == "Été : " + right


WRITTEN = {
    ".txt": "{}",
    ".md": "{}",
    ".html": "<p>{}</p>",
    ".json": '{{"title": "{}", "text": "a"}}',
    ".jsonl": '{{"title": "{}", "text": "a"}}',
    ".eml": "From: a@example.org\nContent-Type: text/plain; charset=utf-8\n\n{}",
}


@pytest.mark.parametrize("suffix", WRITTEN)
def test_a_document_that_was_mended_says_so(suffix: str) -> None:
    (mended,) = READERS[suffix](WRITTEN[suffix].format(garbled("Le marché rouvre")).encode())
    assert mended.blocks[0].text == "Le marché rouvre"
    assert mended.warnings == (MENDED,)
    (right,) = READERS[suffix](WRITTEN[suffix].format("Le marché rouvre").encode())
    assert right.warnings == ()
