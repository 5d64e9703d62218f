"""What was written for training: labels of pairs, and files that say what their format says."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
EVENT = {
    "event": "bus crash",
    "facts": {"1": "How many died?", "2": "When?"},
    "relations": [{"fact": 1, "versions": ["a", "b"], "label": "contradict", "slots": ["number"]}],
    "articles": [
        {
            "outlet": "Day",
            "sentences": [
                {"facts": [[1, "a"]], "text": "Nine people died."},
                {"facts": [[2, ""]], "text": "It happened at noon."},
            ],
        },
        {
            "outlet": "Night",
            "sentences": [
                {"facts": [[1, "b"], [2, ""]], "text": "Twelve were killed at midday."},
                {"facts": [], "text": "Flags flew at half-mast."},
            ],
        },
    ],
}


@pytest.fixture
def told(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    import told_pairs

    return told_pairs


def test_an_event_gives_its_pairs_across_outlets(told) -> None:
    found = {(one.left, one.right): (one.label, one.slots) for one in told.of_event(1, EVENT)}
    assert found == {
        ("Nine people died.", "Twelve were killed at midday."): ("contradict", ("number",)),
        ("It happened at noon.", "Twelve were killed at midday."): ("agree", ()),
        ("Nine people died.", "Flags flew at half-mast."): ("unrelated", ()),
        ("It happened at noon.", "Flags flew at half-mast."): ("unrelated", ()),
    }


def test_pairs_of_two_facts_are_drawn_up_to_a_bound(told) -> None:
    labels = Counter(one.label for one in told.of_event(1, EVENT, apart=1))
    assert labels == {"contradict": 1, "agree": 1, "unrelated": 1}
    assert len(told.of_event(1, EVENT, apart=None)) == 4


def test_a_passage_gives_what_follows_contradicts_and_is_left_open(told) -> None:
    fact, other = (
        {
            "follow": [f"{name} one.", f"{name} two."],
            "contradict": [{"text": f"No {name}.", "slots": ["place"]}],
        }
        for name in ("Fact", "Else")
    )
    item = {"passage": "All of it.", "facts": [fact, other], "neither": ["Not told."]}
    found = [(one.left, one.right, one.label) for one in told._of_passage(1, item)]
    assert len(found) == len(set(found))
    assert ("All of it.", "Fact one.", "agree") in found
    assert ("Fact two.", "No Fact.", "contradict") in found
    assert ("Fact one.", "Else two.", "unrelated") in found
    assert ("All of it.", "Not told.", "unrelated") in found
    assert Counter(label for *_, label in found) == {"agree": 6, "contradict": 6, "unrelated": 4}


def test_all_files_give_pairs_of_every_label(told) -> None:
    pairs = told.pairs()
    for low, high in ((0, told.PASSAGES), (told.PASSAGES, told.EVENTS), (told.EVENTS, 1 << 30)):
        labels = Counter(one.label for one in pairs if low <= one.cluster < high)
        assert {"contradict", "agree", "unrelated"} <= set(labels)
    assert all(one.slots for one in pairs if one.label in {"contradict", "differ"})
    assert all(one.left != one.right for one in pairs)


@pytest.mark.parametrize("name", ["told.jsonl", "told_apart.jsonl"])
def test_every_fact_that_is_told_is_on_the_list(name: str) -> None:
    for line in (BENCHMARKS / name).read_text("utf-8").splitlines():
        event = json.loads(line)
        told = [one for article in event["articles"] for one in article["sentences"]]
        assert {str(fact) for one in told for fact, _ in one["facts"]} == set(event["facts"])


def test_what_is_only_measured_is_not_learnt_from() -> None:
    files = [(BENCHMARKS / name).read_text("utf-8") for name in ("told.jsonl", "told_apart.jsonl")]
    learnt, apart = (
        {
            one["text"]
            for line in text.splitlines()
            for a in json.loads(line)["articles"]
            for one in a["sentences"]
        }
        for text in files
    )
    assert not learnt & apart
