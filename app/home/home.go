// Package home holds where the program keeps what is the person's on this machine:
// preferences, the history of runs, what was measured. The window and the command
// line share it, so it does without the toolkit.
package home

import (
	"os"
	"path/filepath"
	"runtime"
)

// ID is the program's name for the operating system.
const ID = "io.github.corelanes.Corelanes"

// Folder is where the toolkit keeps the preferences and files of a program:
// fyne/ID in the folder that each system has for it (Fyne 2.8,
// internal/app/config_*.go).
func Folder() (string, error) {
	root, err := os.UserConfigDir()
	if runtime.GOOS == "darwin" {
		root, err = os.UserHomeDir()
		root = filepath.Join(root, "Library", "Preferences")
	}
	if err != nil {
		return "", err
	}
	return filepath.Join(root, "fyne", ID), nil
}
