#!/bin/sh
# The version stands in configure.ac, and all others say the same.
set -eu

jicket=${JICKET:-build/jicket}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

# what, got, wanted
same()
{
	[ "$2" = "$3" ] || {
		echo "test_version: $1: \"$2\", not \"$3\""
		failed=1
	}
}

version=$(sed -n 's/^AC_INIT(\[jicket\], \[\([0-9.]*\)\])$/\1/p' configure.ac)
[ -n "$version" ] || { echo 'test_version: none in configure.ac'; exit 1; }
same 'jicket --version' "$("$jicket" --version)" "jicket $version"
same 'the newest of NEWS' \
	"$(sed -n '/^[0-9]/{p;q;}' NEWS)" "$version"
for page in man/*.[1-8]; do
	same "footer of $page" "$(sed -n 's/^\.Os//p' "$page")" ' jicket'
done

# A tarball has no git: what the Makefile reads must do.
cp -R Makefile configure.ac "$dir"
same 'make without git' "$(cd "$dir" && make -s print-version)" "$version"

exit $failed
