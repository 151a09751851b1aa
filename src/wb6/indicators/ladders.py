"""The classes that the steps toward NATO and the EU belong to: each rung, lowest first, with its class."""

NATO_CLASSES = {
    "pfp_joined": "Partner",
    "ipap": "Partner",
    "map_offered": "Partner",
    "map": "In the membership plan or invited",
    "map_activated": "In the membership plan or invited",
    "invitation": "In the membership plan or invited",
    "protocol_signed": "In the membership plan or invited",
    "member": "Member",
}
EU_CLASSES = {
    "saa_signed": "Association agreement or application",
    "application": "Association agreement or application",
    "candidate": "Candidate",
    "negotiations_decision": "Candidate",
    "negotiations_opened": "In accession talks",
    "accession": "Member",
}
CLASSES = {"nato_milestones": NATO_CLASSES, "eu_milestones": EU_CLASSES}
