package proc

import (
	"syscall"

	"corelanes/engine/usage"
	"corelanes/engine/work"
)

// SignalOf is the signal of a name in work.Signals: Windows can only end a
// process. The error is a *usage.Error.
func SignalOf(name string) (syscall.Signal, error) {
	if name == work.SignalKill {
		return syscall.SIGKILL, nil
	}
	return 0, &usage.Error{What: "signal", Got: name, Why: "Windows can only end a process: KILL"}
}
