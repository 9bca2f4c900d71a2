"""Every act by name, with its line of help: the keys of the place one is in, and of the program."""

from collections.abc import Iterator
from functools import partial

from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hit, Hits, Provider

from negotiate.tui.as_commands import command_of


class Acts(Provider):
    """The acts the palette offers."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for found in self._acts():
            yield DiscoveryHit(found.binding.description, partial(self._run, found), help=self._help(found))

    async def search(self, query: str) -> Hits:
        """Those whose name or help is like what was typed."""
        matcher = self.matcher(query)
        for found in self._acts():
            name = found.binding.description
            score = max(matcher.match(name), matcher.match(found.binding.tooltip) * 0.5)
            if score > 0:
                yield Hit(score, matcher.highlight(name), partial(self._run, found), help=self._help(found))

    def _acts(self) -> Iterator[ActiveBinding]:
        seen = set()
        for found in self.screen.active_bindings.values():
            binding = found.binding
            if binding.tooltip and binding.action != "app.command_palette" and binding.action not in seen:
                seen.add(binding.action)
                yield found

    def _help(self, found: ActiveBinding) -> str:
        key = self.app.get_key_display(found.binding)
        command = command_of(found.binding.action)
        return f"{found.binding.tooltip}  ({key}){f'  · negotiate {command}' if command else ''}"

    async def _run(self, found: ActiveBinding) -> None:
        await self.app.run_action(found.binding.action, default_namespace=found.node)
