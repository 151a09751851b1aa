"""Two states of a table: which rows came, went or changed, field by field."""

from wb6.data import diff

KEY = ["iso3", "year"]


def table(text):
    return diff.of_text(text.encode(), "table")


BEFORE = table("iso3,year,value,note\nALB,2020,1.0,\nALB,2021,2.50,kept\nSRB,2020,3,gone\n")
AFTER = table("iso3,year,value,note\nALB,2020,1,\nALB,2021,2.6,kept\nXKX,2020,4,NA\n")


def test_rows_are_told_field_by_field_in_the_order_of_their_key():
    assert diff.rows(BEFORE, AFTER, KEY).to_numpy().tolist() == [
        ["changed", "ALB", "2021", "value", "2.50", "2.6"],
        ["removed", "SRB", "2020", "value", "3", ""],
        ["removed", "SRB", "2020", "note", "gone", ""],
        ["added", "XKX", "2020", "value", "", "4"],
        ["added", "XKX", "2020", "note", "", "NA"],
    ]


def test_one_number_written_in_two_ways_is_no_change():
    assert diff.rows(BEFORE.head(1), AFTER.head(1), KEY).empty


def test_rows_are_counted_once_whatever_fields_they_have():
    assert diff.counts(diff.rows(BEFORE, AFTER, KEY), KEY) == {"added": 1, "changed": 1, "removed": 1}
    assert diff.counts(diff.rows(BEFORE, BEFORE, KEY), KEY) == {"added": 0, "changed": 0, "removed": 0}


def test_a_column_that_only_one_state_has_is_told():
    after = BEFORE.assign(status="actual")
    changes = diff.rows(BEFORE, after, KEY)
    assert set(changes["field"]) == {"status"}
    assert set(changes["change"]) == {"changed"}
    assert diff.rows(after, BEFORE, KEY)["new"].tolist() == ["", "", ""]


def test_an_empty_table_differs_in_all_rows():
    assert set(diff.rows(BEFORE.head(0), BEFORE, KEY)["change"]) == {"added"}
    assert set(diff.rows(BEFORE, BEFORE.head(0), KEY)["change"]) == {"removed"}
