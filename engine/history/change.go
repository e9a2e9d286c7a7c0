package history

// This file holds what can be done with a kept run, and forgetting.

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"corelanes/engine"
)

// MaxName is the longest name that a person can give a run, in bytes.
const MaxName = 200

// Rename gives a run a name of the person's own; "" takes it away. It is cut at
// MaxName.
func (s *Store) Rename(id, name string) error {
	name = strings.ToValidUTF8(strings.TrimSpace(name), "")
	if len(name) > MaxName {
		name = strings.ToValidUTF8(name[:MaxName], "")
	}
	return s.change(id, func(e *Entry) { e.Name = name })
}

// Pin keeps a run whatever the limits say, or no longer.
func (s *Store) Pin(id string, pinned bool) error {
	return s.change(id, func(e *Entry) { e.Pinned = pinned })
}

func (s *Store) change(id string, f func(*Entry)) error {
	if err := s.known(id); err != nil {
		return err
	}
	e, err := s.entry(id)
	if err != nil {
		return fmt.Errorf("change the history: %w", err)
	}
	f(&e)
	if err := s.write(id, e); err != nil {
		return err
	}
	s.changed()
	return nil
}

// known says whether an ID is one of the folder's, and not a path elsewhere.
func (s *Store) known(id string) error {
	if id == "" || id != filepath.Base(id) || strings.HasPrefix(id, ".") {
		return fmt.Errorf("the history has no run %q", id)
	}
	return nil
}

// Path is where a run's recording lies.
func (s *Store) Path(id string) string { return s.path(id, suffixLane) }

// Has says whether a path lies in the history's folder.
func (s *Store) Has(path string) bool { return filepath.Dir(path) == filepath.Clean(s.dir) }

// Picture is where a run's small picture lies, or would.
func (s *Store) Picture(id string) string { return s.path(id, suffixView) }

// NewPicture is a file of the store for a picture that is being made; it is to be
// renamed to Picture, or removed. One that a killed program left is removed when
// the store is opened.
func (s *Store) NewPicture() (*os.File, error) {
	return os.CreateTemp(s.dir, fmt.Sprintf("%s%d-*", smallPrefix, os.Getpid()))
}

// smallPrefix begins the names of pictures that are being made; the number of
// the process that makes them follows.
const smallPrefix = ".small-"

// sweepPictures removes pictures that nobody makes any more.
func (s *Store) sweepPictures() {
	left, _ := filepath.Glob(filepath.Join(s.dir, smallPrefix+"*")) // the pattern is right
	for _, path := range left {
		var pid int
		if _, err := fmt.Sscanf(filepath.Base(path), smallPrefix+"%d-", &pid); err != nil || !engine.Alive(pid) {
			_ = os.Remove(path) // else the next time
		}
	}
}

// Delete takes a run out of the list. Restore brings it back, until the store is
// opened again.
func (s *Store) Delete(id string) error {
	if err := s.known(id); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(s.dir, trash), 0o700); err != nil {
		return fmt.Errorf("delete a run: %w", err)
	}
	return s.move(id, s.dir, filepath.Join(s.dir, trash))
}

// Restore brings a deleted run back.
func (s *Store) Restore(id string) error {
	if err := s.known(id); err != nil {
		return err
	}
	return s.move(id, filepath.Join(s.dir, trash), s.dir)
}

// move moves a run's files from one folder to another: the recording last, for
// it is what makes the run.
func (s *Store) move(id, from, to string) error {
	for _, suffix := range []string{suffixView, suffixFact, suffixLane} {
		err := os.Rename(filepath.Join(from, id+suffix), filepath.Join(to, id+suffix))
		if err != nil && (suffix == suffixLane || !errors.Is(err, fs.ErrNotExist)) {
			return fmt.Errorf("move a run of the history: %w", err)
		}
	}
	s.changed()
	return nil
}

// prune forgets the oldest runs beyond the limits.
func (s *Store) prune() error {
	s.mu.Lock()
	l := s.limits
	s.mu.Unlock()
	all, bytes, err := s.List()
	if err != nil {
		return err
	}
	runs := len(all)
	for i := len(all) - 1; i >= 0 && (runs > l.Runs || bytes > l.Bytes); i-- {
		e := all[i]
		if e.Pinned {
			continue
		}
		for _, suffix := range []string{suffixLane, suffixFact, suffixView} {
			if err := os.Remove(s.path(e.ID, suffix)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("forget an old run: %w", err)
			}
		}
		runs, bytes = runs-1, bytes-e.Bytes
	}
	return nil
}
