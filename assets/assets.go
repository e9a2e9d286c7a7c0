// Package assets holds what the program carries along: its icon, and the
// window's texts in English and Russian.
//
// This file holds the embedding.
package assets

import (
	"embed"

	"fyne.io/fyne/v2"
)

// Translations are the window's texts, translations/en.json and
// translations/ru.json.
//
//go:embed translations/en.json translations/ru.json
var Translations embed.FS

//go:embed icon.png
var icon []byte

// Icon is the program's icon.
func Icon() fyne.Resource { return fyne.NewStaticResource("icon.png", icon) }
