"""The ledger in YAML: its schema, its measures, the table that is made of it, the judgements that a build keeps."""

import csv
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from conftest import NOW, change_rows, few_claims
from wb6 import cli
from wb6.claims import declared, judge, kept, ledger, registry
from wb6.claims.verdicts import Verdict
from wb6.data import claim_files, coverage, folders, package, reads
from wb6.data.checks import check_package
from wb6.data.edition import Edition
from wb6.pipeline import judgements, records
from wb6.sections.claims import claims_table

BROKEN = yaml.safe_load((Path(__file__).parent / "broken_claims.yaml").read_text(encoding="utf-8"))
A_CLAIM = """\
place: Montenegro, last para
statement: Says China holds no more than a third of Montenegro's debt.
kind: fact
topic: debt
countries: [MNE]
actors: [CHN]
value: 33
unit: percent of debt (at most)
speaks_of: 2023
chapter: montenegro
how: Debt by creditor.
needs: data set
points:
  - role: main
    measured: Share of Montenegro's public external debt owed to China
    measure: economy.share_owed_to_china
    arguments: {base: public external debt}
    rule: {at_most: value, unit: percent}
    why: a third, as the text says
    tables: [debt_by_creditor]
"""


@pytest.fixture
def added(data_copy):
    """A copy of the data with one more file in the ledger, and its sentence; nothing else is touched."""
    return add_to(data_copy)


@pytest.fixture(scope="module")
def cut(tmp_path_factory):
    """The data with a ledger of some claims."""

    folder = shutil.copytree(folders.data_dir(), tmp_path_factory.mktemp("cut") / "data")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("WB6_DATA", str(folder))
        few_claims(folder)
    return folder


@pytest.fixture
def few(cut, tmp_path, monkeypatch):
    """A copy of the data whose ledger is some claims."""
    copy = shutil.copytree(cut, tmp_path / "data")
    monkeypatch.setenv("WB6_DATA", str(copy))
    return copy


@pytest.fixture
def added_to_few(few):
    """That copy with one more file in the ledger, and its sentence."""
    return add_to(few)


def add_to(data):
    file = data / "claims" / "S3-MNE-99.yaml"
    file.write_text(A_CLAIM, encoding="utf-8")
    first = next(one.id for one in coverage.sentences() if one.text == "S3" and one.claims)
    change_rows(
        data,
        coverage.TABLE,
        lambda row: row | {"claims": f"{row['claims']};S3-MNE-99"} if row["id"] == first else row,
    )
    package.forget()
    return file


def lines(problems):
    return [str(problem) for problem in problems]


def test_the_table_is_what_the_ledger_says():
    stored = (folders.data_dir() / "claims.csv").read_text(encoding="utf-8")
    assert claim_files.table_text() == stored


def test_one_file_adds_a_claim_to_the_table_and_to_the_page(added):
    (problem,) = check_package()
    assert str(problem) == (
        "table claims: is not what claims/ says, first of S3-MNE-99; wb6 accept writes it (rule: ledger)"
    )
    assert claim_files.write_table()
    assert not claim_files.write_table()
    assert check_package() == []
    edition = Edition(NOW)
    claims = ledger.about(edition.table("claims"), "MNE")
    table = claims_table(edition, claims[claims["topic"] == "debt"], "the debt of Montenegro")
    (row,) = [row for row in table.rows if row[0] == "S3-MNE-99"]
    assert "Says China holds no more than a third of Montenegro's debt." in row
    assert next(judge.judge(edition, ["S3-MNE-99"])).verdict is Verdict.HOLDS


def test_a_claim_that_is_taken_out_is_seen(data_copy):
    (data_copy / "claims" / "S0-ALB-02.yaml").unlink()
    (problem,) = check_package()
    assert "first of S0-ALB-02" in str(problem)


@pytest.mark.parametrize(("old", "new", "message"), [tuple(case.values()) for case in BROKEN["entry"]])
def test_a_broken_entry_is_named_by_file_field_and_rule(added_to_few, old, new, message):
    assert old in A_CLAIM
    added_to_few.write_text(A_CLAIM.replace(old, new, 1), encoding="utf-8")
    found = lines(claim_files.check())
    assert any(message in line for line in found), found
    assert all(line.startswith("claims/S3-MNE-99.yaml") and "\n" not in line for line in found)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("S9-MNE-99.yaml", "claims/S9-MNE-99.yaml: no text 'S9' in texts.yaml; texts are S0, S1, S2, S3, S4"),
        ("S3-MNE-9.yaml", "claims/S3-MNE-9.yaml: claim_id: 'S3-MNE-9' is not allowed (rule: pattern"),
        ("S3-MNE-99.yml", "claims/S3-MNE-99.yml: is no .yaml file (rule: ledger)"),
    ],
)
def test_a_file_of_another_name_is_refused(added_to_few, name, message):
    added_to_few.rename(added_to_few.with_name(name))
    (found,) = lines(claim_files.check())
    assert found.startswith(message)


def test_the_texts_name_sources_that_there_are(data_copy):
    file = data_copy / "claims" / "texts.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("seed_panero_2023", "seed_nobody"), encoding="utf-8"
    )
    found = lines(check_package())
    assert "claims/texts.yaml: S3.source: 'seed_nobody' is no key of sources.csv" in found[0]


