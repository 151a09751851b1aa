"""The chapters on claims and disagreements: whole, computed, silent on what an edition does not know."""

import re
from functools import cache

import pytest

from conftest import Kept
from wb6.chapters.country import CountryChapter
from wb6.chapters.disagreements import DisagreementsChapter
from wb6.chapters.verdicts import VerdictsChapter
from wb6.claims import ledger
from wb6.claims.verdicts import MEANINGS, Verdict
from wb6.data import folders, package
from wb6.data.edition import Edition
from wb6.figures import theme
from wb6.figures.ledger import LEDGER_MIME
from wb6.pipeline import notebook
from wb6.sections import rivals
from wb6.sections.claims import claims_table
from wb6.sections.entries import what_differs
from wb6.sections.stories import STORIES

pytestmark = pytest.mark.slow


NOW = package.latest_edition()


EDITIONS = ("2004-12-31", "2016-12-31", "2018-06-30", "2022-12-31", NOW)


FIGURES = (
    "by_verdict",
    "by_source",
    "by_kind",
    "by_topic",
    "by_test",
    "specification_curve",
    "debt_of_montenegro",
    "three_bases",
    "circles_round_belgrade",
    "serbia_on_nato",
    "who_wants_nato",
    "steps_and_2006",
    "gas_and_its_weight",
    "unrest_beside_size",
    "bosnia_abroad",
    "exercises_with_either_side",
)


TABLES = ("meanings", "agreement", "changed", "right_where_others_err", "dependent", "errors", "sources_used")


def prose_of(heading: str) -> str:
    """The cell of the chapter that begins with a heading."""
    cells = notebook.read(folders.PROJECT / "chapters" / "claims.ipynb")["cells"]
    (found,) = (text for text in ("".join(cell["source"]) for cell in cells) if text.startswith(heading))
    return found


@cache
def chapter(as_of: str = NOW) -> Kept:
    return Kept(VerdictsChapter(as_of, 1999))


@cache
def disagreements(as_of: str = NOW) -> Kept:
    return Kept(DisagreementsChapter(as_of, 1999))


@cache
def entries(as_of: str = NOW) -> dict[str, dict]:
    return {claim["id"]: claim for claim in chapter(as_of).ledger().claims}


def meta(figure) -> dict:
    return figure.to_dict()["usermeta"]["wb6"]


@pytest.mark.parametrize("as_of", EDITIONS)
def test_every_figure_table_and_fact_stands_in_every_edition(as_of):
    page = chapter(as_of)
    names = [meta(getattr(page, method)())["name"] for method in FIGURES]
    names += [getattr(page, method)().name for method in TABLES]
    assert len(set(names)) == len(names)
    assert set(page.facts()) == set(chapter().facts())
    assert all(fact.day <= as_of for fact in page.facts().values())
    other = disagreements(as_of)
    assert meta(other.overview())["name"] == "overview"
    assert len(other.rival_accounts().groups) == len(other.disputed_groups())
    assert set(other.facts()) == set(disagreements().facts())


def test_every_claim_of_the_edition_is_in_the_ledger_once():
    assert sorted(entries()) == sorted(package.published("claims")["claim_id"])


def test_the_ledger_of_2018_holds_the_one_text_that_was_published():
    assert {claim["seed"] for claim in entries("2018-06-30").values()} == {"001"}
    assert entries("2016-12-31") == {}


def test_an_entry_says_what_was_measured_and_by_which_rule():
    (point,) = entries()["S3-MNE-02"]["points"]
    assert point["rule"] == "above 50 percent"
    assert point["answer"] == "no"
    assert "debt_by_creditor" in {found["table"] for found in entries()["S3-MNE-02"]["rows"]}


def test_rows_of_an_entry_are_rows_of_their_table():
    for claim in entries().values():
        for found in claim["rows"]:
            keys = package.resource(found["table"])["schema"]["primaryKey"]
            keys = [keys] if isinstance(keys, str) else keys
            assert all(list(key) == keys for key in found["keys"]), claim["id"]
            assert len(found["keys"]) <= found["all"]


def test_verdicts_by_source_add_up_to_the_claims():
    (counted,) = chapter().by_source().to_dict()["datasets"].values()
    now = [row["claims"] for row in counted if row["when"] == "now"]
    assert sum(now) == len(entries())


def test_the_eight_verdicts_have_a_meaning_a_colour_and_a_row():
    assert (
        list(theme.VERDICTS)
        == [str(verdict) for verdict in Verdict]
        == [str(verdict) for verdict in MEANINGS]
    )
    assert [row[0] for row in chapter().meanings().rows] == list(theme.VERDICTS)


def test_what_changed_is_told_without_what_did_not():
    seen = 0
    for claim in chapter().judged.query("then != now")["claim_id"]:
        judged = chapter().judgements[claim]
        both = {reading.told for reading in judged.then.readings} & {
            reading.told for reading in judged.now.readings
        }
        assert not any(text in what_differs(judged) for text in both), claim
        seen += bool(both)
    assert seen


