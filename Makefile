# Corelanes: everything that is done to the tree. `make help` lists it.

GO        ?= go
BIN       := bin

# Where it is made: the lean program that runners and workers are.
LEAN      := $(if $(filter linux/amd64,$(shell $(GO) env GOOS)/$(shell $(GO) env GOARCH)),lean)
# One set of flags for every build of the window, so that the cgo part of the toolkit (minutes) is compiled once.
TAGS      := x11,migrated_fynedo$(LEAN:%=,%)
# The same with the toolkit's checks for calls off the main goroutine, which the migration tag switches off.
CHECKED   := x11,no_metadata
# Tests draw with the toolkit's test driver: no display, no C.
TESTTAGS  := ci,migrated_fynedo

LINTER    := golangci-lint
LINTVER   := v2.15.0
LINT      := $(BIN)/$(LINTER)-$(LINTVER)

TESTTIME  ?= 15m
FUZZTIME  ?= 10s
BENCH     ?= .
BENCHTIME ?= 1s
COUNT     ?= 3
SCALE     ?= 10000000
ATTEMPTS  ?= 3

SCRIPTS   := $(shell grep -lr '^\#!.*sh$$' scripts packaging)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: $(shell sed -n 's/^\([a-z0-9-]*\):.*/\1/p' $(firstword $(MAKEFILE_LIST)))

help: ## this list
	@echo "make TARGET, where TARGET is one of:"
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "  %-8s %s\n", $$1, $$2 }'

run: build ## build and start the program (without a display it runs a scenario, and leaves picture and report)
	./$(BIN)/corelanes

build: setup-run $(LEAN) ## build bin/corelanes
	@$(GO) build -tags $(TAGS) -o $(BIN)/corelanes .

lean: ## the program that runners and workers are, to be embedded
	@scripts/lean

setup: setup-test ## install the system packages that building and testing need
setup-run:
	@scripts/setup run
setup-test:
	@scripts/setup test

test: setup-test fmt vet lint purego unit race scripts e2e ## everything that CI checks, in its order

fmt: ## is every Go file formatted?
	@files=$$(gofmt -l -s $$(find . -name '*.go' -not -path './$(BIN)/*')) && \
	if [ -n "$$files" ]; then echo "gofmt -s -w would change:"; echo "$$files"; exit 1; fi

vet: $(LEAN) ## go vet
	$(GO) vet -tags $(TESTTAGS)$(LEAN:%=,%) ./...

lint: $(LINT) ## golangci-lint (see .golangci.yml)
	$(LINT) run ./...

$(LINT):
	@echo "fetching $(LINTER) $(LINTVER) into $(BIN)/ (about a minute, once)"
	@GOBIN=$(CURDIR)/$(BIN) $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINTVER)
	@mv $(BIN)/$(LINTER) $@

purego: ## does the engine build without a C compiler?
	CGO_ENABLED=0 $(GO) build ./engine/...

unit: $(LEAN) ## the tests, without a display
	$(GO) test -timeout $(TESTTIME) -tags $(TESTTAGS)$(LEAN:%=,%) ./...

race: setup-test ## the engine's tests under the race detector, without the lean program
	$(GO) test -timeout $(TESTTIME) -race ./engine/...

stress: ## the tests of the primitives and of the loop, CPython's among them, fifty times under the race detector
	$(GO) test -timeout 60m -race -count=50 ./engine/prim ./engine/loop

scripts: ## the tests of the scripts themselves
	@for s in $(SCRIPTS); do bash -n $$s || exit 1; done
	@scripts/setup_test

e2e: setup-test build ## the real window on a virtual display: opens, runs, stops, closes, leaves nothing behind
	@$(GO) build -tags $(CHECKED) -o $(BIN)/corelanes-checked .
	@scripts/e2e $(BIN)/corelanes $(BIN)/corelanes-checked $(BIN)/e2e

cross: ## does the engine type-check for the other systems?
	CGO_ENABLED=0 GOOS=windows $(GO) vet ./engine/...
	CGO_ENABLED=0 GOOS=darwin $(GO) vet ./engine/...

bench: ## benchmarks (BENCH=pattern BENCHTIME=1s)
	$(GO) test -tags $(TESTTAGS) -run '^$$' -bench '$(BENCH)' -benchtime $(BENCHTIME) -benchmem ./...

fuzz: ## every fuzz test for FUZZTIME=10s each
	@scripts/fuzz $(TESTTAGS) $(FUZZTIME)

lessons: build ## run the shipped lessons here, and keep their recordings in assets/lessons/recordings
	@$(BIN)/corelanes lesson record --attempts $(ATTEMPTS) assets/lessons

