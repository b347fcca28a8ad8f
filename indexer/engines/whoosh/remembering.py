"""What was computed and may be asked for again, by least recent use, within a number of bytes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Protocol, TypeVar

_OWN_SIZE = 200


class Sized(Protocol):
    """A value that knows how many bytes its arrays take."""

    @property
    def nbytes(self) -> int:
        """The number of bytes."""
        ...


_Value = TypeVar("_Value", bound=Sized)


class Remembered:
    """Values by key, at most *room* bytes of them. Usable from several threads."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._taken = 0
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, made: Callable[[], _Value]) -> _Value:
        """Return the value of *key*; *made* makes it where it is not remembered."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                known: _Value = self._values[key]
                return known
        value = made()
        with self._lock:
            if key not in self._values:
                self._values[key] = value
                self._taken += value.nbytes + _OWN_SIZE
            while self._taken > self._room and len(self._values) > 1:
                self._taken -= self._values.popitem(last=False)[1].nbytes + _OWN_SIZE
        return value

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()
            self._taken = 0
