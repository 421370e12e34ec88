"""Second factors: one-time codes and passkeys. Both are added by the person, and reset by IT."""

from typing import NoReturn
from uuid import UUID

from django.db.models import Q

from pamong.ledger import clock
from pamong.ledger.actions import append, writing
from pamong.ledger.identifiers import uuid7
from pamong.ledger.rules import Refused, Subject
from pamong.staff import codes, passkeys
from pamong.staff.actions import attempts
from pamong.staff.actions.people import may_administer_person
from pamong.staff.models import CodeSecret, Passkey
from pamong.staff.passkeys import Credential, Site
from pamong.staff.rules import Actor
from pamong.staff.rules.signing import next_code_step
from pamong.standard.messages import N_, Message, Refusal
from pamong.vault.sealing import seal, unseal

TABLE = CodeSecret._meta.db_table  # noqa: SLF001 - the table's name is public in Django, the underscore is not


def begin_codes(*, person_id: UUID) -> str:
    """A secret for the person's authenticator application (base32), asked for again until one code confirms it.

    Raises Refused when codes are set up already: another telephone needs a reset first.
    """
    with writing():
        row = CodeSecret.objects.select_for_update().filter(person=person_id).first()
        if row is None:
            row = CodeSecret(id=uuid7(), person_id=person_id)
            row.secret = seal(codes.new_secret(), table=TABLE, column="secret", row=row.pk)
            row.save(force_insert=True)
    if row.confirmed:
        _refuse(
            "codes_exist", N_("Kode sekali pakai sudah dipasang. Mintalah petugas TI menghapus yang lama.")
        )
    return _secret(row)


def confirm_codes(*, actor: Actor, typed: str, key: str) -> None:
    """Take the secret into use after one right code, so that nobody is locked out by a telephone that did not scan."""
    person_id = UUID(actor.person_id)
    row = CodeSecret.objects.filter(person=person_id, confirmed=False).first()
    if row is None:
        _refuse("no_secret", N_("Mulai lagi pemasangan kode sekali pakai."))
    counters = attempts.for_code(person_id=person_id)
    attempts.count(counters=counters)
    step = codes.matching_step(_secret(row), typed, clock.now())
    if step is None:
        _refuse("wrong_code", N_("Kode tidak cocok. Periksa jam telepon Anda."))
    with writing(office=actor.office, key=key, verb="add_codes", subject=Subject("person", str(person_id))):
        CodeSecret.objects.filter(pk=row.pk).update(confirmed=True, used_step=step)
        _note(actor, "add_codes", person_id, {}, key)
    attempts.forgive(counters=counters)


def check_code(*, person_id: UUID, typed: str) -> None:
    """Accept one right code, once. Raises Refused: ``wait``, ``wrong_code``, also for a code used before."""
    counters = attempts.for_code(person_id=person_id)
    attempts.count(counters=counters)
    row = CodeSecret.objects.filter(person=person_id, confirmed=True).first()
    step = None if row is None else codes.matching_step(_secret(row), typed, clock.now())
    if row is None or step is None or next_code_step(row.used_step, step) is None:
        _refuse("wrong_code", N_("Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya."))
    with writing():
        # Guarded: of two requests with one code, read over a shoulder, one is refused.
        unused = Q(used_step__isnull=True) | Q(used_step__lt=step)
        taken = CodeSecret.objects.filter(unused, pk=row.pk).update(used_step=step)
    if taken == 0:
        _refuse("wrong_code", N_("Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya."))
    attempts.forgive(counters=counters)


def add_passkey(*, actor: Actor, answer: str, site: Site, challenge: str, name: str, key: str) -> None:
    """Keep the public key that a browser made for the challenge. Raises Refused when the answer is not to it."""
    made = passkeys.registered(answer, site=site, challenge=challenge)
    if made is None:
        _refuse("wrong_passkey", N_("Kunci sandi tidak dapat dibaca. Coba sekali lagi."))
    with writing(
        office=actor.office, key=key, verb="add_passkey", subject=Subject("person", str(actor.person_id))
    ):
        if Passkey.objects.filter(credential_id=made.credential_id).exists():
            _refuse("passkey_known", N_("Kunci sandi ini sudah terdaftar."))
        Passkey.objects.create(
            person_id=UUID(actor.person_id),
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=name.strip()[:60] or "passkey",
            added_at=clock.now(),
        )
        _note(actor, "add_passkey", UUID(actor.person_id), {}, key)


def check_passkey(*, person_id: UUID, answer: str, site: Site, challenge: str) -> None:
    """Accept a browser's signature over the challenge by one of the person's passkeys. Raises Refused."""
    row = Passkey.objects.filter(person=person_id, credential_id=passkeys.credential_of(answer)).first()
    if row is None:
        _refuse("wrong_passkey", N_("Kunci sandi ini tidak terdaftar atas nama Anda."))
    kept = Credential(row.credential_id, row.public_key, row.sign_count)
    count = passkeys.signed(answer, site=site, challenge=challenge, credential=kept)
    if count is None:
        _refuse("wrong_passkey", N_("Kunci sandi tidak cocok. Coba sekali lagi."))
    with writing():
        Passkey.objects.filter(pk=row.pk).update(sign_count=count)


def reset_factors(*, actor: Actor, person_id: UUID, key: str) -> None:
    """Remove a person's codes and passkeys (a lost telephone); the person sets up new ones at the next sign-in."""
    refusal = may_administer_person(actor=actor, person_id=person_id)
    if refusal is not None:
        raise Refused(refusal)
    with writing(
        office=actor.office, key=key, verb="reset_factors", subject=Subject("person", str(person_id))
    ):
        CodeSecret.objects.filter(person=person_id).delete()
        Passkey.objects.filter(person=person_id).delete()
        _note(actor, "reset_factors", person_id, {}, key)


def _secret(row: CodeSecret) -> str:
    return unseal(row.secret, table=TABLE, column="secret", row=row.pk)


def _note(actor: Actor, verb: str, person: UUID, payload: dict[str, str], key: str) -> None:
    append(
        office=actor.office,
        actor=actor.person_id,
        post=actor.post,
        verb=verb,
        subject=Subject("person", str(person)),
        clause=None,
        payload=payload,
        key=key,
    )


def _refuse(code: str, text: str) -> NoReturn:
    raise Refused(Refusal(None, Message(text), code))
