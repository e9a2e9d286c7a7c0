package work

// This file holds the kit: what the run's workers share, by name.

import (
	"corelanes/engine/code"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// Kit is what a body finds around it. Each process of a run has one; they are
// views of the same things.
type Kit struct {
	Arena   *trace.Arena
	Waiter  osys.Waiter
	Rules   prim.Rules   // how the model's locks behave
	Workers int          // how many workers were asked for
	Dir     string       // a directory for the run's files, removed after it
	Server  string       // the address IP:port of the program's server; "" without one
	Module  *code.Module // the interpreted functions and this process's globals; nil without text
	HTTP    HTTP         // nil unless the program asks for it
}

// Step counts one step of the program's work as done.
func (k *Kit) Step() { k.Arena.Step() }
