// Package entry is where this program finds out that it is a child process,
// and then is one.
//
// Importing the package is enough: its initialisation looks at the environment
// and, in a child, takes over before main, and before the window's toolkit has
// woken up. Go initialises packages in the order of their import paths, as
// soon as what they import is ready; the module's name sorts before the
// toolkit's, and this package imports nothing outside the standard library. So
// a worker process never pays for the window.
//
// The processes that speak HTTP need Go's network packages, which are
// initialised last of all, and those with a database need one from outside the
// standard library; package late takes over for them.
//
// This file holds the dispatch, and how a child makes a scenario's program
// anew.
package entry

import (
	"encoding/json"
	"fmt"
	"os"

	"corelanes/engine/control"
	"corelanes/engine/model"
	"corelanes/engine/osys"
	"corelanes/engine/proc"
	"corelanes/engine/scenario"
	"corelanes/engine/work"
)

func init() {
	switch proc.OwnRole() {
	case proc.RoleWorker:
		Live(func() error { return Worker(work.Services{}) })
	case proc.RoleRunner:
		Live(func() error { return Runner(nil) })
	}
}

// Live is a child process's life: it does not return.
func Live(f func() error) {
	if err := f(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// Worker is the life of a worker process, with the services that it is linked
// with.
func Worker(s work.Services) error { return model.Work(program, s, osys.NewClock()) }

// Late is what a runner is linked with for programs that ask for services.
type Late interface {
	model.Python
	Services() work.Services
	// Serve starts the program's server as a child, and is the address IP:port
	// at which it answers.
	Serve(f *proc.Family, s work.Server) (c *proc.Child, address string, err error)
}

// Spec is what a runner is to run: a checked plan.
type Spec struct {
	Scenario string          `json:"scenario"`
	Model    string          `json:"model"`
	Values   scenario.Values `json:"values"`
	Options  model.Options   `json:"options"`
	Dir      string          `json:"dir"`

	Controlled *Controlled `json:"controlled,omitempty"` // nil: a free run
	Explore    *Explore    `json:"explore,omitempty"`    // nil: one run
}

// Outcome is how a runner ended, beside its result.
type Outcome struct {
	Deadlock bool                `json:"deadlock"`           // the main body waits for ever
	Schedule string              `json:"schedule,omitempty"` // what was chosen in a controlled run
	Wrong    *control.EntryError `json:"wrong,omitempty"`    // what is wrong with the schedule that was asked for
}

// program makes the program that a spec names.
func program(spec json.RawMessage) (work.Program, error) {
	var s Spec
	if err := json.Unmarshal(spec, &s); err != nil {
		return work.Program{}, fmt.Errorf("read what to run: %w", err)
	}
	return s.program()
}

func (s Spec) program() (work.Program, error) {
	if s.Options.Job != nil && s.Options.Job.File != "" { // a script of the user's own is no scenario
		return work.Program{Python: true}, nil
	}
	sc, err := scenario.Find(s.Scenario)
	if err != nil {
		return work.Program{}, err
	}
	p, err := sc.Program(s.Values)
	if err != nil {
		return p, err
	}
	m, err := model.Find(s.Model)
	if err != nil {
		return p, err
	}
	p.Source = sc.Source(s.Values, s.Options.Workers, p.Text, m.ID, m.Reads, s.Options.Inside)
	p.Answer, p.Python = sc.Answer(), s.Options.Job != nil
	return p, nil
}
