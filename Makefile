# Chung Tay. `make help` lists the verbs.
# `make run` needs only make and Python 3.11 or newer; it makes its environment, .venv, by itself.

.DEFAULT_GOAL := help
.PHONY: help run test check up down bench plans chaos lock install-local install-dev

# the first Python that is new enough; say `make PYTHON=...` to choose another
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && exit; done; echo python3)
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
PLANS ?= ../shared/plans

help: ## danh sách này / this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 16
	@echo
	@echo "  make run ONCE=1    lập báo cáo vào out/ rồi kết thúc / writes the report to out/ and ends"
	@echo "  make run FRESH=1   bỏ dữ liệu cũ, làm lại từ đầu / starts anew, without the old data"

run: install-local ## cả hệ thống trên một máy, kèm đợt mẫu tháng 6/2024 / the whole system on one machine
	@exec $(BIN)/chungtay local run $(if $(ONCE),--once) $(if $(FRESH),--fresh)

# Each part in a session of its own: the services its fixtures start live as long as the session, and no two parts
# may serve under one name. What cannot run beside anything else runs last, alone.
PARTS := shared services/intake services/tasks services/reporting services/notify deploy tests

test: install-dev ## mọi kiểm thử, tối đa 20 phút / all tests, 20 minutes at most
	@failed=; \
	for part in $(PARTS); do \
	  echo "== $$part"; \
	  $(PYTEST) -n 2 --dist loadfile -m "not serial" $$part $(ARGS) || failed="$$failed $$part"; \
	done; \
	echo "== serial"; $(PYTEST) -m serial $(ARGS) || failed="$$failed serial"; \
	[ -z "$$failed" ] || { echo "Hỏng / Failed:$$failed"; exit 1; }

check: install-dev ## quy tắc viết, kiểu dữ liệu, ranh giới giữa các dịch vụ / lint, types, walls
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports --cache-dir .venv/import-linter
	$(BIN)/python .ci/house_rules.py

up: ## chạy bằng Docker Compose / runs with Docker Compose
	@docker compose version >/dev/null 2>&1 || { \
	  echo "Cần Docker Engine và docker compose / Docker Engine and docker compose are needed"; exit 4; }
	docker compose build
	@mkdir -p deploy/secrets
	docker compose run --rm secrets
	docker compose up --detach --wait
	@echo "Chung Tay: http://127.0.0.1:$${CHUNGTAY_PORT:-8080}"
	@echo "Mã đăng nhập / a sign-in token: docker compose run --rm cli token --unit CATX --role coordinator"

down: ## dừng Docker Compose, giữ dữ liệu / stops Docker Compose, keeps the data
	docker compose down

bench: install-dev ## đo hiệu năng bên cạnh giới hạn thô, ghi out/bench.json / measures beside raw limits
	$(BIN)/python -m bench $(if $(FULL),--full)

plans: install-dev ## chấm điểm việc đọc kế hoạch / reading scores of our plans and of PLANS (texts and gold files)
	@$(BIN)/python services/tasks/tests/plan/scores.py services/tasks/tests/plan/texts $(wildcard $(PLANS))

chaos: install-dev ## giết tiến trình thật ở mọi chỗ hiểm / kills real processes wherever it hurts
	$(PYTEST) tests/crash $(ARGS)

lock: install-dev ## khoá lại phiên bản thư viện / locks the libraries again
	@for set in runtime local dev; do \
	  $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --no-annotate --no-header requirements/$$set.in -o requirements/$$set.lock || exit 1; done

install-local:
	@$(PYTHON) deploy/local/install.py local

install-dev:
	@$(PYTHON) deploy/local/install.py dev
