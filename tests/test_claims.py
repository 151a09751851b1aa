"""Claims: rules, verdicts, judging in editions, and the command line."""

from collections import Counter
from fractions import Fraction
from functools import cache

import pandas as pd
import pytest
from click.testing import CliRunner

from conftest import NOW
from wb6 import cli
from wb6.claims import declaration, declared, judge, report, rules
from wb6.claims.declaration import Point
from wb6.claims.evidence import Result, result
from wb6.claims.measures import lookups
from wb6.claims.verdicts import NEVER_JUDGED, Answer, Verdict, agreed, at_present, of_main
from wb6.data import package
from wb6.data.edition import Edition
from wb6.errors import UsageError

YES, PARTLY, NO, UNKNOWN = Answer.YES, Answer.PARTLY, Answer.NO, Answer.UNKNOWN
EDITIONS = ("2018-12-31", "2022-12-31", "2023-12-31", package.latest_edition())
LEDGER = package.published("claims").set_index("claim_id")


@pytest.mark.parametrize(
    ("answer", "enough", "untested", "verdict"),
    [
        (YES, True, False, Verdict.HOLDS),
        (YES, True, True, Verdict.UNTESTED),
        (YES, False, False, Verdict.THIN),
        (PARTLY, True, False, Verdict.MIXED),
        (PARTLY, True, True, Verdict.MIXED),
        (NO, True, False, Verdict.FAILS),
        (NO, True, True, Verdict.FAILS),
        (NO, False, False, Verdict.THIN),
        (UNKNOWN, True, False, Verdict.OPEN),
        (UNKNOWN, False, True, Verdict.OPEN),
    ],
)
def test_the_main_point_makes_a_verdict(answer, enough, untested, verdict):
    assert of_main(answer, enough=enough, untested=untested) is verdict


def test_a_claim_is_overtaken_only_when_it_held_before():
    assert at_present(Verdict.HOLDS, Verdict.FAILS) is Verdict.OVERTAKEN
    assert at_present(Verdict.UNTESTED, Verdict.FAILS) is Verdict.OVERTAKEN
    assert at_present(Verdict.MIXED, Verdict.FAILS) is Verdict.OVERTAKEN
    assert at_present(Verdict.THIN, Verdict.FAILS) is Verdict.FAILS
    assert at_present(Verdict.FAILS, Verdict.FAILS) is Verdict.FAILS
    assert at_present(Verdict.OPEN, Verdict.FAILS) is Verdict.FAILS
    assert at_present(Verdict.HOLDS, Verdict.MIXED) is Verdict.MIXED


@pytest.mark.parametrize(
    ("answers", "answer"),
    [
        ([YES], YES),
        ([YES, YES, NO], YES),
        ([YES, NO], PARTLY),
        ([YES, NO, NO], NO),
        ([YES, PARTLY], YES),
        ([PARTLY], PARTLY),
        ([PARTLY, NO], NO),
        ([UNKNOWN, NO], NO),
        ([], UNKNOWN),
    ],
)
def test_a_share_of_two_thirds_bears_out_and_one_of_a_third_refutes(answers, answer):
    assert agreed(answers) is answer


@pytest.mark.parametrize(
    ("rule", "value", "answer", "text"),
    [
        (rules.at_least(50, "percent"), 50, YES, "at least 50 percent"),
        (
            rules.at_least(50, "percent", partly=40),
            45,
            PARTLY,
            "at least 50 percent, in part if at least 40 percent",
        ),
        (rules.at_most(3), 4, NO, "at most 3"),
        (rules.Near(2009, "year"), 2009, YES, "2009"),
        (rules.Near(36.89, "percent", 0.05), 36.91, YES, "36.89 percent, give or take 0.05"),
        (rules.Near(36.89, "percent", 0.005), 36.91, NO, "36.89 percent, give or take 0.005"),
        (rules.Near(609427, "", 609.427), 609813, YES, "609,427, give or take 609"),
        (rules.Beyond(low=50, unit="percent"), 50, NO, "above 50 percent"),
        (rules.Beyond(low=1, high=3), 2, YES, "above 1 and below 3"),
        (rules.at_least(200 / 3), 66.66666666666666, YES, "at least 67"),
        (rules.Beyond(low=200 / 3), 66.66666666666669, NO, "above 67"),
        (rules.Is("it is so"), False, NO, "it is so"),
        (rules.Awaited(rules.at_least(3)), 2, UNKNOWN, "at least 3; undecided until then"),
        (rules.Awaited(rules.at_least(3)), 3, YES, "at least 3; undecided until then"),
        (rules.Least(rules.at_least(3)), 3, YES, "at least 3; undecided otherwise, as the list is not whole"),
        (
            rules.Least(rules.at_least(3)),
            2,
            UNKNOWN,
            "at least 3; undecided otherwise, as the list is not whole",
        ),
        (
            rules.Least(rules.at_least(3, partly=2)),
            2,
            PARTLY,
            "at least 3, in part if at least 2; undecided otherwise, as the list is not whole",
        ),
    ],
)
def test_a_rule_runs_and_reads_alike(rule, value, answer, text):
    assert rule.answer(value) is answer
    assert rule.words() == text


