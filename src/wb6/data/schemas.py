"""JSON schemas: what in a document breaks one, in words."""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from wb6.data.problems import shown

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


@lru_cache(maxsize=8)
def validator(text: str, definition: str = "") -> "Draft202012Validator":
    """The validator of a schema, as its file holds it, or of one of its definitions."""
    import jsonschema

    schema = json.loads(text)
    definitions = schema.pop("$defs", {})
    chosen = {**schema, **definitions[definition]} if definition else schema
    whole = cast("dict[str, object]", _written_out(chosen, definitions))
    return jsonschema.Draft202012Validator(
        whole, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def _written_out(schema: object, definitions: dict[str, dict[str, object]]) -> object:
    """A schema with definitions in the place of references to them, which are slow to follow at each value."""
    if isinstance(schema, list):
        return [_written_out(part, definitions) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(schema.get("$ref"), str):
        named = definitions[schema["$ref"].removeprefix("#/$defs/")]
        rest = {key: part for key, part in schema.items() if key != "$ref"}
        return _written_out({**named, **rest}, definitions)
    return {key: _written_out(part, definitions) for key, part in schema.items()}


def breaches(of: "Draft202012Validator", document: object) -> Iterator[tuple[list[str | int], str]]:
    """What breaks the schema `of` a validator, in the order of the document: the path to it, and a message."""
    errors = of.iter_errors(document)
    for error in sorted(errors, key=lambda error: [str(part) for part in error.absolute_path]):
        match error.validator:
            case "required":
                message = f"{error.message.removesuffix(' is a required property')} is missing"
            case "additionalProperties":
                unknown = sorted(set(error.instance) - set(error.schema["properties"]))
                valid = ", ".join(error.schema["properties"])
                message = f"{', '.join(map(shown, unknown))} is no key here; keys are {valid}"
            case "enum":
                valid = ", ".join(map(str, error.validator_value))
                message = f"{shown(error.instance)} is not allowed; write {valid}"
            case "const":
                message = f"{shown(error.instance)} is not allowed; write {json.dumps(error.validator_value)}"
            case "oneOf":
                message = f"{shown(error.instance)} is not allowed; write {error.schema['description']}"
            case "not" if "description" in error.validator_value:
                message = error.validator_value["description"]
            case _:
                rule = "" if error.validator is None else f" by {error.validator} {error.validator_value}"
                message = f"{shown(error.instance)} is not allowed{rule}"
        yield list(error.absolute_path), message
