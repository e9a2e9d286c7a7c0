package proc

// This file holds the family: all the processes a run started, so that the
// run can end without leaving one.

import (
	"errors"
	"sync"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// ErrFamilyEnded is returned by Spawn once the family was ended.
var ErrFamilyEnded = errors.New("the run is ending: it starts no more processes")

// Family is the children of this process that belong to a run. The zero Family
// is ready for use; its methods may be called from any goroutine.
type Family struct {
	mu       sync.Mutex
	children []*Child
	ended    bool
}

// Spawn starts a child as Spawn does and counts it in.
func (f *Family) Spawn(role Role, mem *osys.Memory, lane trace.Lane) (*Child, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ended {
		return nil, ErrFamilyEnded
	}
	c, err := Spawn(role, mem, lane, false)
	if err == nil {
		f.children = append(f.children, c)
	}
	return c, err
}

// End kills every child that is still there and waits until all are gone.
// None can be started afterwards.
func (f *Family) End() {
	f.mu.Lock()
	f.ended = true
	children := f.children
	f.mu.Unlock()
	for _, c := range children {
		c.Kill()
	}
	for _, c := range children {
		c.Wait()
	}
}
