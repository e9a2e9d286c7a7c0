// Package glossary holds the terms of the field: in English, in Russian, and as
// CPython has them, each with what it means and a scenario in which it is seen.
//
// This file holds the embedding.
package glossary

import "embed"

// Name is the file of the terms in Files.
const Name = "terms.json"

// Files holds the terms: a list of objects with id, en, ru, python (left out
// where CPython has no name for it), says (en and ru), scenario and model (left
// out where any will do).
//
//go:embed terms.json
var Files embed.FS
