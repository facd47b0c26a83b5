"""`briefwright docs`: writes the generated blocks of the documentation anew. For those who work on the code."""

import sys
from pathlib import Path

import click

from briefwright.writing import write_whole


@click.command(hidden=True)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("docs"))
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 where a page is out of date.")
@click.pass_context
def docs(context: click.Context, folder: Path, check: bool) -> None:
    """Make the generated blocks of FOLDER/*.md (default: docs) from the code; nothing else is touched."""
    # The plugin's options come with MkDocs, which the other commands need not wait for.
    from briefwright.reference import UnknownBlockError, with_blocks

    group = context.find_root().command
    assert isinstance(group, click.Group)
    stale = []
    for path in sorted(folder.glob("*.md")):
        page = path.read_bytes().decode("utf-8")
        try:
            made = with_blocks(page, group)
        except UnknownBlockError as error:
            raise click.ClickException(f"{path}: {error}") from error
        if made == page:
            continue
        stale.append(path)
        if not check:
            write_whole(path.resolve(), made.encode("utf-8"), path.stat().st_mode & 0o777)
        click.echo(f"{'out of date' if check else 'wrote'}: {path}")
    if check and stale:
        click.echo("briefwright: the documentation differs from the code; run `make docs`", err=True)
        sys.exit(1)
