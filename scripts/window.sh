# Functions for scripts that drive the real window on a virtual display; to be sourced by bash. They start nothing outside
# of $dir, a fresh temporary folder, and end what they started when the script exits, however it exits.
# shellcheck shell=bash

for tool in Xvfb xdotool import identify compare awk; do
	type -P "$tool" >/dev/null || { echo "${0##*/}: $tool is missing: make setup" >&2; exit 1; }
done

dir=$(mktemp -d)
display_pid='' app_pid='' app='' window=''
trap end_everything EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# open_display SIZE [OPTION…] starts a virtual display, for example 1280x800, on a number that is free. Without -noreset it would start
# anew whenever its last window goes, and refuse whoever comes in that moment.
open_display() {
	unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
	mkfifo "$dir/number"
	Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp -noreset "${@:2}" 3>"$dir/number" >"$dir/display.log" 2>&1 &
	display_pid=$!
	local number=''
	read -r -t 30 number <"$dir/number" || { cat "$dir/display.log" >&2; fail "the virtual display did not start within 30 s"; }
	rm "$dir/number"
	export DISPLAY=:$number LIBGL_ALWAYS_SOFTWARE=1 FYNE_SCALE=1
}

close_display() {
	kill "$display_pid" && wait "$display_pid" || :
	display_pid=''
	unset DISPLAY
}

# own_copy BINARY puts a copy under a path of its own, so that its processes can be told from everybody else's.
own_copy() {
	app=$dir/${1##*/}
	cp "$1" "$app"
}

# fresh_home gives the program a home, a temporary folder and a working folder with nothing in them.
fresh_home() {
	rm -rf "${dir:?}"/{home,tmp,cwd,run}
	mkdir -p "$dir"/{home/.cache,home/.config,tmp,cwd,run}
	chmod 700 "$dir/run"
	export HOME=$dir/home TMPDIR=$dir/tmp XDG_RUNTIME_DIR=$dir/run
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME
}

# start_app [ARGUMENT…] starts the copy and waits for its window; what it prints goes to $dir/log.
start_app() {
	: >"$dir/log"
	(cd "$dir/cwd" && LANG=${APP_LANG:-en_US.UTF-8} exec "$app" "$@") >"$dir/log" 2>&1 </dev/null &
	app_pid=$!
	window=''
	within 30 has_window || fail "no window within 30 s (process $(is_running && echo still runs || echo has ended))"
	xdotool windowmove "$window" 0 0 windowfocus "$window" mousemove --window "$window" 640 300 2>/dev/null || :
}
has_window() {
	is_running || return 1
	window=$(xdotool search --onlyvisible --pid "$app_pid" --name '.+' 2>/dev/null | head -n 1)
	[ -n "$window" ]
}
is_running() { [ -n "$app_pid" ] && [ -d "/proc/$app_pid" ] && [[ $(cut -d ')' -f 2 "/proc/$app_pid/stat" 2>/dev/null) != ' Z'* ]]; }
has_ended() { ! is_running; }

# resize_window WIDTH HEIGHT insists: a program that has just opened its window may still be setting the size itself.
resize_window() { within 10 has_size "$@" || fail "the window does not take the size $1x$2"; }
has_size() {
	xdotool windowsize "$window" "$1" "$2" 2>/dev/null || :
	sleep 0.5
	xdotool getwindowgeometry "$window" 2>/dev/null | grep -q "Geometry: $1x$2\$"
}
press() { xdotool windowfocus "$window" key "$@"; }

# children prints the processes of the copy other than the window's own, one a line.
children() {
	local exe
	for exe in /proc/[0-9]*/exe; do
		case $(readlink "$exe" 2>/dev/null) in
		"$app" | "$app (deleted)") ;;
		/memfd:corelanes*) # the lean program of any copy: ours has our folders in its environment
			grep -qzF "$dir/" "${exe%exe}environ" 2>/dev/null || continue
			;;
		*) continue ;;
		esac
		exe=${exe%/exe} && exe=${exe#/proc/}
		[ "$exe" = "$app_pid" ] || echo "$exe"
	done
}
has_children() { [ -n "$(children)" ]; }
has_no_children() { ! has_children; }

# picture FILE takes a picture of the whole display.
picture() { timeout 20 import -silent -window root "$1" || fail "could not take a picture of the display"; }
# colours FILE prints how many colours a picture has.
colours() { identify -format '%k' "$1"; }
# difference A B prints how many pixels differ visibly.
difference() { { compare -metric AE -fuzz 5% "$1" "$2" null: 2>&1 || :; } | awk '{ print int($1); exit }'; }

# within SECONDS CONDITION… waits for a command to succeed, looking some 20 times a second.
within() {
	local until=$(($(microseconds) + $1 * 1000000))
	shift
	until "$@"; do
		[ "$(microseconds)" -lt "$until" ] || return 1
		sleep 0.05
	done
}
microseconds() { echo "${EPOCHREALTIME//[!0-9]/}"; } # its decimal sign depends on the locale

# end_app ends the window the hard way if it is still there, and whatever it left.
end_app() {
	local pid
	if is_running; then kill -KILL "$app_pid" 2>/dev/null || :; fi
	wait "$app_pid" 2>/dev/null || :
	app_pid=''
	[ -z "$app" ] || for pid in $(children); do kill -KILL "$pid" 2>/dev/null || :; done
}
end_everything() {
	local status=$?
	trap - EXIT
	[ -z "$app_pid" ] || end_app
	[ -z "$display_pid" ] || { kill "$display_pid" 2>/dev/null && wait "$display_pid" 2>/dev/null; } || :
	rm -rf "$dir"
	exit "$status"
}
