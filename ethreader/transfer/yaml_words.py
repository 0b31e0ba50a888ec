"""What a parser of YAML complains of, in words for an editor."""

import yaml

_WORDS = {
    "mapping values are not allowed": "a colon is in the wrong place; put the text in quotation "
    'marks, like name: "Workshop: a beginning", or look at how far the line is indented',
    "'\\t'": "a tab stands here; use spaces",
    "cannot start any token": "a value cannot begin with this sign; put it in quotation marks",
    "could not find expected ':'": "the line is no “field: value”; a longer text goes into one "
    "line, or into indented lines below “summary: >”",
    "found unexpected end of stream": "a quotation mark opens here and is not closed",
    "found unexpected document separator": "a quotation mark opens here and is not closed",
    "expected ',' or": "a bracket opens here and is not closed",
    "found unknown escape character": "inside double quotation marks “\\” means something else; "
    "use single ones: 'a\\b'",
    "hexadecimal numbers": "inside double quotation marks “\\” means something else; use single "
    "ones: 'a\\b'",
    "block end": "this line does not stand below the one before it; indent it like its neighbours",
    "sequence entries are not allowed": "a list begins on the line below its field, indented",
    "duplicate anchor": "“&” means something else in YAML; put the value in quotation marks",
    "while scanning an": "“*” and “&” mean something else in YAML; put the value in quotation "
    "marks",
    "tag": "“!” means something else in YAML; put the value in quotation marks",
}
_ANY = "the line is not understood; write it like “name: Meeting”, the text in quotation marks"


def in_plain_words(problem: yaml.MarkedYAMLError) -> tuple[str, yaml.Mark | None]:
    """Return what is wrong, and where."""
    told = f"{problem.context or ''} {problem.problem or ''}"
    words = next((words for sign, words in _WORDS.items() if sign in told), _ANY)
    begins_before = "is not closed" in words or "expected ':'" in told
    is_known = begins_before and problem.context_mark is not None
    return words, problem.context_mark if is_known else problem.problem_mark
