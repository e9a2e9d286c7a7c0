package app

// This file holds the dialogs, keys and drops by which recordings are opened
// and saved; the page does the rest.

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"

	"corelanes/app/text"
	"corelanes/engine"
)

// withControl is a key held together with Ctrl, or what is used instead here.
func withControl(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

// fileItems are the menu's entries for recordings.
func (w *window) fileItems() []*fyne.MenuItem {
	open := fyne.NewMenuItemWithIcon(text.X("a.menu.open"), theme.FolderOpenIcon(), w.chooseAndOpen)
	save := fyne.NewMenuItemWithIcon(text.X("a.menu.save"), theme.DocumentSaveIcon(), w.chooseAndSave)
	open.Shortcut, save.Shortcut = withControl(fyne.KeyO), withControl(fyne.KeyS)
	save.Disabled = !w.page.CanSave()
	return []*fyne.MenuItem{open, save, fyne.NewMenuItemSeparator()}
}

// takeFiles makes the window take recordings by key and by dropping.
func (w *window) takeFiles() {
	for key, do := range map[fyne.KeyName]func(){fyne.KeyO: w.chooseAndOpen, fyne.KeyS: w.chooseAndSave} {
		w.window.Canvas().AddShortcut(withControl(key), func(fyne.Shortcut) {
			if w.window.Canvas().Overlays().Top() == nil { // no dialog over a dialog
				do()
			}
		})
	}
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
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if r != nil {
			path := r.URI().Path()
			_ = r.Close() // only its name was wanted
			w.page.Open(path)
		} else if err != nil {
			w.page.Unopened("", err)
		}
	}, w.window)
	w.showLarge(d, "a.menu.open")
}

func (w *window) chooseAndSave() {
	if !w.page.CanSave() {
		return
	}
	d := dialog.NewFileSave(func(f fyne.URIWriteCloser, err error) {
		if f != nil {
			path := f.URI().Path()
			_ = f.Close() // it is written anew, and only when it is whole
			w.page.Save(path)
		} else if err != nil {
			w.page.Unsaved(err)
		}
	}, w.window)
	d.SetFileName(w.page.FileName())
	w.showLarge(d, "a.menu.save")
}

// showLarge shows a file dialog for recordings under the name of its entry in
// the menu, as large as the window has room for.
func (w *window) showLarge(d *dialog.FileDialog, entry string) {
	d.SetTitleText(strings.TrimSuffix(text.X(entry), "…"))
	d.SetFilter(storage.NewExtensionFileFilter([]string{engine.FileSuffix}))
	d.SetView(dialog.ListView)
	d.Show()
	room := w.window.Canvas().Size()
	d.Resize(fyne.NewSize(room.Width*0.8, room.Height*0.85)) // one that was never shown has no size
}
