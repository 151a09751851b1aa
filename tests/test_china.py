"""The chapter on China: its figures agree with the record, in every edition, and its test of the claim is fair."""

import doctest
import json
import re

import pandas as pd
import pytest

from conftest import EDITIONS, NOW, Kept, pages_on_the_six
from wb6.chapters.china import ChinaChapter
from wb6.data import countries, package
from wb6.errors import UsageError
from wb6.figures import theme
from wb6.figures.tables import Card, Table
from wb6.measures import china, debt, economy, projects
from wb6.sections import china_page as base
from wb6.sections import montenegro_loan
from wb6.sections import trade_with_china as trade

pytestmark = pytest.mark.slow

FIGURES = (
    "commitments_by_year",
    "loans_by_state",
    "lent_and_owed",
    "lenders",
    "tracker_deals",
    "share_of_debt",
    "share_of_output",
    "creditors_now",
    "debtor_over_time",
    "loan_course",
    "claim_over_time",
    "everywhere",
    "exports_to_power",
    "deficit",
    "import_shares",
    "arms_by_kind",
    "suppliers_of_serbia",
    "votes",
    "positions",
    "format_members",
)
TABLES = (
    "loan_table",
    "gift_table",
    "press_table",
    "chinese_investment",
    "loan_events",
    "debt_table",
    "claim_table",
    "arms_table",
    "printed_shares",
    "lately",
    "texts_table",
    "format_table",
    "claims",
    "what_to_watch",
    "sources_used",
)
# Plans tell of years to come that were known on the day; numbers of rows look like years; prices are those of a base year.
AHEAD = ("what_to_watch", "sources_used")
BASE_YEAR = re.compile(r"prices of 2021")


chapter = pages_on_the_six(ChinaChapter)


@pytest.fixture(scope="module")
def page() -> Kept:
    return chapter()


