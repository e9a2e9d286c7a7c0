package assets

// This file holds the lessons that come with the program, and the recordings of
// their runs.

import (
	"embed"
	"io/fs"
)

//go:embed lessons
var lessons embed.FS

// Lessons are the lessons' files.
func Lessons() fs.FS {
	sub, err := fs.Sub(lessons, "lessons")
	if err != nil {
		return lessons // cannot be: the name is a folder's
	}
	return sub
}
