// Package history keeps every run in a folder: its recording, which is written
// while the run goes on, and a few facts about it. What a program that was
// killed left behind is found by the next one.
//
// A run is up to three files with one name: NAME.lane, its recording; NAME.json,
// the facts; NAME.png, a small picture, if somebody made one. While the run goes
// on the recording is called NAME.PID.part, PID being the program's that keeps
// it.
//
// This file holds the store and its folder.
package history

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"corelanes/engine"
	"corelanes/engine/trace"
)

// Entry is one kept run.
type Entry struct {
	ID       string        `json:"-"`
	Name     string        `json:"name"` // the person's own; "" none
	Pinned   bool          `json:"pinned"`
	Scenario string        `json:"scenario"`
	Model    string        `json:"model"`
	Workers  int           `json:"workers"`
	Started  time.Time     `json:"started"`
	Took     time.Duration `json:"took"`
	Status   engine.Status `json:"status"`
	Error    string        `json:"error"` // "" if it ended well
	Events   int           `json:"events"`
	Damage   string        `json:"damage"` // what is missing, "" if nothing is
	Bytes    int64         `json:"-"`      // on the disk
}

// Limits are how much is kept. The oldest go first; pinned ones never.
type Limits struct {
	Runs  int   // 0: none is kept
	Bytes int64 // of all of them together
}

// Defaults of the limits.
const (
	DefaultRuns  = 200
	DefaultBytes = 1 << 30
)

// Store is a history's folder. Its methods may be called from any goroutine.
type Store struct {
	dir     string
	program string
	changed func() // called from any goroutine when the list has changed

	mu      sync.Mutex
	limits  Limits
	err     error // why the latest run was not kept
	keeping sync.WaitGroup
}

// Suffixes of the files.
const (
	suffixLane = engine.FileSuffix
	suffixFact = ".json"
	suffixView = ".png"
	suffixPart = ".part"
	trash      = "deleted"
)

// Open opens the history in a folder, which is made if need be, and takes up what
// a program that was killed left there. program is the version that is noted in
// new recordings; changed, which may be nil, is called from any goroutine when
// the list has changed.
func Open(dir, program string, l Limits, changed func()) (*Store, error) {
	if changed == nil {
		changed = func() {}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open the history: %w", err)
	}
	s := &Store{dir: dir, program: program, limits: l, changed: changed}
	_ = os.RemoveAll(filepath.Join(dir, trash)) // what was deleted and not taken back
	if err := s.recover(); err != nil {
		return nil, fmt.Errorf("open the history: %w", err)
	}
	return s, s.prune()
}

// Close waits until the runs that go on are kept.
func (s *Store) Close() { s.keeping.Wait() }

// Err is why the latest run could not be kept, nil if it was.
func (s *Store) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

// SetLimits changes the limits, and forgets what is beyond them.
func (s *Store) SetLimits(l Limits) error {
	s.mu.Lock()
	s.limits = l
	s.mu.Unlock()
	return s.prune()
}

func (s *Store) path(id, suffix string) string { return filepath.Join(s.dir, id+suffix) }

// List are the kept runs, the newest first, and how many bytes they take.
func (s *Store) List() ([]Entry, int64, error) {
	files, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, 0, fmt.Errorf("read the history: %w", err)
	}
	var out []Entry
	sum := int64(0)
	for _, f := range files {
		id, ok := strings.CutSuffix(f.Name(), suffixLane)
		if !ok || strings.HasPrefix(id, ".") {
			continue
		}
		e, err := s.entry(id)
		if errors.Is(err, fs.ErrNotExist) {
			continue // deleted meanwhile
		}
		if err != nil {
			return nil, 0, err
		}
		out, sum = append(out, e), sum+e.Bytes
	}
	slices.SortFunc(out, func(a, b Entry) int { return cmp.Or(b.Started.Compare(a.Started), cmp.Compare(b.ID, a.ID)) })
	return out, sum, nil
}

// entry reads one run's facts. Facts that are missing or damaged are made anew
// from the recording; the damaged ones are kept aside.
func (s *Store) entry(id string) (Entry, error) {
	data, err := os.ReadFile(s.path(id, suffixFact))
	e := Entry{}
	if err == nil {
		err = json.Unmarshal(data, &e)
	}
	if err != nil {
		if data != nil {
			_ = os.Rename(s.path(id, suffixFact), s.path(id, suffixFact+".damaged"))
		}
		if e, err = s.facts(id); err != nil {
			return e, err
		}
	}
	e.ID = id
	for _, suffix := range []string{suffixLane, suffixFact, suffixView} {
		if info, err := os.Stat(s.path(id, suffix)); err == nil {
			e.Bytes += info.Size()
		}
	}
	return e, nil
}

// facts reads a run's facts from its recording, and writes them down.
func (s *Store) facts(id string) (Entry, error) {
	o, err := engine.Open(s.path(id, suffixLane))
	if errors.Is(err, fs.ErrNotExist) {
		return Entry{}, err
	}
	e := Entry{Started: startedOf(id)}
	if err != nil {
		e.Status, e.Damage = engine.Failed, err.Error()
	} else {
		e = factsOf(o.Plan, o.Started, o.Outcome, o.Recording.Cut())
		e.Damage = o.Damage
	}
	return e, s.write(id, e)
}

// factsOf are the facts about a run.
func factsOf(p engine.Plan, started time.Time, o engine.Outcome, v *trace.View) Entry {
	e := Entry{Scenario: p.Scenario, Model: p.Model, Workers: p.Workers, Started: started, Took: time.Duration(v.End()), Status: o.Status}
	e.Events, _ = v.Events()
	if o.Err != nil {
		e.Error = o.Err.Error()
	}
	return e
}

// write writes a run's facts, whole or not at all.
func (s *Store) write(id string, e Entry) error {
	data, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("write the history: %w", err)
	}
	tmp := s.path("."+id, suffixFact)
	err = os.WriteFile(tmp, data, 0o600)
	if err == nil {
		err = os.Rename(tmp, s.path(id, suffixFact))
	}
	if err != nil {
		_ = os.Remove(tmp)
		return fmt.Errorf("write the history: %w", err)
	}
	return nil
}

// stamp is how names begin: the moment of the start, in the order of time.
const stamp = "20060102-150405.000"

func nameOf(r *engine.Run) string {
	return r.Started().UTC().Format(stamp) + "-" + r.Plan.Scenario + "-" + r.Plan.Model
}

func startedOf(id string) time.Time {
	if len(id) < len(stamp) {
		return time.Time{}
	}
	t, _ := time.Parse(stamp, id[:len(stamp)]) // the zero time when the name is another's
	return t
}
