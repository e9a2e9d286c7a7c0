package lesson

// This file holds the shelf: all lessons of a folder, and those that cannot be
// read with what is wrong with them.

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// Shelf is the lessons of a folder, in their order.
type Shelf struct {
	Lessons []*Lesson
	Bad     []Bad // files that are no lessons, by their names
}

// Bad is a file that cannot be read as a lesson, and why.
type Bad struct {
	File string
	Err  error // Mistakes, or why it could not be read
}

// maxFiles is how many lessons a folder may have.
const maxFiles = 1000

// Load reads all lessons of a folder; a folder that does not exist has none.
func Load(folder fs.FS) Shelf {
	var s Shelf
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			s.Bad = append(s.Bad, Bad{".", err})
		}
		return s
	}
	for _, e := range entries[:min(len(entries), maxFiles)] {
		if e.IsDir() || !strings.HasSuffix(e.Name(), Suffix) || strings.HasSuffix(e.Name(), HomeworkSuffix) {
			continue
		}
		data, err := fs.ReadFile(folder, e.Name())
		if err != nil {
			s.Bad = append(s.Bad, Bad{e.Name(), err})
			continue
		}
		l, err := Parse(e.Name(), data)
		if err != nil {
			s.Bad = append(s.Bad, Bad{e.Name(), err})
			continue
		}
		s.Lessons = append(s.Lessons, l)
	}
	slices.SortStableFunc(s.Lessons, func(a, b *Lesson) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID))
	})
	return s
}
