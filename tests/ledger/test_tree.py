"""The tree against published figures and against RFC 6962's own recursive definition.

Figures: the eight-leaf tree of the Certificate Transparency reference implementation, as it stands in
github.com/transparency-dev/merkle (testonly/constants.go, rfc6962_test.go, proof/verify_test.go; Apache-2.0).
"""

import hashlib
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.ledger import tree

# A slow machine is no failure.
UNHURRIED = settings(deadline=None)

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# Leaf index, tree size, path from the leaf upwards.
INCLUSION = [
    (0, 1, []),
    (0, 2, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"]),
    (1, 2, ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"]),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
]
# Old size, new size, path.
CONSISTENCY = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """MTH as section 2.1 defines it, word for word, with nothing remembered."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    middle = max(1 << power for power in range(20) if 1 << power < len(leaves))
    return hashlib.sha256(b"\x01" + naive_root(leaves[:middle]) + naive_root(leaves[middle:])).digest()


def naive(leaves: Sequence[bytes]) -> Callable[[int, int], bytes]:
    return lambda start, end: naive_root(leaves[start:end])


def hashes(texts: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(text) for text in texts)


def sizes(largest: int = 70) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(1, largest), st.integers(1, largest)).map(
        lambda pair: (min(pair), max(pair))
    )


def numbered(size: int) -> list[bytes]:
    return [number.to_bytes(2, "big") for number in range(size)]


def test_leaf_and_node_hashes_are_the_published_ones() -> None:
    assert tree.leaf(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert (
        tree.node(b"N123", b"N456").hex()
        == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    )
    assert tree.EMPTY_ROOT.hex() == ROOTS[0]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones(size: int) -> None:
    assert tree.root_of_leaves(map(tree.leaf, LEAVES[:size])).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "path"), INCLUSION)
def test_inclusion_paths_are_the_published_ones(index: int, size: int, path: list[str]) -> None:
    assert tree.inclusion_path(index, size, naive(LEAVES)) == hashes(path)
    reached = tree.root_by_inclusion(index, size, tree.leaf(LEAVES[index]), hashes(path))
    assert reached == bytes.fromhex(ROOTS[size])


@pytest.mark.parametrize(("old", "size", "path"), CONSISTENCY)
def test_consistency_paths_are_the_published_ones(old: int, size: int, path: list[str]) -> None:
    assert tree.consistency_path(old, size, naive(LEAVES)) == hashes(path)
    assert tree.is_consistent(old, bytes.fromhex(ROOTS[old]), size, bytes.fromhex(ROOTS[size]), hashes(path))


@UNHURRIED
@given(st.lists(st.binary(max_size=4), max_size=70))
def test_appending_one_by_one_gives_the_root_of_the_recursive_definition(leaves: list[bytes]) -> None:
    frontier: tree.Frontier = ()
    for size, data in enumerate(leaves):
        frontier, completed = tree.grow(size, frontier, tree.leaf(data))
        for height, subtree in enumerate(completed):
            assert subtree == naive_root(leaves[size + 1 - (1 << height) : size + 1])
    assert tree.root(frontier) == naive_root(leaves)
    assert tree.unpack(tree.pack(frontier)) == frontier


@UNHURRIED
@given(sizes(), st.data())
def test_a_range_is_made_up_of_its_complete_subtrees(pair: tuple[int, int], data: st.DataObject) -> None:
    """Every range that a proof asks for can be answered from complete subtrees, which are what is stored."""
    index, size = pair[0] - 1, pair[1]
    leaves = numbered(size)

    def by_pieces(start: int, end: int) -> bytes:
        parts = tree.pieces(start, end)
        return tree.root(
            [naive_root(leaves[number << height : (number + 1) << height]) for height, number in parts]
        )

    assert tree.inclusion_path(index, size, by_pieces) == tree.inclusion_path(index, size, naive(leaves))
    assert tree.consistency_path(index, size, by_pieces) == tree.consistency_path(index, size, naive(leaves))


@UNHURRIED
@given(sizes())
def test_every_leaf_can_be_shown_to_be_inside(pair: tuple[int, int]) -> None:
    index, size = pair[0] - 1, pair[1]
    leaves = numbered(size)
    path = tree.inclusion_path(index, size, naive(leaves))
    assert tree.root_by_inclusion(index, size, tree.leaf(leaves[index]), path) == naive_root(leaves)


@UNHURRIED
@given(sizes(), st.data())
def test_a_changed_inclusion_proof_does_not_lead_to_the_root(
    pair: tuple[int, int], data: st.DataObject
) -> None:
    index, size = pair[0] - 1, pair[1]
    leaves = numbered(size)
    path = tree.inclusion_path(index, size, naive(leaves))
    leaf, wanted = tree.leaf(leaves[index]), naive_root(leaves)
    other = data.draw(st.integers(0, size + 3).filter(lambda number: number != index))
    assert tree.root_by_inclusion(other, size, leaf, path) != wanted
    assert tree.root_by_inclusion(index, size, tree.leaf(b"other"), path) != wanted
    assert tree.root_by_inclusion(index, size, leaf, (*path, wanted)) != wanted
    assert tree.root_by_inclusion(index, size, leaf, (wanted, *path)) != wanted
    if path:
        assert tree.root_by_inclusion(index, size, leaf, path[:-1]) != wanted
        place = data.draw(st.integers(0, len(path) - 1))
        flipped = bytes([path[place][0] ^ 8]) + path[place][1:]
        assert (
            tree.root_by_inclusion(index, size, leaf, (*path[:place], flipped, *path[place + 1 :])) != wanted
        )


@UNHURRIED
@given(sizes())
def test_every_tree_can_be_shown_to_continue_an_older_one(pair: tuple[int, int]) -> None:
    old, size = pair
    leaves = numbered(size)
    path = tree.consistency_path(old, size, naive(leaves))
    assert tree.is_consistent(old, naive_root(leaves[:old]), size, naive_root(leaves), path)


@UNHURRIED
@given(sizes(), st.data())
def test_a_rewritten_tree_cannot_be_shown_to_continue_the_older_one(
    pair: tuple[int, int], data: st.DataObject
) -> None:
    old, size = pair
    leaves = numbered(size)
    rewritten = list(leaves)
    rewritten[data.draw(st.integers(0, old - 1))] = b"rewritten"
    path = tree.consistency_path(old, size, naive(rewritten))
    published, shown = naive_root(leaves[:old]), naive_root(rewritten)
    assert not tree.is_consistent(old, published, size, shown, path)
    honest = tree.consistency_path(old, size, naive(leaves))
    assert not tree.is_consistent(old, published, size, shown, honest)
    assert not tree.is_consistent(old, published, size, naive_root(leaves), (*honest, published))
    if honest:
        assert not tree.is_consistent(old, published, size, naive_root(leaves), honest[:-1])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 3), (5, 4)])
def test_a_leaf_outside_the_tree_has_no_path(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="is not in a tree"):
        tree.inclusion_path(index, size, naive(LEAVES))
    assert tree.root_by_inclusion(index, size, tree.leaf(b""), ()) is None


@pytest.mark.parametrize(("old", "size"), [(-1, 3), (4, 3)])
def test_a_tree_does_not_continue_a_larger_one(old: int, size: int) -> None:
    with pytest.raises(ValueError, match="does not continue"):
        tree.consistency_path(old, size, naive(LEAVES))
    assert not tree.is_consistent(old, tree.EMPTY_ROOT, size, tree.EMPTY_ROOT, ())


def test_every_tree_continues_the_empty_one_and_itself() -> None:
    three = naive_root(LEAVES[:3])
    assert tree.consistency_path(0, 3, naive(LEAVES)) == ()
    assert tree.is_consistent(0, tree.EMPTY_ROOT, 3, three, ())
    assert not tree.is_consistent(0, three, 3, three, ())
    assert not tree.is_consistent(0, tree.EMPTY_ROOT, 3, three, (three,))
    assert tree.is_consistent(3, three, 3, three, ())
    assert not tree.is_consistent(3, three, 3, naive_root(LEAVES[:2]), ())
    assert not tree.is_consistent(3, three, 5, naive_root(LEAVES[:5]), ())
