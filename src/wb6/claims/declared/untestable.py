"""Claims that no data decide, each with the reason."""

from wb6.claims.declaration import Untestable

REASONS = {
    "S0-NAT-03": "A choice of method by the author; it frames the reading and is neither right nor wrong by data.",
    "S0-NAT-07": "A legal judgement and a motive; the steps of the status process are claims of their own.",
    "S0-REG-06": "Reputation and bargaining weight of small states have no agreed measure.",
    "S0-REG-14": "Who designed a campaign and who only carried it out is not recorded in any source on file.",
    "S0-RUS-09": "A motive ascribed to an alliance; its own documents state other reasons, and neither can be measured.",
    "S0-RUS-10": "How often a phrase is used would need a collection of regional media over fifteen years.",
    "S0-RUS-22": "A forecast under a condition that has not come about, without a date.",
    "S0-SRB-03": "A legal and political label; this book uses a neutral term and shows who uses which.",
    "S0-USA-02": "A judgement on the intention of a government.",
    "S0-USA-04": "An aim ascribed to a government; how each accession was decided is shown in the country chapters.",
    "S0-USA-07": "The frame of the text; geopolitical pressure is not defined in a way that could be measured.",
    "S0-XKX-07": "An opinion that the text reports; it names a design that no document on file states.",
    "S1-RUS-01": "An interpretation; dates of crises and of Russian steps can stand side by side but show no opening.",
    "S3-NAT-10": "A warning about what rivals will do, without a date or a measure.",
    "S4-BIH-06": "A recommendation; the size of both missions by year stands in the chapter on KFOR.",
    "S4-NAT-01": "A recommendation; what was done can be counted, not whether it should be.",
    "S4-NAT-02": "A recommendation with a promised effect that has not been tried as described.",
    "S4-REG-01": "The frame of the text, which sets two ideas against one another.",
    "S4-REG-05": "A recommendation on what a state should be.",
    "S4-RUS-07": "A forecast under a condition that has not come about.",
    "S4-RUS-08": "A historical judgement over two centuries and several states.",
    "S4-XKX-01": "A recommendation; that pressure exists does not show whether it is right.",
    "S4-XKX-03": "A reading of motives in history; opinion on recognition is polled, its causes are not.",
    "S4-XKX-09": "An opinion on what a government should do.",
}

TESTS = tuple(Untestable(claim_id, because) for claim_id, because in REASONS.items())
