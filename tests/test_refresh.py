"""Newer data: each publisher's answers become our rows, and whatever goes wrong leaves the data as they were."""

import base64
import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from unittest.mock import patch

import openpyxl
import pandas as pd
import pytest
from refresh_fixtures import DAY, RESPONSES, Answer, adapter_to, cut, serving

from wb6 import cli
from wb6.data import diff, folders, package
from wb6.data.checks import check_package
from wb6.errors import UsageError
from wb6.pipeline.lock import only_one
from wb6.pipeline.project import Project
from wb6.refresh import bibliography, catalogue, client, merge, store
from wb6.refresh.command import Options, refresh_sources
from wb6.refresh.publisher import Citation
from wb6.refresh.run import MAX_CHANGE, prepare

NAMES = list(catalogue.PLACES)


@pytest.fixture(scope="module")
def small_package(tmp_path_factory):
    return cut(folders.PROJECT / "data", tmp_path_factory.mktemp("cut") / "data")


@pytest.fixture
def data(small_package, tmp_path, monkeypatch):
    """A small data package of this test's own, which the code reads."""
    copy = shutil.copytree(small_package, tmp_path / "book" / "data")
    monkeypatch.setenv("WB6_DATA", str(copy))
    monkeypatch.setattr(folders, "PROJECT", copy.parent)
    return copy


@pytest.fixture
def work(data):
    return Project().build / "refresh"


@pytest.fixture
def site(monkeypatch):
    """All publishers, on this machine."""
    with serving() as running:
        monkeypatch.setattr(client, "_Patient", adapter_to(running))
        monkeypatch.setattr(client, "TRIES", 2)
        monkeypatch.setattr(client, "PAUSE", 0)
        yield running


@pytest.fixture
def wb6(capsys, data):
    """Call `wb6 refresh`; returns exit code, output, lines of errors."""

    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            cli.main(["refresh", *arguments])
        out, err = capsys.readouterr()
        return ended.value.code or 0, out, err.splitlines()

    return call


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def changes_of(name, data, work):
    """What a publisher's recorded answers change, as one frame a table; whether it is sound is not looked at."""
    (publisher,) = catalogue.publishers([name])
    with patch("wb6.refresh.run._problems", return_value=""):
        refresh = prepare(publisher, client.Client(work / "http" / name), data, work)
    return {comparison.table: comparison for comparison in refresh.comparisons}


def cells(comparison, *fields):
    """Changes of some fields as plain tuples."""
    found = comparison.changes[comparison.changes["field"].isin(fields)]
    return [tuple(row) for row in found.drop(columns="field").itertuples(index=False)]


def test_world_bank_rows_are_those_of_the_table_but_for_what_is_new(site, data, work):
    changes = changes_of("worldbank", data, work)["indicators"]
    assert changes.counts == {"added": 2, "changed": 1, "removed": 1}
    assert cells(changes, "value") == [
        ("added", "ALB", "2025", "BX.KLT.DINV.CD.WD", "", "1800000000"),
        ("added", "ALB", "2025", "FDI_PCT_GDP", "", "5.8939"),
        ("removed", "BIH", "2020", "FP.CPI.TOTL.ZG", "-1.0513", ""),
        ("changed", "SRB", "2024", "SP.POP.TOTL", "6586476", "6586477"),
    ]


def test_figures_of_the_table_stay_as_they_are_written_when_they_come_again():
    from wb6.refresh.publisher import number
    from wb6.refresh.worldbank import _digits

    table = diff.read_text(folders.PROJECT / "data" / "indicators.csv")
    table = table[table["source"].str.startswith("worldbank_")]
    again = [
        number(float(value), _digits(code, float(value)))
        for code, value in zip(table["indicator"], table["value"], strict=True)
    ]
    assert diff.same(table["value"], pd.Series(again, index=table.index)).all()


def test_governance_rows_are_those_of_the_table_but_for_what_is_new(site, data, work):
    assert cells(changes_of("worldbank-wgi", data, work)["indicators"], "value") == [
        ("added", "SRB", "2023", "CC.EST", "", "-0.4567")
    ]


def test_sipri_rows_are_those_of_the_table_but_for_what_is_new(site, data, work):
    changes = changes_of("sipri", data, work)["indicators"]
    assert changes.changes[["change", "iso3", "year", "field", "new"]].to_numpy().tolist() == [
        ["changed", "MKD", "2024", "value", "1.81"]
    ]


def test_nato_rows_are_those_of_the_table_of_the_same_edition(site, data, work):
    changes = changes_of("nato", data, work)["defence_reports"].changes
    allies = changes[~changes["iso3"].str.startswith("NATO")]
    known = allies[allies["indicator"].isin(["NATO_DEFEXP_PCT_GDP", "NATO_DEFEXP_USD_CONST2021"])]
    assert set(known["year"]) == {str(year) for year in range(2014, 2023)}
    assert set(known["change"]) == {"removed"}
    assert set(changes["edition"]) == {"2025-08"}
    assert set(changes.loc[changes["field"] == "source", "new"]) <= {"nato_defexp_2025_08", ""}


