"""What may move a verdict and what may not: evidence that is filed, its order, its worth, the codes of its documents."""

import datetime as dt
import json
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from wb6.claims import declared, documents, judge, worth
from wb6.claims.declaration import Declaration, Documented, Lacking, Need, Point, Resolution
from wb6.claims.documents import Document, _of_sides
from wb6.claims.evidence import Result, result
from wb6.claims.measures import opinion
from wb6.claims.rules import Awaited, at_least
from wb6.claims.verdicts import Answer, Kind, Verdict
from wb6.claims.worth import Piece, Source
from wb6.data import claim_files, codings, package
from wb6.data.edition import Edition

YES, PARTLY, NO, UNKNOWN = Answer.YES, Answer.PARTLY, Answer.NO, Answer.UNKNOWN
DAY = dt.date(2026, 10, 31)
# From the worst to the best; a claim without an answer stands between one that fails and one that is thin.
ORDER = [
    Verdict.FAILS,
    Verdict.OVERTAKEN,
    Verdict.OPEN,
    Verdict.THIN,
    Verdict.MIXED,
    Verdict.UNTESTED,
    Verdict.HOLDS,
]
GRADES = st.sampled_from(worth.GRADES)
SAYS = st.sampled_from([YES, PARTLY, NO])
DAYS = st.sampled_from([dt.date(2010, 1, 1), dt.date(2025, 1, 1)])
PAPERS = st.lists(st.tuples(SAYS, GRADES, st.sampled_from("ABC"), DAYS), max_size=6)


def rank(verdict):
    return ORDER.index(verdict)


@pytest.fixture(scope="module")
def shelf():
    """A function that files documents and judges a claim by them: (says, grade, publisher, day) each."""
    numbers = count()

    def judged(papers, needs, *others, kind=Kind.FACT, untested=""):
        known = {}
        for says, grade, publisher, day in papers:
            name = f"S0-ALB-01-{next(numbers)}"
            document = Document(name, "It says so", "a day", says, grade, "nato_alb_2014")
            known[name] = documents._Row(document, Piece((Source(grade, publisher, False),), day))
        point = Documented("It is so", tuple(known), main=True)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(documents, "_known", lambda _edition: known)
            test = Declaration("S0-ALB-01", kind, (point, *others), needs, untested=untested)
            return judge.find(Edition(NOW), test).verdict

    return judged


def data_point(*answers, main=False):
    """A point that data answer so, a specification an answer."""
    values = {YES: 1.0, NO: 0.0, UNKNOWN: None}
    return Point(
        "A value",
        (),
        lambda _edition, run: Result(values[answers[run]], "a value"),
        at_least(1),
        "",
        {"run": tuple(range(len(answers)))},
        main=main,
    )


@given(papers=PAPERS, grade=GRADES, publisher=st.sampled_from("ABCD"), day=DAYS, needs=st.sampled_from(Need))
def test_one_more_document_that_says_yes_never_lowers_a_verdict(shelf, papers, grade, publisher, day, needs):
    before = shelf(papers, needs)
    after = shelf([*papers, (YES, grade, publisher, day)], needs)
    assert rank(after) >= rank(before)


@given(papers=PAPERS, needs=st.sampled_from(Need), data=st.data())
def test_the_order_of_documents_changes_no_verdict(shelf, papers, needs, data):
    assert shelf(papers, needs) is shelf(data.draw(st.permutations(papers)), needs)


@given(
    papers=PAPERS,
    needs=st.sampled_from(Need),
    answers=st.lists(st.sampled_from([YES, NO, UNKNOWN]), min_size=1),
)
def test_one_more_supporting_point_changes_no_verdict(shelf, papers, needs, answers):
    more = (data_point(*answers), Documented("Nothing on file", ("S0-ALB-01-none",)))
    before = shelf(papers, needs)
    assert shelf(papers, needs, *more) is before
    assert shelf(papers, needs, *reversed(more)) is before


