"""What can be reached: by one party's moves, and by one party's improvements, for all states at once.

A party's moves stay in a block, the states that are equal outside its own digits; reachability is never stored. Own moves, and
own improvements, are transitive, so "nobody moves twice in a row" (legal sequences, Fang, Hipel, Kilgour 1993) costs nothing.
Arrays are flat, one value a dense index; several orders of priority can stand behind one another in one array.
"""

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from negotiable.errors import TooLarge
from negotiable.scenario.graph import Bools, Digit, Graph, Ints

Values = NDArray[np.int32]

WORST, BEYOND = np.int32(-1), np.int32(2**31 - 1)
_MOST_ENTRIES = 1 << 26  # of the sorted blocks of one party
_LONG = 2048  # rows from which numpy's own accumulation is the faster one


class Moves:
    """The moves of one party in `graph`."""

    def __init__(self, graph: Graph, party: str) -> None:
        self.places = frozenset(graph.owned(party))
        self.digits = [(graph.strides[k], graph.digits[k]) for k in sorted(self.places)]
        self.merged = _merged([(stride, digit) for stride, digit in self.digits if len(digit.values) > 1])
        self.graph = graph

    def best(self, values: Values) -> Values:
        """For every state the largest of `values` among itself and what one move reaches."""
        return self._extreme(values, np.maximum)

    def least(self, values: Values) -> Values:
        """For every state the smallest of `values` among itself and what one move reaches."""
        return self._extreme(values, np.minimum)

    def _extreme(self, values: Values, choose: np.ufunc) -> Values:
        found = values.copy()
        for stride, digit in self.merged:
            size = len(digit.values)
            view = found.reshape(-1, size, stride)
            if not digit.one_way:
                view[:] = choose.reduce(view, axis=1, keepdims=True)
                continue
            before = view.copy()
            for value, other in product(range(size), repeat=2):
                if value != other and digit.allowed(value, other):
                    choose(view[:, value], before[:, other], out=view[:, value])
        return found


class Improvements:
    """One party's improvements: its blocks, each sorted by payoff once, for scans over what is strictly better.

    Where some of its digits are one-way, what a state can reach is sorted apart for each of their values.
    """

    def __init__(self, moves: Moves, payoffs: Values, feasible: Bools) -> None:
        digits = moves.digits
        free = _offsets([(stride, range(len(d.values))) for stride, d in digits if not d.one_way])
        fixed = [(stride, d) for stride, d in digits if d.one_way]
        rest = _rest(moves.graph, moves.places, len(payoffs))
        self._orders: list[Ints] = []
        self._before = np.zeros(len(payoffs), dtype=np.int64)
        filled = 0
        for held in product(*(range(len(d.values)) for _, d in fixed)):
            reached = [
                (stride, [v for v in range(len(d.values)) if d.allowed(value, v)])
                for value, (stride, d) in zip(held, fixed, strict=True)
            ]
            base = sum(value * stride for value, (stride, _) in zip(held, fixed, strict=True))
            sources = (_offsets(reached)[:, None] + free[None, :]).ravel()
            filled += self._add(sources, free + base, rest, payoffs, feasible, filled)
            if filled > _MOST_ENTRIES:
                raise TooLarge("one party has too many one-way options for a model of this size; name the issues in play: --only")
        self._scan = np.empty(filled, dtype=np.int32)

    def _add(self, sources: Ints, targets: Ints, rest: Ints, payoffs: Values, feasible: Bools, offset: int) -> int:
        """Sorts the blocks of states at `targets`, which reach those at `sources`; returns the entries used."""
        count, blocks = len(sources), len(rest)
        where = rest[:, None] + sources[None, :]
        bits = count.bit_length()
        keys = np.where(feasible[where], payoffs[where], WORST).astype(np.int64)
        keys <<= bits
        keys |= np.arange(count)
        keys.sort(axis=1)
        keys = np.ascontiguousarray(keys[:, ::-1].T)  # best first, one column a block
        local = keys & ((1 << bits) - 1)
        keys >>= bits
        # Row r of the scan holds the extreme of the r best; a state looks up the row of the last one strictly better.
        starts = np.zeros((count, blocks), dtype=np.int64)
        np.multiply(keys[1:] != keys[:-1], np.arange(1, count)[:, None], out=starts[1:])
        np.maximum.accumulate(starts, axis=0, out=starts)
        self._orders.append(sources[local] + rest[None, :])
        strictly = np.empty((count, blocks), dtype=np.int64)
        np.put_along_axis(strictly, local, starts, axis=0)
        row_of = {int(source): row for row, source in enumerate(sources)} if len(targets) != count else None
        if row_of is not None:
            strictly = strictly[[row_of[int(target)] for target in targets]]
        at = targets[:, None] + rest[None, :]
        strictly *= blocks
        strictly += np.arange(blocks) + offset
        self._before[at] = np.where(feasible[at], strictly, offset)
        return (count + 1) * blocks

    def least(self, values: Values) -> Values:
        """For every state the smallest of `values` among itself and its improvements."""
        offset = 0
        for order in self._orders:
            rows = self._scan[offset : offset + order.size + order.shape[1]].reshape(-1, order.shape[1])
            rows[0] = BEYOND
            np.take(values, order, out=rows[1:], mode="clip")
            if len(rows) > _LONG:
                np.minimum.accumulate(rows, axis=0, out=rows)
            else:
                for row in range(2, len(rows)):
                    np.minimum(rows[row], rows[row - 1], out=rows[row])
            offset += rows.size
        return np.minimum(values, np.take(self._scan, self._before, mode="clip"))


def _merged(digits: Sequence[tuple[int, Digit]]) -> list[tuple[int, Digit]]:
    """Digits that stand side by side and change both ways count as one: fewer passes over the states."""
    found: list[tuple[int, Digit]] = []
    for stride, digit in digits:
        if found and not digit.one_way and not found[-1][1].one_way and found[-1][0] * len(found[-1][1].values) == stride:
            low = found.pop()
            values = tuple(a + b for b in digit.values for a in low[1].values)
            found.append((low[0], Digit(digit.issue, values, digit.by)))
        else:
            found.append((stride, digit))
    return found


def _offsets(digits: Sequence[tuple[int, Sequence[int]]]) -> Ints:
    """The sums of one value times its stride of every digit."""
    found: Ints = np.zeros(1, dtype=np.int64)
    for stride, values in digits:
        found = (found[None, :] + (np.array(values, dtype=np.int64) * stride)[:, None]).ravel()
    return found


def _rest(graph: Graph, own: frozenset[int], length: int) -> Ints:
    """Dense indices with every digit of `own` at zero, over all orders that stand behind one another."""
    others = [(graph.strides[k], range(len(digit.values))) for k, digit in enumerate(graph.digits) if k not in own]
    return (_offsets(others)[None, :] + (np.arange(length // graph.size, dtype=np.int64) * graph.size)[:, None]).ravel()
