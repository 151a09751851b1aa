"""The region chapter: facts about the real data, and every section in five editions."""

import json
from functools import cache

import pandas as pd
import pytest

from conftest import EDITIONS, NOW, Kept
from wb6.chapters.country import CountryChapter
from wb6.chapters.cover import Cover
from wb6.chapters.region import RegionChapter
from wb6.data import countries, package
from wb6.figures.maps import LINE
from wb6.figures.tables import Table
from wb6.indicators import ladders
from wb6.measures import comparison, enlargement, referendum
from wb6.sections import status

SECTIONS = [
    "at_a_glance",
    "accessions",
    "time_on_the_way",
    "years_until_membership",
    "people_by_status",
    "geostrategic_reading",
    "nato_through_time",
    "nato_now",
    "eu_through_time",
    "heat_map",
    "defence_shares",
    "democracy",
    "eu_alignment",
    "votes_with_powers",
    "opinion_on_nato",
    "values_and_dates",
    "alignment_plane",
    "order_of_the_six",
    "weights",
    "values_in_the_plane",
    "three_bases",
    "counts_by_source",
    "corrections",
    "other_votes",
    "eu_stages",
    "negotiation_chapters",
    "eu_steps",
    "claims_by_text",
    "disagreements",
    "what_to_watch",
    "sources_used",
]


@cache
def region(as_of: str = NOW) -> Kept:
    return Kept(RegionChapter(as_of, 1999, countries.WB6))


@cache
def spec(section: str, as_of: str) -> dict | None:
    """The chart of a section as it is embedded; None for a table."""
    shown = getattr(region(as_of), section)()
    return None if isinstance(shown, Table) else shown.to_dict()


def members(as_of: str) -> set[str]:
    chapter = region(as_of)
    standing = chapter.standing("nato", [chapter.edition.day], chapter.countries)
    return set(standing.loc[standing["status"] == "Member", "iso3"])


@pytest.mark.slow
@pytest.mark.parametrize("as_of", EDITIONS)
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_survives_every_edition(section, as_of):
    chart = spec(section, as_of)
    if chart is None:
        shown = getattr(region(as_of), section)()
        assert all(len(row) == len(shown.columns) for row in shown.rows)
    else:
        assert chart["usermeta"]["wb6"]["alt"]
        assert chart["title"]["subtitle"]


@pytest.mark.slow
@pytest.mark.parametrize("as_of", EDITIONS)
@pytest.mark.parametrize("section", SECTIONS)
def test_no_chart_shows_a_day_after_its_edition(section, as_of):
    for rows in (spec(section, as_of) or {}).get("datasets", {}).values():
        for row in rows:
            for key in ("date", "start", "since"):
                assert (row.get(key) or "") <= as_of
            if "year" in row:
                assert int(row["year"]) <= int(as_of[:4])


@pytest.mark.slow
@pytest.mark.parametrize("as_of", EDITIONS)
def test_no_fact_is_dated_after_its_edition(as_of):
    facts = region(as_of).facts()
    assert all(fact.day <= as_of for fact in facts.values())


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2004-12-31", set()),
        ("2012-12-31", {"ALB"}),
        ("2016-12-31", {"ALB"}),
        ("2020-12-31", {"ALB", "MNE", "MKD"}),
        (NOW, {"ALB", "MNE", "MKD"}),
    ],
)
def test_members_among_the_six_follow_the_edition(as_of, expected):
    assert members(as_of) == expected


def test_the_map_of_2009_shows_albania_and_croatia_inside_and_montenegro_on_its_way():
    day = pd.Timestamp("2009-12-31")
    standing = region().standing("nato", [day], ["ALB", "HRV", "MNE", "SRB", "XKX", "MDA"])
    assert standing.set_index("iso3")["status"].to_dict() == {
        "ALB": "Member",
        "HRV": "Member",
        "MDA": status.UNRECORDED,
        "MNE": "In the membership plan or invited",
        "SRB": "Partner",
        "XKX": status.OUTSIDE["nato"],
    }


def test_croatia_is_in_the_eu_since_2013_and_none_of_the_six_is():
    chapter = region()
    days = [pd.Timestamp("2012-12-31"), pd.Timestamp("2013-12-31")]
    standing = chapter.standing("eu", days, ["HRV", *countries.WB6])
    inside = standing[standing["status"] == "Member"]
    assert inside["iso3"].tolist() == ["HRV"]
    assert inside["day"].tolist() == [days[1]]


def test_north_macedonia_waited_longest_between_partnership_and_membership():
    chapter = region()
    waiting = enlargement.waiting(chapter.steps(), chapter.balkan, chapter.edition.day)
    joined = waiting[waiting["member"]]
    assert joined.iloc[-1]["iso3"] == "MKD"
    assert joined.iloc[-1]["years"] == pytest.approx(24.4, abs=0.05)
    assert set(waiting.loc[~waiting["member"], "iso3"]) == {"BIH", "SRB"}


def test_phases_follow_each_other_without_gap_or_overlap():
    chapter = region()
    spent = enlargement.phases(chapter.steps(), ladders.NATO_CLASSES, chapter.edition.day)
    for _, own in spent.groupby("iso3"):
        assert own["end"].tolist()[:-1] == own["start"].tolist()[1:]
        assert own["end"].iloc[-1] == chapter.edition.day


def test_three_in_ten_people_of_the_six_live_in_a_member():
    fact = region().facts()["people_in_nato"]
    assert fact.value == pytest.approx(29.8, abs=0.1)