def owed(*rows: tuple[str, int, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["iso3", "year", "value"]).assign(source="b")


def loan(**fields: object) -> dict[str, object]:
    given = {
        "id": "a",
        "iso3": "AAA",
        "kind": "loan",
        "register": "gcdf",
        "later_state": None,
        "date": pd.Timestamp("2010-05-01"),
        "amount_usd2021_million": 100.0,
        "lender_or_investor": "Bank",
        "source": "a",
    }
    return given | fields


# the record


def test_china_held_more_than_half_of_the_debt_in_no_year_of_any_country(page):
    shares = page.owed("share_ppg_external_debt")
    assert len(shares) == 93
    assert shares["value"].max() < 25
    assert (page.claim_by_year()["more"] != "yes").all()


def test_the_debt_of_montenegro_came_near_gdp_in_2020_alone(page):
    tested = page.claim_by_year()
    assert tested.loc[tested["near"] == "yes", "year"].tolist() == [2020]
    assert tested.loc[tested["year"] == 2020, "high"].item() == 105.15


def test_another_reading_of_near_would_not_make_2023_hold(page):
    held, output = montenegro_loan.held_share(page), montenegro_loan.public_debt(page)
    generous = debt.claim_by_year(output, held, 70, 50).set_index("year")
    assert generous.loc[2023, "near"] == "no"


def test_shares_of_debt_are_the_amounts_over_the_total(page):
    parts = page.creditors()
    china_held = parts[parts["group"] == "China"].set_index(["iso3", "year"])["share"]
    published = page.owed("share_ppg_external_debt").set_index(["iso3", "year"])["value"]
    both = published.to_frame("published").join(china_held.to_frame("computed"))
    assert (both["published"] - both["computed"]).abs().max() < 0.01


def test_groups_of_creditors_add_up_to_the_debt_or_a_little_above(page):
    sums = page.creditors().groupby(["iso3", "year"])["share"].sum()
    assert sums.between(99.9, 103).all()


def test_loans_and_gifts_of_the_register_are_all_of_its_records(page):
    register = package.load("china_projects").query("register == 'gcdf'")
    assert len(page.loans()) + len(page.gifts()) == len(register) == 62


def test_no_memorandum_is_counted_as_lent(page):
    assert not page.loans()["status"].isin(["memorandum", "announced"]).any()
    assert set(page.loans()["register"]) == {"gcdf"}


def test_the_format_had_sixteen_then_seventeen_then_fourteen_states():
    events = package.load("china_format").assign(date=lambda frame: pd.to_datetime(frame["date"]))
    counts = china.members(events, 2025).set_index("year")["states"]
    assert counts[[2012, 2018, 2019, 2020, 2021, 2022, 2025]].tolist() == [16, 16, 17, 17, 16, 14, 14]


def test_the_number_of_states_agrees_with_the_documents_of_the_claim(page):
    rows = package.load("claim_documents").set_index("id")
    assert rows.loc["S3-CHN-05-2", "value"] == "17; 16; 14"


def test_every_summit_has_its_number_and_follows_the_one_before():
    events = package.load("china_format").query("event == 'summit'").sort_values("date")
    assert events["number"].tolist() == list(range(1, 10))


def test_serbia_joined_no_critical_text_and_albania_every_one_but_the_newest(page):
    counted = china.tally(page.texts()).set_index("iso3")
    assert counted.loc["SRB", "joined"] == 0
    texts = page.texts()
    critical = texts[(texts["iso3"] == "ALB") & (texts["side"] == "critical")]
    missing = critical.loc[critical["position"] == "not_named", "text_id"]
    assert missing.tolist() == ["un-2024-10-22"]
    assert counted.loc["ALB", "joined"] == counted.loc["ALB", "known"] - 1


def test_kosovo_has_no_position_in_texts_of_bodies_it_does_not_sit_in(page):
    assert "XKX" not in set(page.texts()["iso3"])


def test_only_serbia_received_chinese_arms(page):
    assert set(page.chinese_deliveries()["iso3"]) == {"SRB"}


# measures


def test_a_loan_is_completed_only_where_the_record_says_so():
    rows = pd.DataFrame(
        [
            loan(later_state=state)
            for state in (
                "completed",
                "under_way",
                None,
                "not_begun",
                "loan_signed",
                "sold",
                "contractor_chosen",
                "terminated",
            )
        ]
    )
    assert projects.with_state(rows)["state"].tolist() == [
        projects.DONE,
        projects.UNDER_WAY,
        projects.AGREED,
        projects.NOT_BEGUN,
        projects.SIGNED,
        projects.SOLD,
        projects.CHOSEN,
        projects.TERMINATED,
    ]


def test_every_later_state_of_the_table_has_its_words():
    used = set(package.load("china_projects")["later_state"].dropna())
    assert used <= set(projects.LATER)


def test_gifts_and_acquisitions_are_no_loans():
    rows = pd.DataFrame([loan(), loan(kind="grant"), loan(kind="acquisition"), loan(kind="supplier_credit")])
    assert projects.loans(rows, "gcdf")["kind"].tolist() == ["loan", "supplier_credit"]


def test_commitments_after_the_year_are_not_set_beside_its_debt():
    rows = projects.with_state(pd.DataFrame([loan(), loan(date=pd.Timestamp("2015-01-01"))]))
    both = projects.lent_and_owed(rows, owed(("AAA", 2012, 40.0)), 2012)
    assert both[["committed", "owed"]].to_numpy().tolist() == [[100.0, 40.0]]


def test_a_claim_is_open_in_a_year_without_a_figure():
    output = pd.DataFrame({"date": [pd.Timestamp("2020-12-31")], "value": [95.0], "source": ["a"]})
    held = pd.DataFrame({"year": [2021], "value": [51.0], "source": ["b"]})
    tested = debt.claim_by_year(output, held, 90, 50).set_index("year")
    assert tested["near"].to_dict() == {2020: "yes", 2021: "open"}
    assert tested["more"].to_dict() == {2020: "open", 2021: "yes"}


def test_the_highest_of_rival_figures_decides():
    output = pd.DataFrame(
        {"date": pd.to_datetime(["2020-12-31"] * 2), "value": [82.0, 105.0], "source": ["a", "b"]}
    )
    row = debt.claim_by_year(output, pd.DataFrame({"year": [], "value": [], "source": []}), 90, 50).iloc[0]
    assert (row["low"], row["high"], row["figures"], row["near"]) == (82, 105, 2, "yes")


def test_trade_without_a_partner_is_empty_and_not_zero():
    rows = package.load("trade_partners")
    assert economy.trade_with(rows, "XYZ", countries.WB6).empty


def test_balance_is_exports_less_imports(page):
    values = page.trade()
    assert ((values["exports"] - values["imports"] - values["balance"]).abs() < 1e-6).all()


# editions


@pytest.mark.parametrize("as_of", EDITIONS)
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_survives_the_edition_and_tells_nothing_later(as_of, name):
    spec = getattr(chapter(as_of), name)().to_dict()
    meta = spec["usermeta"]["wb6"]
    assert meta["title"]
    assert meta["subtitle"]
    assert meta["alt"]
    data = [row for rows in spec.get("datasets", {}).values() for row in rows]
    for row in data:
        assert str(row.get("date", ""))[:10] <= as_of
        assert int(row.get("year") or 0) <= int(as_of[:4])
    told = BASE_YEAR.sub("", f"{meta['title']} {meta['subtitle']} {meta['alt']}")
    assert all(int(year) <= int(as_of[:4]) for year in re.findall(r"\b(?:19|20)\d\d\b", told)), told


@pytest.mark.parametrize("as_of", EDITIONS)
@pytest.mark.parametrize("name", [name for name in TABLES if name not in AHEAD])
def test_a_table_survives_the_edition_and_tells_nothing_later(as_of, name):
    made = getattr(chapter(as_of), name)()
    assert isinstance(made, Table)
    words = BASE_YEAR.sub(
        "", " ".join([made.title, made.subtitle, *(cell for row in made.rows for cell in row)])
    )
    words = re.sub(r"to July 2028", "", words) if as_of >= "2025-04-17" else words
    assert all(int(year) <= int(as_of[:4]) for year in re.findall(r"\b(?:19|20)\d\d\b", words)), words


@pytest.mark.parametrize("as_of", EDITIONS)
def test_facts_and_card_are_not_dated_after_the_edition(as_of):
    page = chapter(as_of)
    assert isinstance(page.at_a_glance(), Card)
    for fact in page.facts().values():
        assert fact.day <= as_of, fact


def test_every_known_fact_names_its_table_and_its_sources(page):
    known = set(package.load("sources")["key"])
    for name, fact in page.facts().items():
        assert fact.known, name
        assert fact.name == name
        assert fact.table in package.table_names()
        assert fact.sources, name
        assert set(fact.sources) <= known, name


def test_nothing_is_known_before_the_first_loan():
    assert not any(fact.known for fact in chapter("1998-12-31").facts().values())


def test_the_swap_of_2021_is_unknown_in_2020():
    events = chapter("2020-12-31").loan_events()
    assert not any("hedge" in cell for row in events.rows for cell in row)


def test_an_unknown_country_is_refused():
    with pytest.raises(UsageError, match="unknown country"):
        ChinaChapter(NOW, 1999, ["XXX"])


# the page


@pytest.mark.parametrize("name", FIGURES)
def test_colours_are_those_of_the_theme(page, name):
    allowed = {colour.light.lower() for colour in theme.palette()}
    spec = json.dumps(getattr(page, name)().to_dict())
    assert {colour.lower() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", spec)} <= allowed


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_names_its_sources_and_the_columns_of_its_data(page, name):
    spec = getattr(page, name)().to_dict()
    meta = spec["usermeta"]["wb6"]
    assert meta["sources"]
    assert set(meta["sources"]) <= set(package.load("sources")["key"])
    assert meta["columns"]


def test_the_thresholds_of_the_claim_are_told_in_its_table(page):
    assert f"{montenegro_loan.NEAR:.0f} percent" in page.claim_table().subtitle


@pytest.mark.parametrize("module", [base, trade, china])
def test_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0
