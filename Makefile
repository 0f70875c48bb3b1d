# jicket: `make` builds it, `make help` lists the rest.
#
# Order is precedence: the defaults here, config.mk (written by ./configure,
# which is optional), local.mk (yours, never committed), the command line.

prefix		= /usr/local
bindir		= $(prefix)/bin
libexecdir	= $(prefix)/libexec
mandir		= $(prefix)/share/man
docdir		= $(prefix)/share/doc/jicket

CFLAGS		?= -O2 -g
PKG_CONFIG	= pkg-config
# Debian's own Python sees Debian's python3-pytest; one in ~/.pyenv does not.
PYTHON		= $(firstword $(wildcard /usr/bin/python3) python3)
CLANG		= clang
# IMAGES=yes: the program that scales pictures down, which needs gdk-pixbuf.
IMAGES		= no
O		= build

-include config.mk
-include local.mk

VERSION := $(shell sed -n 's/^AC_INIT(.*\[\(.*\)\])$$/\1/p' configure.ac)

PACKAGES = 'gmime-3.0 >= 3.2' 'libcurl >= 7.85' 'libcjson >= 1.7' \
	'libpcre2-8 >= 10.34' gumbo
ifndef PKG_LIBS
PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null)
PKG_LIBS := $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null)
endif

IMAGE_PACKAGES = 'gdk-pixbuf-2.0 >= 2.36'
ifndef IMAGE_LIBS
IMAGE_CFLAGS = $(shell $(PKG_CONFIG) --cflags $(IMAGE_PACKAGES) 2>/dev/null)
IMAGE_LIBS = $(shell $(PKG_CONFIG) --libs $(IMAGE_PACKAGES) 2>/dev/null)
endif

WARN = -Wall -Wextra -Wshadow -Wvla -Wformat=2 -Wstrict-prototypes \
	-Wmissing-prototypes -Wwrite-strings -Wpointer-arith \
	$(if $(DEVELOPER),-Werror)
# Symbols are bound lazily (no -z now): a start for each mail is our life.
HARDEN = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong

# Includes name the folder: "base/text.h". With -iquote, <limits.h> stays the
# system's.
COMPILE = $(CC) -std=gnu11 -D_GNU_SOURCE $(WARN) $(HARDEN) -fPIE \
	-iquote $O -iquote src -iquote . $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS)
LINK = $(CC) $(CFLAGS) -pie -Wl,-z,relro -Wl,--as-needed $(LDFLAGS)

