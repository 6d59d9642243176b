"""`chungtay token`: a signed token for the command line, for tests by hand, and for publishers."""

from __future__ import annotations

from pathlib import Path

import click

from chungtay_kernel.cli import Unreachable, both, json_option, print_json
from chungtay_kernel.settings import Settings
from chungtay_kernel.tokens import KEY_FILE, ROLES, issue


@click.command(name="token", help=both("Cấp mã đăng nhập có chữ ký.", "Issues a signed token."))
@click.option("--unit", required=True, help=both("Mã đơn vị, ví dụ CATX.", "Unit code, such as CATX."))
@click.option(
    "--role", "roles", multiple=True, required=True, type=click.Choice(ROLES),
    help=both("Vai trò; có thể nêu nhiều lần.", "Role; may be given several times."),
)  # fmt: skip
@click.option("--account", default="cli", show_default=True, help=both("Tài khoản.", "Account."))
@click.option("--days", default=1.0, show_default=True, type=click.FloatRange(min=0, min_open=True, max=3660),
              help=both("Số ngày còn hiệu lực.", "Days it stays good."))  # fmt: skip
@click.option("--secrets", type=click.Path(path_type=Path), default=None,
              help=both("Thư mục chứa token.key; mặc định CHUNGTAY_SECRETS.",
                        "Folder with token.key; default CHUNGTAY_SECRETS."))  # fmt: skip
@json_option
def cli(*, unit: str, roles: tuple[str, ...], account: str, days: float, secrets: Path | None, as_json: bool) -> None:
    settings = Settings()
    folder = secrets or settings.secrets or settings.data / "secrets"
    try:
        token = issue(folder, account=account, unit=unit, roles=roles, days=days)
    except FileNotFoundError:
        raise Unreachable(
            f"Không có {folder / KEY_FILE}; nêu thư mục bằng --secrets.",
            f"There is no {folder / KEY_FILE}; name the folder with --secrets.",
        ) from None
    if as_json:
        print_json({"token": token, "account": account, "unit": unit, "roles": roles, "days": days})
    else:
        click.echo(token)