def test_the_journal_article_reads_eight_accessions_and_its_years_are_those_of_the_data():
    rows = region().geostrategic_reading().rows
    assert len(rows) == 8
    assert all(joined.endswith(printed) for _, joined, printed, *_ in rows)


def test_the_shares_of_the_referendum_on_three_bases_are_those_of_the_counts():
    facts = region().facts()
    assert facts["vote_yes_valid_seed"].value == pytest.approx(609427 / 647114 * 100, abs=0.01)
    assert facts["vote_yes_cast_seed"].value == pytest.approx(91.46, abs=0.01)
    assert facts["vote_yes_register_seed"].value == pytest.approx(33.74, abs=0.01)
    assert facts["vote_turnout_seed"].value == facts["vote_turnout_printed"].value == 36.89


def test_shares_of_each_base_add_up_to_all_votes():
    counted = referendum.counts(region().table("referendums"), "MKD", "eu_nato_with_prespa")
    shares = referendum.shares(counted.dropna())
    assert shares.groupby(["source", "base"])["value"].sum().tolist() == pytest.approx([100] * 6, abs=0.02)


def test_the_fuller_of_two_counts_is_shown():
    counted = referendum.counts(region().table("referendums"), "MKD", "eu_nato_with_prespa")
    assert referendum.fullest(counted)["total_votes"].tolist() == [666743]


def test_levels_run_from_lowest_to_highest_and_need_a_difference():
    values = pd.DataFrame({"iso3": ["ALB", "BIH", "SRB"], "value": [1.0, 2.0, 3.0]})
    assert comparison.levels(values)["level"].tolist() == [0, 2, 4]
    assert comparison.levels(values.assign(value=5.0))["level"].tolist() == [2, 2, 2]


def test_a_measure_parts_countries_if_all_inside_stand_on_one_side_of_all_others():
    values = pd.DataFrame({"iso3": ["ALB", "MNE", "SRB", "XKX"], "value": [3.0, 4.0, 1.0, 2.0]})
    assert comparison.parted(values, {"ALB", "MNE"})
    assert comparison.parted(values.assign(value=-values["value"]), {"ALB", "MNE"})
    assert not comparison.parted(values, {"ALB", "SRB"})
    assert not comparison.parted(values.assign(value=1.0), {"ALB", "MNE"})
    assert not comparison.parted(values, set())


def test_each_row_of_the_heat_map_is_of_one_year_and_members_stand_first():
    cells = region().heat_map().frame
    assert cells.groupby("indicator")["year"].nunique().eq(1).all()
    assert cells["country"].drop_duplicates().tolist()[:3] == ["Albania", "Montenegro", "North Macedonia"]
    facts = region().facts()
    assert 0 < facts["compared_parted"].value < facts["compared_ends"].value < facts["compared"].value


def test_the_text_of_disagreements_names_no_source_by_its_number():
    rows = region().disagreements().rows
    assert len(rows) == 15
    assert not any(f" 00{number} " in f" {row[1]} " for row in rows for number in range(5))
    assert any("2000s" in row[1] for row in rows)


@pytest.mark.parametrize("name", ["balkans", "balkans-small"])
def test_shapes_are_small_and_carry_the_codes_of_the_book(name):
    path = package.data_dir() / package.resource(name)["path"]
    assert path.stat().st_size < 60_000
    shapes = package.shapes(name)
    codes = [shape["id"] for shape in shapes]
    assert codes == sorted(codes)
    assert set(countries.WB6) < set(codes)
    known = set(package.published("countries")["iso3"])
    assert set(codes) - {LINE} <= known
    assert json.dumps(shapes).count("geometry") == len(shapes)


def test_map_shapes_are_no_table():
    assert not {"balkans", "balkans-small"} & set(package.table_names())


def test_neighbours_share_their_border_in_the_shapes():
    by_code = {shape["id"]: shape["geometry"]["coordinates"] for shape in package.shapes("balkans")}
    kosovo, serbia = ({tuple(point) for ring in by_code[code] for point in ring} for code in ("XKX", "SRB"))
    assert {tuple(point) for point in by_code[LINE]} <= kosovo & serbia


def test_the_cover_shows_charts_of_the_chapters_and_says_what_their_own_pages_say():
    cover, serbia = Cover(NOW, 1999, countries.WB6), CountryChapter("SRB", NOW, 1999, [])
    assert cover.arms_of_serbia().to_dict()["title"] == serbia.arms_by_year().to_dict()["title"]
    for section in ("recognition_of_kosovo", "killed_beside_size", "verdicts_by_text"):
        assert getattr(cover, section)().to_dict()["usermeta"]["wb6"]["alt"]


def test_what_changed_is_counted_from_the_edition_before():
    facts = Cover(NOW, 1999, countries.WB6).facts()
    rows = package.published("recent_events")
    assert facts["edition_before"].text == "30 June 2026"
    assert facts["events_since"].value == int((rows["date"] > "2026-06-30").sum())
    assert facts["errata_rows"].value == len(package.published("errata"))
    assert (
        0 < facts["verdicts_moved_rule"].value <= facts["verdicts_moved"].value < facts["claims_total"].value
    )


def test_the_first_edition_has_none_before_it():
    facts = Cover("2026-06-30", 1999, countries.WB6).facts()
    assert not facts["edition_before"].known
    assert not facts["events_since"].known
