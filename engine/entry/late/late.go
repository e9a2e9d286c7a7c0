// Package late takes over in the child processes that speak HTTP, or have a
// database, or a real Python to run. Importing it is enough, as with package entry, of which it is the
// part that has to wait for Go's network packages, and for a database from
// outside the standard library, to be initialised.
package late

import (
	"corelanes/engine/cpython"
	"corelanes/engine/database"
	"corelanes/engine/entry"
	"corelanes/engine/osys"
	"corelanes/engine/osys/netpoll"
	"corelanes/engine/proc"
	"corelanes/engine/web"
	"corelanes/engine/work"
)

func init() {
	switch proc.OwnRole() {
	case proc.RoleLateWorker:
		entry.Live(func() error { return entry.Worker(services) })
	case proc.RoleLateRunner:
		entry.Live(func() error { return entry.Runner(late{}) })
	case proc.RoleServer:
		entry.Live(web.Serve)
	}
}

// services are what such a process is linked with.
var services = work.Services{HTTP: web.Client{}, Database: database.SQLite{}, Portable: func() (osys.Network, error) { return netpoll.New(), nil }}

// late is what a runner needs of it.
type late struct{ cpython.Real }

// Services is as in entry.Late.
func (late) Services() work.Services { return services }

// Serve is as in entry.Late.
func (late) Serve(f *proc.Family, s work.Server) (*proc.Child, string, error) {
	return web.StartServer(f, s)
}
