package sources

// This file holds keeping what was measured on this machine, in one file.

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"corelanes/engine"
)

// FileName is the file's name in the program's folder.
const FileName = "measured.json"

// version of the file. One of a later version is left alone.
const version = 1

// Kept is what was measured, by the keys of its setups.
type Kept map[string]*Measured

// Of is what a check needs, nil when it was not measured.
func (k Kept) Of(c *Check) *Measured { return k[c.Key()] }

// Store keeps what was measured in a file. Its methods may be called from any
// goroutine.
type Store struct {
	mu   sync.Mutex
	path string
	kept Kept
}

// file is what the file holds.
type file struct {
	Version  int  `json:"version"`
	Measured Kept `json:"measured"`
}

// OpenStore reads a file of measurements, which need not be there. A file that
// cannot be read is told as an error; the store is usable, and the next Put
// replaces it.
func OpenStore(path string) (*Store, error) {
	s := &Store{path: path, kept: Kept{}}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("read the measurements: %w", err)
	}
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return s, fmt.Errorf("read the measurements in %s: %w", path, err)
	}
	if f.Version != version {
		return s, fmt.Errorf("read the measurements in %s: they are of version %d, and %d is known", path, f.Version, version)
	}
	for k, m := range f.Measured {
		if m != nil {
			s.kept[k] = m
		}
	}
	return s, nil
}

// Kept is a copy of what there is.
func (s *Store) Kept() Kept {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make(Kept, len(s.kept))
	for k, m := range s.kept {
		out[k] = m
	}
	return out
}

// Put keeps one measurement, in place of an earlier one of the same setup.
func (s *Store) Put(key string, m Measured) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept[key] = &m
	return s.write()
}

// Clear forgets all.
func (s *Store) Clear() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept = Kept{}
	return s.write()
}

func (s *Store) write() error {
	if s.path == "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(s.path), 0o755); err != nil {
		return fmt.Errorf("keep the measurements: %w", err)
	}
	return engine.WriteWhole(s.path, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(file{version, s.kept})
	})
}
