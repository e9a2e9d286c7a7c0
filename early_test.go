package main

// This file tests that a worker process takes over before the window's toolkit
// wakes. The test binary links the toolkit as the program does, and becomes a
// worker when it is started as one; Go prints the order in which it initialises
// packages.

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// initialised are the packages that this program initialises in a role,
// before the role takes over.
func initialised(t *testing.T, role string) []string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), "CORELANES_ROLE="+role, "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Errorf("a %s without a recording ended well", role)
	}
	var names []string
	for line := range strings.Lines(string(out)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "init" {
			names = append(names, f[1])
		}
	}
	if len(names) < 5 {
		t.Fatalf("Go printed no initialisations:\n%s", out)
	}
	return names
}

func TestAWorkerTakesOverBeforeTheToolkitWakes(t *testing.T) {
	for _, role := range []string{"worker", "runner"} {
		for _, name := range initialised(t, role) {
			for _, heavy := range []string{"fyne.io/fyne", "github.com/yuin/goldmark", "github.com/shirou", "github.com/nicksnyder"} {
				if strings.HasPrefix(name, heavy) {
					t.Errorf("a %s initialises %s", role, name)
				}
			}
			if name == "regexp" || name == "path/filepath" || strings.HasSuffix(name, "/fontscan") { // who waits for these waits for half the toolkit
				t.Errorf("a %s waits until %s is initialised", role, name)
			}
			if name == "net/http" || name == "crypto/tls" { // their leaves are light, and may come early
				t.Errorf("a %s initialises %s", role, name)
			}
		}
	}
}

func TestTheToolkitIsLinkedIntoThisTest(t *testing.T) {
	for _, name := range initialised(t, "late-worker") {
		if strings.HasPrefix(name, "github.com/yuin/goldmark") {
			return // a late worker comes after it: so it is there to come before
		}
	}
	t.Error("the test above proves nothing: the toolkit is not linked")
}
