package cpython

// This file holds which interpreters there are on this machine.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"sync"
	"time"
)

// Interpreter is a CPython that was found.
type Interpreter struct {
	Path    string `json:"path"`    // of the program itself, no link and no starter
	Version string `json:"version"` // "3.11.7"
	Build   string `json:"build"`   // "", or "free-threaded"
	Known   bool   `json:"known"`   // the agent knows this version
}

// String is what a person is told of it, "3.11.7, /usr/bin/python3".
func (i Interpreter) String() string {
	if i.Build != "" {
		return fmt.Sprintf("%s %s, %s", i.Version, i.Build, i.Path)
	}
	return i.Version + ", " + i.Path
}

// ErrNone is the error when there is no python3 on this machine.
var ErrNone = errors.New("there is no python3 on PATH: install Python 3.9 or newer (python.org, or your system's packages), and start again")

// names are how interpreters are called: python3, python3.11, python3.13t.
var pythonNames = regexp.MustCompile(`^python3(\.\d+t?)?(\.exe)?$`)

// plainName is what Windows calls them.
const plainName = "python.exe"

// candidates are the files on PATH that are called as an interpreter is, in the
// order in which they would be found, python3 itself first.
func candidates() (all []string) {
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue // PATH names folders that are not there
		}
		for _, e := range entries {
			if pythonNames.MatchString(e.Name()) || runtime.GOOS == "windows" && e.Name() == plainName {
				all = append(all, filepath.Join(dir, e.Name()))
			}
		}
	}
	slices.SortStableFunc(all, func(a, b string) int { return rank(a) - rank(b) })
	return all
}

func rank(path string) int {
	if name := filepath.Base(path); name == "python3" || name == plainName {
		return 0
	}
	return 1
}

// Default is the path of the interpreter that is taken if none is chosen: the
// python3 that a shell would find. ErrNone if there is none.
func Default() (string, error) {
	for _, name := range []string{"python3", "python"} {
		if path, err := exec.LookPath(name); err == nil && (name == "python3" || runtime.GOOS == "windows") {
			return path, nil
		}
	}
	return "", ErrNone
}

// askFor is how long an interpreter may take to say what it is.
const askFor = 5 * time.Second

// question is what it is asked. One without a GIL says so by its configuration.
const question = `import sys, sysconfig, json
print(json.dumps({"path": sys.executable, "version": ".".join(map(str, sys.version_info[:3])),
"build": "free-threaded" if sysconfig.get_config_var("Py_GIL_DISABLED") else "", "implementation": sys.implementation.name}))`

// Ask asks an interpreter what it is. The error says what is wrong with it.
func Ask(ctx context.Context, path string) (Interpreter, error) {
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, "-I", "-S", "-c", question)
	cmd.WaitDelay = time.Second // somebody that a starter left behind may hold its output
	out, err := cmd.Output()
	if err != nil {
		return Interpreter{}, fmt.Errorf("ask %s what it is: %w", path, err)
	}
	var x struct {
		Interpreter
		Implementation string `json:"implementation"`
	}
	if err := json.Unmarshal(out, &x); err != nil || x.Version == "" {
		return Interpreter{}, fmt.Errorf("%s is no Python: it does not answer as one", path)
	}
	if x.Implementation != "cpython" {
		return Interpreter{}, fmt.Errorf("%s is %s, not CPython", path, x.Implementation)
	}
	var major, minor int
	_, _ = fmt.Sscanf(x.Version, "%d.%d", &major, &minor) // what does not fit stays 0
	if major != 3 {
		return Interpreter{}, fmt.Errorf("%s is Python %s; 3.9 or newer is needed", path, x.Version)
	}
	x.Known = minor >= 9 && minor <= 14
	if x.Path == "" {
		x.Path = path
	}
	return x.Interpreter, nil
}

// Find finds the interpreters on PATH, the default one first; each program once.
// It runs each of them, for some tens of milliseconds.
func Find(ctx context.Context) []Interpreter {
	paths := candidates()
	found := make([]*Interpreter, len(paths))
	gate := make(chan struct{}, 4)
	var all sync.WaitGroup
	for i, path := range paths {
		all.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			if x, err := Ask(ctx, path); err == nil {
				found[i] = &x
			}
		})
	}
	all.Wait()
	seen := map[string]bool{}
	var out []Interpreter
	for _, x := range found {
		if x == nil {
			continue
		}
		real, err := filepath.EvalSymlinks(x.Path)
		if err != nil {
			real = x.Path
		}
		if !seen[real] {
			seen[real] = true
			out = append(out, *x)
		}
	}
	return out
}
