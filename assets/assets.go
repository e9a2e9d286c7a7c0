// Package assets holds what the program carries along: its icon, and the
// window's texts in English and Russian.
//
// This file holds the embedding.
package assets

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"

	"fyne.io/fyne/v2"
)

//go:embed translations
var translations embed.FS

// Texts are the window's texts in a language, "en" or "ru", by key. They lie
// in many small files under translations/LANGUAGE, one for each area and each
// scenario; a key that stands in two of them is an error.
func Texts(language string) (map[string]any, error) {
	all := map[string]any{}
	err := fs.WalkDir(translations, path.Join("translations", language), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := translations.ReadFile(name)
		if err != nil {
			return err
		}
		var texts map[string]any
		if err := json.Unmarshal(data, &texts); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for key, v := range texts {
			if _, twice := all[key]; twice {
				return fmt.Errorf("%s: the key %q stands in another file, too", name, key)
			}
			all[key] = v
		}
		return nil
	})
	return all, err
}

//go:embed icon.png
var icon []byte

// Icon is the program's icon.
func Icon() fyne.Resource { return fyne.NewStaticResource("icon.png", icon) }

//go:embed licences.txt
var licences string

// Licences are the terms of everything that is linked into the program: for
// each text, lines that begin with "==" name what it holds for. It is made by
// make licences.
func Licences() string { return licences }
