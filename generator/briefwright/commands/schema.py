"""`briefwright schema`: the JSON Schemas, for editors that complete and check while somebody types."""

from pathlib import Path

import click

from briefwright.schemas import schemas
from briefwright.writing import write_whole


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("schema"))
def schema(folder: Path) -> None:
    """Write the JSON Schemas of briefings and registries to FOLDER (default: schema).

    Editors with YAML support use them for completion and for checks while typing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        write_whole(folder / name, text.encode("utf-8"))
        click.echo(f"wrote {folder / name}")
