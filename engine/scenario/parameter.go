package scenario

// This file holds the parameters of a scenario: what can be set, between
// which bounds, and how a person's text becomes a value.

import (
	"errors"
	"fmt"
	"os"
	"sort"
	"strconv"
	"time"

	"corelanes/engine/usage"
)

// The types of parameters, as in the command line's JSON.
const (
	Int      = "int"
	Duration = "duration" // Go's notation: 20ms, 1.5s; Min and Max are in seconds
	Bool     = "bool"
	Choice   = "choice" // one of Choices
	File     = "file"   // the path of a file that can be read, or nothing
	Folder   = "folder" // the path of a folder with files that can be read, or nothing
)

// Sizes every scenario can be run at: Tiny as small as shows what it is about,
// so that all its schedules can be tried; Smoke for tests, under 200 ms; Class
// for a classroom, under 10 s; Published as in the source text.
const (
	Tiny      = "tiny"
	Smoke     = "smoke"
	Class     = "class"
	Published = "published"
)

// SizeNames are the sizes in the order of the picker.
var SizeNames = []string{Tiny, Smoke, Class, Published}

// Parameter is one thing a person can set.
type Parameter struct {
	Name    string            `json:"name"`
	Type    string            `json:"type"`
	Default string            `json:"default"` // at size class
	Min     float64           `json:"min"`
	Max     float64           `json:"max"`
	Unit    string            `json:"unit"`
	Choices []string          `json:"choices,omitempty"`
	Sizes   map[string]string `json:"sizes,omitempty"` // the default at another size
}

// At is the parameter's default at a size.
func (p Parameter) At(size string) string {
	if v, ok := p.Sizes[size]; ok {
		return v
	}
	return p.Default
}

// Check says whether text is a legal value, as a *usage.Error if not.
func (p Parameter) Check(text string) error {
	wrong := func(legal string) error { return &usage.Error{What: p.Name, Got: text, Legal: legal} }
	switch p.Type {
	case Int:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || float64(n) < p.Min || float64(n) > p.Max {
			return wrong(fmt.Sprintf("a whole number from %.0f to %.0f", p.Min, p.Max))
		}
	case Duration:
		d, err := time.ParseDuration(text)
		if err != nil || d.Seconds() < p.Min || d.Seconds() > p.Max {
			return wrong(fmt.Sprintf("a duration from %s to %s, like 20ms", seconds(p.Min), seconds(p.Max)))
		}
	case Bool:
		if _, err := strconv.ParseBool(text); err != nil {
			return wrong("true or false")
		}
	case Choice:
		for _, c := range p.Choices {
			if c == text {
				return nil
			}
		}
		return usage.Unknown(p.Name, text, p.Choices)
	case File:
		if text == "" {
			return nil
		}
		if info, err := os.Stat(text); err == nil && !info.Mode().IsRegular() {
			return &usage.Error{What: p.Name, Got: text, Why: "it is no file"} // opening it might wait for ever
		}
		f, err := os.Open(text)
		if err != nil {
			return &usage.Error{What: p.Name, Got: text, Why: "the file cannot be read: " + reason(err)}
		}
		return f.Close()
	case Folder:
		if text != "" {
			_, err := filesOf(text)
			return err
		}
	}
	return nil
}

// whole is a legal value; a path begins at the root, for what a run starts may be in
// another folder.
func (p Parameter) whole(value string) string {
	if p.Type != File && p.Type != Folder || value == "" || os.IsPathSeparator(value[0]) || len(value) > 1 && value[1] == ':' {
		return value // path/filepath is not linked into workers
	}
	here, err := os.Getwd()
	if err != nil {
		return value
	}
	return here + string(os.PathSeparator) + value
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// reason is the innermost text of a file error, without the path that the
// message names already.
func reason(err error) string {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// Values are checked parameters: every parameter of the scenario has one.
type Values map[string]string

// Int is a whole-number parameter's value.
func (v Values) Int(name string) int {
	n, err := strconv.Atoi(v[name])
	if err != nil {
		panic("scenario: unchecked parameter " + name)
	}
	return n
}

// Duration is a duration parameter's value.
func (v Values) Duration(name string) time.Duration {
	d, err := time.ParseDuration(v[name])
	if err != nil {
		panic("scenario: unchecked parameter " + name)
	}
	return d
}

// Bool is a yes-or-no parameter's value.
func (v Values) Bool(name string) bool {
	b, err := strconv.ParseBool(v[name])
	if err != nil {
		panic("scenario: unchecked parameter " + name)
	}
	return b
}

// Parse turns what a person set (names to texts; "size" chooses the defaults)
// into values for every parameter. The error is a *usage.Error.
func (s *Scenario) Parse(set map[string]string) (Values, error) {
	size := Class
	if v, ok := set["size"]; ok {
		if err := (Parameter{Name: "size", Type: Choice, Choices: SizeNames}).Check(v); err != nil {
			return nil, err
		}
		size = v
	}
	known := []string{"size"}
	out := Values{"size": size}
	for _, p := range s.Parameters {
		known = append(known, p.Name)
		out[p.Name] = p.At(size)
	}
	names := make([]string, 0, len(set))
	for name := range set {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if name == "size" {
			continue
		}
		p, ok := s.parameter(name)
		if !ok {
			return nil, usage.Unknown("parameter", name, known)
		}
		if err := p.Check(set[name]); err != nil {
			return nil, err
		}
		out[name] = p.whole(set[name])
	}
	if s.Validate != nil {
		if err := s.Validate(out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Scenario) parameter(name string) (Parameter, bool) {
	for _, p := range s.Parameters {
		if p.Name == name {
			return p, true
		}
	}
	return Parameter{}, false
}