def test_every_choice_is_run_and_the_first_is_shown():
    point = Point(
        "A value",
        (),
        lambda edition, base, year: Result(base + year, f"{base + year}"),
        rules.at_least(3),
        "",
        choices={"base": (1, 2), "year": (1, 2)},
    )
    reading = judge.read(Edition(NOW), point)
    assert reading.result.text == "2"
    assert reading.answers == (NO, YES, YES, YES)
    assert reading.answer is YES
    assert reading.dependence == "yes in 3 of 4 choices of base and year"
    assert [one.label for one in reading.specifications][:2] == ["base 1; year 1", "base 1; year 2"]
    assert [one.value for one in reading.specifications] == [2, 3, 3, 4]
    assert reading.share == Fraction(3, 4)


def test_other_thresholds_are_choices_too():
    point = Point(
        "A value", (), lambda edition: Result(5, "5"), rules.at_least(4), "", other_rules=(rules.at_least(6),)
    )
    reading = judge.read(Edition(NOW), point)
    assert reading.answer is PARTLY
    assert reading.dependence == "yes in 1 of 2 choices of threshold"
    assert [one.label for one in reading.specifications] == ["at least 4", "at least 6"]


def test_every_claim_has_a_main_point_or_the_reason_why_it_has_none():
    tests = declared.declarations()
    assert sorted(tests) == sorted(LEDGER.index)
    for name, test in tests.items():
        mains = [point for point in test.points if point.main]
        assert len(mains) == (0 if test.because else 1), name
        assert bool(test.needs) == bool(mains), name
        kind = {
            "data": declaration.Point,
            "documents": declaration.Documented,
            "nothing": declaration.Lacking | None,
        }
        assert isinstance(mains[0] if mains else None, kind[LEDGER.loc[name, "decided_by"]]), name


def test_what_a_reader_may_choose_is_told_in_words():
    chosen = {
        name
        for test in declared.declarations().values()
        for point in test.points
        for name in getattr(point, "choices", ())
    }
    assert set(judge.CHOICES) <= chosen
    assert [name for name in chosen - set(judge.CHOICES) if not name.isalpha()] == []


def test_norms_motives_and_definitions_have_no_points_and_no_verdict():
    tests = [test for test in declared.declarations().values() if test.kind in NEVER_JUDGED]
    assert tests
    assert not any(test.points for test in tests)
    for one in judge.judge(Edition(NOW), [test.claim_id for test in tests]):
        assert one.verdict is one.then.verdict is Verdict.NOT_TESTABLE


def test_every_declared_table_exists_and_every_reason_is_a_sentence():
    for name, test in declared.declarations().items():
        if test.because:
            assert test.because[0].isupper(), name
            assert test.because.endswith("."), name
        for point in test.points:
            assert point.measured[0].isupper(), name
            if isinstance(point, declaration.Point):
                assert point.tables, name
                assert set(point.tables) <= set(package.table_names()), name
                assert point.why, name


@pytest.mark.slow
@pytest.mark.parametrize("as_of", EDITIONS)
def test_all_claims_of_an_edition_are_judged_on_rows_that_it_knows(as_of):
    edition = Edition(as_of)
    judged = list(judge.judge(edition))
    assert len(judged) == len(edition.table("claims"))
    sources = set(package.published("sources")["key"])

    @cache
    def rows_by_key(table, fields):
        frame = edition.table(table)
        return Counter(zip(*(package.texts(frame[field]) for field in fields), strict=True))

    for one in judged:
        assert one.then.reason, one.claim_id
        assert one.now.reason, one.claim_id
        assert set(one.now.sources) <= sources, one.claim_id
        if one.verdict not in {Verdict.OPEN, Verdict.NOT_TESTABLE}:
            assert one.now.sources, one.claim_id
        for row in one.now.rows:
            fields, values = zip(*row.key, strict=True)
            assert rows_by_key(row.table, fields)[values] == 1, (one.claim_id, row)