# A file in src/ itself is a program; the folders are the library, of which each
# program in src/ and tests/ is linked with what it needs. In tests/unit, files
# beside the folders are helpers and are linked into each of the tests.
SOURCES := $(sort $(wildcard src/*.c src/*/*.c))
OBJS := $(patsubst %.c,$O/%.o,$(sort $(wildcard src/*/*.c)))
LIB := $O/libjicket.a
UNIT := $(patsubst %.c,$O/%,$(sort $(wildcard tests/unit/*/test_*.c)))
HELPERS := $(patsubst %.c,$O/%.o,$(sort $(wildcard tests/unit/*.c)))
CORPUS := $(patsubst %.c,$O/%,$(sort $(wildcard tests/corpus/*.c)))
BENCH := $(patsubst %.c,$O/%,$(sort $(wildcard tests/bench/*.c)))
MARKUP := $(patsubst %.c,$O/%,$(sort $(wildcard tests/markup/*.c)))
WORDS := $O/tests/fuzz/words
FUZZ := $(patsubst %.c,$O/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
SCALER := $(if $(filter yes,$(IMAGES)),$O/jicket-scale)
SCRIPTS := $(sort $(wildcard tests/unit/test_*.sh tests/corpus/test_*.sh))
PYTESTS := $(sort $(dir $(wildcard tests/sandbox/test_*.py \
	tests/delivery/test_*.py tests/standin/test_*.py)))
C_FILES := $(wildcard src/*.[ch] src/*/*.[ch] tests/*/*.[ch] tests/*/*/*.[ch])
MAN := $(wildcard man/*.[1-8])
DOCS := $(wildcard README* NEWS LICENSE)

# `make` is quiet; `make V=1` shows the commands.
Q = $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' '$1' '$2')
MAKEFLAGS += --no-print-directory

.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
.PHONY: FORCE

all: $O/jicket $O/jicket-launch $(SCALER) ## build the program (the default); IMAGES=yes scales pictures

$O/jicket: $O/src/jicket.o $(LIB)
	$(call say,LINK,$@)
	$Q$(LINK) -o $@ $^ $(PKG_LIBS) $(LIBS)

# What is installed as jicket: it must start whatever happens to a library.
$O/jicket-launch: $O/src/jicket-launch.o
	$(call say,LINK,$@)
	$Q$(CC) $(CFLAGS) -static-pie -Wl,-z,relro $(LDFLAGS) -o $@ $< \
	    2>/dev/null || $(LINK) -o $@ $<

# Made anew each time: ar would keep the object of a file that is gone. It is
# asked to tell files of one name by their folders (P).
$(LIB): $(OBJS) $O/.objects
	$(call say,AR,$@)
	$Qrm -f $@ && ar rcsP $@ $(OBJS)

# A program of its own, with a library that jicket itself never loads.
$O/jicket-scale: $O/src/jicket-scale.o
	$(call say,LINK,$@)
	$Q$(LINK) -o $@ $< $(IMAGE_LIBS) $(LIBS)
$O/src/jicket-scale.%: private PKG_CFLAGS = $(IMAGE_CFLAGS)
$O/src/jicket-scale.o: | image-library
image-library:
	@$(PKG_CONFIG) --exists --print-errors $(IMAGE_PACKAGES) || { \
		echo 'IMAGES=yes needs:' $(IMAGE_PACKAGES) >&2; \
		echo 'To install it, run: sh contrib/setup images' >&2; \
		exit 1; }

$O/%.o: %.c $O/.flags | $O/version.h $O/paths.h
	$(call say,CC,$@)
	$Qmkdir -p $(@D)
	$Q$(COMPILE) -MMD -MP -c -o $@ $<

$(UNIT): $(HELPERS)
$(UNIT): TEST_LIBS = -lcmocka
$(CORPUS): TEST_LIBS = -lcmocka
$(FUZZ): $O/tests/fuzz/fuzz.o
$(FUZZ): TEST_LIBS = $(FUZZ_ENGINE)
$O/tests/%: $O/tests/%.o $(LIB)
	$(call say,LINK,$@)
	$Q$(LINK) -o $@ $(filter %.o,$^) $(LIB) $(TEST_LIBS) $(PKG_LIBS) $(LIBS)

# The benchmarks measure from outside, and must be small themselves.
$(BENCH): %: %.o
	$(call say,LINK,$@)
	$Q$(LINK) -o $@ $<

# Takes a file that was just made, if it is another than the one that is there.
if-changed = cmp -s $1.new $1 && rm $1.new || mv $1.new $1

# What everything was built with: rewritten, and all rebuilt, when it changes.
$O/.flags: FORCE
	@mkdir -p $O
	@command -v $(firstword $(CC)) >/dev/null && \
	    command -v $(PKG_CONFIG) >/dev/null && \
	    $(PKG_CONFIG) --exists --print-errors $(PACKAGES) || { \
		echo 'jicket needs a C compiler, pkg-config and:' \
		    $(PACKAGES) >&2; \
		echo 'To install them, run: sh contrib/setup build' >&2; \
		exit 1; }
	@printf '%s\n' '$(subst ','\'',$(COMPILE) $(LINK) $(PKG_LIBS) $(LIBS))' \
	    >$@.new; $(call if-changed,$@)

# Which objects there are: the library is made anew when one comes or goes.
$O/.objects: FORCE
	@mkdir -p $O
	@printf '%s\n' '$(OBJS)' >$@.new; $(call if-changed,$@)

# What changes without the source has headers to itself, so that a new version,
# or `make install prefix=...`, rebuilds one or two objects.
define write-header
@mkdir -p $O
@printf '#define $1 "%s"\n' "$2" >$@.new; $(call if-changed,$@)
endef
$O/version.h: FORCE
	$(call write-header,JICKET_VERSION,$(VERSION))
$O/paths.h: FORCE
	@mkdir -p $O
	@printf '#define %s "$(libexecdir)/jicket/%s"\n' \
	    PATH_SCALER jicket-scale PATH_WORKER jicket >$@.new; \
	    $(call if-changed,$@)

-include $(wildcard $O/src/*.d $O/src/*/*.d $O/tests/*/*.d $O/tests/*/*/*.d)

## Tests

# No inherited environment: a JICKET_* of the developer's must not matter.
TEST_ENV = G_DEBUG=fatal-criticals G_SLICE=always-malloc LC_ALL=C.UTF-8 \
	JICKET=$(abspath $O/jicket)
TEST_RUN = env -i PATH="$$PATH" HOME="$$HOME" $(TEST_ENV) $(SAN_ENV) \
	timeout 300
# Runs all of them, and shows the output of those that fail.
define run-each
@mkdir -p $O/log; failed=0; for t in $1; do \
	log=$O/log/$$(echo $${t#$O/tests/} | tr / -).log; \
	if $(TEST_RUN) $$t >$$log 2>&1; then \
		echo "  ok      $$t" \
		    $$(sed -n 's/.*\[  PASSED  \] \(.*\)\.$$/(\1)/p' $$log); \
	else cat $$log; echo "  FAILED  $$t"; failed=$$((failed + 1)); fi; \
done; test $$failed = 0 || { echo "$$failed failed" >&2; exit 1; }
endef

check: all tests ## everything below that tests: unit, corpus, scripts, e2e
	@$(MAKE) check-unit
	@$(MAKE) check-corpus
	@$(MAKE) check-markup
	@$(MAKE) check-e2e
	@$(MAKE) check-fuzz
tests: $(UNIT) $(CORPUS) $(MARKUP) $(WORDS) ## only build the test programs
check-unit: all $(UNIT) ## unit tests (cmocka)
	$(call run-each,$(UNIT))
check-corpus: all $(CORPUS) $(WORDS) ## saved mails and what must come of them; scripts
	$(call run-each,$(CORPUS) $(WORDS) $(SCRIPTS))
check-markup: all $(MARKUP) ## Atlassian's parser reads what we write (node)
	$Q$(TEST_ENV) sh tests/markup/run check $O/tests/markup/write
markup-parser: ## install that parser into build/ (npm)
	$Qsh tests/markup/run install
check-e2e: all ## pytest: the Jira sandbox, and jicket against it
	$Q$(if $(PYTESTS),$(TEST_ENV) PYTHONDONTWRITEBYTECODE=1 $(PYTHON) \
	    -m pytest -q -rs -p no:cacheprovider $(PYTEST_FLAGS) $(PYTESTS),\
	    echo 'no pytest suite yet')

# The variants are the same rules with another $O.
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	-fno-omit-frame-pointer -DLEAKS_ARE_SOUGHT
check-asan: ## unit and corpus tests under ASan and UBSan
	@$(MAKE) O=build/asan CFLAGS='-O1 -g $(SANITIZE)' HARDEN= \
	    SAN_ENV='ASAN_OPTIONS=detect_stack_use_after_return=1 \
	    UBSAN_OPTIONS=print_stacktrace=1' check-unit check-corpus
check-clang: ## build with clang and -Werror
	@$(MAKE) O=build/clang CC=$(CLANG) DEVELOPER=1 all tests
check-bare: ## quick tests on the other Debian, 13 or 12, in build/bare (root)
	$Qsh tests/bare/run --quick
coverage: ## what the unit and corpus tests reach (gcovr)
	@find build/coverage -name '*.gcda' -delete 2>/dev/null || :
	@$(MAKE) O=build/coverage CFLAGS='-O0 -g --coverage' HARDEN= \
	    check-unit check-corpus
	$Qgcovr -r . --filter src/ --print-summary build/coverage
FUZZ_MAKE = $(MAKE) O=build/fuzz CC=$(CLANG) HARDEN= \
	FUZZ_ENGINE=-fsanitize=fuzzer \
	CFLAGS='-O1 -g -fsanitize=fuzzer-no-link $(SANITIZE)'
FUZZ_RUN = env -i PATH="$$PATH" HOME="$$HOME" $(TEST_ENV) CLANG=$(CLANG) \
	PYTHON=$(PYTHON) ASAN_OPTIONS=detect_stack_use_after_return=1 \
	$(if $(MAILS),MAILS='$(MAILS)') sh tests/fuzz/run
fuzz: ## build the fuzzers (clang) into build/fuzz
	+@$(FUZZ_MAKE) fuzz-programs
fuzz-run: ## run each of them (or FUZZERS='mail html') for SECONDS=60
	+@$(FUZZ_MAKE) -k HOW=long SECONDS=$(or $(SECONDS),60) fuzz-all
check-fuzz: ## run each of them for a moment
	+@if $(FUZZ_RUN) can; then $(FUZZ_MAKE) -k HOW=check SECONDS=2 fuzz-all; \
	else echo '  skipped tests/fuzz: no clang with libFuzzer;' \
		'"sh contrib/setup tools" installs it'; test -z "$$CI"; fi
fuzz-programs: $(FUZZ)
FUZZERS = $(FUZZ:$O/tests/fuzz/fuzz_%=%)
fuzz-all: $(FUZZERS:%=fuzz-of-%)
fuzz-of-%: $O/tests/fuzz/fuzz_% fuzz-seeds
	@$(FUZZ_RUN) $(HOW) $O $* $(SECONDS)
fuzz-seeds:
	@$(FUZZ_RUN) seeds $(HOW) $O
.PHONY: fuzz-run check-fuzz fuzz-all fuzz-seeds
soak: all ## the long form: 2,000 messages through a Postfix queue while Jira fails a third of all requests
	$Q$(TEST_ENV) PYTHONDONTWRITEBYTECODE=1 \
	    $(PYTHON) -m tests.delivery.long.soak \
	    --messages 2000 --keep $O/soak-log
matrix-full: all ## the long form of the fault matrix: every fault at every request, in both flavours
	$Q$(TEST_ENV) PYTHONDONTWRITEBYTECODE=1 \
	    $(PYTHON) -m tests.delivery.long.matrix --full
mutants: ## change src/ in N=100 places, one at a time, and print what no test notices (SEED=, FILES=)
	$Q$(PYTHON) tests/mutants/run -n $(or $(N),100) \
	    $(if $(SEED),--seed $(SEED)) $(MUTANTS_FLAGS) $(FILES)
bench: all $(BENCH) ## run the benchmarks
	$Q$(TEST_ENV) O=$O tests/bench/run
gallery: all ## pictures of what mails look like as tickets (MAILS='gmail order': of these)
	$Q$(TEST_ENV) O=$O $(PYTHON) tests/gallery/run $(MAILS)

## Source

# A stamp for each file; by way of the object it knows the headers as well.
tidy: $(patsubst %.c,$O/%.tidy,$(filter-out \
	$(if $(SCALER),,src/jicket-scale.c),$(SOURCES))) ## clang-tidy
$O/%.tidy: %.c $O/%.o .clang-tidy
	$(call say,TIDY,$<)
	$Qclang-tidy --quiet $< -- $(filter-out $(CC),$(COMPILE)) 2>$@.err || \
	    { cat $@.err >&2; exit 1; }
	@touch $@
# Each version lays some lines out in another way; ours is 14 (Debian 12).
with-format-14 = $Qv=$$(clang-format --version) || exit; case $$v in \
	*'version 14.'*) clang-format $1 $(C_FILES) ;; \
	*) echo "$@ wants version 14, and this is: $$v"; $2 ;; esac
format: ## clang-format, in place
	$(call with-format-14,-i,exit 1)
check-format: ## is anything not as clang-format would have it?
	$(call with-format-14,--dry-run -Werror,echo 'It is left out.')
check-shell: ## shellcheck all scripts
	$Qfind . \( -path ./build -o -path ./.git \) -prune -o -type f \
	    ! -name configure ! -name config.status -exec \
	    awk 'FNR == 1 && /^#! *\/(usr\/)?bin\/(env )?(ba|da)?sh/ \
		{ print FILENAME } { nextfile }' {} + | xargs -r shellcheck
check-man: ## mandoc's lint of the manual pages
	$Q$(if $(MAN),mandoc -Tlint -Wwarning $(MAN),:)

## Use

demo: all ## file a mail and its answer in a local Jira sandbox
	$Qsh contrib/demo/run
# Mail may arrive at any moment: each program is there or is the one before.
define install-program
	install -m 755 $1 '$(DESTDIR)$2.new'
	mv -f '$(DESTDIR)$2.new' '$(DESTDIR)$2'
endef
install: all ## DESTDIR and prefix are honoured
	install -d '$(DESTDIR)$(bindir)' '$(DESTDIR)$(docdir)' \
	    '$(DESTDIR)$(libexecdir)/jicket'
	$(call install-program,$O/jicket,$(libexecdir)/jicket/jicket)
	$(call install-program,$O/jicket-launch,$(bindir)/jicket)
	$(if $(SCALER),$(call \
	    install-program,$(SCALER),$(libexecdir)/jicket/jicket-scale))
	for f in $(DOCS); do \
	    install -m 644 "$$f" '$(DESTDIR)$(docdir)' || exit 1; done
	for f in $(MAN); do d='$(DESTDIR)$(mandir)'/man$${f##*.}; \
	    install -d "$$d" && install -m 644 "$$f" "$$d" || exit 1; done
uninstall:
	rm -f '$(DESTDIR)$(bindir)/jicket'
	rm -f '$(DESTDIR)$(libexecdir)/jicket/jicket-scale' \
	    '$(DESTDIR)$(libexecdir)/jicket/jicket'
	rmdir '$(DESTDIR)$(libexecdir)/jicket' || :
	for f in $(DOCS); do rm -f '$(DESTDIR)$(docdir)'/"$$f"; done
	rmdir '$(DESTDIR)$(docdir)' || :
	for f in $(MAN); do \
	    rm -f '$(DESTDIR)$(mandir)'/man$${f##*.}/$${f##*/}; done
print-version: # for scripts
	@echo $(VERSION)
dist: ## build/jicket-VERSION.tar.gz from the last commit
	@mkdir -p build
	$Qn=jicket-$(VERSION) && git archive --prefix="$$n/" \
	    -o "build/$$n.tar.gz" HEAD && echo "build/$$n.tar.gz"
configure: configure.ac ## make ./configure (autoconf); it writes config.mk
	$Qautoconf && rm -rf autom4te.cache
clean:
	rm -rf build
help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1|\2/p' Makefile | \
	    awk -F'|' '{ printf "%-15s %s\n", $$1, $$2 }'

.PHONY: all check tests check-unit check-corpus check-markup \
	markup-parser check-e2e check-asan check-clang check-bare coverage fuzz \
	fuzz-programs soak matrix-full mutants bench gallery tidy format \
	check-format check-shell check-man demo install uninstall print-version \
	dist clean help image-library
