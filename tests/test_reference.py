"""The documentation says what the code does: generated blocks, rules, options, and examples that work as they stand."""

import re
import textwrap
from enum import StrEnum
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from markdown import Markdown

from briefwright import schema, vocabulary
from briefwright.cli import cli
from briefwright.plugin import BriefwrightConfig
from briefwright.reference import UnknownBlockError, blocks, rules, with_blocks
from briefwright.reference_fields import ROOTS, fields, models, vocabularies
from briefwright.reference_words import MEANINGS, OPTIONS
from briefwright.rules import RULES
from briefwright.vocabulary import LABELS, LIKELIHOOD_RANGE

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
FENCE = re.compile(r"^( *)```yaml\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
CONFIG = "site_name: Example\ntheme: material\nplugins: [briefwright]\n"
HARBOUR = "briefings/2026/2026-03-04-harbour-talks.yml"


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def examples(name: str) -> list[str]:
    """Return the YAML examples of a page, in their order."""
    return [textwrap.dedent(match[2]) for match in FENCE.finditer(text_of(name))]


def checked(folder: Path, path: str, text: str) -> tuple[int, str]:
    """Write a file of a site, and return exit code and output of `briefwright check` there."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(cli, ["check", "-f", str(folder / "mkdocs.yml")])
    return result.exit_code, result.output


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_generated_blocks_are_up_to_date(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if with_blocks(text, cli) != text:
        pytest.fail(f"docs/{page.name} differs from the code: run `make docs`")


def test_every_block_stands_on_some_page() -> None:
    whole = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert set(blocks(cli)) == set(re.findall(r"<!-- generated: (\w+) -->", whole))


def test_every_field_of_every_model_is_listed() -> None:
    assert set(models()) == {getattr(schema, name) for name in schema.__all__}
    sections = re.split(r"^### ", fields(), flags=re.MULTILINE)[1:]
    assert len(sections) == len(models())
    for model, section in zip(models(), sections, strict=True):
        listed = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
        assert sorted(listed) == sorted(field.alias or name for name, field in model.model_fields.items())


def test_required_fields_are_marked() -> None:
    needed = {name for name, field in schema.Briefing.model_fields.items() if field.is_required()}
    section = re.split(r"^### ", fields(), flags=re.MULTILINE)[1]
    assert set(re.findall(r"^\| `(\w+)` \| [^|]+ \| \*\*yes\*\* \|", section, re.MULTILINE)) == needed
    assert all(ROOTS.values())


def test_types_are_an_editors_words() -> None:
    words = re.findall(r"\b(?:str|None|tuple|dict|Optional|Annotated|StrEnum|pydantic)\b", fields())
    assert words == []


def test_every_term_is_explained() -> None:
    kinds = [
        v for v in vars(vocabulary).values() if isinstance(v, type) and issubclass(v, StrEnum) and v is not StrEnum
    ]
    listed = vocabularies()
    for term in (term for kind in kinds for term in kind):
        assert f"| `{term}` |" in listed
        assert term in MEANINGS or term in LABELS or term in LIKELIHOOD_RANGE


def test_every_rule_is_in_the_reference_once() -> None:
    assert re.findall(r"^#### (\w+)$", rules(), re.MULTILINE) == list(RULES)


def test_explanations_keep_their_characters() -> None:
    shown = re.sub(r"<[^<>]+>", "", Markdown().convert(rules())).replace("&lt;", "<").replace("&gt;", ">")
    shown = shown.replace("&amp;", "&")
    for rule in RULES.values():
        assert rule.title in shown
        assert rule.explanation in shown


def test_every_option_of_the_plugin_has_a_sentence() -> None:
    assert sorted(OPTIONS) == sorted(name for name, _ in BriefwrightConfig._schema)


def test_every_command_and_option_is_in_the_reference() -> None:
    page = text_of("docs/reference.md")
    for name, command in cli.commands.items():
        assert (f"### briefwright {name}\n" in page) is not command.hidden
        for option in command.params if not command.hidden else ():
            assert not isinstance(option, click.Option) or f"`{', '.join(option.opts)}" in page


def test_examples_for_editors_work_as_they_stand(tmp_path: Path) -> None:
    files = [text for text in examples("docs/editors.md") if text.startswith("# briefings/")]
    assert len(files) >= 4
    for text in files:
        code, output = checked(tmp_path, text.split("\n", 1)[0].removeprefix("# "), text)
        assert (code, output) == (0, "1 briefing checked: no problems\n")


def test_fragments_for_editors_are_fields_of_a_briefing(tmp_path: Path) -> None:
    whole = examples("docs/editors.md")[0]
    added = [text for text in examples("docs/editors.md") if text.startswith(("status:", "aliases:"))]
    assert len(added) == 3
    for text in added:
        # The example of a renamed briefing has the name that the file bore before.
        name = "briefings/2026/2026-03-04-other.yml" if text.startswith("aliases") else HARBOUR
        folder = tmp_path / text.split(":")[0] / str(len(text))
        assert checked(folder, name, f"{whole}{text}") == (0, "1 briefing checked: no problems\n")


def test_message_for_editors_is_real(tmp_path: Path) -> None:
    files = [text for text in examples("docs/editors.md") if text.startswith("# briefings/")]
    for text in files:
        checked(tmp_path, text.split("\n", 1)[0].removeprefix("# "), text)
    broken = files[-1].replace("actor: coast-state", "actor: cost-state")
    code, output = checked(tmp_path, HARBOUR, broken)
    assert code == 1
    assert textwrap.indent(output.split("\n\n")[0], "    ") in text_of("docs/editors.md")


def test_example_of_the_readme_works_and_breaks_as_shown(tmp_path: Path) -> None:
    text = examples("README.md")[0]
    assert checked(tmp_path, HARBOUR, text) == (0, "1 briefing checked: no problems\n")
    broken = text.replace("date: 2026-03-04", "date: 2026-02-30", 1).replace("published:", "pubished:")
    code, output = checked(tmp_path, HARBOUR, broken)
    assert code == 1
    assert output.split("\n\n")[0] in text_of("README.md")


def test_an_unknown_block_is_refused() -> None:
    with pytest.raises(UnknownBlockError, match="unknown block 'nonsense'"):
        with_blocks("<!-- generated: nonsense -->\n<!-- end generated -->\n", cli)


def test_docs_rewrites_blocks_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# Mine\n\n<!-- generated: limits -->\nold\n<!-- end generated -->\n\nAlso mine.\n", encoding="utf-8"
    )
    run = CliRunner().invoke
    stale = run(cli, ["docs", "--check", str(tmp_path)])
    assert (stale.exit_code, "make docs" in stale.output, "old" in page.read_text()) == (1, True, True)
    assert run(cli, ["docs", str(tmp_path)]).exit_code == 0
    made = page.read_text(encoding="utf-8")
    assert made.startswith("# Mine\n\n<!-- generated: limits -->\n\n| What |")
    assert made.endswith("|\n\n<!-- end generated -->\n\nAlso mine.\n")
    assert run(cli, ["docs", "--check", str(tmp_path)]).output == ""


def test_links_between_the_pages_lead_somewhere() -> None:
    anchors = {page.name: anchors_of(page) for page in PAGES}
    for page in PAGES:
        for target, anchor in re.findall(r"\]\(([\w-]+\.md)?(#[\w-]+)?\)", page.read_text(encoding="utf-8")):
            there = target or page.name
            assert there in anchors, f"{page.name} links to {there}"
            assert not anchor or anchor[1:] in anchors[there], f"{page.name} links to {there}{anchor}"


def anchors_of(page: Path) -> set[str]:
    markdown = Markdown(extensions=["toc", "tables", "fenced_code", "attr_list"])
    return set(re.findall(r'id="([^"]+)"', markdown.convert(page.read_text(encoding="utf-8"))))
