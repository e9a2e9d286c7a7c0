package engine

// This file holds what a plan says of a real CPython: a script of the user's
// own, or the scenario's Python text, and which interpreter runs it.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"corelanes/engine/cpython"
	"corelanes/engine/model"
	"corelanes/engine/scenario"
	"corelanes/engine/usage"
	"corelanes/engine/work"
)

// CPython is the ID of the model that runs real Python.
const CPython = model.CPython

// Script is a Python program of the user's own.
type Script struct {
	File string   `json:"file"`
	Args []string `json:"args,omitempty"`
}

// ScriptError is the error of a script that did not end well.
type ScriptError = model.ScriptError

// Interpreter is a CPython that was found on this machine.
type Interpreter = cpython.Interpreter

// ErrNoPython is the error when there is no python3 on this machine.
var ErrNoPython = cpython.ErrNone

// Interpreters are the CPythons on PATH, the default one first. They are run to
// say what they are, for some tens of milliseconds each.
func Interpreters(ctx context.Context) []Interpreter { return cpython.Find(ctx) }

// AskInterpreter asks a program what CPython it is, for some tens of milliseconds.
func AskInterpreter(ctx context.Context, path string) (Interpreter, error) {
	return cpython.Ask(ctx, path)
}

// Insides are the models whose Python text of the scenario a real CPython can
// run, the nearest to a plain one first.
func Insides(s *Scenario) []string {
	ids := s.Texts()
	order := []string{"threads", "processes", "asyncio"}
	var out []string
	for _, id := range order {
		if slices.Contains(ids, id) {
			out = append(out, id)
		}
	}
	return out
}

// InsideOf is which of the scenario's texts shows what a model of the engine's
// own does; "" if none.
func InsideOf(s *Scenario, id string) string {
	m, err := model.Find(id)
	if err != nil {
		return ""
	}
	for _, t := range []string{m.ID, m.Reads} {
		if slices.Contains(Insides(s), t) {
			return t
		}
	}
	return ""
}

// checkPython checks and fills in what a plan says of a real CPython.
func (p *Plan) checkPython(s *scenario.Scenario) error {
	if p.Model != CPython {
		for _, x := range []struct{ what, got string }{{"inside", p.Inside}, {"interpreter", p.Interpreter}} {
			if x.got != "" {
				return &usage.Error{What: x.what, Got: x.got, Why: "only the model cpython has one"}
			}
		}
		return nil
	}
	known := Insides(s)
	if p.Inside == "" {
		p.Inside = InsideFor(s, p.Interpreter)
	}
	if !slices.Contains(known, p.Inside) {
		return usage.Unknown("model inside cpython", p.Inside, known)
	}
	if err := p.checkInterpreter(); err != nil {
		return err
	}
	if lacks := Lacking(s, p.Inside, p.Interpreter); lacks != nil {
		return lacks
	}
	return nil
}

// checkInterpreter finds the interpreter of a plan.
func (p *Plan) checkInterpreter() (err error) {
	p.Interpreter, err = interpreterPath(p.Interpreter)
	return err
}

// interpreterPath is the whole path of an interpreter, "" being the default one.
func interpreterPath(path string) (string, error) {
	given := path
	if path == "" {
		var err error
		if path, err = cpython.Default(); err != nil {
			return "", &usage.Error{What: "model", Got: CPython, Why: "not possible here: " + err.Error()}
		}
	}
	if !filepath.IsAbs(path) {
		if full, err := filepath.Abs(path); err == nil {
			path = full
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return "", &usage.Error{What: "interpreter", Got: given, Why: "there is no such program"}
	}
	return path, nil
}

// maxScript is how large a script's file may be to be shown.
const maxScript = 4 << 20

// checkedScript is the plan of a script with every default filled in.
func (p Plan) checkedScript() (Plan, error) {
	refuse := func(why string) (Plan, error) {
		return p, &usage.Error{What: "script", Got: p.Script.File, Why: why}
	}
	file, err := filepath.Abs(p.Script.File)
	if err != nil {
		return p, fmt.Errorf("find the script: %w", err)
	}
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return refuse("there is no such file")
	case err != nil:
		return refuse(err.Error())
	case !info.Mode().IsRegular():
		return refuse("it is no file")
	case p.Controlled():
		return refuse("a real CPython cannot be controlled: nobody can stop its threads at a point of somebody's choosing")
	case len(p.Set) > 0:
		return refuse("it has no parameters to set; what stands behind -- are its arguments")
	}
	p.Script = &Script{File: file, Args: p.Script.Args}
	p.Scenario, p.Model, p.Workers = filepath.Base(file), CPython, max(p.Workers, 1)
	if err := p.checkInterpreter(); err != nil {
		return p, err
	}
	if err := p.checkTimes(); err != nil {
		return p, err
	}
	p.program.Python = true
	if info.Size() <= maxScript {
		b, err := os.ReadFile(file)
		if err != nil {
			return refuse(err.Error())
		}
		p.program.Source = work.Source{Text: strings.ToValidUTF8(string(b), "\uFFFD")}
	}
	return p, nil
}

// realPython is the model cpython as it is on this machine.
func realPython() Model {
	m := model.RealPython()
	if _, err := cpython.Default(); err != nil {
		m.Possible, m.WhyNot = false, err.Error()
	}
	return m
}

// job is what the runner is told of it; nil for a model of the engine's own.
func (p Plan) job() *model.Job {
	switch {
	case p.Model != CPython:
		return nil
	case p.Script != nil:
		return &model.Job{Interpreter: p.Interpreter, File: p.Script.File, Args: p.Script.Args, Folder: filepath.Dir(p.Script.File)}
	}
	return &model.Job{Interpreter: p.Interpreter}
}

// openOutput makes the files that a script's output goes to, and opens them:
// they can be read as long as somebody wants to, although the run's directory
// goes with the run.
func (r *Run) openOutput(dir string) error {
	if r.Plan.Model != CPython {
		return nil
	}
	for i, name := range []string{cpython.OutputFile, cpython.ErrorFile} {
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_RDONLY|os.O_CREATE, 0o600)
		if err != nil {
			return errors.Join(err, r.closeOutput())
		}
		r.prints[i] = f
	}
	return nil
}

func (r *Run) closeOutput() error {
	var err error
	for i, f := range r.prints {
		if f != nil {
			err = errors.Join(err, f.Close())
			r.prints[i] = nil
		}
	}
	return err
}

// keepOutput takes the files' place when the run has ended.
func (r *Run) keepOutput() {
	r.printing.Lock()
	defer r.printing.Unlock()
	for i, f := range r.prints {
		if f != nil {
			r.printed[i], _ = io.ReadAll(f) // what cannot be read was not printed
		}
	}
	_ = r.closeOutput() // they were only read
}

// Printed copies what a real CPython's script has printed since the last call,
// its standard output to out and its standard error to err. Each is kept up to
// 16 MiB; a run of another model prints nothing here.
func (r *Run) Printed(out, err io.Writer) {
	r.printing.Lock()
	defer r.printing.Unlock()
	for i, w := range []io.Writer{out, err} {
		if f := r.prints[i]; f != nil {
			_, _ = io.Copy(w, f) // a closed pipe is the reader's choice
		}
		_, _ = w.Write(r.printed[i])
		r.printed[i] = nil
	}
}
