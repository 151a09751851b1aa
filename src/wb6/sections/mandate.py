"""Mandate: the texts on which KFOR stands, and what was added later."""

import pandas as pd

from wb6.data import words
from wb6.figures.tables import Caption, Table, table, text_columns
from wb6.sections.kfor_page import KforPage

# Steps of the legal chain: (table, identifier, kind of step, what it settles). Texts of steps and dates
# come from the rows; where the last part is empty, so does the content.
CHAIN = (
    ("agreements", "1999-06-military-technical-agreement-kumanovo", "Agreement", ""),
    ("agreements", "1999-06-un-security-council-resolution-1244", "Mandate", ""),
    (
        "security_incidents",
        "xkx-1999-06-12-kfor-troops-enter-kosovo-under-security",
        "Deployment",
        "Begins the presence that the two texts provide for",
    ),
    ("agreements", "1999-06-agreed-points-on-russian-participation-in-kfor", "Agreement", ""),
    ("agreements", "1999-06-undertaking-of-demilitarisation-by-the-kla", "Undertaking", ""),
    (
        "security_incidents",
        "srb-2001-03-14-phased-return-of-yugoslav-forces-into-the",
        "Change",
        "Opens the buffer zone of the Military Technical Agreement to Yugoslav forces, sector by sector",
    ),
    (
        "security_incidents",
        "xkx-2003-07-02-russian-contingent-leaves-kfor",
        "Change",
        "Ends what the Agreed Points of Helsinki had settled",
    ),
    (
        "ksf_milestones",
        "ksf-2008-06-nato-agrees-to-help-stand-down-the",
        "New task",
        "Adds to the tasks, under the same mandate",
    ),
    (
        "security_incidents",
        "xkx-2009-06-11-nato-ministers-decide-a-phased-cut-of-kfor",
        "Posture",
        "A smaller force that is to deter rather than to be everywhere",
    ),
    (
        "claim_documents",
        "S0-XKX-04-2",
        "Court opinion",
        "Advisory; leaves the mandate of KFOR as it was",
    ),
    (
        "claim_documents",
        "S0-XKX-06-1",
        "Statement",
        "Ties KFOR to the agreement of Brussels, within its mandate",
    ),
    (
        "ksf_milestones",
        "ksf-2013-07-north-atlantic-council-declares-the-ksf",
        "Task done",
        "Closes the building of the force; advice goes on",
    ),
    ("claim_documents", "S3-KFR-04-1", "Statement", "The task in the words that KFOR uses of itself"),
    (
        "recent_events",
        "wb6-2024-07-10-nato-s-washington-summit-declaration-names",
        "Statement",
        "The force stays, with the mandate that it has",
    ),
    (
        "recent_events",
        "xkx-2026-06-12-nato-announces-a-phased-conditions-based-cut",
        "Posture",
        "Size of the cut not given",
    ),
)
TEXTS = {
    "agreements": "title",
    "security_incidents": "title",
    "ksf_milestones": "milestone",
    "claim_documents": "fact",
    "recent_events": "title",
}


def legal_chain(page: KforPage) -> Table:
    """Agreements, resolutions, tasks and decisions on KFOR by date."""
    rows = [
        {
            "date": row["date"],
            "when": row["when"],
            "kind": kind,
            "step": row[TEXTS[name]],
            "content": content or row["description"],
            "source": row["source"],
        }
        for name, identifier, kind, content in CHAIN
        for row in words.dated_acts(page.table(name).query("id == @identifier")).to_dict("records")
    ]
    chain = pd.DataFrame(rows, columns=["date", "when", "kind", "step", "content", "source"])
    chain = chain.sort_values("date", kind="stable")
    return table(
        chain,
        text_columns(when="Date", kind="Kind", step="Step", content="What it settles"),
        Caption(
            name="legal-chain",
            title=f"The mandate in {words.times(len(chain), 'step')}: an agreement and a resolution carry it to this day",
            subtitle="Agreements, resolutions, decisions and statements on KFOR by date, in our words",
        ),
    )