def test_the_prose_names_points_of_tests_by_what_they_measure():
    measured = {
        point: chapter().judgements[told.claim_id].now.readings[place].point.measured
        for told in STORIES.values()
        for point, place in told.points.items()
    }
    expected = {
        "debt_found": "debt",
        "china_half_found": "owed to China",
        "withheld_found": "did not vote yes",
        "turnout_found": "share of the register",
        "circles_found": "farther from Belgrade",
        "london_found": "London",
        "eighty_found": "four fifths",
        "montenegro_found": "Montenegro",
        "macedonia_found": "North Macedonia",
        "sped_up_found": "after the turn",
        "slowed_found": "Steps towards NATO",
        "markets_found": "market for gas",
        "weight_found": "share of energy",
        "growth_found": "May 2023",
        "episodes_found": "Episodes",
    }
    assert {point: text for point, text in expected.items() if text not in measured[point]} == {}


def test_the_prose_ranks_no_text_and_tells_their_shares_in_the_order_of_the_texts():
    told = re.findall(
        r"\{glue:\}`(?:share|missed)_(00\d)`", prose_of("## Which text, which kind, which topic")
    )
    assert told == ["000", "001", "002", "003", "004"] * 2


def test_verdicts_that_the_prose_takes_for_granted_are_those_of_the_tests():
    facts = chapter().facts()
    expected = {
        "does not hold": ("china_half", "debt", "most_against", "monopoly", "wish"),
        "holds, its cause untested": ("sped_up",),
        "holds": ("circles", "growth", "london", "turnout", "yes_share"),
        "is mixed": ("eighty", "energy_tool"),
        "rests on thin evidence": ("eighteen", "gave_way", "withheld"),
        "is open": ("deploy", "four", "no_obstacle", "slowed"),
    }
    assert {told: {facts[name].text for name in names} for told, names in expected.items()} == {
        told: {told} for told in expected
    }


def test_all_36_disagreements_are_shown_with_claims_that_the_ledger_holds():
    groups = disagreements().rival_accounts().groups
    assert len(groups) == len(package.published("disagreements")) == 36
    for group in groups:
        assert group["cannot_say"]
        for claim in group["claims"]:
            assert claim["now"] == entries()[claim["id"]]["now"]


def test_a_disagreement_is_shown_once_all_its_texts_are_out():
    assert disagreements("2022-12-31").disputed_groups()
    for group in disagreements("2022-12-31").disputed_groups():
        assert set(group.claims["seed"]) <= {"000", "001"}
        assert not re.search(r"\b00\d\b|Panero|Clingendael|Global", group.differs)


def test_no_reader_meets_the_numbers_by_which_the_project_knows_the_texts():
    shown = [group["differs"] for group in disagreements().rival_accounts().groups]
    shown += [text for row in disagreements().glossary().rows for text in row]
    shown += [text for row in chapter().errors().rows for text in row]
    assert [text for text in shown if re.search(r"\b00[0-4]\b", text)] == []
    assert rivals.named("003 gives; 2003 not", {"003": "Panero"}) == "Panero gives; 2003 not"


def test_the_glossary_names_the_owner_of_each_term():
    rows = disagreements().glossary().rows
    assert len(rows) == len(package.published("framing"))
    assert all(row[1] in set(chapter().judged["text"]) for row in rows)


def test_a_page_shows_both_verdicts_and_the_reason_of_its_claims():
    edition = Edition(NOW)
    table = claims_table(edition, ledger.about(edition.table("claims"), "MNE"), "Montenegro")
    rows = {row[0]: row for row in table.rows}
    assert [column.label for column in table.columns][3:] == ["When written", "Now", "Reason, in short"]
    assert rows["S3-MNE-02"][3:5] == ("does not hold", "does not hold")
    assert "owed to China" in rows["S3-MNE-02"][5]
    assert [column.key for column in table.columns if column.badge] == ["then", "now"]


def test_a_page_of_an_edition_before_the_texts_has_an_empty_table_of_claims():
    page = CountryChapter("MNE", "2016-12-31", 1999, [])
    assert page.claims().rows == ()
    assert page.claims().title == "No claim on Montenegro was written yet"
    assert page.errors_in_texts().rows == ()


def test_errors_stand_with_the_claims_of_their_country_and_say_whether_they_were_confirmed():
    edition = Edition(NOW)
    rows = CountryChapter("MNE", NOW, 1999, []).errors_in_texts().rows
    assert any("S3-MNE-02" in row[4] and row[2] == "confirmed" for row in rows)
    assert all("-MNE-" in row[4] for row in rows)
    touched = {claim for row in rows for claim in row[4].split(", ")}
    assert touched <= set(edition.table("claims")["claim_id"])
    status = {row[2] for row in chapter().errors().rows}
    assert status == {"confirmed", "not confirmed, no error", "could not be checked"}


def test_only_confirmed_errors_are_called_errors_in_the_ledger():
    found = package.published("seed_errors")
    confirmed = set(found.loc[found["status"] == "confirmed", "finding"])
    told = {text for claim in entries().values() for text in claim["errors"]}
    assert told
    assert told <= confirmed


def test_the_same_edition_gives_the_same_ledger():
    again = VerdictsChapter("2018-06-30", 1999).ledger()
    bundle = again._repr_mimebundle_()
    assert bundle[LEDGER_MIME] == chapter("2018-06-30").ledger().as_json()
