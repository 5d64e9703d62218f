"""Every column of every exported table, with the line that documents it."""

from __future__ import annotations

_EVENT = {
    "event_id": "Identifier of the event in the store.",
    "event": "Title of the event: the title of one of its articles, as it stands there.",
}
_ROW = {
    "relation": "Strongest relation among the versions of different outlets: contradict, differ, "
    "agree; single when one outlet alone tells it.",
    "slots": "In what the versions differ: number, date, place, person, organisation, role, "
    "action, polarity, certainty, scope.",
    "updated": "True when a later report revises an earlier one.",
    "outlets": "How many outlets tell it.",
    "independent_origins": "How many independent origins tell it: reprints and light rewrites of "
    "one text count once.",
    "weakest_link": "Lowest match probability (0 to 1) among the pairs that hold the row "
    "together; empty when one outlet alone tells it.",
}
_DECISION = {
    "status": "suggested, confirmed, rejected or unsure.",
    "decided_by": "rule, or the name of the person who decided.",
    "decided_at": "When the person decided (ISO 8601).",
}

LONG: dict[str, str] = {
    **_EVENT,
    "row": "Number of the row in the view, from 1; claims on one fact share it.",
    "group_id": "Identifier of the claim group, which stays the same when articles are added.",
    **_ROW,
    "outlet": "Who published it.",
    "country": "Country of the outlet, as entered.",
    "title": "Title of the article.",
    "author": "Author of the article.",
    "address": "Web address of the article.",
    "carries": "Agency or outlet whose text the article says it carries.",
    "published": "When it was published (ISO 8601), a day alone when the time isn't known.",
    "published_precision": "time, day or approximate.",
    "kind": "verbatim: the outlet's own words; paraphrase: not the outlet's words, never to be "
    "quoted as such.",
    "completeness": "Whether the article is here in full, truncated, paywalled or missing.",
    "article_id": "Identifier of the article in the store.",
    "claim_id": "Identifier of the claim in the store.",
    "claim": "The claim, as it stands in the article.",
    "start": "Where the claim begins in the article's text (characters, from 0).",
    "end": "Where it ends: the position after its last character.",
    "speaker": "Who says it in the article; empty when the outlet says it itself.",
    "cue": "The words by which the article hands over to the speaker.",
    "form": "Whether the speaker is quoted: direct, indirect or mixed.",
    "stance": "How the speaker stands to it: asserted, denied, doubted, hedged, conditional, "
    "planned or uncommitted.",
    "differing_words": "Its words that differ from the row's headline; for the headline itself, "
    "those that differ from any other version.",
    "differing_spans": "Where these words stand in the claim: begin-end pairs, in characters "
    "from 0, the end excluded.",
    "headline": "True for the claim that stands for the row.",
    "loose": "True for a claim that may be on another fact: fewer than half of its matches with "
    "the other outlets' claims in the row are confirmed, and none of them contradicts it.",
    "origin": "Number of its independent origin within the row.",
    "probability": "Probability (0 to 1) that it is on the same fact as the row's headline; "
    "empty for the headline, and where the two weren't matched directly.",
    "status": "State of that match: suggested, confirmed, rejected or unsure.",
    "decided_by": "Who decided on that match: rule, or a person's name.",
    "decided_at": "When the person decided (ISO 8601).",
}

WIDE: dict[str, str] = {
    **_EVENT,
    "row": "Number of the row in the view, from 1.",
    "group_id": LONG["group_id"],
    "fact": "The claim that stands for the row, as it stands in its article.",
    **_ROW,
    "first_published": "When the first report with it was published (ISO 8601).",
    "kind": "verbatim, paraphrase or both: whether the row's texts are the outlets' own words.",
}
OUTLET = (
    "What {outlet} says of it, one claim a line; [not reported] when its reports, all here in "
    "full, have nothing like it; [not collected] when a report of it isn't here in full."
)

PAIRS: dict[str, str] = {
    **_EVENT,
    "row": "Number of the row that holds both claims; empty when they are in different rows.",
    "left_outlet": "Outlet of the first claim.",
    "left_claim": "The first claim, as it stands in its article.",
    "right_outlet": "Outlet of the second claim.",
    "right_claim": "The second claim, as it stands in its article.",
    "probability": "Probability (0 to 1) that both are on the same fact.",
    **_DECISION,
    "relation": "How they stand to each other: agree, differ, contradict or unrelated.",
    "confidence": "Confidence (0 to 1) of the relation.",
    "slots": _ROW["slots"],
    "updated": "True when the later of the two revises the earlier one.",
    "left_words": "Differing words of the first claim, one difference after the other.",
    "right_words": "Differing words of the second claim.",
    "notes": "What else is to be said of the differences.",
    "left_speaker": "Who says the first claim; empty when the outlet says it itself.",
    "right_speaker": "Who says the second claim.",
    "left_kind": "verbatim or paraphrase: whether the first claim is the outlet's own words.",
    "right_kind": "The same of the second claim.",
    "left_address": "Web address of the first claim's article.",
    "right_address": "Web address of the second claim's article.",
    "left_start": "Where the first claim begins in its article's text (characters, from 0).",
    "left_end": "Where it ends.",
    "right_start": "Where the second claim begins in its article's text.",
    "right_end": "Where it ends.",
    "left_claim_id": "Identifier of the first claim in the store.",
    "right_claim_id": "Identifier of the second claim.",
}

CSV_EXTRA: dict[str, str] = {
    "exported_at": "When the file was made (ISO 8601, UTC); the same in every row.",
    "settings": "Fingerprint of the settings that the claims were matched with.",
}

_INTRODUCTION = """\
# Columns of the exported tables

Written by `python -m compare.table_columns > docs/export-columns.md`; a test compares the two.

Every format has the same columns. A table shows exactly what the view shows that it was
downloaded from, filters included. XLSX, JSON, Parquet and HTML also hold these lines and a header
that says when, from what and with which settings the table was made; CSV has the most important
two of these as its last columns. Text that a spreadsheet would run as a formula begins with an
apostrophe in CSV.
"""


def columns_document() -> str:
    """Write the documentation of all columns as Markdown."""
    parts = [_INTRODUCTION]
    for title, columns in (
        ("Long: one row a claim", LONG),
        (
            "Wide: one row a fact, one column an outlet",
            WIDE | {"*one column an outlet*": OUTLET.format(outlet="the outlet")},
        ),
        ("Pairs: one row a matched pair of claims", PAIRS),
        ("Last columns of every CSV file", CSV_EXTRA),
    ):
        parts.append(f"## {title}\n\n| column | what it holds |\n|---|---|\n")
        parts.append("".join(f"| {name} | {line} |\n" for name, line in columns.items()))
    return "\n".join(parts[:1]) + "".join(
        f"\n{heading}{table}" for heading, table in zip(parts[1::2], parts[2::2], strict=True)
    )


if __name__ == "__main__":
    print(columns_document(), end="")
