# bifolio: one Markdown guide in, a PDF and an EPUB out.
#
#   make              install what is missing, build build/bifolio, export content/ into out/
#   make test         everything CI runs on one compiler; T=word runs a part
#   make accept T=…   accept new golden output, after a look at it
#   make asan         the same tests under AddressSanitizer and UBSan
#   make lint         clang-format, clang-tidy, include order
#   make help         the other targets

.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := all

BUILD ?= build
CC ?= cc
ifeq ($(origin CC),default)
CC := gcc
endif
PYTHON := python3

# ── Flags ────────────────────────────────────────────────────────────────────────────────────────

PACKAGES := libcmark-gfm gumbo yaml-0.1 libutf8proc harfbuzz harfbuzz-subset libunibreak \
            libpng libjpeg zlib libzip
VERSION := 0.1.0

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
OPTIMISE ?= -O2
SANITIZE ?=
CPPFLAGS += -Isrc -I$(BUILD)/generated -D_GNU_SOURCE -DBIFOLIO_VERSION='"$(VERSION)"' \
            $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null | sed 's/-I/-isystem /g')
CFLAGS += -std=c17 -g $(OPTIMISE) $(WARNINGS) $(SANITIZE)
LDFLAGS += $(SANITIZE)
LDLIBS += $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lcmark-gfm-extensions -lhpdf -lhyphen \
          -lpthread -lm

# ── Objects: each folder of src/ is one archive, linked in the order of the pipeline ─────────────

FOLDERS := cli epub pdf layout text style source book image base
archive = $(BUILD)/lib$(1).a
objects = $(patsubst src/%.c,$(BUILD)/%.o,$(wildcard src/$(1)/*.c))

# What a folder's unit tests link: the folder itself and what lies before it in the pipeline.
LINK_base := base
LINK_image := image base
LINK_book := book image base
LINK_source := source book image base
LINK_style := style source book image base
LINK_text := text style source book image base
LINK_layout := layout text style source book image base
LINK_pdf := pdf layout text style source book image base
LINK_epub := epub source book image base
LINK_cli := $(FOLDERS)

define folder_rule
$(call archive,$(1)): $(call objects,$(1))
	@rm -f $$@ && ar rcs $$@ $$^
endef
$(foreach folder,$(FOLDERS),$(eval $(call folder_rule,$(folder))))

$(BUILD)/%.o: src/%.c | dependencies
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

$(BUILD)/bifolio: $(BUILD)/main.o $(foreach folder,$(FOLDERS),$(call archive,$(folder)))
	$(CC) $(LDFLAGS) $^ $(LDLIBS) -o $@

# The folder of a unit test is the first word of its name: test_book_slug.c tests book/.
folder_of = $(word 2,$(subst _, ,$(1)))
UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))

.SECONDEXPANSION:
$(BUILD)/unit/%: tests/unit/%.c $$(foreach folder,$$(LINK_$$(call folder_of,$$*)),$$(call archive,$$(folder)))
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP $(LDFLAGS) $^ $(LDLIBS) -lcmocka -o $@

-include $(wildcard $(BUILD)/*.d $(BUILD)/*/*.d)

.PHONY: all dependencies
all: $(BUILD)/bifolio
dependencies:
