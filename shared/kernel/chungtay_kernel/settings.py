"""What an operator can set, all by environment (prefix CHUNGTAY_); see docs/reference/settings.md."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote, urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Role = Literal["api", "relay", "consume", "timers"]
ALL_ROLES: frozenset[Role] = frozenset(("api", "relay", "consume", "timers"))


class Settings(BaseSettings):
    """Settings shared by all services of one installation."""

    model_config = SettingsConfigDict(env_prefix="CHUNGTAY_", extra="ignore")

    database_url: str = Field(
        default="postgresql://127.0.0.1:5432", description="PostgreSQL server, a database a service on it"
    )
    kafka: str = Field(default="127.0.0.1:9092", description="Kafka bootstrap servers")
    port: int = 8080
    url: str = Field(
        default_factory=lambda known: f"http://127.0.0.1:{known['port']}", description="base of the peers' addresses"
    )
    data: Path = Path(".data")
    secrets: Path | None = Field(default=None, description="<role>.password, jwks.json, service.token, seal.key")
    jwks: Path | None = Field(default=None, description="keys that check tokens; default <secrets>/jwks.json")
    clock: Literal["system", "simulated"] = "system"
    production: bool = False
    roles: Annotated[frozenset[Role], NoDecode] = Field(default=ALL_ROLES, description="what this process does")
    log_level: str = "INFO"

    @field_validator("roles", mode="before")
    @classmethod
    def _listed(cls, roles: object) -> object:
        """From the environment: `api,relay`."""
        return [role.strip() for role in roles.split(",")] if isinstance(roles, str) else roles

    def secret(self, name: str) -> str | None:
        """The content of a secret file, or None where there is none."""
        path = self.secrets / name if self.secrets else None
        return path.read_text("utf-8").strip() if path and path.exists() else None

    @property
    def jwks_path(self) -> Path | None:
        return self.jwks or (self.secrets / "jwks.json" if self.secrets else None)

    def database(self, service: str, role: Literal["owner", "app"] = "app") -> str:
        """The URL of a service's database for one of its two roles.

        A server reached by socket is written `postgresql:///?host=/folder`.
        """
        parts = urlsplit(self.database_url)
        user = f"{service}_{role}"
        password = self.secret(f"{user}.password")
        login = user + (":" + quote(password, safe="") if password else "")
        where = parts.netloc.rpartition("@")[2]
        query = f"?{parts.query}" if parts.query else ""
        return f"postgresql://{login}@{where}/chungtay_{service}{query}"
