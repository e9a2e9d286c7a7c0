package lesson

// This file holds the answers to a homework: what a student gave, as it goes with
// the recording of the student's run in one file. Whatever stands in such a file
// was written by somebody else: sizes are limited, and what does not fit the
// homework is refused.

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"corelanes/engine"
)

// Limits of an answer file.
const (
	maxAttached = 1 << 20 // bytes
	maxName     = 120     // letters of a student's name
	maxWords    = 10_000  // letters of a written answer
)

// Given is what was answered to one question; the zero value is nothing.
type Given struct {
	Choice int      `json:"choice,omitempty"` // of the options, from 1 on; 0: none
	Number *float64 `json:"number,omitempty"`
	Words  string   `json:"words,omitempty"`
}

// Empty says whether nothing was answered.
func (g Given) Empty() bool { return g.Choice == 0 && g.Number == nil && g.Words == "" }

// Answers are a student's answers to a homework.
type Answers struct {
	Student string
	Given   []Given // as many as there are questions

	Homework *Homework // as the student had it, without a key or with it
}

// attached is how answers stand in a recording's file.
type attached struct {
	Version  int     `json:"homework"`
	ID       string  `json:"id"`
	Source   string  `json:"source"` // the homework's file, as the student had it
	Student  string  `json:"student"`
	Given    []Given `json:"given"`
	Language string  `json:"language,omitempty"`
}

// ErrNoAnswers is for a recording that no answers go with.
var ErrNoAnswers = errors.New("the recording holds no answers to a homework")

// Attach puts answers into a recording, as it is to be handed in: it is a copy
// without the names of machine and person, but for the name that the student
// gave.
func (a *Answers) Attach(o *engine.Opened) (*engine.Opened, error) {
	x := attached{Version: HomeworkVersion, ID: a.Homework.ID, Source: a.Homework.Source(), Student: clean(a.Student, maxName, false), Given: a.Given}
	for i := range x.Given {
		x.Given[i].Words = clean(x.Given[i].Words, maxWords, true)
	}
	raw, err := json.Marshal(x)
	if err != nil {
		return nil, fmt.Errorf("attach the answers: %w", err)
	}
	if len(raw) > maxAttached {
		return nil, fmt.Errorf("attach the answers: they are longer than %d bytes", maxAttached)
	}
	out, err := o.Private()
	if err != nil {
		return nil, fmt.Errorf("attach the answers: %w", err)
	}
	out.Attached = raw
	return out, nil
}

// ReadAnswers reads the answers that go with a recording; ErrNoAnswers when there
// are none.
func ReadAnswers(o *engine.Opened) (*Answers, error) {
	if len(o.Attached) == 0 {
		return nil, ErrNoAnswers
	}
	return parseAnswers(o.Attached)
}

func parseAnswers(raw []byte) (*Answers, error) {
	if len(raw) > maxAttached {
		return nil, fmt.Errorf("read the answers: they are longer than %d bytes", maxAttached)
	}
	var x attached
	if err := json.Unmarshal(raw, &x); err != nil {
		return nil, fmt.Errorf("read the answers: %w", err)
	}
	switch {
	case x.Version == 0:
		return nil, ErrNoAnswers
	case x.Version != HomeworkVersion:
		return nil, fmt.Errorf("read the answers: their format is %d, this program reads %d", x.Version, HomeworkVersion)
	}
	h, err := ParseHomework(clean(x.ID, maxName, false)+HomeworkSuffix, []byte(x.Source))
	if err != nil {
		return nil, fmt.Errorf("read the homework in the answers: %w", err)
	}
	if len(x.Given) > len(h.Ask) {
		return nil, fmt.Errorf("read the answers: %d answers to %d questions", len(x.Given), len(h.Ask))
	}
	a := &Answers{Student: clean(x.Student, maxName, false), Homework: h, Given: make([]Given, len(h.Ask))}
	for i, g := range x.Given {
		if err := g.fits(&h.Ask[i]); err != nil {
			return nil, fmt.Errorf("read the answers: question %d: %w", i+1, err)
		}
		g.Words = clean(g.Words, maxWords, true)
		a.Given[i] = g
	}
	return a, nil
}

// fits says why an answer is none to a question.
func (g Given) fits(q *Asked) error {
	switch {
	case g.Empty():
		return nil
	case q.Kind == Choose && (g.Choice < 1 || g.Choice > len(q.Options) || g.Number != nil || g.Words != ""):
		return fmt.Errorf("%d is none of its %d answers", g.Choice, len(q.Options))
	case q.Kind == Number && (g.Number == nil || math.IsNaN(*g.Number) || math.Abs(*g.Number) > maxMeasure || g.Choice != 0 || g.Words != ""):
		return errors.New("the answer is not a number")
	case q.Kind == Words && (g.Choice != 0 || g.Number != nil):
		return errors.New("the answer is not a text")
	}
	return nil
}

// clean is a text of somebody else's as it can be shown: of a length at most,
// without control characters and what turns the direction of writing.
func clean(s string, most int, lines bool) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n == most {
			break
		}
		if r == utf8.RuneError || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && (r != '\n' || !lines) {
			continue
		}
		b.WriteRune(r)
		n++
	}
	return strings.TrimSpace(b.String())
}
