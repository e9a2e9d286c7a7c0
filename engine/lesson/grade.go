package lesson

// This file holds the answers of a homework against its key.

import (
	"math"
	"strconv"
	"strings"

	"corelanes/engine"
	"corelanes/engine/trace"
)

// Verdict is what becomes of one answer.
type Verdict string

// The verdicts.
const (
	Right   Verdict = "right"
	Wrong   Verdict = "wrong"
	Unkeyed Verdict = "open"  // the question has no key: the teacher reads the answer
	Blank   Verdict = "blank" // nothing was answered
)

// Graded is what became of one student's answers.
type Graded struct {
	Student string    `json:"student"`
	File    string    `json:"file"` // in the folder
	Answers []Mark    `json:"answers"`
	Right   int       `json:"right"`
	Keyed   int       `json:"keyed"` // questions with a key
	Run     RunCheck  `json:"run"`
	Goal    *bool     `json:"goal,omitempty"` // whether the run met the homework's goal, nil: it has none
	Key     KeySource `json:"key"`
}

// Mark is one answer with its verdict.
type Mark struct {
	Said    string  `json:"said"` // what was answered, in words of the homework; "": nothing
	Verdict Verdict `json:"verdict"`
	Is      string  `json:"is,omitempty"` // what would be right, "": not known
}

// RunCheck says whether the recording is of the run that the homework asks for.
type RunCheck string

// What there is to be said of a recording.
const (
	RunAsAsked RunCheck = "as_asked"
	RunOther   RunCheck = "other"   // another scenario, model or setting
	RunUnended RunCheck = "unended" // stopped, failed, or the file is not whole
)

// KeySource says whose key the answers were held against.
type KeySource string

// The sources of a key.
const (
	KeyTeacher KeySource = "teacher" // of the homework file beside the answers
	KeyStudent KeySource = "student" // of the copy in the answer file: the student could change it
)

// Grade holds answers against the key of a homework, and the recording against
// its run. language says in which texts are told, "en" or "ru".
func Grade(h *Homework, a *Answers, o *engine.Opened, language string) Graded {
	v := o.Recording.Cut()
	g := Graded{Student: a.Student, Run: h.runCheck(o), Key: KeyTeacher}
	if h == a.Homework {
		g.Key = KeyStudent
	}
	report := engine.NewReport(o.Plan, v, o.Outcome)
	for i := range h.Ask {
		q := &h.Ask[i]
		m := q.grade(a.Given[i], report, language)
		g.Answers = append(g.Answers, m)
		if q.Keyed() {
			g.Keyed++
		}
		if m.Verdict == Right {
			g.Right++
		}
	}
	if h.Goal != "" {
		met := g.Run == RunAsAsked && goalMet(h.Goal, o, v)
		g.Goal = &met
	}
	return g
}

func goalMet(key string, o *engine.Opened, v *trace.View) bool {
	t := Try{Goal: key}
	return t.Met(o.Plan, v, o.Outcome)
}

// grade is what becomes of one answer.
func (q *Asked) grade(g Given, r engine.Report, language string) Mark {
	m := Mark{Said: q.Says(g, language), Verdict: Unkeyed}
	is, known := q.number(r)
	switch right := q.right(); {
	case right >= 0:
		m.Is = q.Options[right].Label.In(language)
	case known:
		m.Is = q.unit(is, language)
	}
	switch {
	case g.Empty():
		m.Verdict = Blank
	case q.right() >= 0:
		m.Verdict = verdict(g.Choice == q.right()+1)
	case known:
		m.Verdict = verdict(g.Number != nil && within(*g.Number, is, q.Within))
	case q.Measure != "": // the run has no such number: nothing can be right
		m.Verdict = Wrong
	}
	return m
}

func verdict(right bool) Verdict {
	if right {
		return Right
	}
	return Wrong
}

// within says whether a number is as near to what it should be as a percentage of
// that allows.
func within(x, is, within float64) bool {
	return math.Abs(x-is) <= math.Abs(is)*within/100+1e-9*math.Max(1, math.Abs(is))
}

// number is the number that is right; known is false when there is none.
func (q *Asked) number(r engine.Report) (x float64, known bool) {
	switch {
	case q.Is != nil:
		return *q.Is, true
	case q.Measure != "":
		return of(q.Measure, r)
	}
	return 0, false
}

// Says is an answer in words, "" for none.
func (q *Asked) Says(g Given, language string) string {
	switch {
	case g.Choice > 0 && g.Choice <= len(q.Options):
		return q.Options[g.Choice-1].Label.In(language)
	case g.Number != nil:
		return q.unit(*g.Number, language)
	}
	return g.Words
}

// unit is a number with its unit, as the language writes it.
func (q *Asked) unit(x float64, language string) string {
	says := strconv.FormatFloat(x, 'g', 4, 64)
	if math.Abs(x) >= 1000 && math.Abs(x) < 1e15 {
		says = strconv.FormatFloat(math.Round(x), 'f', -1, 64)
	}
	if language == "ru" {
		says = strings.Replace(says, ".", ",", 1)
	}
	if u := q.Unit.In(language); u != "" {
		says += "\u00a0" + u
	}
	return says
}

// runCheck says whether a recording is of the run that the homework asks for; what
// the student may change is as it was in the recording.
func (h *Homework) runCheck(o *engine.Opened) RunCheck {
	is := o.Plan
	if o.Outcome.Status == engine.Stopped || o.Outcome.Status == engine.Failed || o.Damage != "" {
		return RunUnended
	}
	if is.Script != nil {
		return RunOther
	}
	chosen := map[string]string{}
	for _, name := range h.Change {
		switch name {
		case changeModel:
			chosen[name] = is.Model
		case changeWorkers:
			chosen[name] = strconv.Itoa(is.Workers)
		default:
			chosen[name] = is.Set[name]
		}
	}
	want := With(h.Plan, chosen)
	checked, err := want.Checked()
	switch {
	case err == nil:
		want = checked
	case !onlyHere(want): // else what the homework does not say cannot be filled in here, and is not looked at
		return RunOther
	}
	if want.Scenario != is.Scenario || want.Model != is.Model || want.Split != is.Split || !sameSeed(want.Seed, is.Seed) ||
		want.Workers != 0 && want.Workers != is.Workers || want.Start != "" && want.Start != is.Start ||
		want.SwitchInterval != 0 && want.SwitchInterval != is.SwitchInterval {
		return RunOther
	}
	for name, value := range want.Set {
		if is.Set[name] != value {
			return RunOther
		}
	}
	return RunAsAsked
}

func sameSeed(a, b *int64) bool { return a == b || a != nil && b != nil && *a == *b }