@given(answers=st.lists(st.sampled_from([YES, NO, UNKNOWN]), min_size=1, max_size=6), data=st.data())
def test_the_order_of_specifications_changes_no_answer_and_one_more_yes_lowers_none(answers, data):
    def answer(*given):
        return judge.read(Edition(NOW), data_point(*given)).answer

    order = [NO, UNKNOWN, PARTLY, YES]
    assert answer(*answers) is answer(*data.draw(st.permutations(answers)))
    if answer(*answers) is not UNKNOWN:
        assert order.index(answer(*answers, YES)) >= order.index(answer(*answers))


@pytest.mark.parametrize(
    ("papers", "needs", "verdict"),
    [
        ([(YES, "reliable", "A")], Need.ONE_RELIABLE, Verdict.HOLDS),
        ([(YES, "reliable", "A")], Need.ONE_PRIMARY, Verdict.THIN),
        ([(YES, "reliable", "A"), (YES, "reliable", "A")], Need.ONE_PRIMARY, Verdict.THIN),
        ([(YES, "reliable", "A"), (YES, "reliable", "B")], Need.ONE_PRIMARY, Verdict.HOLDS),
        ([(YES, "passing_on", "A"), (YES, "party", "B")], Need.ONE_PRIMARY, Verdict.THIN),
        ([(YES, "reliable", "A")], Need.TWO_RELIABLE, Verdict.THIN),
        ([(YES, "reliable", "A"), (YES, "reliable", "A")], Need.TWO_RELIABLE, Verdict.THIN),
        ([(YES, "reliable", "A"), (YES, "reliable", "B")], Need.TWO_RELIABLE, Verdict.HOLDS),
        ([(YES, "primary", "A")], Need.TWO_RELIABLE, Verdict.HOLDS),
        ([(YES, "party", "A"), (YES, "passing_on", "B")], Need.ONE_RELIABLE, Verdict.THIN),
        ([(NO, "passing_on", "A")], Need.ONE_RELIABLE, Verdict.THIN),
        ([(YES, "primary", "A"), (NO, "party", "B")], Need.ONE_RELIABLE, Verdict.HOLDS),
        ([(YES, "primary", "A"), (NO, "reliable", "B")], Need.ONE_RELIABLE, Verdict.MIXED),
        ([(PARTLY, "reliable", "A")], Need.ONE_RELIABLE, Verdict.MIXED),
        ([(PARTLY, "reliable", "A"), (YES, "reliable", "B")], Need.ONE_RELIABLE, Verdict.HOLDS),
        ([(PARTLY, "primary", "A"), (YES, "reliable", "B")], Need.ONE_PRIMARY, Verdict.HOLDS),
        (
            [(PARTLY, "primary", "A"), (YES, "reliable", "B"), (NO, "reliable", "C")],
            Need.ONE_PRIMARY,
            Verdict.MIXED,
        ),
        ([(NO, "reliable", "A")], Need.ONE_RELIABLE, Verdict.FAILS),
        ([(NO, "reliable", "A"), (PARTLY, "reliable", "B")], Need.ONE_RELIABLE, Verdict.MIXED),
        (
            [(NO, "reliable", "A"), (NO, "reliable", "B"), (YES, "reliable", "C")],
            Need.TWO_RELIABLE,
            Verdict.FAILS,
        ),
        ([], Need.ONE_RELIABLE, Verdict.OPEN),
    ],
)
def test_documents_decide_by_what_counts_for_the_need(shelf, papers, needs, verdict):
    assert shelf([(*paper, dt.date(2025, 1, 1)) for paper in papers], needs) is verdict


def test_a_poll_counts_for_three_years(shelf):
    poll = (YES, "reliable", "A")
    assert shelf([(*poll, dt.date(2024, 1, 1))], Need.RECENT_POLL) is Verdict.HOLDS
    assert shelf([(*poll, dt.date(2023, 1, 1))], Need.RECENT_POLL) is Verdict.THIN
    assert (
        shelf([(*poll, dt.date(2024, 1, 1)), (NO, "reliable", "B", dt.date(2010, 1, 1))], Need.RECENT_POLL)
        is Verdict.HOLDS
    )


