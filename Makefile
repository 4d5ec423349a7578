# `make` alone lists the targets.

# rustup's programs, where the shell has not been told of them.
export PATH := $(PATH):$(HOME)/.cargo/bin

.PHONY: help run dev test prove bench build fmt

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## install what is missing, build optimised, start on http://127.0.0.1:3000 with ./data
	@scripts/run.sh

dev: ## build quickly, start, and again on every change
	@scripts/wasm-target.sh
	@cargo xtask dev

test: ## install what is missing and run every check, test and journey
	@scripts/test.sh

prove: ## an hour of random input and a thousand deaths (MINUTES=60 KILLS=1000)
	@scripts/prove.sh

bench: ## measure speed and size of the optimised product
	@scripts/run.sh build
	@scripts/bench.sh
	@scripts/bench-million.sh

build: ## build the optimised product, target/release/rapport
	@scripts/run.sh build

fmt: ## format the source
	@cargo fmt --all
