"""Whatever a program sends that fits the description, or almost fits it, the answer is one that the description names.

A short run that is the same each time; `PAMONG_FUZZ=2000 ./dev test tests/partners/test_fuzz.py` makes it long.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from pamong.config.wsgi import application
from pamong.ledger import clock
from pamong.ledger.verification import verify
from tests.dispatch.bags import arrived, codes
from tests.partners.programs import ROOT, token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counters")]
EXAMPLES = int(os.environ.get("PAMONG_FUZZ", "8"))
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", application)


@pytest.fixture
def sending(counters: None) -> Iterator[dict[str, Any]]:
    """A token, and a bundle that lies at Dispenduk. The log is whole afterwards."""
    # As Django's own test client does: a request must not close the connection the test's transaction lives in.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    bundle = arrived(2)
    yield {"token": token().text, "bundle": str(bundle.pk), "codes": codes(bundle)}
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    assert verify().findings == ()


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
def test_every_answer_is_one_that_the_description_names(case: Any, sending: dict[str, Any]) -> None:
    # The clock stands in a test: without a minute for each request the program would only be told to wait.
    clock.travel(timedelta(minutes=1))
    headers = {"Authorization": f"Bearer {sending['token']}"}
    case.call_and_validate(headers=headers, checks=list(CHECKS))
    if case.path_parameters and "bundle" in case.path_parameters:
        case.path_parameters["bundle"] = sending["bundle"]
        case.call_and_validate(headers=headers, checks=list(CHECKS))
    if isinstance(case.body, dict) and isinstance(case.body.get("results"), list):
        known = [
            {**each, "code": sending["codes"][0]} for each in case.body["results"] if isinstance(each, dict)
        ]
        case.body = {"results": known}
        case.call_and_validate(headers=headers, checks=list(CHECKS))


def test_control_an_answer_nobody_named_is_found(sending: dict[str, Any]) -> None:
    address = f"{ROOT}/antrean"
    operation = {**schema.raw_schema["paths"][address]["get"], "responses": {"200": {"description": "Done."}}}
    poorer = schemathesis.openapi.from_dict({**schema.raw_schema, "paths": {address: {"get": operation}}})
    poorer.app = application
    with pytest.raises(FailureGroup) as found:
        poorer[address]["get"].Case().call_and_validate(checks=[status_code_conformance])
    assert "Received: 401" in str(found.value.exceptions[0])
    assert sending
