"""The OpenAPI 3.1 document, made from the operations that the views serve."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from pamong.partners.operations import Operation, Problem
from pamong.partners.rules import PER_MINUTE, SCOPES

ROOT = "/api/v1"
KEY_PATTERN = "[A-Za-z][A-Za-z0-9_-]{7,39}"
"""What an Idempotency-Key looks like; it begins with a letter, so that it is never taken for an identity number."""
_STATUSES = {
    "400": "The request cannot be read.",
    "401": "No token, or one that does not count.",
    "403": "The token was not made for this.",
    "404": "There is no such object at this office.",
    "405": "There is another method at this address.",
    "409": "The rules of the office refuse the act, or the key served another.",
    "415": "The body is not JSON.",
    "422": "The request does not say what it must.",
    "429": f"More than {PER_MINUTE} requests in a minute.",
    "503": "The database has no turn; the same request may be sent again.",
}
_TEMPLATE = "#/components/schemas/{model}"


def description(operations: Iterable[Operation], *, version: str) -> dict[str, Any]:
    """The whole document as plain data."""
    listed = tuple(operations)
    models: list[type[BaseModel]] = [Problem]
    for each in listed:
        models += [model for model in (each.answer, each.body) if model is not None and model not in models]
    _, schemas = models_json_schema([(model, "validation") for model in models], ref_template=_TEMPLATE)
    paths: dict[str, Any] = {}
    for each in listed:
        paths.setdefault(f"{ROOT}/{each.path}", {})[each.method] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pamong",
            "version": version,
            "description": "For programs of the Dispenduk. Every write carries an Idempotency-Key and counts once.",
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas["$defs"],
        },
    }


def _operation(each: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": each.name,
        "summary": each.summary,
        "description": f"Scope `{each.scope}`: {SCOPES[each.scope].fill()}.",
        "parameters": [*_path_parameters(each), *_query_parameters(each)],
        "responses": {
            "200": _content("Done.", "application/json", each.answer),
            **{
                status: _content(words, "application/problem+json", Problem)
                for status, words in _STATUSES.items()
                if status in _possible(each)
            },
        },
    }
    if each.writes:
        found["parameters"].append(_key_parameter())
    if each.body is not None:
        found["requestBody"] = {"required": True, **_media("application/json", each.body)}
    return found


def _possible(each: Operation) -> set[str]:
    always = {"400", "401", "403", "404", "405", "429", "503"}
    return always | ({"409", "415", "422"} if each.writes else {"422"})


def _path_parameters(each: Operation) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
        for name in re.findall(r"{(\w+)}", each.path)
    ]


def _query_parameters(each: Operation) -> list[dict[str, Any]]:
    if each.query is None:
        return []
    schema = each.query.model_json_schema()
    return [
        {"name": name, "in": "query", "required": False, "schema": of}
        for name, of in schema.get("properties", {}).items()
    ]


def _key_parameter() -> dict[str, Any]:
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "Sent again with the same key, a request does nothing twice and is answered the same.",
        "schema": {"type": "string", "pattern": f"^{KEY_PATTERN}$"},
    }


def _content(words: str, kind: str, model: type[BaseModel]) -> dict[str, Any]:
    return {"description": words, **_media(kind, model)}


def _media(kind: str, model: type[BaseModel]) -> dict[str, Any]:
    return {"content": {kind: {"schema": {"$ref": _TEMPLATE.format(model=model.__name__)}}}}
