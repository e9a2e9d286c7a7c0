// Package late takes over in the child processes that speak HTTP. Importing it
// is enough, as with package entry, of which it is the part that has to wait
// for Go's network packages to be initialised.
package late

import (
	"corelanes/engine/entry"
	"corelanes/engine/proc"
	"corelanes/engine/web"
	"corelanes/engine/work"
)

func init() {
	switch proc.OwnRole() {
	case proc.RoleHTTPWorker:
		entry.Live(func() error { return entry.Worker(web.Client{}) })
	case proc.RoleHTTPRunner:
		entry.Live(func() error { return entry.Runner(network{}) })
	case proc.RoleServer:
		entry.Live(web.Serve)
	}
}

// network is package web as a runner needs it.
type network struct{ web.Client }

// Serve is as in entry.Network.
func (network) Serve(f *proc.Family, s work.Server) (*proc.Child, string, error) {
	return web.StartServer(f, s)
}