def test_nato_estimates_and_thousands_are_read(site, data, work):
    added = changes_of("nato", data, work)["defence_reports"].changes.query("change == 'added'")
    row = added[(added["iso3"] == "ALB") & (added["indicator"] == "NATO_MILITARY_PERSONNEL")]
    said = row.pivot(index="year", columns="field", values="new")
    assert said.loc["2018", ["value", "status"]].tolist() == ["6848", "actual"]
    assert said.loc["2019", "status"] == "estimate"


def test_vdem_rows_are_those_of_the_table_under_the_key_of_their_release(site, data, work):
    changes = changes_of("owid", data, work)["democracy"]
    assert cells(changes, "value") == [
        ("added", "MNE", "2025", "VDEM_LIBDEM", "", "0.451"),
        ("added", "MNE", "2025", "VDEM_POLYARCHY", "", "0.451"),
    ]
    sources = changes.changes.query("field == 'source' and change == 'changed'")
    assert set(sources["iso3"]) == {"ALB", "BIH", "MKD", "MNE", "SRB", "XKX"}
    assert set(sources["new"]) == {"vdem_v16"}


def test_ideal_points_are_those_of_the_table_but_for_what_is_new(site, data, work):
    changes = changes_of("un-dataverse", data, work)["ideal_points"]
    assert cells(changes, "ideal_point", "ci90_low", "ci90_high", "n_votes", "note") == [
        ("added", "USA", "2025", "", "2.91"),
        ("added", "USA", "2025", "", "2.55"),
        ("added", "USA", "2025", "", "3.3"),
        ("added", "USA", "2025", "", "12"),
        ("added", "USA", "2025", "", "few votes"),
    ]


def test_ideal_points_of_two_editions_are_never_joined(site, data, work):
    changes = changes_of("un-dataverse", data, work)["ideal_points"]
    assert {new for *_, new in cells(changes, "ideal_point_all", "n_votes_all")} == {""}


def test_votes_in_the_general_assembly_are_those_of_the_table_on_ukraine():
    from wb6.refresh.un_library import _read, _votes

    path = RESPONSES / "un-library" / "2026_02_06_ga_voting.csv"
    read = _votes(_read(path, path.name)).set_index(["resolution", "iso3"])["vote"]
    known = diff.read_text(folders.PROJECT / "data" / "un_ukraine_votes.csv")
    known = known[known["iso3"].isin(["ALB", "BIH", "MKD", "MNE", "SRB"]) & (known["vote"] != "absent")]
    known = known.set_index(["resolution", "iso3"])["vote"]
    both = read.index.intersection(known.index)
    assert len(both) >= 12
    assert (read[both] == known[both]).all()


def test_votes_are_counted_and_compared_by_year(site, data, work):
    changes = changes_of("un-library", data, work)
    counts = changes["un_vote_counts"].changes
    assert counts.query("iso3 == 'BIH' and field == 'n_votes'")["new"].tolist()[-1] == "3"
    agreement = changes["un_agreement"].changes.query("iso3 == 'BIH' and year == '2025'")
    said = agreement.pivot(index="power_iso3", columns="field", values="new")
    # Four texts: BIH Y, Y, N on those made up to count with, and its vote on ES-11/7.
    assert said.loc["USA", ["n_same", "n_partial", "n_opposite"]].astype(int).sum() == int(
        said.loc["USA", "n_votes"]
    )
    assert set(said["note"]) == {"adopted resolutions only, no paragraph votes"}
    assert set(said["roll_calls"]) == {"adopted"}


def test_agreement_is_added_only_where_all_roll_calls_are_not_known(site, data, work):
    added = changes_of("un-library", data, work)["un_agreement"].changes
    assert set(added["change"]) == {"added"}
    assert set(added["year"]) == {"2022", "2025"}


def test_holes_in_the_votes_on_ukraine_are_filled_and_no_row_of_a_person_is_touched(site, data, work):
    changes = changes_of("un-library", data, work)["un_ukraine_votes"].changes
    assert set(changes["change"]) == {"added"}
    added = changes.pivot(index=["resolution_id", "iso3"], columns="field", values="new")
    table = diff.read_text(data / "un_ukraine_votes.csv")
    assert not added.index.isin(pd.MultiIndex.from_frame(table[["resolution_id", "iso3"]])).any()
    assert added.loc[("es-11-4", "USA"), ["vote", "total_yes", "basis"]].tolist() == [
        "yes",
        "143",
        "roll_call",
    ]


