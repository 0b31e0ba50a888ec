"""The rules by which comments become a thread."""

from datetime import date

import pytest

from ethreader.comments.threads import MAX_DEPTH, Node, PublicComment, arrange, walk

DAY = date(2026, 2, 3)


def _comment(name: str, parent: str | None = None, *, is_stub: bool = False) -> PublicComment:
    return PublicComment(id=name, parent=parent, name=name, html="", day=DAY, is_stub=is_stub)


def _chain(length: int) -> list[PublicComment]:
    return [_comment(str(step), str(step - 1) if step else None) for step in range(length)]


def _ids(nodes: tuple[Node, ...]) -> list[str]:
    return [comment.id for comment in walk(nodes)]


def _nodes(roots: tuple[Node, ...]) -> dict[str, Node]:
    waiting, nodes = list(roots), {}
    while waiting:
        node = waiting.pop()
        nodes[node.comment.id] = node
        waiting.extend(node.replies)
    return nodes


def test_no_comments_make_an_empty_thread() -> None:
    assert arrange([]) == ()


@pytest.mark.parametrize(
    ("comments", "reading_order"),
    [
        pytest.param(["a", "b", "c"], "abc", id="comments of their own stay in their order"),
        pytest.param(["a", "b", "ca"], "acb", id="an answer follows its parent"),
        pytest.param(["a", "ba", "ca"], "abc", id="answers to one comment stay in their order"),
        pytest.param(["a", "ba", "cb", "da"], "abcd", id="an answer's answers come first"),
        pytest.param(["a", "bx"], "ab", id="an answer whose parent is unknown stands alone"),
    ],
)
def test_comments_are_read_in_order(comments: list[str], reading_order: str) -> None:
    nodes = arrange(_comment(each[0], each[1:] or None) for each in comments)

    assert "".join(_ids(nodes)) == reading_order
    assert len(_ids(nodes)) == len(comments)


def test_depth_grows_by_one_and_stops_at_what_small_screens_bear() -> None:
    nodes = _nodes(arrange(_chain(8)))

    assert [nodes[str(step)].depth for step in range(8)] == [0, 1, 2, 3, 4, 4, 4, 4]
    assert MAX_DEPTH == 4


def test_where_indentation_ends_an_answer_says_whom_it_answers() -> None:
    nodes = _nodes(arrange(_chain(7)))

    answers = [nodes[str(step)].replies_to for step in range(7)]
    assert [each.id if each else None for each in answers] == [None] * 5 + ["4", "5"]


def test_deepest_answers_stand_beside_their_parent() -> None:
    nodes = _nodes(arrange(_chain(7)))

    assert [reply.comment.id for reply in nodes["3"].replies] == ["4", "5", "6"]
    assert nodes["4"].replies == nodes["5"].replies == nodes["6"].replies == []


def test_stubs_keep_their_place() -> None:
    nodes = arrange([_comment("a", is_stub=True), _comment("b", "a"), _comment("c")])

    assert [(each.id, each.is_stub) for each in walk(nodes)] == [
        ("a", True),
        ("b", False),
        ("c", False),
    ]


def test_a_chain_of_five_thousand_answers_is_arranged_and_walked() -> None:
    nodes = arrange(_chain(5000))

    assert _ids(nodes) == [str(step) for step in range(5000)]
    assert len(nodes) == 1


def test_many_roots_and_answers_keep_their_order() -> None:
    roots = [_comment(f"r{number}") for number in range(100)]
    answers = [_comment(f"a{number}", f"r{number % 100}") for number in range(1000)]

    nodes = arrange([*roots, *answers])

    assert len(set(_ids(nodes))) == 1100
    assert [reply.comment.id for reply in nodes[7].replies] == [
        f"a{number}" for number in range(7, 1000, 100)
    ]
