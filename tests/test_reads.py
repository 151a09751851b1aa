"""What was read of the data is noted where it is asked for, also of what is still known from before."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from conftest import NOW
from wb6.claims import judge
from wb6.data import countries, package, reads
from wb6.data.edition import Edition
from wb6.indicators.catalogue import indicator


def read(make) -> set[str]:
    """Files that `make` reads."""
    return set(reads.recorded(make)[1])


@pytest.mark.parametrize(
    ("make", "files"),
    [
        (lambda: Edition(NOW).table("polls"), {"polls.csv", "corrections.csv"}),
        (lambda: package.published("polls"), {"polls.csv"}),
        (lambda: package.table("polls"), {"polls.csv"}),
        (lambda: package.shapes("balkans"), {"geo/balkans.json"}),
        (lambda: countries.name("SRB"), {"countries.csv"}),
        (lambda: indicator("milex_share"), {"indicators_catalogue.csv"}),
        (
            lambda: indicator("milex_share").series(Edition(NOW)),
            {"indicators_catalogue.csv", "indicators.csv", "corrections.csv"},
        ),
    ],
)
def test_files_are_noted_each_time_that_they_are_asked_for(make, files):
    first, again = read(make), read(make)
    assert first == again
    assert files <= first


def unchanged(table):
    """A measure that gives its table."""
    return table


def test_what_is_computed_once_is_noted_by_everyone_who_asks():
    measured = partial(Edition(NOW).measured, unchanged, "polls")
    assert read(measured) == read(measured) == {"polls.csv", "corrections.csv", "sources.csv"}


def test_a_claim_judged_before_is_noted_with_the_tables_and_the_ledger_that_it_rests_on():
    judged = partial(judge._judged, package.state(), NOW, "S3-MNE-02", "2019-01-01")
    first, again = read(judged), read(judged)
    assert first == again
    assert {"claims", "claims.schema.json", "debt_by_creditor.csv", "sources.csv"} <= first


def test_records_lie_within_each_other_and_may_be_interrupted():
    def outer():
        reads.note("a.csv")
        with reads.unnoted():
            reads.note("b.csv")
        return read(lambda: reads.note("c.csv"))

    inner, files = reads.recorded(outer)
    assert (inner, files) == ({"c.csv"}, {"a.csv", "c.csv"})


def test_a_thread_records_what_it_read_itself():
    begun, done = threading.Barrier(2), threading.Barrier(2)

    def own(name):
        begun.wait()
        reads.note(name)
        done.wait()

    with ThreadPoolExecutor(2) as threads:
        found = threads.map(lambda name: reads.recorded(lambda: own(name))[1], ["a.csv", "b.csv"])
    assert list(found) == [{"a.csv"}, {"b.csv"}]


IMPORTS = """
from importlib import import_module
from pkgutil import walk_packages

import wb6
from wb6.data import reads

reads.watch()
reads.begin()
for module in walk_packages(wb6.__path__, "wb6."):
    if module.name.split(".")[1] in ("data", "measures", "indicators", "claims", "figures", "sections", "chapters"):
        import_module(module.name)
print(reads.so_far())
"""


@pytest.mark.slow
def test_no_module_reads_data_when_it_is_imported():
    done = subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
