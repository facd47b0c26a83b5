"""Sources: who published what, when, where, and how far it can be trusted; and references to them."""

from typing import Any, Self

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import CoreSchema

from briefwright.schema.types import (
    DEVICE_NAMES,
    ID_PATTERN,
    Country,
    Day,
    Id,
    Lang,
    Line,
    Lines,
    Model,
    PartialDate,
    Prose,
    WebAddress,
    slug,
)
from briefwright.vocabulary import Credibility, Origin, Reliability, SourceKind


class Shorthand(Model):
    """A model that may also be written as one word: the id it refers to."""

    @classmethod
    def shorthand_field(cls) -> str:
        """Return the field that the one word stands for."""
        return "id"

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, value: Any) -> Any:
        return {cls.shorthand_field(): value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe both spellings, so that an editor's completion offers either."""
        return {"anyOf": [{"type": "string", "pattern": ID_PATTERN}, handler.resolve_ref_schema(handler(core_schema))]}


class Named(Shorthand):
    """A reference by id, or a new entry written in place with a name that its id is made from."""

    id: Id | None = Field(None, description="Id from the registry; made from the name where it is left out.")
    name: Line | None = Field(None, description="Name, where the entry is written in place.")

    @model_validator(mode="after")
    def _has_a_key(self) -> Self:
        if self.id is None and self.name is None:
            raise PydanticCustomError("no_id", "neither an id nor a name")
        if self.id is None and (not slug(self.name or "") or slug(self.name or "") in DEVICE_NAMES):
            raise PydanticCustomError("no_id", "no id can be made from the name '{name}'", {"name": self.name})
        return self

    @property
    def key(self) -> str:
        """The id, written or made from the name."""
        return self.id if self.id is not None else slug(self.name or "")


class PublisherUse(Named):
    """The publisher of a source: an id from registry/publishers, or a publisher written in place."""

    country: Country | None = Field(None, description="Country of a publisher written in place, ISO 3166-1 alpha-2.")
    ownership: Line | None = Field(None, description="Who owns or controls it, of a publisher written in place.")


class Source(Model):
    """One source: an article, a transcript, a document, a text that was handed over."""

    id: Id = Field(description="Short name within this file; citations use it.")
    title: Line = Field(description="Title as published; a description in [square brackets] where none was seen.")
    publisher: PublisherUse | None = Field(None, description="Who published it.")
    author: Lines = Field((), description="Names of the authors as printed.")
    url: WebAddress | None = Field(None, description="Address. Missing for a printed paper or a text handed over.")
    published: PartialDate | None = Field(None, description="Date of publication, as exact as it is known.")
    accessed: Day | None = Field(None, description="Day on which the editor read it.")
    archive_url: WebAddress | None = Field(None, description="Address of an archived copy.")
    lang: Lang | None = Field(None, description="Language of the text (BCP 47).")
    kind: SourceKind | None = Field(None, description="What sort of text it is.")
    origin: Origin | None = Field(None, description="Written by the publisher, or taken over from elsewhere.")
    derived_from: Line | None = Field(None, description="The wire or article that it repeats.")
    reliability: Reliability | None = Field(
        None, description="Admiralty code, A to F; the publisher's where it is left out."
    )
    note: Prose | None = Field(None, description="What a reader should know about this source.")


class SourceUse(Shorthand):
    """A reference to a source of this file, with what holds for the one statement it backs."""

    source: Id = Field(description="Id of a source of this briefing.")
    credibility: Credibility | None = Field(None, description="Admiralty code, 1 to 6, of this one statement.")
    locator: Line | None = Field(None, description="Where in the source: para 4, p. 12, 00:31:05.")

    @classmethod
    def shorthand_field(cls) -> str:
        """One word is the id of the source."""
        return "source"
