"""The packaged judge: the same figures in any company, in both directions, from any thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from compare.engines import work
from compare.relations import reader as module
from compare.relations.judge import both_ways
from compare.relations.reader import Reader
from compare.relations.shelf import Shelf

pytestmark = pytest.mark.model

PAIRS = [
    ("Seven people died in the storm.", "Nobody died in the storm."),
    ("The minister opened the bridge.", "Eva Lund opened the bridge on Monday."),
    ("The bridge at Harwick is closed.", "Nobody died in the storm."),
    ("The minister opened the bridge.", "The minister opened the bridge."),
]


@pytest.fixture(scope="module")
def judge() -> Reader:
    return Reader()


def test_a_pair_is_judged_alike_alone_and_in_any_company(judge):
    together = judge.both_ways(PAIRS)
    alone = np.concatenate([Reader().both_ways([pair]) for pair in PAIRS])
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(judge.both_ways(PAIRS[::-1]), together[::-1])


def test_the_second_row_is_the_other_direction(judge):
    turned = [(right, left) for left, right in PAIRS]
    np.testing.assert_allclose(
        judge.both_ways(turned), judge.both_ways(PAIRS)[:, ::-1], rtol=0, atol=1e-6
    )


def test_rows_are_shares_and_one_direction_is_the_first_row(judge):
    found = both_ways(judge, PAIRS)
    assert found.shape == (len(PAIRS), 2, 3)
    np.testing.assert_allclose(found.sum(axis=2), 1)
    np.testing.assert_array_equal(judge.probabilities(PAIRS), found[:, 0])
    assert found[0, 0].argmax() == 0
    assert found[3, 0].argmax() == 1


def test_no_pairs_and_an_empty_text_are_no_fault(judge):
    assert judge.both_ways([]).shape == (0, 2, 3)
    assert np.isfinite(judge.both_ways([("", "Nobody died in the storm.")])).all()


def test_forgets_the_texts_that_were_asked_about_longest_ago(monkeypatch):
    judge = Reader()
    monkeypatch.setattr(module, "KEPT", 2)
    for pair in PAIRS:
        judge.both_ways([pair])
    assert list(judge._read) == ["Nobody died in the storm.", "The minister opened the bridge."]


def test_a_pair_asked_again_is_not_compared_again_until_there_are_too_many(monkeypatch):
    judge, compared = Reader(), []
    compare = judge._compare
    monkeypatch.setattr(judge, "_compare", lambda *sides: compared.append(0) or compare(*sides))
    wanted = judge.both_ways([*PAIRS, PAIRS[0]])
    assert len(compared) == len(PAIRS)
    np.testing.assert_array_equal(judge.both_ways(PAIRS[::-1]), wanted[3::-1])
    np.testing.assert_array_equal(wanted[4], wanted[0])
    assert len(compared) == len(PAIRS)
    monkeypatch.setattr(module, "ANSWERS", 4)
    judge.both_ways([("The pier is open.", "The pier is closed.")])
    assert len(judge._judged) == 1
    np.testing.assert_array_equal(judge.both_ways(PAIRS), wanted[:4])


def test_several_threads_at_once_get_what_one_gets(judge, monkeypatch):
    monkeypatch.setattr(module, "KEPT", 3)
    wanted = judge.both_ways(PAIRS)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: judge.both_ways(PAIRS), range(20)):
            np.testing.assert_array_equal(found, wanted)


def _second() -> Reader:
    return Reader(module.TELLER, first=module.reader().columns.stop)


@pytest.mark.parametrize("head", [Reader, _second])
def test_words_set_aside_while_embedding_judge_as_words_read_anew(head, tmp_path, monkeypatch):
    wanted = head().both_ways(PAIRS)
    texts = [text for pair in PAIRS for text in pair]
    shelf = Shelf(tmp_path / "words")
    vectors = work.encode_for_matching("minilm", texts, shelf)
    np.testing.assert_array_equal(vectors, work.encode(("minilm", texts)))
    places = shelf.places(texts)
    assert set(places.at) == set(texts)

    def never(_):
        raise AssertionError("read again")

    monkeypatch.setattr(module, "words_of", never)
    other = head()
    with other.lent(places):
        np.testing.assert_array_equal(other.both_ways(PAIRS), wanted)
    with pytest.raises(AssertionError, match="read again"):
        other.both_ways([("A text that nobody set aside.", PAIRS[0][0])])


def test_a_head_of_any_width_finds_its_words_beside_those_of_another(judge, tmp_path):
    width, drawn = 4, np.random.default_rng(1)
    shapes = {
        "norm.weight": (768,), "norm.bias": (768,), "proj.weight": (width, 768),
        "proj.bias": (width,), "att.weight": (width, 768), "cmp.weight": (width, 4 * width),
        "cmp.bias": (width,), "hid.weight": (width, 4 * width), "hid.bias": (width,),
        "out.weight": (3, width), "out.bias": (3,), "scale": (),
    }  # fmt: skip
    path = tmp_path / "narrow.npz"
    np.savez(path, **{name: drawn.normal(0, 0.1, shape) for name, shape in shapes.items()})
    narrow = Reader(path, first=judge.columns.stop)
    texts = [text for pair in PAIRS for text in pair]
    shelf = Shelf(tmp_path / "words")
    for text, words in zip(texts, module.words_of(texts), strict=True):
        shelf.put(text, np.concatenate([one.set_aside(words) for one in (judge, narrow)], axis=1))
    with narrow.lent(shelf.places(texts)):
        found = narrow.both_ways(PAIRS)
    np.testing.assert_array_equal(found, Reader(path).both_ways(PAIRS))


def test_a_text_longer_than_the_judge_reads_is_not_set_aside(judge, tmp_path):
    long, short = "The harbour was closed again on Monday. " * 40, "Nobody died in the storm."
    shelf = Shelf(tmp_path / "words")
    work.encode_for_matching("minilm", [long, short], shelf)
    assert set(shelf.places([long, short]).at) == {short}
    with judge.lent(shelf.places([long, short])):
        found = judge.both_ways([(long, short)])
    np.testing.assert_array_equal(found, Reader().both_ways([(long, short)]))
