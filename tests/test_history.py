"""Verdicts by edition: those that were published stay, those of the newest are computed, and what moved one is found out."""

import json
import re
import shutil
from copy import deepcopy
from hashlib import sha256

import pytest

from conftest import NOW, change_rows, few_claims
from wb6 import cli
from wb6.chapters.verdicts import VerdictsChapter
from wb6.claims import history, judge, report
from wb6.claims.verdicts import METHOD, Verdict
from wb6.data import claim_files, folders, package
from wb6.data.checks import check_package
from wb6.data.edition import Edition
from wb6.errors import Wb6Error
from wb6.sections.history import REASONS

FIRST, BEFORE, LATER = "2026-06-30", "2023-12-31", "2027-03-31"
# One that a document decides, one that data decide, one whose polls were young enough at the end of 2023.
BY_DOCUMENT, BY_DATA, BY_POLLS = CLAIMS = ("S0-ALB-01", "S3-MNE-02", "S0-MNE-09")
# Shares of China in what Montenegro owes, whatever the base.
SHARES = {"share_ppg_external_debt", "china_share_external_public_debt", "china_share_public_debt"}
# Claims and verdicts of editions that were published: nobody changes them any more.
PUBLISHED = {FIRST: "e57af416b98929d6270055ac6458e130f36aca61d22ff0e5dbb82da7424958eb"}


@pytest.fixture(scope="module")
def cut(tmp_path_factory):
    """The data with a ledger of three claims."""
    folder = shutil.copytree(folders.data_dir(), tmp_path_factory.mktemp("cut") / "data")
    few_claims(folder, CLAIMS)
    return folder


@pytest.fixture
def ledger(cut, tmp_path, monkeypatch):
    """A copy of that, which the code reads, and of which no edition was published yet."""
    copy = shutil.copytree(cut, tmp_path / "data")
    monkeypatch.setenv("WB6_DATA", str(copy))
    change_rows(copy, history.TABLE, lambda row: row if row["edition"] == NOW else None)
    package.forget()
    history.write()
    return copy


def publish(data, day):
    """Make a day the newest edition of a copy of the data."""
    file = data / "datapackage.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'"edition": "[^"]*"', f'"edition": "{day}"', text, count=1), encoding="utf-8")
    package.forget()
    history.write()


def change_test(data, claim_id, change):
    """Change the entry of a claim in a copy of the data."""
    file = data / "claims" / f"{claim_id}.yaml"
    entry = deepcopy(claim_files.entries()[claim_id])
    change(entry)
    file.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")
    package.forget()
    claim_files.write_table()


def last(claim_id):
    """The newest verdict on a claim, and what moved it."""
    return history.of(Edition(package.latest_edition()), claim_id)[-1]


@pytest.mark.slow
def test_rows_of_the_newest_edition_are_what_is_computed():
    assert list(history.problems()) == []


def test_verdicts_of_published_editions_stay_as_they_were():
    frame = package.published(history.TABLE)
    days = package.as_text(frame["edition"])
    for day, wanted in PUBLISHED.items():
        rows = frame.loc[days == day, ["claim_id", "verdict"]].itertuples(index=False)
        assert sha256(repr([tuple(row) for row in rows]).encode()).hexdigest() == wanted
    assert {*days} == {*PUBLISHED, package.latest_edition()}


def test_what_was_published_by_the_first_method_knew_only_its_verdicts():
    frame = package.published(history.TABLE)
    first = frame[frame["method"] == 1]
    assert {*package.as_text(first["edition"])} == {FIRST}
    assert {*first["verdict"]} == {
        "holds", "holds in part", "does not hold", "overtaken", "open", "not testable",
    }  # fmt: skip
    others = frame[frame["method"] == METHOD]
    assert {*others["verdict"]} <= {str(verdict) for verdict in Verdict}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"verdict": "mixed"},
            "S0-ALB-01: verdict of the edition of 2026-10-31 is 'mixed', and 'holds' is computed",
        ),
        ({"rule_state": "00000000"}, "S0-ALB-01: rule_state of the edition of 2026-10-31 is '00000000', and"),
        ({"claim_id": "S0-AAA-01"}, "S0-AAA-01 is no claim of the edition of 2026-10-31"),
        (None, "S0-ALB-01 has no row for the edition of 2026-10-31"),
    ],
)
def test_a_verdict_that_was_typed_is_refused_with_what_mends_it(ledger, change, says):
    def broken(row):
        if (row["claim_id"], row["edition"]) != (BY_DOCUMENT, NOW):
            return row
        return None if change is None else row | change

    assert list(history.problems()) == []
    change_rows(ledger, history.TABLE, broken)
    package.forget()
    found = [str(problem) for problem in history.problems()]
    assert [one for one in found if says in one]
    assert all(one.endswith("; wb6 accept writes it (rule: verdicts)") for one in found)
    assert history.write()
    assert not history.write()
    assert list(history.problems()) == []


