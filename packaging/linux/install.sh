#!/bin/sh
# Installs Corelanes from the unpacked archive, for one person or for all of a machine, and takes it away again.
#
#   ./install.sh                  for you alone: ~/.local
#   ./install.sh --prefix DIR     elsewhere: /usr/local needs root
#   ./install.sh --uninstall      takes it away again (with the same --prefix)
#
# It copies the files of the folder share/ and bin/ beside it, and nothing else; your recordings and settings stay.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
prefix=${HOME:-/usr}/.local
remove=
while [ $# -gt 0 ]; do
	case $1 in
	--prefix) [ $# -gt 1 ] || { echo "install.sh: --prefix needs a folder" >&2; exit 2; }
		prefix=$2; shift 2 ;;
	--uninstall) remove=yes; shift ;;
	-h | --help) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 0 ;;
	*) echo "install.sh: unknown argument $1 (see --help)" >&2; exit 2 ;;
	esac
done

files() { (cd "$here" && find bin share -type f | sort); }

# refresh tells the desktop of what has come or gone, where it has the tools for that.
refresh() {
	for c in "update-desktop-database -q $prefix/share/applications" "update-mime-database $prefix/share/mime" \
		"gtk-update-icon-cache -q -t -f $prefix/share/icons/hicolor"; do
		# shellcheck disable=SC2086 # split into words on purpose
		if command -v ${c%% *} >/dev/null 2>&1; then $c >/dev/null 2>&1 || :; fi
	done
}

if [ -n "$remove" ]; then
	files | while read -r f; do rm -f "$prefix/$f"; done
	refresh # while the folders that it looks into are there
	rm -f "$prefix/share/mime/application/x-corelanes-recording.xml" # made from ours, and left where no other is
	# Folders that are empty now were ours, or nobody misses them.
	(cd "$here" && find bin share -depth -type d) | while read -r d; do rmdir "$prefix/$d" 2>/dev/null || :; done
	echo "Corelanes is removed from $prefix."
	exit 0
fi

files | while read -r f; do
	mkdir -p "$prefix/$(dirname "$f")"
	# Under another name first: a program that runs at the moment keeps its file.
	cp "$here/$f" "$prefix/$f.new"
	case $f in bin/*) chmod 755 "$prefix/$f.new" ;; *) chmod 644 "$prefix/$f.new" ;; esac
	mv -f "$prefix/$f.new" "$prefix/$f"
done
refresh
echo "Corelanes is installed: $prefix/bin/corelanes"
case ":$PATH:" in *":$prefix/bin:"*) ;; *) echo "To start it by name, add $prefix/bin to your PATH." ;; esac