def test_a_text_on_ukraine_without_a_symbol_is_found_by_its_day_and_totals():
    from wb6.refresh.un_library import _on_ukraine

    table = diff.read_text(folders.PROJECT / "data" / "un_ukraine_votes.csv")
    cast = [
        ["SRB", "A/RES/1", "2024-12-17", "Y", "81", "14", "80"],
        ["SRB", "A/RES/2", "2024-12-17", "N", "1", "2", "3"],
    ]
    columns = ["iso3", "resolution", "date", "ms_vote", "total_yes", "total_no", "total_abstentions"]
    found = _on_ukraine(pd.DataFrame(cast, columns=columns), table)
    assert found[["resolution_id", "resolution", "vote", "total_yes"]].to_numpy().tolist() == [
        ["ukraine-human-rights-2024", "A/RES/1", "yes", "81"]
    ]
    twice = pd.DataFrame([cast[0], [*cast[0][:1], "A/RES/3", *cast[0][2:]]], columns=columns)
    assert _on_ukraine(twice, table).empty


def test_votes_of_a_year_that_is_not_over_are_not_counted(site, data, work):
    def a_vote_of_the_year_of_the_file(answer):
        answer.content = answer.content.replace(b"2025-12-01", b"2026-01-15")
        return answer

    site.spoiled, site.spoil = DATA_OF["un-library"], a_vote_of_the_year_of_the_file
    changes = changes_of("un-library", data, work)
    for table in ("un_vote_counts", "un_agreement"):
        assert "2026" not in set(changes[table].changes["year"])


def test_the_file_of_the_un_library_may_be_fetched_by_hand(site, wb6, tmp_path):
    name = "2026_02_06_ga_voting.csv"
    shutil.copy(RESPONSES / "un-library" / name, tmp_path / name)
    code, out, err = wb6("un-library", "--file", str(tmp_path / name), "--today", DAY, "--dry-run")
    assert (code, err, site.asked) == (0, [], [])
    assert "un_agreement" in out


def test_public_debt_is_that_of_the_table_without_projections(site, data, work):
    changes = changes_of("imf", data, work)["external_debt"]
    assert changes.counts["removed"] == changes.counts["changed"] == 0
    added = changes.changes.query("field == 'value'")
    assert not (added["iso3"] == "MNE").any()
    assert added["date"].max() == "2018-12-31"
    assert added.query("iso3 == 'XKX'")["new"].tolist() == ["16.9"]


def against(changes, copies):
    """What was delivered beside the rows of the same pairs that were read in copies: value and share of both."""
    key = ["iso3", "partner_iso3", "flow", "date", "basis"]
    added = changes.changes.pivot_table(index=changes.key, columns="field", values="new", aggfunc="first")
    table = diff.read_text(folders.data_dir() / "trade_partners.csv")
    copied = table[table["source"].isin(copies) & (table["date_precision"] == "year")]
    both = added.reset_index().merge(copied, on=key, suffixes=("", "_copied"))
    fields = ["value", "value_copied", "share_pct", "share_pct_copied"]
    return both.assign(**{field: pd.to_numeric(both[field]) for field in fields})


def test_trade_of_kosovo_is_that_of_the_workbook_which_a_person_downloaded(site, data, work):
    changes = changes_of("ask", data, work)["trade_partners"]
    assert set(changes.changes["change"]) == {"added"}
    both = against(changes, ["ask_ks_tab02_2026"])
    assert set(both["date"]) == {"2023-12-31", "2024-12-31"}
    assert {"WLD", "EU27", "WB5", "CEFTA", "SRB", "MNE"} <= set(both["partner_iso3"])
    assert len(both) == 2 * 2 * both["partner_iso3"].nunique()
    assert (both["value"] == both["value_copied"]).all()
    assert (both["share_pct"] == both["share_pct_copied"]).all()


def test_partners_of_kosovo_are_known_by_codes_as_well(site, data, work):
    def with_codes(answer):
        told = json.loads(answer.content)
        category = told["dimension"]["PartnerC"]["category"]
        labels = category["label"].values()
        category["index"] = {label[:2]: place for place, label in enumerate(labels)}
        category["label"] = {label[:2]: label[3:] for label in labels}
        answer.content = json.dumps(told).encode()
        return answer

    site.spoiled, site.spoil = DATA_OF["ask"], with_codes
    both = against(changes_of("ask", data, work)["trade_partners"], ["ask_ks_tab02_2026"])
    assert {"SRB", "MNE", "EU27"} <= set(both["partner_iso3"])
    assert (both["value"] == both["value_copied"]).all()


def test_a_year_that_is_not_over_is_left_out(site, data, wb6):
    assert wb6("ask", "--yes", "--today", "2024-12-30")[0] == 0
    rows = diff.read_text(data / "trade_partners.csv").query("source == 'ask_ks_tab02'")
    assert set(rows["year"]) == {"2023"}


