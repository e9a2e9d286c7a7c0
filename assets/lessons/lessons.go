// Package lessons holds the lessons that come with the program, and the
// recordings of their runs. It is a package of its own so that the command line
// has them without the toolkit.
//
// This file holds the embedding.
package lessons

import "embed"

// Files are the lessons, and under recordings their runs.
//
//go:embed *.yaml recordings
var Files embed.FS
