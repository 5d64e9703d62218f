"""In which respect two claims differ, where the words alone don't tell: each rule by example."""

from __future__ import annotations

import pytest

from compare.claims.extract import claims_from_texts
from compare.relations import lexicon
from compare.relations.leftover import leftovers
from compare.relations.relate import findings, relate
from compare.relations.slots import number

pytestmark = pytest.mark.model

FOUND = [
    # callings that the lexicon of senses lacks
    ("Marr began her career as a goalkeeper.", "Marr began her career as a chef.", "role"),
    # points of the compass
    ("The town lies in southern Norway.", "The town lies in northern Norway.", "place"),
    # within a place, and outside of it
    ("The ferry was moored in Harwick.", "The ferry was moored outside Harwick.", "place"),
    ("Lund was born outside of Norway.", "Lund was born in Norway.", "place"),
    # buildings with a name
    (
        "The trial was held in the Harwick Detention Centre.",
        "The trial was held in the Moorgate Detention Centre.",
        "place",
    ),
    # how often, and how many times
    ("The prize is awarded weekly.", "The prize is awarded annually.", "date"),
    ("Lund won the regatta once.", "Lund won the regatta twice.", "number"),
    ("It was Lund's first role.", "It was Lund's second role.", "number"),
    # another day beside the year that both name
    (
        "The 2019 regatta was held in Harwick on June 4, 2019.",
        "The 2019 regatta was held in Harwick on June 6, 2019.",
        "date",
    ),
    ("The bridge was opened before 1986.", "The bridge was opened on May 5, 1986.", "date"),
    # there is none of it
    ("Lund won zero medals at the regatta.", "Lund won medals at the regatta.", "polarity"),
    ("Lund is anything but a sailor.", "Lund is a sailor.", "polarity"),
    ("Lund played anyone except Hamlet.", "Lund played Hamlet.", "polarity"),
    ("Lund has yet to be nominated.", "Lund was nominated.", "polarity"),
    ("Berg was ineligible to vote in Harwick.", "Berg voted in Harwick.", "polarity"),
    # the only one, and one of several
    ("Lund is only a singer.", "Lund is a singer, dancer and painter.", "role"),
    (
        "The film was shown only in Norway.",
        "The film was shown in Norway, Poland and Greece.",
        "place",
    ),
    # one deed, told by a participle
    (
        "The Ferry is a film directed by Eva Lund.",
        "The Ferry was directed by Karin Berg.",
        "person",
    ),
    # two words for one person
    ("Eva Marr is a Norwegian lawyer.", "Eva Marr is a Polish banker.", "place"),
]


@pytest.mark.parametrize(("left", "right", "slot"), FOUND)
def test_a_difference_is_put_down_to_what_differs(left, right, slot):
    for first, second in ((left, right), (right, left)):
        [relation] = relate([(first, second)])
        assert relation.label in {"differ", "contradict"}
        assert slot in relation.slots


def _slots(left: str, right: str) -> set[str]:
    _, found = findings(*claims_from_texts([left, right]))
    return {item.difference.slot for item in found if item.excludes >= 0.3}


NOT_FOUND = [
    ("Lund had a role in No Mercy.", "Lund played a role in No Mercy.", "polarity"),
    ("Lund won zero points.", "Lund won four points.", "polarity"),
    ("Lund is only a singer.", "Lund is a singer.", "role"),
    ("Lund is only a singer.", "Lund is only a singer, not a dancer.", "role"),
    ("Eva Marr is an astrophysicist.", "Eva Marr is a physicist.", "role"),
    ("Melvin Lund met the mayor.", "Mel Lund met the mayor.", "person"),
    ("The plan was released in 2019.", "The plan was released on June 4, 2019.", "date"),
    ("The bridge was opened before 1986.", "The bridge was opened on May 5, 1985.", "date"),
    ("Vans were parked outside Harwick.", "Vans were parked outside Harwick.", "place"),
]


@pytest.mark.parametrize(("left", "right", "slot"), NOT_FOUND)
def test_no_difference_is_made_of_what_both_say(left, right, slot):
    assert slot not in _slots(left, right)
    assert slot not in _slots(right, left)


def test_the_limit_and_all_that_it_leaves_out_are_shown():
    [relation] = relate([("Lund is only a singer.", "Lund is a singer, dancer and painter.")])
    told = next(item for item in relation.differences if item.slot == "role")
    assert (told.left, told.right) == ("only … singer", "singer … dancer … painter")


def test_a_figure_is_not_taken_for_one_a_tenth_larger():
    left, right, near = claims_from_texts(
        ["It covers 450,000 fields.", "It covers 500,000 fields.", "It covers 498,200 fields."]
    )
    quantity = [claim.quantities[0] for claim in (left, right, near)]
    assert not number.agree(quantity[0], quantity[1])
    assert number.agree(quantity[1], quantity[2])


@pytest.mark.parametrize(
    ("word", "land"),
    [("lake", True), ("county", True), ("desert", True), ("post", False), ("stone", False)],
)
def test_land_and_water_are_places_and_a_post_is_none(word, land):
    assert lexicon.landscape(word) is land


def test_a_kind_of_place_that_one_claim_has_alone_is_a_place():
    context, found = findings(
        *claims_from_texts(["Harwick is a river.", "Harwick lies in the north of the kingdom."])
    )
    told = [item.difference for item in leftovers(context, found)]
    assert ("place", "river") in {(item.slot, item.left) for item in told} | {
        (item.slot, item.right) for item in told
    }


def test_a_name_beside_its_longer_form_is_not_left_over():
    context, _ = findings(
        *claims_from_texts(["Mel Marr is a sailor.", "Melvin Marr, a banker, sails at weekends."])
    )
    told = {word for item in leftovers(context, []) for word in (item.difference.left,)}
    assert "Mel Marr" not in told