def test_trade_of_the_five_is_that_of_the_imf_but_for_years_in_part(site, data, work):
    changes = changes_of("imf-imts", data, work)["trade_partners"]
    assert set(changes.changes["change"]) == {"added"}
    added = changes.changes.query("field == 'value'")
    assert set(added.loc[added["flow"] == "export", "iso3"]) == {"ALB", "BIH", "MNE"}
    assert set(added.loc[added["flow"] == "import", "iso3"]) == {"ALB", "BIH", "MKD", "MNE", "SRB"}
    both = against(changes, ["imf_imts_2025"])
    pairs = both[~both["partner_iso3"].isin(["WB5"])]  # of the copy with Kosovo
    assert len(pairs) > 30
    assert (pairs["value"] == pairs["value_copied"]).all()
    exports = pairs[pairs["flow"] == "export"]
    assert (exports["share_pct"] - exports["share_pct_copied"]).abs().max() <= 0.01


def test_no_sum_of_partners_is_told_that_a_year_in_part_is_in(site, data, work):
    changes = changes_of("imf-imts", data, work)["trade_partners"].changes
    imports = changes[(changes["flow"] == "import") & (changes["field"] == "value")]
    assert set(imports["partner_iso3"]) == {"CHN", "DEU", "EU27", "RUS", "XKX", "WLD"}
    # Serbia reported eleven months: its sales are in no row and in no sum but those to itself.
    assert set(imports.loc[imports["partner_iso3"] == "WLD", "iso3"]) == {"SRB"}
    shares = changes[(changes["field"] == "share_pct") & (changes["flow"] == "import")]
    assert set(shares.loc[shares["new"] != "", "iso3"]) == {"SRB"}


def test_electricity_is_that_of_the_table_but_for_what_is_new(site, data, work):
    changes = changes_of("ember", data, work)["electricity_mix"]
    assert changes.counts == {"added": 0, "changed": 2, "removed": 0}
    assert cells(changes, "value", "note", "computed", "unit") == [
        ("changed", "SRB", "electricity_solar", "2025", "0.16", "0.17"),
        ("changed", "SRB", "solar_share_electricity", "2025", "0.44", "0.46"),
    ]


def test_the_register_of_arms_is_that_of_the_table_but_for_what_is_new(site, data, work):
    changes = changes_of("sipri-arms", data, work)["arms_transfers"]
    assert changes.counts == {"added": 1, "changed": 0, "removed": 0}
    added = changes.changes.query("change == 'added'").set_index("field")["new"]
    assert added[["weapon", "delivery_year", "number_delivered", "tiv_million", "source"]].tolist() == [
        "CH-95",
        "2025",
        "3",
        "6",
        "sipri_arms_transfers_2026",
    ]
    assert set(changes.changes.query("change == 'added'")["id"]) == {"srb-chn-ch-95-2022"}


def test_the_register_of_arms_may_be_downloaded_by_hand(site, wb6, tmp_path):
    answer = json.loads((RESPONSES / "sipri-arms" / "register.json").read_text(encoding="utf-8"))
    (tmp_path / "register.csv").write_bytes(base64.b64decode(answer["bytes"]))
    code, out, err = wb6("sipri-arms", "--file", str(tmp_path / "register.csv"), "--today", DAY, "--dry-run")
    assert (code, err, site.asked) == (0, [], [])
    assert "arms_transfers: 1 new, 0 changed" in out


def test_a_kind_of_weapon_that_the_table_has_not_had_is_learned(site, data, wb6):
    def with_a_kind_of_its_own(answer):
        text = base64.b64decode(json.loads(answer.content)["bytes"])
        text = text.replace(b"CH-95,armed UAV", b"CH-95,anti-gravity device")
        answer.content = json.dumps({"bytes": base64.b64encode(text).decode()}).encode()
        return answer

    site.spoiled, site.spoil = DATA_OF["sipri-arms"], with_a_kind_of_its_own
    assert wb6("sipri-arms", "--yes")[0] == 0
    assert check_package() == []
    rows = diff.read_text(data / "arms_transfers.csv")
    assert "anti-gravity device" in set(rows["category"])


def test_a_certificate_that_cannot_be_verified_is_told():
    error = client.requests.exceptions.SSLError("certificate verify failed: unable to get local issuer")
    assert client.reason(error) == "its certificate cannot be verified"


def test_russian_gas_is_a_share_of_all_gas_imported_where_both_are_reported(site, data, work):
    changes = changes_of("eurostat", data, work)["energy_dependence"]
    assert cells(changes, "value") == [
        ("added", "BIH", "russia_share_gas_imports", "2022-12-31", "eurostat_nrg_ti_gas", "", "100"),
        ("added", "MKD", "russia_share_gas_imports", "2021-12-31", "eurostat_nrg_ti_gas", "", "100"),
        ("added", "MKD", "russia_share_gas_imports", "2022-12-31", "eurostat_nrg_ti_gas", "", "100"),
        ("added", "SRB", "russia_share_gas_imports", "2021-12-31", "eurostat_nrg_ti_gas", "", "90"),
        ("added", "SRB", "russia_share_gas_imports", "2022-12-31", "eurostat_nrg_ti_gas", "", "92.59"),
        ("added", "SRB", "russia_share_gas_imports", "2023-12-31", "eurostat_nrg_ti_gas", "", "80.75"),
    ]


