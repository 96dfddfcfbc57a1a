"""Which commitments and tasks a whole document may answer: a letter that cites the paper they come
from, news or a report that tells of a result. Proposals only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chancery.documents.models import Document
from chancery.documents.queries import text_of
from chancery.intake.alike.queries import known_again, papers_named, records_of_papers, weights_for
from chancery.intake.alike.scoring import MOST, UNSEEN, Known, Likeness, common_phrases
from chancery.intake.alike.traits import papers_in, traits_of
from chancery.people.access import Viewer
from chancery.readings.models import Finding, RecordType
from chancery.work.models import Evidence

HEAD = 20_000  # characters: what a letter answers it says at its beginning
OPENING = 1_500
_REPLY = re.compile(
    r"\b(?:trả lời|phúc đáp|hồi đáp|theo đề nghị (?:của|tại)|thực hiện (?:công văn|thông báo|chỉ thị|chỉ đạo|"
    r"kết luận)|căn cứ (?:công văn|thông báo)|báo cáo (?:kết quả|tình hình) thực hiện|in reply to|in response to|"
    r"with reference to (?:your|the))",
    re.IGNORECASE,
)
ITS_LEAD = 0.3  # the document comes from the unit that leads
LIKELY = 0.45


@dataclass(frozen=True, slots=True)
class Answer:
    """A record that a document may answer, and what speaks for it."""

    known: Known
    score: float
    cited: str = ""
    replies: bool = False
    from_lead: bool = False
    words: tuple[str, ...] = ()
    finding: Finding | None = None
    likeness: Likeness | None = None


def papers_cited(document: Document, viewer: Viewer) -> dict[int, str]:
    """The documents kept here that it cites by their numbers, as far as the person may read them."""
    cited = papers_in(text_of(document)[:HEAD]) - {document.number}
    papers = papers_named(cited, viewer) if cited else {}
    return {pk: number for pk, number in papers.items() if pk != document.pk}


def answered(document: Document, viewer: Viewer) -> list[Answer]:
    """At most three records, the likeliest first; none that the document shows already."""
    text = text_of(document)[:HEAD]
    found = [*_by_citation(document, text, viewer), *_by_results(document, viewer)]
    taken = _shown_already(document)
    kept: dict[tuple[str, int], Answer] = {}
    for answer in sorted(found, key=lambda one: (-one.score, one.known.reference)):
        key = (answer.known.kind, answer.known.key)
        if key not in taken:
            kept.setdefault(key, answer)
    return list(kept.values())[:MOST]


def _by_citation(document: Document, text: str, viewer: Viewer) -> Iterable[Answer]:
    """Records of the papers that it cites, where it also speaks of the same thing."""
    pool = records_of_papers(papers_cited(document, viewer), viewer)
    weights = weights_for(pool)
    said = traits_of(f"{document.title}. {text}").words
    replies = _REPLY.search(f"{document.title} {text[:OPENING]}") is not None
    for known in pool:
        shared = [word for word in known.traits.words & said if weights.get(word, 1.0)]
        all_of_it = sum(weights.get(word, 1.0) for word in known.traits.words)
        share = sum(weights.get(word, weights[UNSEEN]) for word in shared) / (all_of_it or 1.0)
        from_lead = known.lead is not None and known.lead == document.issuer_unit_id
        score = share + (ITS_LEAD if from_lead else 0.0)
        if score >= LIKELY or len(pool) == 1:
            told = common_phrases(known.text, frozenset(shared), weights)
            yield Answer(known, score, known.paper, replies, from_lead, told)


def _by_results(document: Document, viewer: Viewer) -> Iterable[Answer]:
    """Records that a result found in it tells of and that no person has decided yet."""
    waiting = document.findings.filter(type=RecordType.RESULT, state=Finding.State.WAITING)
    results = list(waiting.select_related("run"))
    for finding in results:
        finding.document = document
    told = known_again(document, results, viewer)
    for finding in results:
        for likeness in told.get(finding.pk, [])[:1]:
            yield Answer(likeness.known, likeness.score, finding=finding, likeness=likeness)


def _shown_already(document: Document) -> set[tuple[str, int]]:
    """What the document is kept beside already."""
    rows = Evidence.objects.filter(document=document).values_list("commitment_id", "task_id")
    return {
        (kind, key)
        for commitment, task in rows
        for kind, key in (("commitment", commitment), ("task", task))
        if key is not None
    }
