package scenario

// This file holds the goals of a scenario: what a person can try to make
// happen, or to prevent. Each is a question to the recording of a run that has
// ended.

import (
	"encoding/json"
	"strings"

	"corelanes/engine/trace"
)

// Goal is one thing to reach.
type Goal struct {
	Key  string // of its words: "s.SCENARIO.goal.KEY"
	Text string // in English
	Met  func(Ended) bool
}

// Ended is a run that has ended.
type Ended struct {
	View   *trace.View
	Values Values          // what it was run with
	Result json.RawMessage // nil unless it ended well
	Stuck  []trace.Lane    // who could never go on: of a deadlock its circle, or who waited in vain
	Lost   int             // updates of shared numbers that were lost
	Steps  int             // of a controlled run: how many steps its workers were let do; 0 of a free one
}

// field is a number of the result; ok is false when there is none.
func (e Ended) field(name string) (n float64, ok bool) {
	var fields map[string]any
	if e.Result == nil || json.Unmarshal(e.Result, &fields) != nil {
		return 0, false
	}
	switch x := fields[name].(type) {
	case float64:
		return x, true
	case bool:
		if x {
			n = 1
		}
		return n, true
	}
	return 0, false
}

// is says whether a field of the result is a number.
func (e Ended) is(name string, want float64) bool {
	n, ok := e.field(name)
	return ok && n == want
}

// value is what a shared number held in the end.
func (e Ended) value(name string) int64 {
	for i := range e.View.Objs() {
		o := &e.View.Objs()[i]
		if o.Info.Kind == trace.ObjValue && o.Info.Name == name && o.Len() > 0 {
			return o.Event(o.Len() - 1).Arg
		}
	}
	return 0
}

// done says whether the run ended well.
func (e Ended) done() bool { return e.Result != nil }

// stuck is the goal of making everybody wait for ever.
func stuck(key, text string) Goal {
	return Goal{Key: key, Text: text, Met: func(e Ended) bool { return len(e.Stuck) > 0 }}
}

// startedWithin says whether all lanes that were let out of an object's line at
// once went on within a time; false when fewer than two were.
func startedWithin(v *trace.View, kind trace.ObjKind, name string, within trace.Time) bool {
	for i := range v.Objs() {
		o := &v.Objs()[i]
		if o.Info.Kind != kind || o.Info.Name != name {
			continue
		}
		var first, last trace.Time
		n := 0
		for k := range o.Len() {
			e := o.Event(k)
			if e.Kind != trace.KindPart {
				continue
			}
			at, ok := wentOn(v.Lane(e.Lane), e.Time)
			if !ok {
				return false
			}
			if n++; n == 1 {
				first = at
			}
			first, last = min(first, at), max(last, at)
		}
		return n > 1 && last-first <= within
	}
	return false
}

// neverWaited says whether there are lanes with names that begin so, and none of
// them stood in the line of an object of a kind.
func neverWaited(v *trace.View, names string, kind trace.ObjKind) bool {
	lanes := map[trace.Lane]bool{}
	for i := range v.Lanes() {
		if info := &v.Lanes()[i].Info; strings.HasPrefix(info.Name, names) {
			lanes[info.ID] = true
		}
	}
	for i := range v.Objs() {
		o := &v.Objs()[i]
		for k := 0; o.Info.Kind == kind && k < o.Len(); k++ {
			if e := o.Event(k); e.Kind == trace.KindJoin && lanes[e.Lane] {
				return false
			}
		}
	}
	return len(lanes) > 0
}

// wentOn is when a lane that was woken at t first executes, or does whatever
// it does next.
func wentOn(l *trace.LaneView, t trace.Time) (trace.Time, bool) {
	if l == nil {
		return 0, false
	}
	for i := max(l.At(t), 0); i < l.Len(); i++ {
		s, _ := l.Span(i)
		switch s.State {
		case trace.StateBlocked, trace.StateWaitGIL, trace.StateReady:
		default:
			return max(s.From, t), true
		}
	}
	return 0, false
}
