package app

// This file holds the dialogs, keys and drops by which recordings are opened
// and saved; the page does the rest.

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"corelanes/app/browse"
	"corelanes/app/explore"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/lesson"
)

// fileActions are what the window can do with recordings.
func (w *window) fileActions() []explore.Action {
	control := func(name fyne.KeyName) []explore.Key {
		return []explore.Key{{Name: name, Mod: fyne.KeyModifierShortcutDefault, Show: "Ctrl+" + string(name)}}
	}
	return []explore.Action{
		{ID: "open", Group: explore.FileGroup, Word: "a.key.open", Keys: control(fyne.KeyO), Do: w.chooseAndOpen},
		{ID: "beside", Group: explore.FileGroup, Word: "a.key.beside", Do: w.chooseBeside},
		{ID: "import", Group: explore.FileGroup, Word: "a.key.import", Do: w.chooseAndImport},
		{ID: "script", Group: explore.FileGroup, Word: "a.key.script", Do: w.chooseScript},
		{ID: "export", Group: explore.FileGroup, Word: "a.key.export", Do: w.chooseAndExport},
		{ID: "share", Group: explore.FileGroup, Word: "a.key.share", Do: w.chooseAndShare},
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
	foreign := fyne.NewMenuItemWithIcon(text.X("a.menu.import"), theme.DownloadIcon(), w.chooseAndImport)
	script := fyne.NewMenuItemWithIcon(text.X("a.menu.script"), theme.FileTextIcon(), w.chooseScript)
	share := fyne.NewMenuItemWithIcon(text.X("a.menu.share"), theme.MailSendIcon(), w.chooseAndShare)
	share.Disabled = !w.page.CanShare()
	return []*fyne.MenuItem{open, w.recentItem(), beside, foreign, script, save, share, w.exportItem(), fyne.NewMenuItemSeparator()}
}

// takeFiles makes the window take recordings by key and by dropping.
func (w *window) takeFiles() {
	w.page.Add(append(w.classActions(), w.fileActions()...)...)
	w.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { w.dropped(files) })
}

// dropped opens the first recording among files, or else the first file: what is
// in it tells whether it can be shown. A Python script is offered to be run.
func (w *window) dropped(files []fyne.URI) {
	if len(files) == 0 {
		return
	}
	if path := files[0].Path(); strings.HasSuffix(path, lesson.HomeworkSuffix) {
		w.goTo(atLessons)
		w.lessons.OpenHomework(path)
		return
	}
	i := max(0, slices.IndexFunc(files, func(f fyne.URI) bool { return explore.IsRecording(f.Path()) }))
	w.goTo(atExplore)
	if filepath.Ext(files[i].Path()) == explore.ScriptSuffix {
		w.page.OpenScript(files[i].Path())
		return
	}
	w.page.Open(files[i].Path())
}

// IsRecording says whether a file's name is that of a recording.
func IsRecording(path string) bool { return explore.IsRecording(path) }

// recentItem is a menu of the files that were opened last.
func (w *window) recentItem() *fyne.MenuItem {
	item := fyne.NewMenuItemWithIcon(text.X("a.menu.recent"), theme.HistoryIcon(), nil)
	item.ChildMenu = fyne.NewMenu("")
	for _, path := range w.settings.Recent() {
		item.ChildMenu.Items = append(item.ChildMenu.Items, fyne.NewMenuItem(filepath.Base(path), func() {
			w.goTo(atExplore)
			w.page.Open(path)
		}))
	}
	item.Disabled = len(item.ChildMenu.Items) == 0
	return item
}

// opened remembers a file that was opened: those of the history have a page of
// their own, and are no recent files. What lies beside another is not what is shown
// again at the next start.
func (w *window) opened(path string, beside bool) {
	whole, err := filepath.Abs(path)
	if err != nil {
		return
	}
	if !beside {
		w.settings.SetLast(whole)
	}
	if w.history == nil || !w.history.Has(whole) {
		w.settings.AddRecent(whole)
	}
}

// reopen shows what was on show when the program was closed; false when there
// is nothing.
func (w *window) reopen() bool {
	path := w.settings.Last()
	if info, err := os.Stat(path); path == "" || err != nil || !info.Mode().IsRegular() {
		return false
	}
	if at := w.settings.Page(); at > 0 && at < len(w.places) {
		w.goTo(at)
	}
	w.page.Open(path)
	return true
}

func (w *window) chooseAndOpen() {
	w.ask("a.menu.open", "", engine.FileSuffix, w.page.Open)
}

// chooseAndImport asks for a file of any program.
func (w *window) chooseAndImport() { w.ask("a.menu.import", "", "", w.page.Open) }

// chooseScript asks for a Python script to run.
func (w *window) chooseScript() {
	w.ask("a.menu.script", "", explore.ScriptSuffix, func(path string) {
		w.goTo(atExplore)
		w.page.OpenScript(path)
	})
}

// chooseAndShare asks where a recording for somebody else goes.
func (w *window) chooseAndShare() {
	if w.page.CanShare() {
		w.ask("a.menu.share", w.page.FileName(), engine.FileSuffix, w.page.SavePrivate)
	}
}

func (w *window) chooseBeside() { w.ask("a.key.beside", "", engine.FileSuffix, w.page.OpenBeside) }

func (w *window) chooseAndSave() {
	if w.page.CanSave() {
		w.ask("a.menu.save", w.page.FileName(), engine.FileSuffix, w.page.Save)
	}
}

// ask asks for a recording under the name of an entry of the menu, beginning in
// the folder of the latest one; name is proposed for one to save; suffix is what
// its name ends in, "" for anything.
func (w *window) ask(entry, name, suffix string, do func(path string)) {
	browse.Ask(w.window, browse.Question{
		Title: text.X(entry), Folder: w.settings.Folder(), Suffix: suffix, Name: name,
		Chosen: func(path string) {
			w.settings.SetFolder(filepath.Dir(path))
			do(path)
		},
		OnKey: w.page.TypedKey,
	})
}
