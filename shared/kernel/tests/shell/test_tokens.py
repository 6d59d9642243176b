"""Tokens: who signed them, until when they are good, and what they say."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from chungtay_kernel.problems import Refusal
from chungtay_kernel.tokens import JWKS_FILE, KEY_FILE, Actor, Tokens, bearer, issue, make_key_pair, public_jwk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_key_pair(tmp_path)
    return tmp_path


def good(folder: Path, **changes: Any) -> str:
    return issue(folder, **({"account": "an", "unit": "CATX", "roles": ["officer", "leader"], "days": 1} | changes))


def signed(folder: Path, claims: dict[str, Any], *, kid: str | None = None) -> str:
    key = load_pem_private_key((folder / KEY_FILE).read_bytes(), None)
    assert isinstance(key, Ed25519PrivateKey)
    known = public_jwk(key.public_key())["kid"]
    return jwt.encode(claims, key, algorithm="EdDSA", headers={"kid": kid or known})


def refused(tokens: Tokens, token: str) -> str:
    with pytest.raises(Refusal) as refusal:
        tokens.actor(token)
    assert (refusal.value.status, refusal.value.code) == (401, "unauthorized")
    return refusal.value.detail["en"]


def test_a_good_token_names_its_actor(folder: Path) -> None:
    actor = Tokens(folder / JWKS_FILE).actor(good(folder))
    assert actor == Actor("an", "CATX", "officer", ("officer", "leader"))
    assert str(actor.acting_as("leader")) == "leader:CATX:an"


def test_a_token_ends_with_its_time_also_when_it_was_seen_before(folder: Path) -> None:
    now = time.time()
    tokens = Tokens(folder / JWKS_FILE, now=lambda: now)
    token = good(folder)
    tokens.actor(token)
    now += 86_401
    assert "expired" in refused(tokens, token)
    assert "expired" in refused(tokens, token)


def test_one_changed_byte_makes_it_worthless(folder: Path) -> None:
    head, body, signature = good(folder).split(".")
    forged = head + "." + body[:-2] + ("AA" if body[-2:] != "AA" else "BB") + "." + signature
    refused(Tokens(folder / JWKS_FILE), forged)


def test_a_strangers_key_is_not_known(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    stranger = tmp_path_factory.mktemp("stranger")
    make_key_pair(stranger)
    assert "key" in refused(Tokens(folder / JWKS_FILE), good(stranger))


def test_a_strangers_signature_under_our_kid_is_refused(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    stranger = tmp_path_factory.mktemp("stranger")
    make_key_pair(stranger)
    ours = json.loads((folder / JWKS_FILE).read_text())["keys"][0]["kid"]
    claims = {"sub": "an", "unit": "CATX", "roles": ["ops"], "exp": int(time.time()) + 60}
    refused(Tokens(folder / JWKS_FILE), signed(stranger, claims, kid=ours))


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_no_other_algorithm_is_taken(folder: Path, algorithm: str) -> None:
    published = json.loads((folder / JWKS_FILE).read_text())["keys"][0]
    claims = {"sub": "an", "unit": "CATX", "roles": ["ops"], "exp": int(time.time()) + 60}
    key = None if algorithm == "none" else published["x"]
    refused(Tokens(folder / JWKS_FILE), jwt.encode(claims, key, algorithm=algorithm, headers={"kid": published["kid"]}))


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": None}, {"unit": None}, {"roles": None}, {"roles": []}, {"roles": "officer"}, {"roles": ["king"]},
        {"unit": 7}, {"unit": "a:b"}, {"sub": ""}, {"sub": "a b"}, {"exp": "soon"},
    ],
)  # fmt: skip
def test_a_token_that_says_too_little_or_nonsense_is_refused(folder: Path, changes: dict[str, Any]) -> None:
    whole = {"sub": "an", "unit": "CATX", "roles": ["officer"], "exp": int(time.time()) + 60} | changes
    refused(Tokens(folder / JWKS_FILE), signed(folder, {k: v for k, v in whole.items() if v is not None}))


@pytest.mark.parametrize("token", ["", "a", "a.b.c", "ấ.b.c", "." * 10])
def test_what_is_no_token_is_refused(folder: Path, token: str) -> None:
    refused(Tokens(folder / JWKS_FILE), token)


def test_roles_of_a_later_release_give_no_right_and_do_no_harm(folder: Path) -> None:
    claims = {"sub": "an", "unit": "CATX", "roles": ["king", "officer"], "exp": int(time.time()) + 60}
    assert Tokens(folder / JWKS_FILE).actor(signed(folder, claims)).roles == ("officer",)


def test_new_keys_are_taken_up_and_old_ones_dropped_without_a_restart(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    now = time.time()
    tokens = Tokens(folder / JWKS_FILE, now=lambda: now)
    old = good(folder)
    tokens.actor(old)
    fresh = tmp_path_factory.mktemp("fresh")
    make_key_pair(fresh)
    (folder / JWKS_FILE).write_text((fresh / JWKS_FILE).read_text())
    os.utime(folder / JWKS_FILE, ns=(1, 1))
    now += 10
    refused(tokens, old)
    assert tokens.actor(good(fresh)).account == "an"


def test_without_any_key_nobody_gets_in(folder: Path) -> None:
    refused(Tokens(None), good(folder))


def test_the_private_key_is_for_its_owner_alone_and_made_once(folder: Path) -> None:
    assert (folder / KEY_FILE).stat().st_mode & 0o777 == 0o600
    before = (folder / KEY_FILE).read_bytes()
    make_key_pair(folder)
    assert (folder / KEY_FILE).read_bytes() == before


def test_an_unknown_role_is_not_issued(folder: Path) -> None:
    with pytest.raises(ValueError, match="king"):
        good(folder, roles=["king"])


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "abc"])
def test_a_header_without_a_bearer_token_is_refused(header: str) -> None:
    with pytest.raises(Refusal):
        bearer(header)
