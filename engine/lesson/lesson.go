// Package lesson holds lessons as data: what is read, predicted, run, explained,
// tried and asked. A lesson is a YAML file that a teacher writes without a
// compiler; docs/lessons.md is its format. Everything that a lesson claims of a
// run is measured, never written down: which answer is right follows from the
// numbers of the runs that were made.
//
// This file holds what a lesson is made of.
package lesson

import (
	"time"

	"corelanes/engine"
)

// Suffix is how the names of lessons' files end.
const Suffix = ".yaml"

// Text is a text in both languages; one that was written in one only is the same
// in both.
type Text struct{ EN, RU string }

// In is the text in a language, "en" or "ru".
func (t Text) In(language string) string {
	if language == "ru" {
		return t.RU
	}
	return t.EN
}

// Zero says whether there is no text.
func (t Text) Zero() bool { return t == Text{} }

// Lesson is a lesson that was checked.
type Lesson struct {
	ID      string // its file's name without the ending
	Order   int    // in the list; equal ones by their IDs
	Minutes int    // that it takes in a class; 0: not said
	Title   Text
	Goal    Text // what one can do afterwards, a sentence
	Text    Text // to read first; paragraphs, and Markdown's *emphasis*, lists, `code`
	Picture Step // of the first text: an instant of a run's recording
	Runs    []Run
	Predict Prediction
	Explain []Step
	Try     *Try // nil: none
	Check   []Question
	Notes   Notes
}

// Run is one of a lesson's runs.
type Run struct {
	Name  string // in this file
	Label Text
	Plan  engine.Plan // not checked against this machine; see Possible
}

// Find is a lesson's run by its name, nil if there is none.
func (l *Lesson) Find(name string) *Run {
	for i := range l.Runs {
		if l.Runs[i].Name == name {
			return &l.Runs[i]
		}
	}
	return nil
}

// Kind is how a prediction is made.
type Kind string

// The kinds of prediction.
const (
	Order  Kind = "order"  // the lesson's runs put in order by a measure, the smallest first
	Choose Kind = "choose" // one of several options
	Number Kind = "number" // a number is typed
)

// Prediction is what is asked before the runs.
type Prediction struct {
	Kind    Kind
	Ask     Text
	Measure Measure
	Unit    Text     // of a number, "" for none
	Options []Option // of a choice
}

// Option is one choice: it is right when what was measured is From or more, and
// less than To.
type Option struct {
	Label    Text
	From, To float64
}

// Step is one step of the explanation: a text, and what the screen shows with
// it.
type Step struct {
	Text Text
	Run  string        // whose lanes are shown
	At   Instant       // where the playhead goes
	Lane int           // which worker is selected, from 1 on; 0: the one that At found, or none
	Obj  string        // kind of the object that is selected, "gil"; "": none
	Zoom time.Duration // how much time is in view around the instant; 0: all
}

// Try is a variant to try: a plan, of which some choices are the learner's, and
// a goal that the engine checks.
type Try struct {
	Text   Text
	Plan   engine.Plan
	Change []string          // what the learner may change: "model", "workers", parameters
	Goal   string            // of the scenario, by its key; "": a look is enough
	Runs   int               // how many runs in a row must meet the goal
	Answer map[string]string // values of Change with which the goal is met
	Why    Text              // said with the answer
}

// Question is a question for the end.
type Question struct {
	Ask     Text
	Options []Answer
	Why     Text // said once it is answered
}

// Answer is one answer of a question.
type Answer struct {
	Label Text
	Right bool
}

// Notes are for who teaches.
type Notes struct {
	Solves   Text   // what the topic of the lesson is good for
	Everyday Text   // a comparison with everyday life
	Mistakes []Text // what students get wrong
}

// With is a plan with choices of a learner: "model", "workers", or parameters of
// the scenario by their names.
func With(p engine.Plan, values map[string]string) engine.Plan {
	set := make(map[string]string, len(p.Set)+len(values))
	for k, v := range p.Set {
		set[k] = v
	}
	p.Set = set
	for k, v := range values {
		switch k {
		case changeModel:
			p.Model = v
		case changeWorkers:
			p.Workers = number(v)
		default:
			p.Set[k] = v
		}
	}
	return p
}

// What can be changed of every scenario.
const (
	changeModel   = "model"
	changeWorkers = "workers"
)