def test_the_check_and_the_move_to_another_edition_refuse_a_typed_verdict(ledger, capsys):
    change_rows(ledger, history.TABLE, lambda row: row | {"verdict": "open"})
    package.forget()
    with pytest.raises(
        Wb6Error, match=r"verdict of the edition of 2026-10-31 is 'open', .* wb6 accept writes it"
    ):
        history.following(LATER)
    with pytest.raises(SystemExit) as done:
        cli.main(["check"])
    assert done.value.code == 1
    assert (
        "S0-ALB-01: verdict of the edition of 2026-10-31 is 'open', and 'holds' is computed"
        in capsys.readouterr().err
    )


def test_the_next_edition_keeps_the_rows_of_this_one_and_adds_its_own(ledger):
    before = (ledger / "verdicts.csv").read_text(encoding="utf-8").splitlines()
    (text,) = history.following(LATER).values()
    lines = text.splitlines()
    assert [line for line in lines if f",{LATER}," not in line] == before
    assert len(lines) == len(before) + len(CLAIMS)
    assert lines[1:] == sorted(lines[1:])
    publish(ledger, LATER)
    assert (ledger / "verdicts.csv").read_text(encoding="utf-8") == text
    assert check_package() == []


def test_a_claim_is_the_first_time_there_and_unmoved_without_a_reason(ledger):
    publish(ledger, LATER)
    assert [(one.before, one.why) for one in history.of(Edition(LATER), BY_DATA)] == [
        ("", "first"),
        ("does not hold", ""),
    ]


def test_time_alone_moves_a_verdict(ledger):
    """The polls on the claim were young enough at the end of 2023."""
    publish(ledger, BEFORE)
    publish(ledger, NOW)
    moved = last(BY_POLLS)
    assert (moved.before, moved.verdict, moved.why) == ("holds", "thin", "data")
    assert "By the present test the verdict on 31 December 2023 is the same as then" in moved.words


def test_rows_that_were_mended_move_a_verdict(ledger):
    def mended(row):
        is_share = row["iso3"] == "MNE" and row["indicator"] in SHARES
        return row | {"value": "60"} if is_share and row.get("creditor_iso3", "CHN") == "CHN" else row

    for table in ("debt_by_creditor", "external_debt"):
        change_rows(ledger, table, mended)
    publish(ledger, LATER)
    moved = last(BY_DATA)
    assert moved.before == "does not hold"
    assert moved.verdict != moved.before
    assert (moved.why, moved.words) == (
        "data", "Test and codes are the same: rows were filed, mended or withdrawn.",
    )  # fmt: skip


@pytest.mark.parametrize("told", [True, False])
def test_another_rule_moves_a_verdict_and_says_what_changed(ledger, told):
    def easier(entry):
        (main,) = [point for point in entry["points"] if point["role"] == "main"]
        main["rule"] = {"above": 0, "unit": "percent"}
        if told:
            entry["changed"] = [{"on": "2027-01-05", "what": "Any share will do.", "why": "A test of tests."}]

    change_test(ledger, BY_DATA, easier)
    publish(ledger, LATER)
    moved = last(BY_DATA)
    assert (moved.before, moved.verdict, moved.why) == ("does not hold", "holds", "rule")
    assert moved.words == ("Any share will do. (A test of tests.)" if told else "The test was changed.")


