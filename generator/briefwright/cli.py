"""The command line: a name in, one call, an exit code out."""

import gc
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from types import FrameType

import click

from briefwright import __version__
from briefwright.commands.crash import crashed
from briefwright.commands.exits import STOPPED, USAGE, fail, tell
from briefwright.machine import MACHINE, told
from briefwright.parallel import without_collector

COMMANDS = (*("build", "bundle", "check", "diff", "docs", "fix", "from-form", "init", "new", "pdf", "rules", "schema"),)
"""The commands; each is the function of its name in the module of its name in `commands`."""


LONGEST = 200
"""Characters of the first sentence on a command."""


class _Commands(click.Group):
    """Loads only the command that is called: editors run `check` whenever they save, and most others are larger."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        name = cmd_name.replace("-", "_")
        # What is loaded stays: to look through it for garbage again and again would take a tenth of the start.
        with without_collector():
            command: click.Command = getattr(import_module(f"briefwright.commands.{name}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with its first sentence, which click would cut off to fit on one line."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [
            (name, command.get_short_help_str(LONGEST)) for name, command in found if command and not command.hidden
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefwright")
def cli() -> None:
    """Structured YAML briefings in, a searchable static site out.

    Any command may also exit with 70, when the program itself has failed, or with 74, when the machine has, as on a
    full disk. Neither says anything about the briefings.
    """


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say_all() -> None:
    """Let the output take every character: where its encoding lacks one, as in a pipe on Windows, its code is shown."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def _drop_what_cannot_be_said() -> None:
    """Write out what is left, or let go of it: else the interpreter would fail at it, with a code of its own."""
    for stream in filter(None, (sys.stdout, sys.stderr)):  # None is one that was closed before the program began
        try:
            stream.flush()
        except OSError:
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def main() -> None:
    """Run the command; ctrl-C and a request to end leave everything as it was."""
    _say_all()
    signal.signal(signal.SIGTERM, _stop)
    # To ask all installed packages for plugins of pydantic takes longer than to read a briefing; we want none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        cli(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(USAGE)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        tell("briefwright: stopped; the last good site was left as it is")
        sys.exit(STOPPED)
    except OSError as error:
        # What was being made is cleared away by whoever made it.
        fail(told(error), MACHINE)
    except Exception:
        crashed()
    finally:
        _drop_what_cannot_be_said()
        # What a large corpus left behind goes with the process: to look through it first takes seconds.
        gc.freeze()
