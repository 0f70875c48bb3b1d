#!/bin/sh
# Does jicket(1) say what the program says?  Its lists of options and of
# exit statuses are made by the program; man/update writes them.
# shellcheck disable=SC2016 # $ in awk is awk's
set -eu

jicket=${JICKET:-build/jicket}
page=man/jicket.1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

fail()
{
	echo "test_man: $*"
	failed=1
}

# The lines between the two comments of a block.
block()
{
	awk -v name="$1" '
		$0 == ".\\\" " name ": end" { on = 0; ended++ }
		on { print }
		$0 == ".\\\" " name ": begin" { on = 1; begun++ }
		END { exit !(begun == 1 && ended == 1 && !on) }' "$page"
}

# block, format of --help
same()
{
	block "$1" >"$dir/page" || fail "$page: no block \"$1\", or not one"
	"$jicket" --help="$2" >"$dir/program"
	[ -s "$dir/program" ] || fail "--help=$2 prints nothing"
	diff -u "$dir/page" "$dir/program" ||
		fail "$page: the block \"$1\" is out of date: run man/update"
}

same options mdoc
same exit exit

# "--[no-]name" stands for two.
"$jicket" --help >"$dir/help"
grep -o -E -e '--(\[no-\])?[a-z][a-z-]*' "$dir/help" |
	sed 's/^--//; s/^\[no-\]//' | sort -u >"$dir/names"
[ "$(wc -l <"$dir/names")" -ge 20 ] || fail "--help lists too few options"
# The page as a reader sees it, without hyphenation and overstrike.
mandoc -T utf8 -O width=400 "$page" | sed 's/.\x08//g' >"$dir/shown"
while read -r name; do
	grep -q -E -e "--$name([^a-z-]|\$)" "$dir/shown" ||
		fail "$page: --$name is missing"
done <"$dir/names"

for file in man/*.[1-8]; do
	mandoc -T lint -W warning "$file" >"$dir/lint" 2>&1 ||
		fail "$file: mandoc complains"
	cat "$dir/lint"
done

exit $failed
