package model

// This file holds why a run cannot be controlled.

// Uncontrolled is why a run cannot be controlled, as a short name that can be
// translated; "" when it can.
type Uncontrolled string

// The reasons.
const (
	ByProcesses Uncontrolled = "processes" // its workers are processes
	ByOne       Uncontrolled = "one"       // there is nobody else to let go
	ByPool      Uncontrolled = "pool"      // a loop hands calls to threads beside it
	ByScheduler Uncontrolled = "scheduler" // Go's own decides
	ByPython    Uncontrolled = "python"    // a CPython does
	ByServer    Uncontrolled = "server"    // the scenario talks to one
	ByTalk      Uncontrolled = "talk"      // … or through pipes
)

var uncontrolledWords = map[Uncontrolled]string{
	ByProcesses: "the operating system lets processes go as it likes, and none can be stopped at a point of somebody's choosing without holding up what it shares with others",
	ByOne:       "it has one worker, so there is never anybody else to let go",
	ByPool:      "beside its loop run threads of a pool, which take up calls and hand results back when the operating system lets them",
	ByScheduler: "Go's own scheduler decides who goes: to show that is what it is there for",
	ByPython:    "a real CPython runs it, and which of its threads and tasks goes is its own affair",
	ByServer:    "it talks to a server, and when that answers nobody here can decide",
	ByTalk:      "its workers talk through pipes of the operating system, and when these wake somebody nobody here can decide",
}

// Words says the reason.
func (u Uncontrolled) Words() string { return uncontrolledWords[u] }

// WhyNotControlled is why a run under the model cannot be controlled; "" when it
// can.
func (m Info) WhyNotControlled() Uncontrolled {
	switch {
	case m.Controlled:
		return ""
	case len(m.Starts) > 0:
		return ByProcesses
	case m.ID == CPython:
		return ByPython
	case !m.Concurrent:
		return ByOne
	case m.Tasks:
		return ByPool
	}
	return ByScheduler
}
