"""How notices leave, as the environment says it; what makes no sense is refused, and no password is shown."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from pamong.config.senders import Smtp, senders

LOG = "pamong.notices.adapters.LogFile"
EMAIL = "pamong.notices.adapters.Email"
GATEWAY = "pamong.notices.adapters.HttpGateway"


def test_nothing_set_means_that_nothing_leaves() -> None:
    found = senders(trial=False)
    assert found.adapters == {}
    assert found.smtp == Smtp()


def test_a_trial_writes_everything_into_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAMONG_SMTP", "smtp://mail.example")
    assert senders(trial=True).adapters == {"email": LOG, "sms": LOG, "log": LOG}
    monkeypatch.setenv("PAMONG_NOTICES", "log")
    assert senders(trial=False).adapters == {"email": LOG, "sms": LOG, "log": LOG}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", Smtp("mail.example", 587, starttls=True)),
        ("smtp://mail.example:2525", Smtp("mail.example", 2525, starttls=True)),
        ("smtps://mail.example", Smtp("mail.example", 465, implicit_tls=True)),
        (
            "smtp://loket%40kec:a%2Fb@mail.example",
            Smtp("mail.example", 587, "loket@kec", "a/b", starttls=True),
        ),
        ("smtp://localhost:25", Smtp("localhost", 25)),
    ],
)
def test_the_mail_server_is_one_address(monkeypatch: pytest.MonkeyPatch, url: str, expected: Smtp) -> None:
    monkeypatch.setenv("PAMONG_SMTP", url)
    monkeypatch.setenv("PAMONG_SENDER", "loket@kecamatan.example")
    found = senders(trial=False)
    assert found.smtp == expected
    assert found.adapters == {"email": EMAIL}
    assert found.sender == "loket@kecamatan.example"


def test_the_gateway_is_reached_over_https_or_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAMONG_SMS_TOKEN", "rahasia")
    for url in ("https://sms.example/send", "http://localhost:8080/send"):
        monkeypatch.setenv("PAMONG_SMS_URL", url)
        found = senders(trial=False)
        assert found.adapters == {"sms": GATEWAY}
        assert (found.gateway_url, found.gateway_token) == (url, "rahasia")
        assert "rahasia" not in repr(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PAMONG_NOTICES", "yes"),
        ("PAMONG_SMTP", "http://mail.example"),
        ("PAMONG_SMTP", "smtp://"),
        ("PAMONG_SMTP", "smtp://mail.example"),
        ("PAMONG_SMS_URL", "http://sms.example/send"),
        ("PAMONG_SMS_URL", "ftp://localhost/send"),
        ("PAMONG_SMS_URL", "https://"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_mend(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match="PAMONG_"):
        senders(trial=False)


def test_a_refused_address_shows_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAMONG_SMTP", "imap://loket:rahasia@mail.example")
    with pytest.raises(ImproperlyConfigured) as refused:
        senders(trial=False)
    assert "rahasia" not in str(refused.value)
