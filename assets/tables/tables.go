// Package tables holds what the source texts claim, as data: their comparison
// tables, and statements to check. It is a package of its own so that the command
// line has them without the toolkit.
//
// This file holds the embedding.
package tables

import "embed"

// Files are the tables, the statements, and the words of both.
//
//go:embed *.yaml
var Files embed.FS
