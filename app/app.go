// Package app is the window: it puts the pages together, and remembers what
// the person likes.
//
// This file holds the start.
package app

import (
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"corelanes/app/command"
	"corelanes/app/headless"
	"corelanes/app/settings"
	"corelanes/assets"
)

// ID is the program's name for the operating system.
const ID = "io.github.corelanes.Corelanes"

// Main opens the window, with a recording if file is not "", and is the exit
// status when it is closed. Without a screen it prints what the recording holds,
// or leaves a picture and a report of the runs that it would have shown.
func Main(file string) int {
	if err := screen(); err != nil {
		if file != "" {
			return command.Main([]string{"info", file})
		}
		return withoutScreen(err)
	}
	a := fyneapp.NewWithID(ID)
	a.SetIcon(assets.Icon())
	w := newWindow(a, settings.New(a.Preferences()), fyne.Do)
	w.openHistory(historyDir(a))
	a.Lifecycle().SetOnStarted(func() {
		if file != "" {
			w.page.Open(file)
			return
		}
		w.greet()
	})
	w.window.ShowAndRun()
	return 0
}

// historyDir is where the program keeps its runs: beside its preferences.
func historyDir(a fyne.App) string { return filepath.Join(a.Storage().RootURI().Path(), "history") }

func withoutScreen(why error) int {
	fmt.Printf("There is no screen (%v): running without a window.\n", why)
	files, err := headless.Run(os.Stdout, ".")
	if err != nil {
		fmt.Fprintln(os.Stderr, "corelanes:", err)
		return 1
	}
	for _, f := range files {
		fmt.Println("wrote", f)
	}
	return 0
}