def test_a_cause_holds_untested_as_long_as_a_part_is_untested(shelf):
    paper = [(YES, "primary", "A", DAY)]
    assert shelf(paper, Need.ONE_PRIMARY, kind=Kind.CAUSE) is Verdict.HOLDS
    assert (
        shelf(paper, Need.ONE_PRIMARY, kind=Kind.CAUSE, untested="That it was the cause.") is Verdict.UNTESTED
    )
    assert shelf(paper, Need.ONE_PRIMARY, kind=Kind.FACT, untested="A part.") is Verdict.HOLDS


def test_a_main_point_of_linked_facts_leaves_the_cause_untested():
    point = replace(data_point(YES, main=True), linked=True)
    assert (
        judge.find(Edition(NOW), Declaration("S0-ALB-01", Kind.CAUSE, (point,))).verdict is Verdict.UNTESTED
    )
    assert judge.find(Edition(NOW), Declaration("S0-ALB-01", Kind.FACT, (point,))).verdict is Verdict.HOLDS


@pytest.mark.parametrize("answer", [YES, NO])
def test_a_main_point_on_which_nothing_is_on_file_stays_open_whatever_stands_beside_it(answer):
    main = Lacking("It is so", "Its text would decide it.")
    finding = judge.find(
        Edition(NOW), Declaration("S0-ALB-01", points=(data_point(answer), main), needs=Need.ONE_PRIMARY)
    )
    assert finding.verdict is Verdict.OPEN
    assert finding.reason == "Its text would decide it."
    assert [reading.answer for reading in finding.readings] == [answer, UNKNOWN]


@pytest.mark.parametrize("kind", [Kind.NORM, Kind.MOTIVE, Kind.DEFINITION])
def test_no_evidence_gives_a_norm_a_motive_or_a_definition_a_verdict(kind):
    test = Declaration("S0-ALB-01", kind, (data_point(YES, main=True),), because="A norm.")
    assert judge.find(Edition(NOW), test).verdict is Verdict.NOT_TESTABLE


def test_a_forecast_is_judged_on_its_day_and_by_its_criterion():
    def verdict(on, *answers, rule=None):
        point = data_point(*answers, main=True)
        point = replace(point, rule=rule) if rule else point
        resolves = Resolution(on, "It is so.") if on else None
        return judge.find(
            Edition(NOW), Declaration("S0-ALB-01", Kind.FORECAST, (point,), resolves=resolves)
        ).verdict

    assert verdict(None, YES) is Verdict.NOT_TESTABLE
    assert verdict("2030-12-31", YES) is Verdict.OPEN
    assert verdict("2030-12-31", NO) is Verdict.OPEN
    assert verdict("2025-12-31", NO) is Verdict.FAILS
    assert verdict("2025-12-31", YES) is Verdict.HOLDS
    assert verdict("2030-12-31", YES, rule=Awaited(at_least(1))) is Verdict.HOLDS
    assert verdict("2030-12-31", NO, rule=Awaited(at_least(1))) is Verdict.OPEN


# --- What each code of a document can decide, and what it cannot ---------------------------------------------------


def verdict_of(claim_id):
    return next(judge.judge(Edition(NOW), [claim_id])).now


CLAIM, PAPER = "S0-ALB-01", "S0-ALB-01-1"


@pytest.mark.parametrize(
    ("says", "verdict"),
    [("yes", Verdict.HOLDS), ("partly", Verdict.MIXED), ("no", Verdict.FAILS), ("silent", Verdict.OPEN)],
)
def test_what_a_document_says_answers_the_point(recode, says, verdict):
    recode({PAPER: {"says": says}})
    assert verdict_of(CLAIM).verdict is verdict