def test_kosovo_is_found_under_each_of_its_codes(data):
    from wb6.refresh import codes

    written = pd.Series(["XKX", "XK", "XKS", "KSV", "KOS", "UVK", "OWID_KOS", "-99", "Kosovo", "kosovo*"])
    assert set(codes.iso3(written)) == {"XKX"}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_what_a_refresh_writes_is_sound_its_own_and_changes_no_byte_when_it_comes_again(
    name, site, data, wb6
):
    (publisher,) = catalogue.publishers([name])
    before = {table: diff.read_text(data / f"{table}.csv") for table in package.table_names()}
    code, _, err = wb6(name, "--yes")
    assert (code, err) == (0, [])
    assert check_package() == []
    for table, was in before.items():
        now = diff.read_text(data / f"{table}.csv")
        if table in publisher.replaces:
            assert others(publisher, table, was) == others(publisher, table, now)
        elif table == "indicator_definitions":
            assert was.drop(columns="source").equals(now.drop(columns="source"))
        elif table != "sources":
            assert was.equals(now), table
    written = contents(data)
    code, out, _ = wb6(name)
    assert code == 0
    assert "0 new, 0 changed, 0 vanished" in out
    assert contents(data) == written


def others(publisher, table, frame):
    """Lines of a table that are not the publisher's, as they are written; its new source is the newest of its keys."""
    ours = [key for key in frame["source"].unique() if re.fullmatch(OWN_SOURCES[publisher.name], key)]
    mine = (
        frame["source"].isin(ours)
        & pd.concat([publisher.replaces[table](frame, key) for key in ours], axis=1).any(axis=1)
        if ours
        else pd.Series(False, index=frame.index)
    )
    return frame[~mine].to_csv(index=False)


OWN_SOURCES = {
    "ask": "ask_ks_tab02",
    "ember": "owid_ember_.*",
    "eurostat": "eurostat_nrg_ti_gas",
    "imf": "imf_weo_2019_04",
    "imf-imts": "imf_imts",
    "nato": "nato_defexp_2025_08",
    "owid": "vdem_.*",
    "sipri": "sipri_milex_.*",
    "sipri-arms": "sipri_arms_transfers_.*",
    "un-dataverse": "voeten_idealpoints_.*",
    "un-library": "un_library_votes|hzloto_unga_2025",
    "worldbank": "worldbank_wdi_.*",
    "worldbank-wgi": "worldbank_wgi_.*",
}


def test_the_day_of_access_and_the_edition_are_in_the_bibliography(site, data, wb6):
    wb6("worldbank", "--yes")
    entry = re.search(
        r"@misc\{worldbank_wdi_2026_07,.*?\n\}\n", (data / "references.bib").read_text(), re.DOTALL
    )[0]
    assert entry == (
        "@misc{worldbank_wdi_2026_07,\n"
        "  author = {{World Bank}},\n"
        "  title = {{World Development Indicators, state of October 2026}},\n"
        "  year = {2026},\n"
        "  url = {https://data.worldbank.org},\n"
        "  note = {World Bank API, database last updated on 2026-10-15},\n"
        f"  urldate = {{{DAY}}}\n"
        "}\n"
    )
    row = package.published("sources").set_index("key").loc["worldbank_wdi_2026_07"]
    assert row["title"] == "World Development Indicators, state of October 2026"
    assert row["accessed_via"] == "World Bank API, database last updated on 2026-10-15"


def test_a_source_read_from_its_publisher_is_primary_and_one_read_from_another_passes_on(site, data, wb6):
    def graded(key):
        sources = package.table("sources").cells
        row = sources["key"].index(key)
        return sources["grade"][row], sources["passes_on"][row]

    assert graded("worldbank_wdi_2026_07")[0] == "passing_on"
    wb6("worldbank", "--yes")
    assert graded("worldbank_wdi_2026_07") == ("primary", "")
    wb6("owid", "--yes")
    assert graded("vdem_v16") == ("passing_on", "V-Dem data set")


def test_the_definition_of_an_indicator_names_the_source_of_its_rows(site, data, wb6):
    wb6("owid", "--yes")
    sources = package.published("indicator_definitions").set_index("code")["source"]
    assert sources[["VDEM_LIBDEM", "VDEM_LIBDEM_LOW"]].tolist() == ["vdem_v16", "vdem_v15"]


def test_the_day_may_be_given(site, data, wb6):
    wb6("worldbank", "--yes", "--today", "2027-01-02")
    assert "urldate = {2027-01-02}" in (data / "references.bib").read_text(encoding="utf-8")


def test_a_new_edition_gets_an_entry_in_its_place(site, data, wb6):
    wb6("owid", "--yes")
    text = (data / "references.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{([^,]+),", text, re.MULTILINE)
    assert "vdem_v16" in keys
    assert keys == sorted(keys)
    assert "\n\n\n" not in text