def test_a_claim_on_the_past_is_judged_by_what_is_known_of_it():
    (one,) = judge.judge(Edition("2022-12-31"), ["S0-MKD-09"])
    assert one.then == one.now


def test_other_debt_figures_change_the_verdict_on_montenegros_debt(change_table):
    def owed(frame):
        chinese = (frame["creditor_iso3"] == "CHN") & (frame["indicator"] == "share_ppg_external_debt")
        return frame.assign(value=frame["value"].mask(chinese, 80.0))

    before = next(judge.judge(Edition(NOW), ["S3-MNE-02"])).verdict
    change_table("debt_by_creditor", owed)
    after = next(judge.judge(Edition(NOW), ["S3-MNE-02"]))
    assert before is Verdict.FAILS
    assert after.verdict is not Verdict.HOLDS
    assert after.now.readings[0].dependence == "no in 2 of 3 choices of base"


def test_other_votes_change_the_verdict_on_the_referendum(change_table):
    def fewer(frame):
        yes = (frame["iso3"] == "MKD") & (frame["response"] == "yes")
        return frame.assign(votes=frame["votes"].mask(yes, 300_000))

    change_table("referendums", fewer)
    assert next(judge.judge(Edition(NOW), ["S0-MKD-09"])).now.main.answer is Answer.NO


def test_another_code_of_a_document_changes_the_verdict_it_decides(recode):
    assert next(judge.judge(Edition(NOW), ["S0-ALB-01"])).verdict is Verdict.HOLDS
    recode({"S0-ALB-01-1": {"says": "no"}})
    assert next(judge.judge(Edition(NOW), ["S0-ALB-01"])).verdict is Verdict.FAILS


def test_a_document_that_is_taken_out_leaves_the_claim_open(change_table):
    change_table("claim_documents", lambda rows: rows[rows["claim_id"] != "S0-ALB-01"])
    assert next(judge.judge(Edition(NOW), ["S0-ALB-01"])).verdict is Verdict.OPEN


def test_lookups_say_so_where_an_edition_holds_nothing():
    edition = Edition("1990-01-01")
    fields = {"iso3": "SRB", "indicator": "SP.POP.TOTL"}
    assert lookups.newest(edition, "indicators", fields, "persons").value is None
    assert lookups.change(edition, lookups.Values("indicators", fields, "persons"), 1995).value is None


def test_evidence_names_rows_by_their_primary_key():
    frame = package.load("referendums").head(1)
    (row,) = result(1, "one", ("referendums", frame)).rows
    assert dict(row.key)["iso3"] == frame["iso3"].iloc[0]


def test_judged_claims_keep_the_columns_of_the_ledger():
    edition = Edition(NOW)
    claims = edition.table("claims").head(3)
    frame = report.judged(edition, claims)
    assert list(frame.columns[: len(claims.columns)]) == list(claims.columns)
    pd.testing.assert_series_equal(frame["claim_id"], claims["claim_id"])


def run(*arguments):
    return CliRunner().invoke(cli.app, ["claims", *arguments], standalone_mode=True)


@pytest.mark.slow
def test_the_command_line_prints_all_claims_and_one_in_full():
    table = run()
    assert table.exit_code == 0
    assert len(table.output.splitlines()) == len(LEDGER) + 2
    one = run("S3-MNE-02")
    assert one.exit_code == 0
    for part in (
        "As of its writing",
        f"As of {NOW}",
        "holds if: above 50 percent",
        "Main point: Share of Montenegro's public external debt owed to China",
        "specification: base ",
        "Needs: data set",
        "row: debt_by_creditor where",
    ):
        assert part in one.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["S3-MNE-99"], "unknown claim 'S3-MNE-99'; near it are"),
        (["nonsense"], "unknown claim 'nonsense'; near it are"),
        (["S3-MNE-02", "--as-of", "2020-01-01"], "claim S3-MNE-02 was written after 2020-01-01"),
        (["--as-of", "2020-13-01"], "as_of '2020-13-01' is no date"),
    ],
)
def test_a_wrong_claim_gets_one_line_and_exit_code_2(arguments, message, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["claims", *arguments])
    assert stop.value.code == 2
    error = capsys.readouterr().err
    assert error.startswith(f"wb6: {message}")
    assert error.count("\n") == 1


def test_unknown_claims_raise_for_callers_too():
    with pytest.raises(UsageError):
        list(judge.judge(Edition(NOW), ["S9-XXX-01"]))
