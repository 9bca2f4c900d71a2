"""What texts cost: the model read from the team's data, the engine asked, the report kept."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from negotiate.agreement.blocks import Agreement, Article
from negotiate.bargaining.parties import FILE
from negotiate.common.identity import Same
from negotiate.common.text import counted, digest
from negotiate.costing.engine import cost, with_method
from negotiate.costing.model import Model, read_model
from negotiate.costing.proposed import with_proposed
from negotiate.costing.ranges import Bands, bands, read_ranges
from negotiate.costing.report import CostReport
from negotiate.costing.staff import CAST_FORWARD
from negotiate.costing.uncosted import not_costed
from negotiate.costing.versions import TextInputs
from negotiate.redline.engine import redline
from negotiate.workspace.proposed import own_files
from negotiate.workspace.received import Text
from negotiate.workspace.texts import pair
from negotiate.workspace.workspace import Workspace

FOLDER = "salary_model"


@dataclass
class Costs:
    """Costs on one workspace by one method. The model and the texts compared with are kept between
    calls."""

    workspace: Workspace
    method: str = CAST_FORWARD

    def __post_init__(self) -> None:
        self._model: tuple[str, Model] | None = None
        self._joined: dict[str, Model] = {}
        self._inputs: dict[tuple[str, str], TextInputs] = {}

    @property
    def model(self) -> Model:
        """The salary model as the team's files say it now."""
        files = {FILE: self.workspace.data_file(FILE) or "", **self.workspace.data_files(FOLDER)}
        key = _key(files)
        if self._model is None or self._model[0] != key:
            self._model = (key, with_method(read_model(files), self.method))
            self._joined.clear()
        return self._model[1]

    def model_for(self, *names: str) -> Model:
        """The salary model with the cost terms that the items of these texts bring."""
        model = self.model
        files = own_files(self.workspace, names)
        key = _key(files)
        if key not in self._joined:
            self._joined[key] = with_proposed(model, files)
        return self._joined[key]

    def check(self, path: str, words: str) -> None:
        """Refuses a file of cost terms, as it would be, that the model could not be read with."""
        files = {FILE: self.workspace.data_file(FILE) or "", **self.workspace.data_files(FOLDER)}
        if path in files or path.startswith(f"{FOLDER}/"):
            read_model({**files, path: words})
        else:
            with_proposed(self.model, {path: words})

    def inputs(self, text: Text) -> TextInputs:
        """A text as the engine reads it; kept for texts on the record."""
        key = (text.name, text.commit)
        found = self._inputs.get(key) if text.commit else None
        if found is None:
            code = code_of(text.agreement)
            found = TextInputs(text.name, text.placed, code, text.commit)
            if text.commit:
                if len(self._inputs) > 64:
                    self._inputs.clear()
                self._inputs[key] = found
        return found

    def report(self, name: str, against: str = "baseline", years: int = 3) -> CostReport:
        """What the text ``name`` costs more than ``against``."""
        old, new = pair(self.workspace, against, name)
        return self.compare(new, old, years)

    def ranges(self, name: str, against: str, years: int, draws: int, seed: int) -> Bands:
        """The cost of a text under the team's ranges of what is not certain."""
        path = f"{FOLDER}/ranges.yaml"
        known = read_ranges(self.workspace.data_file(path) or "", path)
        old, new = pair(self.workspace, against, name)
        model = self.model_for(name, against)
        return bands(self.inputs(new), self.inputs(old), model, known, years, draws, seed)

    def compare(self, new: Text, old: Text, years: int = 3) -> CostReport:
        """What one text costs more than another."""
        model = self.model_for(new.name, old.name)
        changed = not_costed(redline(old.placed, new.placed), self.inputs(new), self.inputs(old), model)
        return cost(self.inputs(new), self.inputs(old), model, years, changed, beside=True)


def code_of(agreement: Agreement) -> str:
    """The digest of an agreement's blocks as they are written, in order."""
    parts = (_coded(Same(article)) for document in agreement.documents for article in document.articles)
    return sha256(b"".join(parts)).hexdigest()


@lru_cache(maxsize=1024)
def _coded(same: Same[Article]) -> bytes:
    """An article's part of the digest: texts of one record share most of their articles."""
    return counted(block.canonical for block in same.one.blocks)


def _key(files: dict[str, str]) -> str:
    return digest(*(f"{path}\n{text}" for path, text in sorted(files.items())))
