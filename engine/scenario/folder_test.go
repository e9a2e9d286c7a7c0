package scenario

// This file tests a person's own folder.

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"corelanes/engine/usage"
)

func TestAFolderOfOwnFilesIsReadAsFarAsItHoldsFiles(t *testing.T) {
	dir := t.TempDir()
	var u *usage.Error
	if _, err := filesOf(dir); !errors.As(err, &u) || u.Why != "there is no file in it" {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := filesOf(filepath.Join(dir, "none")); !errors.As(err, &u) {
		t.Errorf("no folder: %v", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "inner"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"b.png", "a.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("data"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := filesOf(dir)
	if err != nil || len(got) != 2 || filepath.Base(got[0]) != "a.txt" {
		t.Errorf("got %v, %v", got, err)
	}
	if err := (Parameter{Name: "folder", Type: Folder}).Check(filepath.Join(dir, "a.txt")); err == nil {
		t.Error("a file is taken for a folder")
	}
	if err := os.Truncate(filepath.Join(dir, "b.png"), maxFilesBytes+1); err == nil {
		if _, err := filesOf(dir); !errors.As(err, &u) {
			t.Errorf("too much of it: %v", err)
		}
	}
}
