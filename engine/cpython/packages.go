package cpython

// This file holds which packages an interpreter has. To ask one takes some tens
// of milliseconds, so that what it has said is kept for as long as the program
// runs, or until one of the folders that it imports from changes.

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"
)

// Shelves are what the interpreters of this machine have said of their packages.
// The zero value is ready; its methods may be called from any goroutine.
type Shelves struct {
	mu  sync.Mutex
	all map[string]*shelf // by what decides where an interpreter imports from
}

// shelf is what one interpreter has.
type shelf struct {
	has     map[string]bool // by the name that is imported
	folders map[string]time.Time
}

// packageQuestion is what it is asked. It looks the modules up and imports none.
const packageQuestion = `import sys
sys.path[:] = [p for p in sys.path if p]
import importlib.util, json, site
def has(name):
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False
print(json.dumps({"has": {name: has(name) for name in sys.argv[1:]}, "folders": sys.path + [site.getusersitepackages()]}))`

// key is what decides where an interpreter imports from.
func key(path string) string {
	all := []string{path}
	for _, name := range []string{"PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "PYTHONNOUSERSITE", "PYENV_VERSION", "HOME"} {
		all = append(all, os.Getenv(name))
	}
	return strings.Join(all, "\x00")
}

func modified(file string) time.Time {
	info, err := os.Stat(file)
	if err != nil {
		return time.Time{} // it is not there, and may be one day
	}
	return info.ModTime()
}

// Lacks are those of the modules that an interpreter cannot import, in their
// order. known is false when it has not been asked, or something has been
// installed since. Nothing is started.
func (s *Shelves) Lacks(path string, modules []string) (lacks []string, known bool) {
	s.mu.Lock()
	x := s.all[key(path)]
	s.mu.Unlock()
	if x == nil {
		return nil, false
	}
	for folder, then := range x.folders {
		if !modified(folder).Equal(then) {
			return nil, false
		}
	}
	for _, name := range modules {
		has, asked := x.has[name]
		if !asked {
			return nil, false
		}
		if !has {
			lacks = append(lacks, name)
		}
	}
	return lacks, true
}

// Ask asks an interpreter for modules, in the environment in which a run has it,
// unless it is known what it would say.
func (s *Shelves) Ask(ctx context.Context, path string, modules []string) error {
	if _, known := s.Lacks(path, modules); known {
		return nil
	}
	name := key(path)
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, append([]string{"-c", packageQuestion}, modules...)...)
	cmd.Env = environment(os.Getenv("PYTHONPATH"))
	cmd.WaitDelay = time.Second // somebody that a starter left behind may hold its output
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("ask %s for its packages: %w", path, err)
	}
	var said struct {
		Has     map[string]bool `json:"has"`
		Folders []string        `json:"folders"`
	}
	if err := json.Unmarshal(lastLine(out), &said); err != nil {
		return fmt.Errorf("ask %s for its packages: %w", path, err)
	}
	x := &shelf{has: said.Has, folders: map[string]time.Time{path: modified(path)}}
	for _, folder := range said.Folders {
		x.folders[folder] = modified(folder)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[string]*shelf{}
	}
	s.all[name] = x
	return nil
}

// lastLine is the last line of what was printed: a sitecustomize may print too.
func lastLine(out []byte) []byte {
	lines := slices.Collect(strings.Lines(strings.TrimSpace(string(out))))
	if len(lines) == 0 {
		return nil
	}
	return []byte(lines[len(lines)-1])
}

// environment is this program's, as a script gets it.
func environment(pythonPath string) (env []string) {
	for _, kv := range os.Environ() {
		if name, _, _ := strings.Cut(kv, "="); !strings.HasPrefix(name, "CORELANES_") && name != "PYTHONPATH" && name != "GOGC" {
			env = append(env, kv)
		}
	}
	if pythonPath != "" {
		env = append(env, "PYTHONPATH="+pythonPath)
	}
	return env
}
