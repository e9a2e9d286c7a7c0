package model

// This file holds the model cpython: the scenario's Python text, or a script of
// the user's own, run by a real CPython and recorded by an agent inside it. What
// runs it is package cpython's, which is linked where there is time for it.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"corelanes/engine/trace"
)

// CPython is the ID of the model that runs real Python.
const CPython = "cpython"

// Job is a Python program to be run.
type Job struct {
	Interpreter string   `json:"interpreter"`      // the path of a python3
	File        string   `json:"file,omitempty"`   // the script; "" for Text
	Args        []string `json:"args,omitempty"`   // what it is given
	Folder      string   `json:"folder,omitempty"` // in which it runs; "" for the run's own
	Text        string   `json:"-"`                // a program that is in no file
	Answer      string   `json:"-"`                // Python that says what Text computed
}

// JobEnd is how a job ended.
type JobEnd struct {
	Code   int             // its exit code, when Signal is 0
	Signal int             // what killed it, 0 if nothing did
	Last   string          // the last line that it printed as an error: what an exception says
	Answer json.RawMessage // what Job.Answer says; nil if nothing
}

// Python runs jobs under a real CPython.
type Python interface {
	// Run runs a job in a run's directory and records it. It returns when the
	// script has ended, or soon after ctx has; nothing that it started is left
	// then.
	Run(ctx context.Context, j Job, dir string, a *trace.Arena, clock trace.Clock) (JobEnd, error)
}

// RealPython is the model that is not the engine's own: it runs none of the
// scenarios' bodies, but their Python texts. Whether there is a Python on this
// machine is not looked at here.
func RealPython() Info {
	return Info{
		ID: CPython, Possible: true, Concurrent: true, Parallel: true,
		Honest: "real CPython; recorded by an agent inside it, and its GIL read from outside where the system allows that",
		run:    runPython,
	}
}

// ScriptError is the error of a script that did not end well.
type ScriptError struct {
	Code   int    // its exit code, when Signal is 0
	Signal int    // what killed it
	Last   string // the last line of what it printed as an error
}

// Error says how the script ended.
func (e *ScriptError) Error() string {
	s := fmt.Sprintf("the script ended with exit code %d", e.Code)
	if e.Signal != 0 {
		s = fmt.Sprintf("the script was killed by signal %d", e.Signal)
	}
	if e.Last != "" {
		s += ": " + e.Last
	}
	return s
}

// runPython runs the stage's job.
func runPython(s *Stage) ([]byte, error) {
	if s.Job == nil || s.Real == nil {
		return nil, errors.New("there is no script to run, or nothing to run it")
	}
	job := *s.Job
	if job.File == "" {
		job.Text, job.Answer = atServer(s.Program.Source.Text, s.Server), s.Program.Answer
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	s.Family.BeforeEnd(func() {
		cancel()
		<-done
	})
	ended, err := func() (JobEnd, error) {
		defer close(done)
		return s.Real.Run(ctx, job, s.Dir, s.Arena, s.Clock)
	}()
	switch {
	case err != nil:
		return nil, err
	case ended.Signal != 0 && job.File == "" && s.Program.Died != nil:
		return s.Program.Died, nil // the text's own process was the one that was to die
	case ended.Code != 0 || ended.Signal != 0:
		return nil, &ScriptError{ended.Code, ended.Signal, ended.Last}
	case job.File != "":
		return json.Marshal(map[string]int{"exit": ended.Code})
	case ended.Answer != nil:
		return ended.Answer, nil
	}
	return []byte("{}"), nil
}

// atServer is the text with the address of the run's own server in it, in the
// line that names the one which it talks to.
func atServer(text, address string) string {
	if address == "" {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		switch host, port, _ := strings.Cut(address, ":"); {
		case strings.HasPrefix(line, "SERVER = \"http://"):
			lines[i] = fmt.Sprintf("SERVER = %q", "http://"+address)
		case strings.HasPrefix(line, "SERVER = ("):
			lines[i] = fmt.Sprintf("SERVER = (%q, %s)", host, port)
		}
	}
	return strings.Join(lines, "\n")
}
