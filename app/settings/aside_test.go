package settings

// This file tests what becomes of preferences that cannot be read.

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestDamagedPreferencesAreKeptAside(t *testing.T) {
	for content, damaged := range map[string]bool{
		`{"language":"ru"}`: false, ``: false, `{"language":"ru`: true, "\x00\x00\x00": true, `[1]`: true, `"x"`: true,
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, fileName)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		aside, err := SetAside(dir, time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC))
		if err != nil || (aside != "") != damaged {
			t.Fatalf("%q: set aside as %q, %v", content, aside, err)
		}
		_, gone := os.Stat(path)
		if damaged != (gone != nil) {
			t.Errorf("%q: the file: %v", content, gone)
		}
		if !damaged {
			continue
		}
		if kept, err := os.ReadFile(aside); err != nil || string(kept) != content {
			t.Errorf("%q: kept %q, %v", content, kept, err)
		}
	}
}

func TestNoPreferencesAreNoDamage(t *testing.T) {
	if aside, err := SetAside(filepath.Join(t.TempDir(), "nothing here"), time.Now()); aside != "" || err != nil {
		t.Errorf("%q, %v", aside, err)
	}
}
