package engine

// This file holds how the processes of a run that goes on are sent signals.

import (
	"fmt"
	"os"
	"strconv"

	"corelanes/engine/proc"
	"corelanes/engine/trace"
	"corelanes/engine/usage"
	"corelanes/engine/work"
)

// Signals are the names of the signals that can be sent, in the order of the
// buttons.
func Signals() []string { return work.Signals }

// Signal sends a signal, one of Signals, to the process of a lane: a worker, a
// process from which others are forked, or the main process. The error is a
// *UsageError for a lane that has no process of its own, one that has ended, or
// an unknown signal.
func (r *Run) Signal(l trace.Lane, name string) error {
	s, err := proc.SignalOf(name)
	if err != nil {
		return err
	}
	refuse := func(why string) error {
		return &usage.Error{What: "lane", Got: strconv.Itoa(int(l)), Why: why}
	}
	info, ok := r.arena.LaneInfo(l)
	switch {
	case !ok || info.PID == 0:
		return refuse("it has no process")
	case !OwnProcess(info):
		return refuse("its worker is no process of its own")
	case info.Exited:
		return refuse("its process has ended")
	}
	if _, ended := r.arena.Ended(); ended {
		return refuse("the run has ended")
	}
	p, err := os.FindProcess(info.PID)
	if err == nil {
		err = p.Signal(s)
		_ = p.Release() // it is somebody else's child
	}
	if err != nil {
		return fmt.Errorf("send SIG%s to process %d: %w", name, info.PID, err)
	}
	return nil
}

// OwnProcess says whether a lane's worker is an operating system's process by
// itself.
func OwnProcess(info trace.LaneInfo) bool {
	switch info.Kind {
	case trace.LaneMain, trace.LaneLoop, trace.LaneProcess, trace.LaneForkserver, trace.LaneManager, trace.LaneServer:
		return true
	}
	return false
}
