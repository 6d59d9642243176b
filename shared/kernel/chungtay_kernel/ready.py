"""`chungtay-ready SERVICE`: a container's health check. It runs every few seconds, so it imports next to nothing."""

import sys
from urllib.error import URLError
from urllib.request import urlopen


def main() -> None:
    """Exits 0 when the service in this container is ready, else says why it is not."""
    try:
        urlopen(f"http://127.0.0.1:8000/{sys.argv[1]}/ready", timeout=4).close()
    except URLError as error:
        sys.exit(f"{sys.argv[1]}: {error}")
