from __future__ import annotations

import httpx
import pytest

from api import ApiSettings, create_app
from tests import stores
from tests.api.conftest import serving

STORES = stores.EMBEDDED


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.nip.io", ""]
)
def test_a_foreign_host_name_is_refused(client: httpx.Client, host: str) -> None:
    response = client.get("/api/cities", headers={"host": host})
    assert response.status_code == 421
    assert response.json()["type"] == "/problems#unknown-host"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000", "192.168.1.5"])
def test_this_machines_names_and_addresses_are_accepted(client: httpx.Client, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


def test_a_configured_host_name_is_accepted(settings: ApiSettings) -> None:
    with serving(create_app(settings.model_copy(update={"hosts": ("Plans.example",)}))) as client:
        assert client.get("/healthz", headers={"host": "plans.example:80"}).status_code == 200
        assert client.get("/healthz", headers={"host": "other.example"}).status_code == 421


@pytest.mark.parametrize("path", ["/healthz", "/api/cities", "/nope", "/docs"])
def test_every_answer_has_the_headers_that_keep_browsers_careful(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["content-security-policy"].startswith("default-src 'self'")


def test_other_origins_are_given_nothing(client: httpx.Client) -> None:
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    for response in (client.options("/api/cypher", headers=asked), client.get("/api/cities", headers=asked)):
        assert not [name for name in response.headers if name.startswith("access-control-")]
