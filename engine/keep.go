package engine

// This file holds keeping a run in a file while it goes on.

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"corelanes/engine/lanefile"
	"corelanes/engine/proc"
)

// Keeping is a run being kept in a file as it goes on. Its methods are for one
// goroutine.
type Keeping struct {
	run    *Run
	file   *os.File
	stream *lanefile.Stream
}

// Keep begins to keep the run in a new file. program is the version that says so
// in it.
func (r *Run) Keep(path, program string) (*Keeping, error) {
	plan, err := json.Marshal(r.Plan)
	if err != nil {
		return nil, fmt.Errorf("keep the run in %s: %w", path, err)
	}
	machine, err := json.Marshal(thisHost())
	if err != nil {
		return nil, fmt.Errorf("keep the run in %s: %w", path, err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, fmt.Errorf("keep the run: %w", err)
	}
	s, err := lanefile.NewStream(f, lanefile.Head{Program: program, Started: r.started, Plan: plan, Machine: machine}, r.arena)
	if err != nil {
		return nil, fmt.Errorf("keep the run in %s: %w", path, errors.Join(err, f.Close()))
	}
	return &Keeping{r, f, s}, nil
}

// Append writes what was recorded since the last call. After an error the file
// holds what was written before it.
func (k *Keeping) Append() error {
	if err := k.stream.Append(); err != nil {
		return fmt.Errorf("keep the run in %s: %w", k.file.Name(), err)
	}
	return nil
}

// Close waits for the run's end, and makes the file complete.
func (k *Keeping) Close() error {
	o := k.run.Wait()
	tail := lanefile.Tail{Status: string(o.Status), Result: o.Result}
	if o.Err != nil {
		tail.Error = o.Err.Error()
	}
	if err := errors.Join(k.stream.Close(tail), k.file.Close()); err != nil {
		return fmt.Errorf("keep the run in %s: %w", k.file.Name(), err)
	}
	return nil
}

// Leave closes the file as it is, after an error.
func (k *Keeping) Leave() error { return k.file.Close() }

// Alive says whether a process of that number is there.
func Alive(pid int) bool { return proc.Alive(pid) }