def test_context_answers_nothing_whatever_it_says(recode):
    recode({PAPER: {"bears": "context", "says": "yes"}})
    assert verdict_of(CLAIM).verdict is Verdict.OPEN
    recode({PAPER: {"bears": "supporting", "says": "yes"}})
    assert verdict_of(CLAIM).verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("as_what", "party", "verdict"),
    [
        ("statement", "no", Verdict.HOLDS),
        ("report", "no", Verdict.HOLDS),
        ("statement", "yes", Verdict.THIN),
        ("report", "yes", Verdict.THIN),
        ("count", "yes", Verdict.THIN),
        ("act", "yes", Verdict.HOLDS),
    ],
)
def test_the_word_of_a_party_is_no_evidence_of_what_is_and_its_act_is_one(recode, as_what, party, verdict):
    recode({PAPER: {"as_what": as_what, "party": party}})
    assert verdict_of(CLAIM).verdict is verdict


def test_a_document_that_nobody_coded_answers_nothing(monkeypatch, recode):
    recode({})
    codes = {name: coded for name, coded in codings.documents().items() if name != PAPER}
    monkeypatch.setattr(codings, "documents", lambda: codes)
    assert verdict_of(CLAIM).verdict is Verdict.OPEN


def test_no_mark_turns_a_point_that_data_answer(recode):
    before = verdict_of("S3-MNE-02")
    recode({key: {"says": "yes", "party": "no"} for key in codings.documents()})
    assert verdict_of("S3-MNE-02") == before


# --- What rows are worth ---------------------------------------------------------------------------------------------


def rows_of(table, number=2):
    return result(1, "one", (table, package.load(table).head(number)))


def test_rows_are_worth_what_their_sources_are():
    keys = package.load("nato_milestones").head(2)["source"]
    grades = {worth.sources()[key].grade for key in keys}
    pieces = worth.pieces_of(rows_of("nato_milestones"))
    assert grades <= {source.grade for piece in pieces for source in piece.sources}
    assert all(piece.day for piece in pieces)
    assert worth.pieces_of(Result(1, "one", (), tuple(keys)))[0].sources[0] == worth.sources()[keys.iloc[0]]


def test_one_row_that_counts_is_enough_and_what_does_not_count_takes_nothing_away():
    good, bad = Piece((Source("primary", "A", False),)), Piece((Source("passing_on", "B", False),))
    assert worth.suffices([good, bad, bad], Need.ONE_PRIMARY, DAY)
    assert not worth.suffices([bad, bad], Need.ONE_PRIMARY, DAY)
    assert not worth.suffices([], Need.ONE_PRIMARY, DAY)


PIECES = st.builds(
    lambda grade, publisher, is_set, day: Piece((Source(grade, publisher, is_set),), day),
    GRADES,
    st.sampled_from("AB"),
    st.booleans(),
    DAYS,
)


@given(pieces=st.lists(PIECES, max_size=5), more=PIECES, needs=st.sampled_from(Need))
def test_more_rows_never_make_evidence_too_little(pieces, more, needs):
    if worth.suffices(pieces, needs, DAY):
        assert worth.suffices([*pieces, more], needs, DAY)


def test_a_copy_of_a_data_set_is_a_data_set_and_a_partys_is_none():
    copy, party = (Piece((Source(grade, "A", True),)) for grade in ("passing_on", "party"))
    hearsay = Piece((Source("passing_on", "A", False),))
    for need in (Need.DATA_SET, Need.ONE_RELIABLE):
        assert worth.counts(copy, need, DAY)
        assert not worth.counts(party, need, DAY)
        assert not worth.counts(hearsay, need, DAY)


def test_a_verdict_on_polls_is_thin_once_all_of_them_are_old():
    """Of a claim that needs a poll of three years, the newest counts; where all are old the verdict is thin."""
    test = next(
        test
        for test in declared.declarations().values()
        if test.needs is Need.RECENT_POLL
        and test.speaks_until is None
        and verdict_of(test.claim_id).main.enough
        and isinstance(test.points[0], Point)
    )
    assert verdict_of(test.claim_id).verdict not in {Verdict.THIN, Verdict.OPEN}
    late = next(judge.judge(Edition("2035-12-31"), [test.claim_id])).now
    assert late.verdict is Verdict.THIN


