package work

// This file holds connections to servers of this machine, and what is fixed of
// those that loops serve: see Async. For the others there is ipc.Exchange.

import (
	"io"

	"corelanes/engine/osys"
)

// ServeBacklog is how many connections may wait to be accepted by what Async
// serves: asyncio's.
const ServeBacklog = 100

// Connect connects to a server on this machine.
func Connect(w Worker, address string) (io.ReadWriteCloser, error) {
	at, err := osys.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	return w.Dial(at)
}