@pytest.mark.parametrize(("old", "new", "message"), [tuple(case.values()) for case in BROKEN["test"]])
def test_a_test_that_names_what_is_not_is_refused(added_to_few, old, new, message):
    assert old in A_CLAIM
    added_to_few.write_text(A_CLAIM.replace(old, new, 1), encoding="utf-8")
    found, *_ = lines(declared.problems_of_tests())
    assert found.startswith(f"claims/S3-MNE-99.yaml, point 1: {message}")


@pytest.mark.parametrize(
    ("old", "new"), [("role: main", "role: supporting"), ("points:\n", "points:\n{twice}")]
)
def test_exactly_one_point_is_the_main_one(added_to_few, old, new):
    point = A_CLAIM[A_CLAIM.index("  - role") :]
    added_to_few.write_text(A_CLAIM.replace(old, new.format(twice=point), 1), encoding="utf-8")
    found = lines(declared.problems_of_tests())
    assert found == ["claims/S3-MNE-99.yaml: exactly one point is the main one (rule: main point)"]


@pytest.mark.slow
def test_the_check_prints_a_line_and_exits_with_1(added):
    added.write_text(A_CLAIM.replace("economy.share_owed_to_china", "economy.owed"), encoding="utf-8")
    claim_files.write_table()
    checked = CliRunner().invoke(cli.app, ["check"])
    assert checked.exit_code == 1
    (line,) = checked.output.splitlines()
    assert line.startswith(
        "claims/S3-MNE-99.yaml, point 1: 'economy.owed' is no measure; measures are economy."
    )


def test_every_measure_is_asked_by_a_claim_and_says_what_it_finds():
    asked = {
        point["measure"]
        for entry in claim_files.entries().values()
        for point in entry.get("points", ())
        if "measure" in point
    }
    assert set(registry.measures()) == asked
    for name, measure in registry.measures().items():
        assert measure.__doc__, name


def test_no_file_of_the_ledger_is_read_as_something_else_than_it_says():
    for claim_id, entry in claim_files.entries().items():
        for key, value in entry.items():
            assert not isinstance(value, bool | None), (claim_id, key)


@pytest.fixture
def book(few):
    """That copy as the data of a book, in whose build judgements are kept."""
    shutil.copy(folders.PROJECT / "_config.yml", few.parent)
    return kept.book()


@pytest.mark.slow
def test_judgements_are_made_once_and_kept_in_the_build(book, monkeypatch):
    made = list(judge.judge(Edition(NOW), ["S3-MNE-02", "S0-ALB-01"]))
    assert judgements.file_of(book, NOW).exists()
    package.forget()
    monkeypatch.setattr(judge, "_judged", None)
    assert list(judge.judge(Edition(NOW), ["S3-MNE-02", "S0-ALB-01"])) == made


@pytest.mark.slow
def test_other_data_and_a_broken_file_are_judged_anew(book):
    before = next(judge.judge(Edition(NOW), ["S0-ALB-01"]))
    judgements.file_of(book, NOW).write_text("[", encoding="utf-8")
    package.forget()
    assert next(judge.judge(Edition(NOW), ["S0-ALB-01"])) == before
    turn_round(book.data)
    package.forget()
    assert next(judge.judge(Edition(NOW), ["S0-ALB-01"])).verdict is Verdict.FAILS


@pytest.mark.slow
def test_judgements_hang_on_the_tables_that_claims_read_and_chapters_on_what_is_judged(book):
    _, files = reads.recorded(lambda: list(judge.judge(Edition(NOW), [])))
    executed = book.work / "executed" / "claims.ipynb"
    records.write(sorted(files), executed)
    assert judgements.mark(NOW) in files

    def states():
        return judgements.inputs_now(book, NOW), records.state(book, executed)

    before, kept_before = states(), judgements.file_of(book, NOW).read_bytes()
    change(book.data / "framing.csv")
    change(book.data / "un_cosine.csv")
    assert states() == before
    assert kept.read(book, NOW)
    # A table that claims read, and a chapter on them does not: that is judged anew, and comes to the same.
    records.write([judgements.mark(NOW)], executed)
    before = states()
    change(book.data / "referendums.csv")
    (hangs_on, shown), kept_now = states(), kept.read(book, NOW)
    assert (hangs_on != before[0], shown == before[1], kept_now) == (True, True, None)
    package.forget()
    kept.main([NOW])
    assert judgements.file_of(book, NOW).read_bytes() != kept_before
    assert states() == (hangs_on, shown)
    # A document that decides a claim: other judgements, and the chapter changes with them.
    turn_round(book.data)
    package.forget()
    kept.main([NOW])
    assert states()[1] != shown


def turn_round(data):
    """The document on the accession of Albania says otherwise."""
    table = data / "document_codings.csv"
    before = table.read_text(encoding="utf-8")
    after = before.replace("S0-ALB-01-1,says,yes,yes", "S0-ALB-01-1,says,no,no")
    assert after != before
    table.write_text(after, encoding="utf-8")


def change(table):
    """Another note in the first row of a table, which decides nothing."""
    rows = list(csv.reader(table.open(encoding="utf-8", newline="")))
    rows[1][-1] = "Another note."
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def test_judgements_of_another_day_than_the_books_stand_for_all_data(book):
    executed = book.work / "executed" / "claims.ipynb"
    records.write([judgements.mark("2016-12-31")], executed)
    before = records.state(book, executed)
    change(book.data / "framing.csv")
    assert records.state(book, executed) != before


def test_data_that_belong_to_no_book_keep_nothing(data_copy):
    assert kept.book() is None
    assert declared.of("S3-MNE-02").points