def test_a_dry_run_shows_what_would_change_and_writes_nothing(site, data, wb6):
    before = contents(data)
    code, out, err = wb6("worldbank", "--dry-run")
    assert (code, err) == (0, [])
    assert re.search(r"changed.*SRB 2024 SP\.POP\.TOTL.*value.*6586476.*6586477", out)
    assert re.search(r"vanished.*BIH 2020 FP\.CPI\.TOTL\.ZG", out)
    assert "indicators: 2 new, 1 changed, 1 vanished of" in out
    assert contents(data) == before


def test_every_change_is_kept_in_a_file(site, wb6, work):
    wb6("worldbank", "--dry-run")
    kept = diff.read_text(work / "worldbank-indicators.csv")
    assert len(kept.query("field == 'value'")) == 4


def test_text_of_a_publisher_is_shown_as_text():
    from wb6.refresh.report import shown
    from wb6.refresh.run import Comparison

    changes = pd.DataFrame(
        [["changed", "ALB", "value", "1", "[bold]=1+1[/bold]"]],
        columns=["change", "iso3", "field", "old", "new"],
    )
    table = shown(Comparison("t", ["iso3"], changes, 1))
    assert [cell.plain for cell in table.columns[-1]._cells] == ["[bold]=1+1[/bold]"]


def test_more_changes_than_the_set_share_need_a_yes(site, data, wb6):
    before = contents(data)
    code, _, err = wb6("worldbank", "--max-change", "1")
    assert code == 1
    assert err == [
        "wb6: worldbank: touches 2% of its rows, more than 1%; nothing written; read the changes, then add --yes"
    ]
    assert contents(data) == before
    assert wb6("worldbank", "--max-change", "1", "--yes")[0] == 0
    assert contents(data) != before


@pytest.mark.parametrize("share", [float("nan"), float("inf"), -0.1, 1.1])
def test_a_share_that_is_none_switches_no_consent_off(share, site, data, work):
    with pytest.raises(UsageError, match="from 0 to 1"):
        refresh_sources(catalogue.publishers(["worldbank"]), data, work, Options(max_change=share))
    assert site.asked == []


def test_data_that_cannot_be_written_are_told_before_anything_is_asked(site, data, wb6, monkeypatch):
    def refuse(**_):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    code, _, err = wb6("imf", "--yes")
    assert (code, len(err), site.asked) == (2, 1, [])
    assert "cannot be written: Read-only file system" in err[0]


def test_data_on_another_file_system_are_written_too(data, work, monkeypatch):
    replace = store.Path.replace

    def refuse_across(path, target):
        if path.parent.name == "ready":
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(path), None, str(target))
        return replace(path, target)

    work.mkdir(parents=True)
    monkeypatch.setattr(store.Path, "replace", refuse_across)
    store.put_in_place(data, work, {"references.bib": "new"})
    assert (data / "references.bib").read_text() == "new"
    assert not (work / "ready").exists()
    assert not [path for path in data.iterdir() if path.name.startswith(".")]


def test_rows_of_a_publisher_that_had_none_need_a_yes(site, data, wb6):
    code, _, err = wb6("eurostat")
    assert code == 1
    assert f"touches 100% of its rows, more than {MAX_CHANGE:.0%}" in err[0]


def test_an_unknown_source_exits_2_names_the_valid_ones_and_nothing_is_asked(site, data, wb6):
    code, out, err = wb6("worldbank", "atlantis")
    assert (code, out, site.asked) == (2, "", [])
    assert err == [f"wb6: unknown source 'atlantis'; sources are {', '.join(NAMES)}"]
    assert not Project().build.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--today", "soon"],
        ["imf", "--file", __file__],
        *(["--max-change", text] for text in ("101", "-1", "nan", "NaN", "-nan", "inf", "-inf", "1e999", "")),
    ],
)
def test_a_bad_option_exits_2_with_one_line(arguments, site, wb6):
    code, _, err = wb6(*arguments)
    assert (code, len(err), site.asked) == (2, 1, [])


def test_a_refresh_waits_for_no_other_command(site, data, wb6):
    with only_one(Project().work / "build.lock"):
        code, _, err = wb6("imf")
    assert code == 1
    assert "another build is running" in err[0]
    assert site.asked == []


def no_answer_in_time(answer):
    answer.pause = 1
    return answer


def a_web_page(answer):
    return Answer(b"<!DOCTYPE html>\n<html><body>Are you human?</body></html>")


def nothing(answer):
    return Answer(b"")


def busy(status):
    def spoil(answer):
        return Answer(b"slow down", status, {"Retry-After": "0"})

    spoil.__name__ = f"http_{status}"
    return spoil


