// Package app is the window: it puts the pages together, and remembers what
// the person likes.
//
// This file holds the start.
package app

import (
	"path/filepath"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"corelanes/app/home"
	"corelanes/app/settings"
	"corelanes/assets"
)

// Main opens the window, with a recording if file is not "", and is the exit
// status when it is closed. Without a screen it prints what the recording holds,
// or leaves a picture and a report of the runs that it would have shown.
func Main(file string) int {
	err := screen()
	if err == nil {
		err = opengl()
	}
	if err != nil {
		return withoutScreen(err, file)
	}
	aside := keepDamaged()
	a := fyneapp.NewWithID(home.ID)
	a.SetIcon(assets.Icon())
	w := newWindow(a, settings.New(a.Preferences()), fyne.Do)
	w.openHistory(historyDir(a))
	w.keep = a.Storage().RootURI().Path()
	a.Lifecycle().SetOnStarted(func() {
		if file != "" {
			w.page.Open(file)
		}
		if !w.tellMisfortune(aside) && file == "" {
			if !w.reopen() {
				w.greet()
			}
		}
		w.askPackages()
		w.giveBack()
		w.began()
	})
	w.window.ShowAndRun()
	return 0
}

// settled is how long after the start nothing more is built.
const settled = 3 * time.Second

// giveBack returns to the system the memory that only the start has needed: about
// half of the heap, which the collector would keep for hours in an idle window.
func (w *window) giveBack() {
	w.wg.Go(func() {
		select {
		case <-w.ctx.Done():
		case <-time.After(settled):
			debug.FreeOSMemory()
		}
	})
}

// historyDir is where the program keeps its runs: beside its preferences.
func historyDir(a fyne.App) string { return filepath.Join(a.Storage().RootURI().Path(), "history") }
