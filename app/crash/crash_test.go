package crash

// This file tests what is kept of a crash.

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// home gives the test a cache folder of its own.
func home(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(name, dir)
	}
}

func reports(t *testing.T) []string {
	t.Helper()
	dir, err := Folder()
	if err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAPanicLeavesAReport(t *testing.T) {
	home(t)
	if got := Guarded(func() int { panic("the sky fell") }); got != ExitStatus {
		t.Errorf("status %d", got)
	}
	files := reports(t)
	if len(files) != 1 {
		t.Fatalf("%d reports", len(files))
	}
	data, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(string(data), "the sky fell") || !strings.Contains(string(data), "crash_test.go") {
		t.Errorf("%v: %s", err, data)
	}
}

func TestNoPanicLeavesNoReport(t *testing.T) {
	home(t)
	if got := Guarded(func() int { return 7 }); got != 7 {
		t.Errorf("status %d", got)
	}
	if files := reports(t); len(files) != 0 {
		t.Errorf("left %q", files)
	}
}

func TestAReportIsPendingUntilItHasBeenTold(t *testing.T) {
	home(t)
	Guarded(func() int {
		if p := Pending(); len(p) != 0 {
			t.Errorf("the file of a program that runs counts as a report: %q", p)
		}
		panic("the sky fell")
	})
	p := Pending()
	if len(p) != 1 {
		t.Fatalf("pending: %q", p)
	}
	now := Told(p[0])
	if data, err := os.ReadFile(now); err != nil || !strings.Contains(string(data), "the sky fell") {
		t.Errorf("%q: %v, %q", now, err, data)
	}
	if p := Pending(); len(p) != 0 {
		t.Errorf("told, and still pending: %q", p)
	}
}
