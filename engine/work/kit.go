package work

// This file holds the kit: what the run's workers share, by name.

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"corelanes/engine/code"
	"corelanes/engine/ipc"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// Kit is what a body finds around it. Each process of a run has one; they are
// views of the same things.
type Kit struct {
	Arena   *trace.Arena
	Waiter  osys.Waiter
	Rules   prim.Rules   // whose primitives the model's are
	Queues  Queues       // nil where workers share their memory: prim's
	Workers int          // how many workers were asked for
	Dir     string       // a directory for the run's files, removed after it
	Server  string       // the address IP:port of the program's server; "" without one
	Module  *code.Module // the interpreted functions and this process's globals; nil without text
	Source  *Source      // the text that is shown; nil: nobody asks where a worker stands
	Services

	queues map[string]*prim.Queue // made in Setup, by name
	Talk   *ipc.Exchange          // pipes, queues and memory between processes

	Inherited []byte // what the main body left to its workers, see Bequeath
}

// File is the path of a file with a name in the run's directory.
func (k *Kit) File(name string) string { return osys.Join(k.Dir, name) }

// Step counts one step of the program's work as done.
func (k *Kit) Step() { k.Arena.Step() }

// Dial connects the worker to the program's server.
func (k *Kit) Dial(w Worker) (io.ReadWriteCloser, error) {
	host, port, _ := strings.Cut(k.Server, ":")
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("connect to the server: %q is no address", k.Server)
	}
	a := osys.Address{Port: int(n)}
	for digits := range strings.SplitSeq(host, ".") {
		b, err := strconv.ParseUint(digits, 10, 8)
		if err != nil {
			return nil, fmt.Errorf("connect to the server: %q is no address", k.Server)
		}
		a.IP += string([]byte{byte(b)})
	}
	return w.Dial(a)
}
