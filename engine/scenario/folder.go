package scenario

// This file holds what is read of a person's own folder.

import (
	"fmt"
	"os"

	"corelanes/engine/usage"
)

// Limits of a folder whose files a scenario works on.
const (
	maxFiles      = 10_000
	maxFilesBytes = 256 << 20 // of all together
)

// filesOf are the paths of a folder's files, by their names; what else is in it
// (folders, sockets, links that lead nowhere) is left out. The error is a
// *usage.Error.
func filesOf(folder string) ([]string, error) {
	wrong := func(why string) error { return &usage.Error{What: "folder", Got: folder, Why: why} }
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, wrong("the folder cannot be read: " + reason(err))
	}
	var out []string
	bytes := int64(0)
	for _, e := range entries {
		path := folder + string(os.PathSeparator) + e.Name() // path/filepath is not linked into workers
		info, err := os.Stat(path)                           // what a link leads to
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		out, bytes = append(out, path), bytes+info.Size()
		if len(out) > maxFiles || bytes > maxFilesBytes {
			return nil, wrong(fmt.Sprintf("it holds more than %d files, or more than %d MiB of them", maxFiles, maxFilesBytes>>20))
		}
	}
	if len(out) == 0 {
		return nil, wrong("there is no file in it")
	}
	return out, nil
}
