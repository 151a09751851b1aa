"""How many claims of the source texts name China."""

from wb6.data.facts import Fact
from wb6.sections import china_outlook
from wb6.sections.china_page import ChinaPage
from wb6.sections.declared import declares
from wb6.sections.written import Basis


@declares("claims", "claims_count")
def _claims_count(page: ChinaPage) -> dict[str, Fact]:
    claims = china_outlook.claims_on_china(page)
    if claims.empty:
        return {}
    note = Basis("claims", claims["date"].max(), claims["seed_source"], str(claims["date"].max().year))
    return {"claims_count": note.count("Claims that name China", len(claims))}
