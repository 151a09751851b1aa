"""JSON schemas: what in a document breaks one, in words."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wb6.data.problems import shown

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


@cache
def validator(path: Path, definition: str = "") -> "Draft202012Validator":
    """The validator of a schema in a file, or of one of its definitions."""
    import jsonschema

    schema = json.loads(path.read_text(encoding="utf-8"))
    schema = {**schema, "$ref": f"#/$defs/{definition}"} if definition else schema
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


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
            case _:
                rule = "" if error.validator is None else f" by {error.validator} {error.validator_value}"
                message = f"{shown(error.instance)} is not allowed{rule}"
        yield list(error.absolute_path), message
