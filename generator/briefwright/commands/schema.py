"""`briefwright schema`: the JSON Schemas, for editors that complete and check while somebody types."""

from pathlib import Path

import click

from briefwright.schemas import schemas


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("schema"))
def schema(folder: Path) -> None:
    """Write the JSON Schemas of briefings and registries to FOLDER (default: schema).

    Editors with YAML support use them for completion and for checks while typing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        path = folder / name
        part = path.with_suffix(".json.part")
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
        click.echo(f"wrote {path}")
