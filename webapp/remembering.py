"""
Pages that were made, kept in this process for as long as the archive stays as it is: no page is made twice.

What a page depends on besides its address is its tag (see `revalidating`): pages of one tag are kept at a time, so that
a commit or an embargo that passes forgets them all.
"""

import sys
from collections import OrderedDict
from threading import Lock
from typing import TypeAlias

MOST_BYTES = 8_000_000
_OWN_SIZE = 400  # of an entry: its place among the others and its objects
_LARGEST_SHARE = 8  # a page that would drive out more than an eighth of the others is not kept

Address: TypeAlias = tuple[str, bytes]
"""A path, and a query string as it was sent."""


class Pages:
    """
    Bodies of answers by address, at most *most* bytes of them; those not asked for longest are forgotten first. Usable
    from several threads.
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._taken = 0
        self._tag = ""
        self._bodies: OrderedDict[Address, bytes] = OrderedDict()
        self._lock = Lock()

    @property
    def taken(self) -> int:
        """The bytes that are in use."""
        return self._taken

    def get(self, tag: str, address: Address) -> bytes | None:
        """Return the page at *address* that was made for *tag*, if it is kept."""
        with self._lock:
            body = self._bodies.get(address) if tag == self._tag else None
            if body is not None:
                self._bodies.move_to_end(address)
            return body

    def put(self, tag: str, address: Address, body: bytes) -> None:
        """Keep the page at *address*; those of another tag are forgotten."""
        size = _size(address, body)
        with self._lock:
            if tag != self._tag:
                self._bodies.clear()
                self._taken, self._tag = 0, tag
            if address in self._bodies or size * _LARGEST_SHARE > self._most:
                return
            self._bodies[address] = body
            self._taken += size
            while self._taken > self._most:
                self._taken -= _size(*self._bodies.popitem(last=False))


def _size(address: Address, body: bytes) -> int:
    return _OWN_SIZE + sum(map(sys.getsizeof, (*address, body)))