def a_broken_connection(answer):
    answer.length = len(answer.content)
    answer.content = answer.content[: answer.length * 6 // 10]
    return answer


def a_truncated_file(answer):
    answer.content = answer.content[: len(answer.content) * 6 // 10]
    return answer


def changed_columns(answer):
    """Other names where the publisher's own are: in text, or in the cells of a workbook."""
    if answer.content.startswith(b"PK"):
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        for sheet in book:
            for line in sheet.iter_rows(max_row=8):
                for cell in line:
                    if isinstance(cell.value, str):
                        cell.value = re.sub("Country|prices", "other", cell.value)
        changed = io.BytesIO()
        book.save(changed)
        answer.content = changed.getvalue()
        return answer
    if answer.content.startswith(b'{"bytes"'):
        text = base64.b64decode(json.loads(answer.content)["bytes"])
        answer.content = json.dumps(
            {"bytes": base64.b64encode(text.replace(b"Delivery year,", b"other,")).decode()}
        ).encode()
        return answer
    for name in (
        b"countryiso3code",
        b"__estimate_best",
        b"IdealPointFP",
        b"ms_vote",
        b"partner=",
        b"COUNTRY=",
        b"Import",
        b"coal_electricity",
    ):
        answer.content = answer.content.replace(
            name, b"other" + name[-1:].replace(name[-1:], b"=" if name[-1:] == b"=" else b"")
        )
    return answer


FAILURES = {
    no_answer_in_time: "no answer in time",
    a_web_page: "sent a web page instead of data",
    nothing: "sent nothing",
    busy(429): "answered HTTP 429 after 2 tries",
    busy(503): "answered HTTP 503 after 2 tries",
    busy(404): "answered HTTP 404",
    a_broken_connection: "the answer broke off",
    a_truncated_file: "breaks off|cut off",
    changed_columns: "has no column|have changed|has no header row|has no block",
}
DATA_OF = {
    "ask": r"tab02\.px \{",
    "ember": r"owid-energy-data\.csv",
    "eurostat": "NRG_TI_GAS",
    "imf": "WEO",
    "imf-imts": r"IMTS/ALB\+BIH\+MKD",
    "nato": r"\.xlsx",
    "owid": r"electoral-democracy-index\.csv",
    "sipri": r"\.xlsx",
    "sipri-arms": "trade-register-csv",
    "un-dataverse": "datafile",
    "un-library": r"ga_voting\.csv",
    "worldbank": r"indicator/SP\.POP\.TOTL",
    "worldbank-wgi": r"GOV_WGI_RL\.EST",
}


@pytest.mark.slow
@pytest.mark.parametrize("spoil", FAILURES, ids=lambda function: function.__name__)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_data_leaves_every_byte_and_is_told_in_one_line(name, spoil, site, data, wb6, monkeypatch):
    before = contents(data)
    site.spoiled, site.spoil = DATA_OF[name], spoil
    if spoil is no_answer_in_time:
        monkeypatch.setattr(client, "TIMEOUT", (5, 0.3))
    code, out, err = wb6(name, "--yes")
    assert (code, out, len(err)) == (1, "", 1), (out, err)
    assert err[0].startswith(f"wb6: {name} (")
    assert re.search(FAILURES[spoil], err[0])
    assert err[0].endswith("; the data stay as they were, not refreshed before")
    assert "Traceback" not in err[0]
    assert contents(data) == before


@pytest.mark.parametrize("name", ["nato", "sipri", "un-library"])
def test_a_page_that_links_to_no_file_is_told(name, site, data, wb6):
    site.spoiled, site.spoil = r"4060887$|milex$|commitment$", a_web_page
    code, _, err = wb6(name, "--yes")
    assert code == 1
    assert "links to no" in err[0]


def test_an_error_that_the_world_bank_reports_is_told(site, data, wb6):
    said = b'[{"message":[{"id":"120","key":"Invalid value","value":"The indicator was not found"}]}]'
    site.spoiled, site.spoil = DATA_OF["worldbank"], lambda answer: Answer(said)
    code, _, err = wb6("worldbank", "--yes")
    assert code == 1
    assert "the answer is an error: Invalid value: The indicator was not found; the data stay" in err[0]


def test_an_error_says_when_the_source_was_last_refreshed(site, data, wb6):
    wb6("worldbank", "--yes")
    shutil.rmtree(Project().build / "refresh" / "http")
    site.spoiled, site.spoil = "worldbank", busy(503)
    _, _, err = wb6("worldbank")
    assert err[0].endswith(f"the data stay as they were, last refreshed on {DAY}")


def test_one_source_that_fails_does_not_keep_the_others(site, data, wb6):
    site.spoiled, site.spoil = "WEO", busy(503)
    code, out, err = wb6("imf", "sipri")
    assert (code, len(err)) == (1, 1)
    assert "sipri: indicators: 0 new, 1 changed" in out
    assert "written, accessed on 2026-11-25" in out


def test_values_that_break_a_rule_are_not_written(site, data, wb6):
    before = contents(data)

    def a_share_above_all(answer):
        answer.content = answer.content.replace(b'date": "2024', b'date": "2124')
        return answer

    site.spoiled, site.spoil = DATA_OF["worldbank"], a_share_above_all
    code, _, err = wb6("worldbank", "--yes")
    assert code == 1
    assert "table indicators, row" in err[0]
    assert "'2124' is not allowed (rule: maximum 2026)" in err[0]
    assert contents(data) == before


def test_a_server_that_recovers_is_asked_again(site, data, wb6):
    def busy_once(answer):
        first = len([address for address in site.asked if "WEO" in address]) == 1
        return Answer(b"slow down", 503, {"Retry-After": "0"}) if first else answer

    site.spoiled, site.spoil = "WEO", busy_once
    assert wb6("imf", "--yes")[0] == 0
    assert len(site.asked) == 2


def test_answers_are_kept_for_a_while_and_good_ones_only(site, data, wb6):
    wb6("imf", "--dry-run")
    assert len(site.asked) == 1
    wb6("imf", "--dry-run")
    assert len(site.asked) == 1
    site.spoiled, site.spoil = DATA_OF["owid"], a_truncated_file
    assert wb6("owid", "--dry-run")[0] == 1
    site.spoiled = "nothing"
    assert wb6("owid", "--dry-run")[0] == 0


def test_answers_to_posted_queries_are_kept_for_a_while_too(site, data, wb6):
    for _ in range(2):
        assert wb6("ask", "--dry-run")[0] == 0
        assert len(site.asked) == 2  # the variables of the table, and its cells


@pytest.mark.slow
def test_every_request_says_who_asks(site, wb6, monkeypatch):
    monkeypatch.setattr("wb6.refresh.run._problems", lambda *_: "")
    wb6("--dry-run")
    assert site.agents == {client.USER_AGENT}


def test_an_interruption_while_files_are_written_leaves_the_old_ones(site, data, wb6, monkeypatch):
    before = contents(data)

    def interrupt(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(store.os, "fsync", interrupt)
        code, _, err = wb6("worldbank", "--yes")
    assert (code, err[-1]) == (130, "wb6: interrupted")
    assert contents(data) == before


def test_an_interruption_between_two_files_is_made_good_by_the_next_refresh(site, data, wb6, monkeypatch):
    real, moved = store.Path.replace, []

    def interrupt_after_one(path, target):
        if path.parent.name == "ready":
            moved.append(path.name)
            if len(moved) == 2:
                raise KeyboardInterrupt
        return real(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(store.Path, "replace", interrupt_after_one)
        assert wb6("worldbank", "--yes")[0] == 130
    assert len(moved) == 2
    assert "6586477" not in (data / "indicators.csv").read_text(encoding="utf-8")
    assert wb6("imf", "--dry-run")[0] == 0
    assert check_package() == []
    assert "6586477" in (data / "indicators.csv").read_text(encoding="utf-8")


def test_a_delivered_row_never_takes_the_place_of_another_source():
    before = pd.DataFrame(
        [["ALB", "2020", "1", "press", "note"], ["ALB", "2021", "2.50", "bank", "kept"]],
        columns=["iso3", "year", "value", "source", "note"],
    )
    delivered = pd.DataFrame(
        {"iso3": ["ALB"] * 3, "year": ["2020", "2021", "2022"], "value": ["9", "2.5", "3"]}
    )
    after = merge.merged(before, before["source"] == "bank", delivered, "bank", ["iso3", "year"])
    assert after.to_numpy().tolist() == [
        ["ALB", "2020", "1", "press", "note"],
        ["ALB", "2021", "2.50", "bank", "kept"],
        ["ALB", "2022", "3", "bank", ""],
    ]


def test_a_bibliography_keeps_every_other_byte():
    text = (folders.PROJECT / "data" / "references.bib").read_text(encoding="utf-8")
    citation = Citation(
        "a_b_2030", "A 2030", "A & B", "50% of it", 2030, "https://a.example", "file a_b", "", "open"
    )
    renewed = bibliography.renewed_references(text, citation, DAY)
    entry = (
        "@misc{a_b_2030,\n  author = {{A \\& B}},\n  title = {{50\\% of it}},\n  year = {2030},\n"
        f"  url = {{https://a.example}},\n  note = {{file a\\_b}},\n  urldate = {{{DAY}}}\n}}\n\n"
    )
    assert renewed.replace(entry, "") == text
    assert bibliography.renewed_references(renewed, citation, DAY) == renewed


@pytest.mark.slow
def test_the_build_knows_nothing_of_refreshing():
    code = (
        "import sys, wb6.cli, wb6.pipeline.build, wb6.pipeline.tasks, wb6.pipeline.run, wb6.chapters.country, "
        "wb6.chapters.kfor, wb6.chapters.region, wb6.book.extension\n"
        "print({'sdmx', 'wbgapi', 'requests_cache', 'openpyxl', 'wb6.refresh'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_kernels_are_not_slowed_by_what_refreshing_needs():
    code = "import importlib.util as u; print(u.find_spec('rfc3987_syntax'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "None"
