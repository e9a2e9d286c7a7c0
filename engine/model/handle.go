package model

// This file holds a started process as a scenario may treat it: its id, its
// signals, its state.

import (
	"corelanes/engine/osys"
	"corelanes/engine/proc"
)

// PID is as in work.Process.
func (c *process) PID() int { return c.child.PID }

// Signal is as in work.Process.
func (c *process) Signal(name string) error {
	s, err := proc.SignalOf(name)
	if err != nil {
		return err
	}
	return c.child.Signal(s)
}

// Letter is as in work.Process.
func (c *process) Letter() string { return osys.StateLetter(c.child.PID) }
