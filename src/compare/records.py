"""The records that the stages hand to each other; they import nothing of this package.

Two kinds of character offsets occur, both 0-based and half open:
those of a `Claim` and of its `Attribution` count in `Article.text`;
those of what was found *inside* a claim (`Token`, `Quantity`, `DateMention`, `Entity`,
`Frame`) and those of a `Difference` count in `Claim.text`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Precision = Literal["time", "day", "approximate"]
Completeness = Literal["full", "truncated", "paywalled", "missing"]
ArticleKind = Literal["verbatim", "paraphrase"]
Stance = Literal[
    "asserted",  # said without reservation ("confirmed that X" too)
    "denied",  # the source says that the content is not so
    "doubted",  # the source doubts the content
    "hedged",  # may, might, reportedly, allegedly
    "conditional",  # if, unless
    "planned",  # will, is to, plans to
    "uncommitted",  # neither confirmed nor denied, declined to comment
]
Form = Literal["direct", "indirect", "mixed"]
EntityKind = Literal["person", "organisation", "place", "nationality", "other"]
RelationLabel = Literal["agree", "differ", "contradict", "unrelated"]
Slot = Literal[
    "number",
    "date",
    "place",
    "person",
    "organisation",
    "role",
    "action",
    "polarity",
    "certainty",
    "scope",
]
MatchState = Literal["suggested", "confirmed", "rejected", "unsure"]


def content_id(*parts: str) -> str:
    """Give a stable id of 16 hexadecimal digits for what `parts` say."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece that was taken out of a page as boilerplate, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not come in.

    Attributes:
        source: file name or address.
        row: 1-based row or line in it, if it has rows.
        field: the field concerned, if one is.
        reason: what is wrong, in the reader's words.
        hint: what to do about it.
    """

    source: str
    reason: str
    hint: str
    row: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        where = self.source
        if self.row is not None:
            where += f", row {self.row}"
        if self.field:
            where += f", {self.field}"
        return f"{where}: {self.reason}. {self.hint}"


@dataclass(frozen=True, slots=True)
class Article:
    """One report of one outlet.

    Attributes:
        published_at: with a zone where the source gave one; None when unknown, never today.
        published_precision: "day" when no time of day is known, "approximate" when the day
            itself is uncertain.
        carries: the agency or outlet whose text it says it carries.
        kind: "paraphrase" when `text` is not the outlet's own words; shown as such.
        completeness: whether `text` is the whole report ("not reported" is only said of
            outlets whose reports are "full").
        source_name: the file, address or form it came in by.
        source_text: the text as it came, before anything was cut; None when nothing was.
        cuts: what was cut as boilerplate.
        stored_id: the id under which the store keeps it, where a person has since corrected
            its outlet or address; None otherwise.
        modified_at: when the outlet last changed it, where it says so.
    """

    outlet: str
    title: str
    text: str
    url: str | None = None
    published_at: datetime | None = None
    published_precision: Precision = "time"
    country: str | None = None
    author: str | None = None
    language: str | None = None
    carries: str | None = None
    kind: ArticleKind = "verbatim"
    completeness: Completeness = "full"
    source_name: str | None = None
    source_text: str | None = None
    cuts: tuple[Cut, ...] = ()
    stored_id: str | None = None
    modified_at: datetime | None = None

    @property
    def id(self) -> str:
        """Hash of outlet, address and text: the same article again has the same id."""
        return self.stored_id or content_id(self.outlet, self.url or "", self.text)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a reader made of one file: whole articles, and what was refused."""

    articles: tuple[Article, ...] = ()
    rejects: tuple[Reject, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a server gave for an address, as it came.

    Attributes:
        address: what was asked for.
        url: the address it came from in the end, after redirects.
        content_type: as the server named it, lower case, with its parameters.
        at: when it was fetched, in UTC.
        etag, modified: what the server named to tell later whether it has changed.
    """

    data: bytes
    address: str
    url: str
    content_type: str
    at: datetime
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: `text` is exactly the characters from `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a claim as the parser sees it; `head` is an index into `Claim.tokens`."""

    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a claim, as the closed interval that it allows.

    Attributes:
        low, high: equal for an exact number; infinite on the open side of "at least seven".
        unit: lemma of what is counted or measured ("person", "hour", "$", "%"), or "".
        approximate: "about", "some", "nearly".
    """

    start: int
    end: int
    text: str
    low: float
    high: float
    unit: str = ""
    approximate: bool = False
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period in a claim, resolved against the publication date where possible.

    Attributes:
        first, last: first and last day of the period; None where it can't be resolved.
        grain: "time", "day", "week", "month", "year" or "period".
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    grain: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in a claim; `name` is its canonical form after aliases, `resolved_from` tells
    which words of the article a pronoun or a role was resolved with, if it was."""

    start: int
    end: int
    text: str
    kind: EntityKind
    name: str
    resolved_from: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Who did what to whom: a predicate with its arguments (spans in the claim, or None)."""

    predicate: Span
    lemma: str
    agent: Span | None = None
    patient: Span | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it: source, cue and content in the terms of quotation attribution.

    Spans count in `Article.text`. `source_name` is the source after resolving a pronoun or
    role ("he" → "Dmitry Peskov"); `carried` is set when the source stands in another claim.
    `partial`: it holds for a subordinate clause or a name in the claim only ("the mayor, who
    criticised the plan, resigned"), so that its source is not the claim's speaker.
    """

    content: Span
    source: Span | None = None
    cue: Span | None = None
    form: Form = "indirect"
    source_name: str | None = None
    carried: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one article, verbatim.

    Attributes:
        start, end: where `text` stands in `Article.text`.
        position: 0-based number of the claim in its article.
        attributions: outermost first, those of a mere part of the claim last; empty when
            the outlet says it in its own voice.
        stance: how the outermost speaker (or the outlet) stands to the content.
        negated: whether the main predicate of the content is grammatically negated.
    """

    id: str
    article_id: str
    text: str
    start: int
    end: int
    position: int
    stance: Stance = "asserted"
    negated: bool = False
    attributions: tuple[Attribution, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    entities: tuple[Entity, ...] = ()
    frames: tuple[Frame, ...] = ()
    tokens: tuple[Token, ...] = ()

    @property
    def attribution(self) -> Attribution | None:
        """The outermost attribution of the claim as a whole, if any."""
        return next((item for item in self.attributions if not item.partial), None)

    @property
    def speaker(self) -> str | None:
        """Who says it, resolved where the article allows; None: the outlet itself."""
        first = self.attribution
        if first is None:
            return None
        return first.source_name or (first.source.text if first.source else None)


@dataclass(frozen=True, slots=True)
class Event:
    """Articles about one event; `title` is a title of one of them, verbatim.

    `fingerprint` changes when anything changes that its matches depend on.
    """

    id: str
    title: str
    article_ids: tuple[str, ...]
    first: datetime | None = None
    last: datetime | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class CandidatePair:
    """Two claims of different articles worth scoring; `left` < `right` by claim id."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class SignalScore:
    """What one signal says of a pair.

    Attributes:
        value: 0..1; NaN when the signal has nothing to say (no numbers on either side).
        weight: how far it moved the pair's log-odds (adds up, with the bias, to the logit
            of the probability).
        explanation: the words that the value rests on.
    """

    left: str
    right: str
    signal: str
    value: float
    weight: float = 0.0
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A pair of claims on the same fact (or its rival version).

    Attributes:
        probability: calibrated, 0..1.
        decided_by: "rule", or the name of the person who decided.
    """

    left: str
    right: str
    probability: float
    state: MatchState = "suggested"
    decided_by: str = "rule"
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """In what two claims differ; the spans are the differing words on each side."""

    slot: Slot
    left: str
    right: str
    left_spans: tuple[tuple[int, int], ...] = ()
    right_spans: tuple[tuple[int, int], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """How two claims stand to each other.

    Attributes:
        confidence: 0..1, of the label.
        update: the later claim revises the earlier one ("seven dead", then "nine dead").
    """

    label: RelationLabel
    confidence: float
    differences: tuple[Difference, ...] = ()
    update: bool = False

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots that differ, each once, in order of first mention."""
        return tuple(dict.fromkeys(item.slot for item in self.differences))


@dataclass(frozen=True, slots=True)
class PairRelation:
    """A relation together with the pair that it holds for."""

    left: str
    right: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims on one fact, all of which hang together.

    Attributes:
        id: id of its first claim in time; stays the same when claims are added.
        claim_ids: in order of publication, then position.
        weakest: lowest probability among the pairs that hold the group together.
        origins: for each claim its origin: claims with the same number are reprints or
            light rewrites of one text.
    """

    id: str
    event_id: str
    claim_ids: tuple[str, ...]
    weakest: float = 1.0
    origins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RunResult:
    """All that one run found, saved in one transaction.

    `event_ids` are the events that were matched in this run; everything stored for them
    before is replaced, everything of other events that still exist stays as it is.
    """

    events: tuple[Event, ...]
    event_ids: tuple[str, ...]
    matches: tuple[Match, ...]
    scores: tuple[SignalScore, ...]
    groups: tuple[ClaimGroup, ...]
    relations: tuple[PairRelation, ...]


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did: how much went in and out of each stage, and how long it took."""

    id: str
    started_at: datetime
    seconds: float
    model_id: str
    settings_hash: str
    articles: int
    claims: int
    events: int
    pairs: int
    matches: int
    groups: int
    stages: dict[str, float] = field(default_factory=dict)
    peak_memory_mb: float = 0.0


@dataclass(frozen=True, slots=True)
class AddResult:
    """What became of the articles handed to the store.

    Attributes:
        known: ids under which the store has those that were there already, also when they came
            by another address.
        earlier: article id → id of the newer version that counts in its place, for the versions
            that these articles brought about.
    """

    added: tuple[str, ...]
    known: tuple[str, ...]
    rejects: tuple[Reject, ...] = ()
    earlier: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a pair; undone decisions stay in the log."""

    id: str
    left: str
    right: str
    verdict: Literal["confirm", "reject", "unsure"]
    person: str
    at: datetime
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one outlet has in one row of the side-by-side view.

    `status`: "told" with claims; "not reported" when its reports of the event are whole and
    have no such claim; "not collected" when a report is truncated, paywalled or missing.
    """

    outlet: str
    status: Literal["told", "not reported", "not collected"]
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One fact, each outlet's version(s) of it.

    Attributes:
        label: the strongest relation among its claims (contradict > differ > agree), or
            "single" when only one outlet tells it.
        slots: slots in which any two of its claims differ.
        headline: the claim (verbatim, an id) that stands for the row.
        outlets, origins: counts: told by `outlets` outlets, `origins` independent origins.
        loose: its claims that may be on another fact: fewer than half of their matches with
            claims of the row's other outlets are confirmed, and none of these contradicts them.
    """

    group_id: str
    headline: str
    label: Literal["agree", "differ", "contradict", "single"]
    slots: tuple[Slot, ...]
    cells: tuple[Cell, ...]
    outlets: int
    origins: int
    weakest: float
    update: bool = False
    first: datetime | None = None
    loose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SideBySide:
    """An event as each outlet told it, ready to be shown or exported.

    Attributes:
        outlets: in the order in which they first reported.
        claims: those that the rows show; `articles`: those that the view rests on.
        matches, relations: of the shown claims, by pair of claim ids, the smaller id first.
        origins: claim id → its origin within its row.
        run: the run that found it all, None before the first one.
    """

    event: Event
    articles: dict[str, Article]
    claims: dict[str, Claim]
    outlets: tuple[str, ...]
    rows: tuple[Row, ...]
    matches: dict[tuple[str, str], Match]
    relations: dict[tuple[str, str], Relation]
    origins: dict[str, int] = field(default_factory=dict)
    run: RunSummary | None = None
