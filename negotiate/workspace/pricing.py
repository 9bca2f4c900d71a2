"""A figure of the language given a price: its cost term is written."""

from negotiate.costing.bind import Proposal, append_term
from negotiate.workspace.costs import FOLDER, Costs
from negotiate.workspace.proposed import terms_file
from negotiate.workspace.teamdata import save


def write_term(costs: Costs, proposal: Proposal, term_id: str, item: str = "") -> str:
    """Writes a term of which nothing is missing, beside an item's proposal where one is given; its file.

    Raises :class:`BadInput` where the model could not be read with it.
    """
    workspace = costs.workspace
    path = terms_file(workspace.find(item)) if item else f"{FOLDER}/terms.yaml"
    after = append_term(workspace.data_file(path) or "terms: []\n", proposal.yaml, path)
    costs.check(path, after)
    save(workspace, path, after, f"cost term {term_id}")
    return path
