"""What texts cost: the model read from the team's data, the engine asked, the report kept."""

from dataclasses import dataclass

from negotiate.bargaining.parties import FILE
from negotiate.common.text import digest
from negotiate.costing.engine import cost, with_method
from negotiate.costing.model import Model, read_model
from negotiate.costing.ranges import Bands, bands, read_ranges
from negotiate.costing.report import CostReport
from negotiate.costing.staff import CAST_FORWARD
from negotiate.costing.uncosted import not_costed
from negotiate.costing.versions import TextInputs
from negotiate.redline.engine import redline
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
        self._inputs: dict[tuple[str, str], TextInputs] = {}

    @property
    def model(self) -> Model:
        """The salary model as the team's files say it now."""
        files = {FILE: self.workspace.data_file(FILE) or "", **self.workspace.data_files(FOLDER)}
        key = digest(*(f"{path}\n{text}" for path, text in sorted(files.items())))
        if self._model is None or self._model[0] != key:
            self._model = (key, with_method(read_model(files), self.method))
        return self._model[1]

    def inputs(self, text: Text) -> TextInputs:
        """A text as the engine reads it; kept for texts on the record."""
        key = (text.name, text.commit)
        found = self._inputs.get(key) if text.commit else None
        if found is None:
            code = digest(*(one.block.canonical for one in text.placed))
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
        return bands(self.inputs(new), self.inputs(old), self.model, known, years, draws, seed)

    def compare(self, new: Text, old: Text, years: int = 3) -> CostReport:
        """What one text costs more than another."""
        changed = not_costed(redline(old.placed, new.placed), self.inputs(new), self.inputs(old), self.model)
        return cost(self.inputs(new), self.inputs(old), self.model, years, changed, beside=True)
