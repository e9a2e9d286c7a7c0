package app

// This file holds the dialogs, keys and drops by which recordings are opened
// and saved; the page does the rest.

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"corelanes/app/browse"
	"corelanes/app/explore"
	"corelanes/app/text"
	"corelanes/engine"
)

// fileActions are what the window can do with recordings.
func (w *window) fileActions() []explore.Action {
	control := func(name fyne.KeyName) []explore.Key {
		return []explore.Key{{Name: name, Mod: fyne.KeyModifierShortcutDefault, Show: "Ctrl+" + string(name)}}
	}
	return []explore.Action{
		{ID: "open", Group: explore.FileGroup, Word: "a.key.open", Keys: control(fyne.KeyO), Do: w.chooseAndOpen},
		{ID: "beside", Group: explore.FileGroup, Word: "a.key.beside", Do: w.chooseBeside},
		{ID: "save", Group: explore.FileGroup, Word: "a.key.save", Keys: control(fyne.KeyS), Do: w.chooseAndSave},
	}
}

// fileItems are the menu's entries for recordings.
func (w *window) fileItems() []*fyne.MenuItem {
	control := func(key fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
	}
	open := fyne.NewMenuItemWithIcon(text.X("a.menu.open"), theme.FolderOpenIcon(), w.chooseAndOpen)
	save := fyne.NewMenuItemWithIcon(text.X("a.menu.save"), theme.DocumentSaveIcon(), w.chooseAndSave)
	open.Shortcut, save.Shortcut = control(fyne.KeyO), control(fyne.KeyS)
	save.Disabled = !w.page.CanSave()
	beside := fyne.NewMenuItemWithIcon(text.X("a.key.beside")+" …", theme.ViewFullScreenIcon(), w.chooseBeside)
	return []*fyne.MenuItem{open, beside, save, fyne.NewMenuItemSeparator()}
}

// takeFiles makes the window take recordings by key and by dropping.
func (w *window) takeFiles() {
	w.page.Add(w.fileActions()...)
	w.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { w.dropped(files) })
}

// dropped opens the first recording among files; of others it says that they
// are none.
func (w *window) dropped(files []fyne.URI) {
	for _, f := range files {
		if IsRecording(f.Path()) {
			w.page.Open(f.Path())
			return
		}
	}
	if len(files) > 0 {
		w.page.Unopened(files[0].Name(), engine.ErrNotRecording)
	}
}

// IsRecording says whether a file's name is that of a recording.
func IsRecording(path string) bool {
	return strings.EqualFold(filepath.Ext(path), engine.FileSuffix)
}

func (w *window) chooseAndOpen() {
	w.ask("a.menu.open", "", w.page.Open)
}

func (w *window) chooseBeside() { w.ask("a.menu.open", "", w.page.OpenBeside) }

func (w *window) chooseAndSave() {
	if w.page.CanSave() {
		w.ask("a.menu.save", w.page.FileName(), w.page.Save)
	}
}

// ask asks for a recording under the name of an entry of the menu, beginning in
// the folder of the latest one; name is proposed for one to save.
func (w *window) ask(entry, name string, do func(path string)) {
	browse.Ask(w.window, browse.Question{
		Title: strings.TrimSuffix(text.X(entry), "…"), Folder: w.settings.Folder(), Suffix: engine.FileSuffix, Name: name,
		Chosen: func(path string) {
			w.settings.SetFolder(filepath.Dir(path))
			do(path)
		},
		OnKey: w.page.TypedKey,
	})
}
