"""The Merkle tree of RFC 6962, section 2.1. Pure: bytes in, bytes out.

A log of n leaves is kept as its *frontier*: the roots of its complete subtrees, one for every 1 in the binary
form of n, largest first. That is enough to append and to know the root; proofs need the hashes in between, which
the caller hands in as a function.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

HASH_SIZE = 32
# Complete subtrees of these heights (256 and 65,536 leaves) are kept; what lies between is computed when asked for.
KEPT_HEIGHTS = (8, 16)
EMPTY_ROOT = hashlib.sha256(b"").digest()

Frontier: TypeAlias = tuple[bytes, ...]
# The root of the leaves from the first number up to, not including, the second.
RootOf: TypeAlias = Callable[[int, int], bytes]


def leaf(data: bytes) -> bytes:
    """The hash of one entry's bytes."""
    return hashlib.sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow(size: int, frontier: Frontier, leaf_hash: bytes) -> tuple[Frontier, tuple[bytes, ...]]:
    """Append a leaf to a log of `size`; answer the new frontier and the subtrees it completes.

    The completed subtrees are ordered by height: the first is the leaf itself (height 0), the next the pair, …
    """
    completed = [leaf_hash]
    rest = list(frontier)
    while size & 1:
        completed.append(node(rest.pop(), completed[-1]))
        size >>= 1
    return (*rest, completed[-1]), tuple(completed)


def root(frontier: Sequence[bytes]) -> bytes:
    """The hash over the whole log, from its frontier."""
    if not frontier:
        return EMPTY_ROOT
    *rest, result = frontier
    for left in reversed(rest):
        result = node(left, result)
    return result


def root_of_leaves(leaf_hashes: Iterable[bytes]) -> bytes:
    """The hash over these leaf hashes, or over complete subtrees of one height."""
    frontier: Frontier = ()
    for size, leaf_hash in enumerate(leaf_hashes):
        frontier, _ = grow(size, frontier, leaf_hash)
    return root(frontier)


def pack(frontier: Frontier) -> bytes:
    """The frontier as one string of bytes, for a column."""
    return b"".join(frontier)


def unpack(packed: bytes) -> Frontier:
    """The frontier that `pack` wrote."""
    return tuple(packed[start : start + HASH_SIZE] for start in range(0, len(packed), HASH_SIZE))


def pieces(start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The complete subtrees (height, number) that make up the leaves from `start` up to, not including, `end`.

    `start` must be where the tree of RFC 6962 splits: a multiple of a power of two not smaller than the range's half.
    """
    found: list[tuple[int, int]] = []
    while start < end:
        height = (end - start).bit_length() - 1
        found.append((height, start >> height))
        start += 1 << height
    return tuple(found)


def inclusion_path(index: int, size: int, root_of: RootOf) -> tuple[bytes, ...]:
    """PATH(index, D[size]) of RFC 6962, 2.1.1: the hashes beside the way from the leaf up to the root."""
    if not 0 <= index < size:
        raise ValueError(f"Leaf {index} is not in a tree of {size}.")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(root_of(middle, end))
            end = middle
        else:
            path.append(root_of(start, middle))
            start = middle
    return tuple(reversed(path))


def consistency_path(old: int, size: int, root_of: RootOf) -> tuple[bytes, ...]:
    """PROOF(old, D[size]) of RFC 6962, 2.1.2; empty when there is nothing to prove."""
    if not 0 <= old <= size:
        raise ValueError(f"A tree of {size} does not continue one of {old}.")
    if old == 0:
        return ()
    path: list[bytes] = []
    start, end = 0, size
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(root_of(middle, end))
            end = middle
        else:
            path.append(root_of(start, middle))
            start = middle
    if start:
        path.append(root_of(start, end))
    return tuple(reversed(path))


def root_by_inclusion(index: int, size: int, leaf_hash: bytes, path: Sequence[bytes]) -> bytes | None:
    """The root that `path` leads to from this leaf, or None when a path of this length cannot exist."""
    if not 0 <= index < size:
        return None
    place, last, result = index, size - 1, leaf_hash
    for beside in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            result = node(beside, result)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            result = node(result, beside)
        place, last = place >> 1, last >> 1
    return result if last == 0 else None


def is_consistent(old: int, old_root: bytes, size: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the tree of `size` begins with the tree of `old` (RFC 9162, 2.1.4.2, which checks RFC 6962's proofs)."""
    if not 0 <= old <= size:
        return False
    if old in {0, size}:
        return not path and (old_root == new_root if old else old_root == EMPTY_ROOT)
    if not old & (old - 1):
        # The old tree is one complete subtree: its root is the first hash of the way, and the proof leaves it out.
        path = (old_root, *path)
    return _roots_by_consistency(old, size, path) == (old_root, new_root)


def _roots_by_consistency(old: int, size: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The old and the new root that a consistency path leads to, or None when its length cannot be right."""
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    if not path:
        return None
    first = second = path[0]
    for beside in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            first, second = node(beside, first), node(beside, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node(second, beside)
        place, last = place >> 1, last >> 1
    return (first, second) if last == 0 else None


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return int(1 << (size - 1).bit_length() - 1)
