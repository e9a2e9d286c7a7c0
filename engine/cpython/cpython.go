// Package cpython runs Python programs under a real CPython, and records them:
// an agent inside the interpreter tells what its threads, tasks and processes
// do, and this package turns that into the events of a recording, the same ones
// that the engine's own models write.
//
// The agent (the folder agent, Python) reaches the interpreter as a
// sitecustomize on PYTHONPATH, so that every Python process that the program
// starts has one too. What happens often it writes as records into a mapped
// file per process, which a Follower reads while the program runs; what happens
// rarely as lines of JSON beside it. Who holds the GIL is read from outside,
// where the operating system lets a parent look into its child's memory.
//
// This file holds the agent's files, and how they come to a directory.
package cpython

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

//go:embed agent/sitecustomize.py agent/corelanes_agent/*.py
var agentFiles embed.FS

// The environment that tells the agent what to do.
const (
	envAgent  = "CORELANES_AGENT"  // the directory that it writes to
	envAnswer = "CORELANES_ANSWER" // a file with Python that says what the result is, once the script has ended
)

// writeAgent writes the agent's files into a directory.
func writeAgent(dir string) error {
	return fs.WalkDir(agentFiles, "agent", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(path, "agent")))
		if d.IsDir() {
			return os.MkdirAll(to, 0o700)
		}
		b, err := agentFiles.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.WriteFile(to, b, 0o600); err != nil {
			return fmt.Errorf("write the agent: %w", err)
		}
		return nil
	})
}