def test_a_document_that_is_read_otherwise_moves_a_verdict(ledger):
    change_rows(
        ledger,
        "document_codings",
        lambda row: (
            row | {"settled": "no", "why": "Read again."}
            if (row["id"], row["field"]) == (f"{BY_DOCUMENT}-1", "says")
            else row
        ),
    )
    publish(ledger, LATER)
    moved = last(BY_DOCUMENT)
    assert (moved.before, moved.verdict, moved.why) == ("holds", "does not hold", "reading")
    assert "codes of its documents of before 31 October 2026 changed" in moved.words


def test_another_wording_with_another_rule_is_told_as_another_wording(ledger):
    def other(entry):
        entry["statement"] = "Says that China holds some of the debt."
        entry["points"][0]["rule"] = {"above": 0, "unit": "percent"}

    change_test(ledger, BY_DATA, other)
    publish(ledger, LATER)
    assert last(BY_DATA).why == "text"


def test_another_method_is_told_with_the_reason_of_the_verdict(ledger):
    change_rows(ledger, history.TABLE, lambda row: row | {"method": "1", "verdict": "holds in part"})
    publish(ledger, LATER)
    moved = last(BY_DATA)
    assert (moved.why, moved.words) == (
        "rule",
        "Another method: the main point is borne out under no more than a third of the specifications.",
    )
    assert last(BY_POLLS).words.startswith(
        "Another method: the evidence on the main point is below what the claim needs"
    )


def test_words_for_readers_and_new_documents_are_no_change_of_the_rule(ledger):
    before = {one.claim_id: one for one in history._stored()}
    for claim_id in CLAIMS:
        change_test(ledger, claim_id, lambda entry: entry.update(limits="Told otherwise.", how="Otherwise."))
    history.write()
    assert {one.claim_id: one for one in history._stored()} == before
    change_test(ledger, BY_DATA, lambda entry: entry.update(needs="one primary"))
    history.write()
    changed = [one.claim_id for one in history._stored() if one != before[one.claim_id]]
    assert changed == [BY_DATA]


def test_an_edition_knows_no_later_verdict():
    assert history.changes(Edition("2020-12-31")) == []
    assert [one.edition for one in history.of(Edition(FIRST), BY_DOCUMENT)] == [FIRST]
    assert [one.edition for one in history.of(Edition(NOW), BY_DOCUMENT)] == [FIRST, NOW]


def test_one_claim_is_shown_with_its_verdicts_by_edition():
    lines = list(report.in_full(Edition(NOW), "S0-HRV-03"))
    (former,) = [line for line in lines if line.startswith("Edition of 30 June 2026")]
    assert former == "Edition of 30 June 2026: holds in part"
    now = next(iter(judge.judge(Edition(NOW), ["S0-HRV-03"]))).verdict
    assert lines[-1].startswith(f"Edition of 31 October 2026: {now} (rule: ")


def test_the_tables_of_the_chapter_hold_every_change():
    chapter = VerdictsChapter()
    moved = [one for one in history.changes(Edition(NOW)) if one.why in REASONS]
    rows = chapter.verdict_changes().rows
    assert [row[0] for row in rows] == [one.claim_id for one in moved]
    assert all(row[2] != row[3] and row[5] for row in rows)
    assert chapter.verdict_moves().frame["claims"].sum() == len(moved)
    facts = chapter.facts()
    assert facts["verdicts_moved"].value == len(moved)
    assert sum(facts[f"moved_by_{why}"].value for why in REASONS) == len(moved)
    early = VerdictsChapter(FIRST)
    assert early.verdict_moves().rows == early.verdict_changes().rows == ()
    assert early.verdict_moves().title == "No verdict of a published edition changed by then"


def test_reasons_are_those_of_the_table():
    codes = package.fields(history.TABLE)["why"]["constraints"]["enum"]
    assert {*codes} == {"first", *REASONS}
    assert json.dumps(codes) == json.dumps(sorted(codes))
