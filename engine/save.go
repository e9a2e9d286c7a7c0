package engine

// This file holds keeping a run in a file, and opening it again.

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"corelanes/engine/lanefile"
	"corelanes/engine/trace"
)

// FileSuffix is how the names of recordings end.
const FileSuffix = ".lane"

// Why a file cannot be opened, beside what the operating system says.
var (
	ErrNotRecording = lanefile.ErrNotLane
	ErrNewer        = lanefile.ErrVersion // made by a newer version
	ErrDamaged      = lanefile.ErrDamaged // from its beginning on
)

// NewerError is an ErrNewer with the version of the file's format.
type NewerError = lanefile.VersionError

// Note is a bookmark in a recording: what a person noted of an instant.
type Note = lanefile.Note

// Opened is a run that was read from a file, or that another program
// recorded.
type Opened struct {
	Plan      Plan
	Outcome   Outcome
	Recording *trace.Recording
	Started   time.Time
	Program   string // the version that recorded it
	Events    int
	Damage    string // what is missing, "" if nothing is
	Notes     []Note // bookmarks, in the order of their instants
	// Attached is what goes with the recording and is not of it, nil: nothing. It is
	// as the file had it: whoever reads it believes nothing of it.
	Attached json.RawMessage
	Machine  *Host // on which it was recorded, nil if that is not known
}

// Save keeps a run that has ended in a file, which is replaced only when the new
// one is whole. program is the version that says so in the file.
func (r *Run) Save(path, program string) error { return r.Kept(program).Save(path) }

// Kept is a run that has ended as it would be read from its file.
func (r *Run) Kept(program string) *Opened {
	here := thisHost()
	return &Opened{Plan: r.Plan, Outcome: r.Wait(), Recording: r.rec, Started: r.started, Program: program, Machine: &here}
}

// Save keeps a recording in a file, as Run's Save does.
func (x *Opened) Save(path string) error {
	if err := WriteWhole(path, x.Write); err != nil {
		return fmt.Errorf("save: %w", err)
	}
	return nil
}

// Write writes what stands in a recording's file.
func (x *Opened) Write(w io.Writer) error {
	p := x.Plan
	if taken := x.Outcome.Schedule; taken != "" { // a run of this plan goes the same way again
		p.Schedule = &taken
	}
	head := lanefile.Head{Program: x.Program, Started: x.Started}
	var err error
	if head.Plan, err = json.Marshal(p); err != nil {
		return err
	}
	if x.Machine != nil {
		if head.Machine, err = json.Marshal(x.Machine); err != nil {
			return err
		}
	}
	tail := lanefile.Tail{Status: string(x.Outcome.Status), Result: x.Outcome.Result, Notes: x.Notes, Attached: x.Attached}
	if x.Outcome.Err != nil {
		tail.Error = x.Outcome.Err.Error()
	}
	return lanefile.Write(w, head, tail, x.Recording)
}

// inOrder sorts bookmarks by their instants.
func inOrder(all []Note) []Note {
	slices.SortStableFunc(all, func(a, b Note) int { return cmp.Compare(a.At, b.At) })
	return all
}

// Open reads a run from a file. One that was cut off or damaged is read as far
// as it goes, and says so in Damage.
func Open(path string) (*Opened, error) { return OpenWatched(context.Background(), path, nil) }

// Read reads a run as Open does, from wherever it is kept; name is what an error
// calls it.
func Read(from io.Reader, name string) (*Opened, error) {
	return readUntil(context.Background(), from, name)
}

func readUntil(ctx context.Context, from io.Reader, name string) (*Opened, error) {
	x, err := lanefile.ReadUntil(ctx, from)
	if err != nil {
		return nil, fmt.Errorf("open recording %s: %w", name, err)
	}
	o := &Opened{Recording: x.Recording, Started: x.Started, Program: x.Program, Events: x.Read, Damage: x.Damage, Notes: inOrder(x.Notes), Attached: x.Attached}
	if err := json.Unmarshal(x.Plan, &o.Plan); err != nil {
		return nil, fmt.Errorf("open recording %s: what was run: %w", name, err)
	}
	if len(x.Machine) > 0 && json.Unmarshal(x.Machine, &o.Machine) != nil {
		o.Machine = nil // a recording is not worth less because nobody knows where it was made
	}
	o.Outcome = Outcome{Status: Status(x.Status), Result: x.Result}
	if o.Plan.Schedule != nil {
		o.Outcome.Schedule = *o.Plan.Schedule
	}
	switch {
	case !x.Complete && x.Status == "":
		o.Outcome = Outcome{Status: Failed, Err: errors.New("the recording is not complete: " + x.Damage)}
	case x.Error != "":
		o.Outcome.Err = errors.New(x.Error)
	}
	return o, nil
}
