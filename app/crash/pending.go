package crash

// This file finds the reports that nobody has been told of.

import (
	"os"
	"path/filepath"
	"strings"
)

// Beginnings of the files' names: of reports, and of those that the person has
// been told of.
const (
	fresh = "crash-"
	told  = "told-"
)

// Pending are the paths of the reports that nobody has been told of, the
// oldest first: their names begin with their time.
func Pending() []string {
	dir, err := Folder()
	if err != nil {
		return nil
	}
	files, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		return nil
	}
	var out []string
	for _, x := range files {
		if info, err := x.Info(); err == nil && strings.HasPrefix(x.Name(), fresh) && info.Size() >= emptyBytes {
			out = append(out, filepath.Join(dir, x.Name()))
		}
	}
	return out
}

// Told renames a report, so that it is no longer pending, and is its new path;
// the old one if it cannot be renamed.
func Told(path string) string {
	dir, name := filepath.Split(path)
	to := filepath.Join(dir, told+strings.TrimPrefix(name, fresh))
	if os.Rename(path, to) != nil {
		return path
	}
	return to
}