# --- Two readings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "settled", "in_force"),
    [
        ("yes", "", "", "yes"),
        ("yes", "yes", "", "yes"),
        ("yes", "no", "no", "no"),
        ("yes", "no", "", ""),
        ("yes", "yes", "partly", "partly"),
    ],
)
def test_a_settled_code_counts_and_readings_that_differ_do_not(first, second, settled, in_force):
    assert codings.Coding("S0-ALB-01-1", "says", first, second, settled, "").in_force == in_force


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "S0-ALB-01-1,says,maybe,,,",
            "field first: 'maybe' is no code of says; codes are yes, partly, no, silent",
        ),
        (
            "S0-ALB-01-1,says,,,,",
            "field first: '' is no code of says; codes are yes, partly, no, silent",
        ),
        ("S0-ALB-01-1,says,yes,no,,", "field settled: the readings differ and nobody settled it"),
        (
            "S0-ALB-01-1,says,yes,no,no,",
            "field why: the readings differ and it is not said why it was settled so",
        ),
        ("S0-ALB-01-1,tone,yes,,,", "field field: 'tone' is not allowed (rule: enum"),
    ],
)
def test_codes_outside_the_code_book_and_unsettled_ones_are_refused(data_copy, row, message):
    from wb6.data.checks import check_package

    table = data_copy / "document_codings.csv"
    text = table.read_text(encoding="utf-8")
    assert "S0-ALB-01-1,says,yes,yes,,\n" in text
    table.write_text(text.replace("S0-ALB-01-1,says,yes,yes,,\n", f"{row}\n"), encoding="utf-8")
    (problem,) = check_package()
    assert message in str(problem)


def test_words_of_two_readers_may_differ_and_codes_may_not(data_copy):
    from wb6.data.checks import check_package

    table, descriptor = data_copy / "claim_codings.csv", data_copy / "datapackage.json"
    rows = ["S0-ALB-01,main,It joined in that year.,It is a member since.,,", "S0-ALB-01,rest,,,,"]
    write_rows(table, descriptor, rows)
    assert check_package() == []
    write_rows(table, descriptor, ["S0-ALB-01,wording,fair,wider,,"])
    (problem,) = check_package()
    assert "table claim_codings, row 2, field settled: the readings differ" in str(problem)


