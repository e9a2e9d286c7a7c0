package history

// This file holds keeping a run while it goes on, and taking up what was left.

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"corelanes/engine"
)

// keepEvery is how much of a run may be lost when the program is killed.
const keepEvery = 250 * time.Millisecond

// Keep keeps a run from now on, until it has ended. Done, which may be nil, is
// called with its ID then, from another goroutine, or with "" when it could not
// be kept: Err says why.
func (s *Store) Keep(r *engine.Run, done func(id string)) {
	s.mu.Lock()
	off := s.limits.Runs == 0
	s.mu.Unlock()
	if off {
		return
	}
	s.keeping.Go(func() {
		id, err := s.keep(r)
		s.mu.Lock()
		s.err = err
		s.mu.Unlock()
		if done != nil {
			done(id)
		}
		s.changed()
	})
}

// keep keeps the run; it ends with it.
func (s *Store) keep(r *engine.Run) (id string, err error) {
	id = nameOf(r)
	part := s.path(id, "."+strconv.Itoa(os.Getpid())+suffixPart)
	k, err := r.Keep(part, s.program)
	if err != nil {
		return "", err
	}
	tick := time.NewTicker(keepEvery)
	defer tick.Stop()
	for going := true; going && err == nil; {
		select {
		case <-r.Done():
			going = false
		case <-tick.C:
			err = k.Append()
		}
	}
	if err == nil {
		err = k.Close()
	} else {
		_ = k.Leave()
	}
	if err != nil { // the disk is full, most likely: half a run helps nobody
		_ = os.Remove(part)
		return "", err
	}
	if err := os.Rename(part, s.path(id, suffixLane)); err != nil {
		return "", fmt.Errorf("keep the run: %w", err)
	}
	if err := s.write(id, factsOf(r.Plan, r.Started(), r.Wait(), r.Recording().Cut())); err != nil {
		return "", err
	}
	return id, s.prune()
}

// recover takes up the recordings of programs that are gone, and removes what
// else they left.
func (s *Store) recover() error {
	s.sweepPictures()
	parts, err := filepath.Glob(filepath.Join(s.dir, "*"+suffixPart))
	if err != nil {
		return err
	}
	for _, part := range parts {
		name := strings.TrimSuffix(filepath.Base(part), suffixPart)
		dot := strings.LastIndexByte(name, '.')
		if dot < 0 {
			continue
		}
		pid, err := strconv.Atoi(name[dot+1:])
		if err != nil || engine.Alive(pid) {
			continue
		}
		id := name[:dot]
		if err := os.Rename(part, s.path(id, suffixLane)); err != nil {
			return err
		}
		if _, err := s.facts(id); err != nil {
			return err
		}
	}
	return nil
}
