package osys

// This file holds the little that worker processes need of path/filepath and
// runtime/debug. These packages are initialised after much of the window's
// toolkit, for their names sort behind it, and who imports them waits that long:
// half a millisecond of every worker's start.

import (
	"os"
	"path"
	"runtime"
)

// Join is the path of a file in a directory.
func Join(dir, name string) string { return dir + string(os.PathSeparator) + name }

// Base is the last part of a path.
func Base(p string) string {
	for i := len(p) - 1; i >= 0; i-- {
		if os.IsPathSeparator(p[i]) {
			return p[i+1:]
		}
	}
	return p
}

// matching are the paths of the files in a directory whose names match a
// pattern of path.Match.
func matching(dir, pattern string) (out []string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // as if it were empty
	}
	for _, e := range entries {
		if ok, err := path.Match(pattern, e.Name()); ok && err == nil {
			out = append(out, Join(dir, e.Name()))
		}
	}
	return out
}

// Stack is the calling goroutine's stack, in words.
func Stack() []byte {
	buf := make([]byte, 16<<10)
	return buf[:runtime.Stack(buf, false)]
}