def write_rows(table, descriptor, rows):
    """Rows of claim_codings, with their number in the descriptor."""
    table.write_text("\n".join(["claim_id,field,first,second,settled,why", *rows, ""]), encoding="utf-8")
    contents = json.loads(descriptor.read_text(encoding="utf-8"))
    next(one for one in contents["resources"] if one["name"] == "claim_codings")["rows"] = len(rows)
    descriptor.write_text(json.dumps(contents, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def test_every_document_of_a_point_is_on_file_and_coded():
    for test in declared.declarations().values():
        for point in test.points:
            if isinstance(point, Documented):
                assert set(point.documents) <= set(codings.documents()), test.claim_id


def test_sides_that_are_not_strong_enough_answer_nothing():
    told = [Document("a", "", "", YES, "party", ""), Document("b", "", "", NO, "party", "")]
    assert _of_sides(told, lambda side: False) is UNKNOWN
    assert _of_sides(told, bool) is PARTLY


# --- Points that no document covers as a whole ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("papers", "verdict"),
    [
        ([(0, PARTLY, "reliable", "A", True), (1, PARTLY, "reliable", "B", True)], Verdict.HOLDS),
        ([(0, PARTLY, "reliable", "A", True), (1, PARTLY, "reliable", "A", True)], Verdict.THIN),
        ([(0, PARTLY, "reliable", "A", True), (1, PARTLY, "reliable", "B", False)], Verdict.MIXED),
        ([(0, PARTLY, "reliable", "A", True), (1, NO, "reliable", "B", False)], Verdict.MIXED),
        ([(0, NO, "reliable", "A", False), (1, NO, "reliable", "B", False)], Verdict.FAILS),
        ([(0, PARTLY, "primary", "A", True), (1, PARTLY, "party", "B", True)], Verdict.THIN),
        ([(0, YES, "primary", "A", False)], Verdict.THIN),
        ([], Verdict.OPEN),
    ],
)
def test_documents_on_the_parts_of_a_point_decide_it_together(monkeypatch, papers, verdict):
    known, codes, parts = {}, {}, ([], [])
    for number, (part, says, grade, publisher, whole) in enumerate(papers):
        name = f"S0-ALB-01-part-{number}"
        document = Document(name, "It says so", "a day", says, grade, "nato_alb_2014")
        known[name] = documents._Row(document, Piece((Source(grade, publisher, False),), DAY))
        codes[name] = {"part": "whole" if whole else "weaker"}
        parts[part].append(name)
    monkeypatch.setattr(documents, "_known", lambda _edition: known)
    monkeypatch.setattr(codings, "documents", lambda: codes)
    point = Documented("It is so", tuple(known), main=True, parts=tuple(map(tuple, parts)))
    test = Declaration("S0-ALB-01", points=(point,), needs=Need.TWO_RELIABLE)
    assert judge.find(Edition(NOW), test).verdict is verdict


def test_a_claim_with_a_part_on_which_nothing_is_on_file_is_thin_at_most():
    known = declared.declarations()
    partial = {
        claim_id
        for claim_id, test in known.items()
        if any(isinstance(one, Documented) and one.main and () in one.parts for one in test.points)
    }
    assert "S3-SRB-03" in partial
    found = {claim_id: judge.find(Edition(NOW), known[claim_id]).verdict for claim_id in partial}
    assert set(found.values()) <= {Verdict.THIN, Verdict.OPEN}


def test_every_document_on_a_part_says_whether_it_bears_the_part_out():
    for test in declared.declarations().values():
        for point in test.points:
            if isinstance(point, Documented) and point.parts:
                said = [documents.said(one) for one in point.documents]
                partly = [one for one, says in zip(point.documents, said, strict=True) if says is PARTLY]
                assert all("part" in codings.documents()[one] for one in partly), test.claim_id


# --- The time that a claim speaks of ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoken", "until"),
    [
        ("2018", "2018-12-31"),
        (2018, "2018-12-31"),
        ("2018-09-30", "2018-12-31"),
        ("2016-2017", "2017-12-31"),
        ("2000s", "2009-12-31"),
        ("1990s-2023", None),
        ("2023", None),
        ("1999-", None),
        ("", None),
    ],
)
def test_a_claim_on_the_past_ends_with_the_year_that_it_speaks_of(spoken, until):
    """The text S3 was published in 2023: what speaks of that year speaks of its own present."""
    result = claim_files.speaks_until("S3-MNE-99", {"speaks_of": spoken})
    assert (result and result.isoformat()) == until


def test_polls_are_as_old_as_they_were_for_the_time_that_a_claim_speaks_of():
    point = Point(
        "Share against NATO",
        ("polls",),
        opinion.against,
        at_least(1),
        "",
        arguments={"iso3": "SRB"},
        main=True,
    )
    past = dt.date(2022, 12, 31)
    assert judge.read(Edition("2022-12-31"), point, Need.RECENT_POLL).enough
    assert judge.read(Edition("2022-12-31"), point, Need.RECENT_POLL, past).enough
    read = judge.read(Edition("2035-12-31"), point, Need.RECENT_POLL)
    assert not read.enough
    assert read.answer is YES
    assert judge.read(Edition("2035-12-31"), point, Need.RECENT_POLL, past).enough


def test_a_point_that_names_the_years_of_its_polls_reads_them_all():
    (point,) = declared.of("S0-SRB-05").points
    assert point.choices["since"]
    read = judge.read(Edition(NOW), point, Need.RECENT_POLL, dt.date(2022, 12, 31))
    assert read.result == judge.read(Edition(NOW), point).result
    assert read.enough
