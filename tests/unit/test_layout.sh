#!/bin/sh
# Does src/ look as src/README says?  Each folder stands there, includes only
# what stands above it, and no two files include each other.  A .c file and
# its header are one module.  With a folder as argument, that one is looked at.
set -eu

src=${1:-src}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

fail()
{
	echo "test_layout: $*"
	failed=1
}

# The folders, in the order in which the page lists them.
sed -n 's,^  \([a-z]*\)/  .*,\1,p' "$src/README" >"$dir/listed"
for folder in "$src"/*/; do
	basename "$folder"
done >"$dir/there"
sort "$dir/listed" | diff - "$dir/there" ||
	fail "$src/README and the folders of $src/ are not the same"
[ "$(wc -l <"$src/README")" -le 40 ] || fail "$src/README is over 40 lines"

# "includer included", by module: "html/trim base/text".  A name without a
# folder is generated (version.h), or a mistake.
grep -H '^#include "' "$src"/*/*.[ch] "$src"/*.c |
	sed -n "s,^$src/\([^:]*\)\.[ch]:#include \"\([^\"]*\)\.h\".*,\1 \2,p" |
	sort -u >"$dir/includes"
[ -s "$dir/includes" ] || fail "no include was found in $src/"

awk -v src="$src" '
	FILENAME ~ /listed$/ { level[$1] = ++n; next }
	$2 == "version" || $2 == "paths" { next }
	$2 !~ "/" {
		print src "/" $1 ": include \"" $2 ".h\" names no folder"
		next
	}
	{
		split($1, from, "/")
		split($2, to, "/")
		if ($1 ~ "/" && level[to[1]] > level[from[1]])
			print src "/" $1 ": includes " $2 ".h, but " to[1] \
				"/ does not stand above " from[1] "/"
	}' "$dir/listed" "$dir/includes" >"$dir/wrong"
[ ! -s "$dir/wrong" ] || { cat "$dir/wrong"; failed=1; }

# tsort prints the members of each circle.
awk '$1 != $2' "$dir/includes" | tsort 2>&1 >/dev/null |
	sed "s/^tsort: -: .*/test_layout: files that include each other:/
		s,^tsort: ,  $src/," >"$dir/circles"
[ ! -s "$dir/circles" ] || { cat "$dir/circles"; failed=1; }

# Libraries that stay in their rooms.
while read -r library folder; do
	grep -l "^#include <$library" "$src"/*/*.[ch] "$src"/*.c |
		grep -v "^$src/$folder/" >"$dir/stray" || :
	[ ! -s "$dir/stray" ] || {
		cat "$dir/stray"
		fail "only $folder/ includes <$library>"
	}
done <<'END'
gmime/ message
gumbo.h html
curl/ jira
pcre2.h base
END

exit $failed
