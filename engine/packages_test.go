//go:build unix

package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pythonWithout writes a program that answers as an interpreter would that has
// every package but some, and counts in the file beside it how often it is asked.
func pythonWithout(t *testing.T, packages ...string) (path string) {
	t.Helper()
	dir := t.TempDir()
	path = filepath.Join(dir, "python3")
	text := fmt.Sprintf(`#!/bin/sh
echo asked >> %s/asked
shift 2
sep=
printf '{"has":{'
for m; do
	case "|%s|" in *"|$m|"*) v=false;; *) v=true;; esac
	printf '%%s"%%s":%%s' "$sep" "$m" $v
	sep=,
done
printf '},"folders":["%s"]}\n'
`, dir, strings.Join(packages, "|"), filepath.Join(dir, "site"))
	if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestATextWhosePackageIsMissingSaysSoBeforeItIsRun(t *testing.T) {
	python := pythonWithout(t, "numpy", "aiohttp")
	plan := Plan{Scenario: "gil-released", Model: CPython, Interpreter: python}
	if _, err := plan.Checked(); err != nil {
		t.Errorf("nobody has asked yet: %v", err)
	}
	_, err := Start(plan)
	var lacks *NoPackageError
	var u *UsageError
	if !errors.As(err, &lacks) || lacks.Names() != "numpy" || lacks.Install() != python+" -m pip install numpy" || !errors.As(err, &u) || u.Reason != string(NoPackage) {
		t.Errorf("got %v", err)
	}
	for id, want := range map[string]Unsuited{"gil-released": NoPackage, "downloads": "", "squares": ""} {
		if why := WhyNotIn(scenarioOf(t, id), realPython(), python); why != want {
			t.Errorf("%s: %q, want %q", id, why, want)
		}
	}
	if inside := InsideFor(scenarioOf(t, "downloads"), pythonAsked(t, "requests")); inside != "asyncio" {
		t.Errorf("without requests, downloads has the text of %q run", inside)
	}
}

func TestAnInterpreterIsAskedOnceForItsPackages(t *testing.T) {
	python := pythonWithout(t, "numpy")
	for range 3 {
		if _, err := Start(Plan{Scenario: "gil-released", Model: CPython, Interpreter: python}); err == nil {
			t.Fatal("it was started")
		}
	}
	asked := filepath.Join(filepath.Dir(python), "asked")
	if b, err := os.ReadFile(asked); err != nil || strings.Count(string(b), "\n") != 1 {
		t.Errorf("it was asked %q, %v", b, err)
	}
	if err := os.Mkdir(filepath.Join(filepath.Dir(python), "site"), 0o700); err != nil { // something is installed
		t.Fatal(err)
	}
	if _, err := Start(Plan{Scenario: "gil-released", Model: CPython, Interpreter: python}); err == nil {
		t.Fatal("it was started")
	}
	if b, err := os.ReadFile(asked); err != nil || strings.Count(string(b), "\n") != 2 {
		t.Errorf("it was asked %q, %v", b, err)
	}
}

func pythonAsked(t *testing.T, without ...string) string {
	t.Helper()
	python := pythonWithout(t, without...)
	if err := AskPackages(context.Background(), python); err != nil {
		t.Fatal(err)
	}
	return python
}

func scenarioOf(t *testing.T, id string) *Scenario {
	t.Helper()
	for _, s := range Scenarios() {
		if s.ID == id {
			return s
		}
	}
	t.Fatal("there is no", id)
	return nil
}
