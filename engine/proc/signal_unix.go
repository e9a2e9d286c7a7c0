//go:build unix

package proc

// This file holds the signals by their names.

import (
	"syscall"

	"corelanes/engine/usage"
	"corelanes/engine/work"
)

var signals = map[string]syscall.Signal{
	work.SignalTerm: syscall.SIGTERM, work.SignalKill: syscall.SIGKILL, work.SignalStop: syscall.SIGSTOP,
	work.SignalCont: syscall.SIGCONT, work.SignalInt: syscall.SIGINT,
}

// SignalOf is the signal of a name in work.Signals; the error is a *usage.Error.
func SignalOf(name string) (syscall.Signal, error) {
	if s, ok := signals[name]; ok {
		return s, nil
	}
	return 0, usage.Unknown("signal", name, work.Signals)
}