shots: setup-test build ## pictures of the window, in both sizes, themes and languages, to bin/shots
	@scripts/shots $(BIN)/corelanes $(BIN)/shots

scenes: setup-test build ## pictures of a recording of every scenario, wide and zoomed, to bin/scenes
	@scripts/scenes $(BIN)/corelanes $(BIN)/scenes

live: setup-test build ## what a live window costs the run that it shows
	@scripts/live $(BIN)/corelanes

gil: ## the fourteen predictions about the GIL, each beside CPython in the same run (GIL=naps for some of them)
	$(GO) test -timeout 30m -run '^$$' -bench Predictions -benchtime 3x ./engine/interp

starts: $(LEAN) ## what starting a process costs, beside CPython in the same minutes
	$(GO) test -tags $(TESTTAGS)$(LEAN:%=,%) -run '^$$' -bench StartBesideCPython -benchtime 5x .

versus: $(LEAN) ## starts, pools, queues, pipes and shared memory: a table ours | CPython | ratio, medians of COUNT=3 runs
	@scripts/versus $(TESTTAGS)$(LEAN:%=,%) $(COUNT)

agree: build ## the engine against the python3 of this machine: a table engine | CPython | agree?
	@bin/corelanes agree

matrix: build ## every scenario under each of its models at class scale, to bin/matrix.md, .json and .csv; goes on where it was stopped (SCENARIOS=S18,race)
	@bin/corelanes matrix --resume --scenarios "$(SCENARIOS)" -o $(BIN)/matrix.json -o $(BIN)/matrix.csv -o $(BIN)/matrix.md

agent: ## what the agent in a real CPython costs: a table without it, with it, a record (PYTHON="python3.11 python3.13")
	PYTHON="$(PYTHON)" $(GO) test -timeout 30m -run '^$$' -bench AgentCost -benchtime $(COUNT)x ./engine

pysuite: build ## CPython's own tests of threads, queues, futures, asyncio and multiprocessing, without the agent and under it (PYTHON=python3 TESTS="test_queue")
	@scripts/pysuite $(or $(PYTHON),python3) $(TESTS)

scale: ## recordings of ten thousand to ten million events (SCALE=N) against what is promised: open, memory, frames, instants, search, live
	$(GO) test -tags $(TESTTAGS) -timeout 30m -run LargeRecordings -count=1 -v ./app/scale -scale.events $(SCALE)

chaos: $(LEAN) ## 200 runs whose processes are killed at random moments: nothing hangs, nothing is left
	$(GO) test -timeout 30m -tags "$(LEAN)" -run TestWhoeverIsKilled -v ./engine -chaos.runs 200

soak: setup-test $(LEAN) ## 2,000 runs of everything from one window: memory, goroutines, descriptors and children stay flat (RUNS=2000)
	@$(GO) build -tags $(TAGS),soak -o $(BIN)/corelanes-soak .
	@scripts/soak $(BIN)/corelanes-soak $(or $(RUNS),2000)

hardship: setup-test build ## full and read-only disks, few descriptors, one core, no display: a table of what the program says
	@scripts/hardship $(BIN)/corelanes $(BIN)/hardship

monkey: setup-test build ## random keys and buttons in the real window for MINUTES=10, SEED=1
	@scripts/monkey/press $(BIN)/corelanes $(or $(MINUTES),10) $(or $(SEED),1) $(BIN)/monkey

browser: setup-test build ## the HTML report in a headless Chromium, zoomed and pointed at (needs Debian's chromium)
	@scripts/browser $(BIN)/corelanes $(BIN)/browser

packages: ## every package that can be made here, to bin/packages (VERSION=1.2.3; PARTS="linux windows")
	@scripts/packages $(BIN)/packages $(PARTS)

packages-check: ## try them: a clean Debian, Wine, validators, the same bytes again; a table (root; PARTS="meta rpm archive deb windows again")
	@scripts/packages-check $(BIN)/packages $(PARTS)

licences: $(LEAN) ## assets/licences.txt from the modules that are linked
	@$(GO) run ./scripts/licences $(TAGS) >$(BIN)/licences.txt && mv $(BIN)/licences.txt assets/licences.txt

icon: ## assets/icon.png from assets/icon.svg (needs rsvg-convert)
	rsvg-convert -w 512 -h 512 assets/icon.svg -o assets/icon.png

clean: ## remove what make built and what failed tests left
	rm -rf $(BIN)
	find . -type d -path '*/testdata/failed' -prune -exec rm -rf {} +
