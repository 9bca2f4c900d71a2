"""What texts cost: the model read from the team's data, the engine asked, the report kept."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from negotiate.agreement.blocks import Agreement, Article
from negotiate.agreement.citations import place
from negotiate.agreement.narrowing import differing, spans, within
from negotiate.bargaining.parties import FILE
from negotiate.common.identity import Same
from negotiate.common.text import counted, digest
from negotiate.costing.engine import cost, with_method
from negotiate.costing.model import Model, read_model
from negotiate.costing.patches import Patch, patch
from negotiate.costing.proposed import with_proposed
from negotiate.costing.ranges import Bands, bands, read_ranges
from negotiate.costing.report import CostReport
from negotiate.costing.staff import CAST_FORWARD
from negotiate.costing.uncosted import not_costed
from negotiate.costing.versions import Made, TextInputs
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
        before, after = self.inputs(old), self._made(new, old)
        apart = differing(old.agreement, new.agreement)
        found = redline(within(old.agreement, apart), within(new.agreement, apart))
        return cost(after, before, model, years, not_costed(found, after, before, model), beside=True)

    def _made(self, new: Text, old: Text) -> TextInputs:
        """The text as the other one but for the articles that differ: nothing of the rest is read again."""
        known = self._inputs.get((new.name, new.commit))
        if known is not None or new.one_file or old.one_file:
            return known or self.inputs(new)
        apart = patched(old.agreement, new.agreement)
        if apart is None:
            return self.inputs(new)
        made = Made(self.inputs(old), apart.spans)
        return TextInputs(new.name, new.placed, code_of(new.agreement), new.commit, made)


def patched(old: Agreement, new: Agreement) -> Patch | None:
    """The blocks in which one text differs from another that has the same articles; None where it has not,
    or where more is changed than is the same."""
    places = spans(old, new, differing(old, new))
    before, after = place(old), place(new)
    if places is None or 2 * sum(end - start for start, end, _, _ in places) > len(before):
        return None
    return Patch(
        tuple(
            (start + begin, start + end, blocks)
            for start, stop, there, then in places
            for begin, end, blocks in patch(before[start:stop], after[there:then]).spans
        )
    )


def code_of(agreement: Agreement) -> str:
    """The digest of an agreement's blocks as they are written, in order: of the digests of its articles."""
    parts = (_coded(Same(article)) for document in agreement.documents for article in document.articles)
    return sha256(b"".join(parts)).hexdigest()


@lru_cache(maxsize=4096)
def _coded(same: Same[Article]) -> bytes:
    """An article's part of the digest: texts of one record share most of their articles."""
    return sha256(counted(block.canonical for block in same.one.blocks)).digest()


def _key(files: dict[str, str]) -> str:
    return digest(*(f"{path}\n{text}" for path, text in sorted(files.items())))
