package browse

// This file reads a folder: its folders, and of its files those that are asked
// for.

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// entry is one line of the list.
type entry struct {
	name   string
	folder bool
	size   int64
	at     time.Time // changed last
}

// read lists a folder: folders by name, then files with the suffix, the newest
// first. What is hidden is left out.
func read(folder, suffix string) ([]entry, error) {
	all, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var out []entry
	for _, x := range all {
		if strings.HasPrefix(x.Name(), ".") {
			continue
		}
		info, err := os.Stat(filepath.Join(folder, x.Name())) // of what a link leads to
		if err != nil {
			continue // gone meanwhile, or a link to nothing
		}
		e := entry{name: x.Name(), folder: info.IsDir(), size: info.Size(), at: info.ModTime()}
		if e.folder || strings.EqualFold(filepath.Ext(e.name), suffix) || suffix == "" {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b entry) int {
		switch {
		case a.folder != b.folder:
			if a.folder {
				return -1
			}
			return 1
		case a.folder:
			return cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
		}
		return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.name, b.name))
	})
	return out, nil
}
