package explore

// This file holds what was found in the recording on show: the list of it, the
// marks over the lanes, and the keys that go from warning to warning.

import (
	"cmp"
	"slices"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/engine/trace"
	"corelanes/widgets/findings"
	"corelanes/widgets/paint"
)

// found is what was found, in the person's language; nil while nothing is
// known. It is made once of each recording and language.
func (p *Page) found(f *conduct.Frame) *findings.Found {
	if f.Found == nil {
		return nil
	}
	if p.toldFound.of == f.Found && p.toldFound.language == text.Chosen() {
		return p.toldFound.found
	}
	out := &findings.Found{Stuck: f.Found.Stuck, Warnings: f.Found.Warnings, Patterns: f.Found.Patterns, Guards: f.Found.Guards}
	for _, g := range f.Found.Goals {
		out.Goals = append(out.Goals, findings.Goal{Text: text.Or("s."+f.Plan.Scenario+".goal."+g.Key, g.Text), Met: g.Met})
	}
	p.toldFound = toldFound{f.Found, text.Chosen(), out}
	return out
}

// toldFound is what was found, and in which language it is told.
type toldFound struct {
	of       *conduct.Found
	language text.Language
	found    *findings.Found
}

// showFindings opens the list.
func (p *Page) showFindings() { p.showTab(tabFindings) }

// showAlerts marks on the lanes where something is wrong.
func (p *Page) showAlerts() {
	if p.alerted == p.frame.Found {
		return
	}
	p.alerted = p.frame.Found
	p.lanes.SetAlerts(alerts(p.frame.Found))
	p.lanes.SetMarked(nil)
	p.showPath()
}

// alerts are the moments at which something is wrong, in order.
func alerts(f *conduct.Found) (out []paint.Alert) {
	if f == nil {
		return nil
	}
	for _, w := range f.Warnings {
		out = append(out, paint.Alert{At: w.From, Lanes: w.Lanes})
	}
	if d := f.Stuck; d != nil {
		a := paint.Alert{At: d.At, Stuck: true}
		for _, w := range d.Core {
			a.Lanes = append(a.Lanes, w.Lane)
		}
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, b paint.Alert) int { return cmp.Compare(a.At, b.At) })
	return out
}

// nextAlert moves the playhead to the next warning (1) or the one before (-1),
// round and round.
func (p *Page) nextAlert(by int) {
	all := alerts(p.frame.Found)
	if len(all) == 0 {
		return
	}
	i, there := slices.BinarySearchFunc(all, p.lanes.Instant(), func(a paint.Alert, t trace.Time) int { return cmp.Compare(a.At, t) })
	if by < 0 {
		i--
	} else {
		for there && i < len(all) && all[i].At == p.lanes.Instant() {
			i++ // several of one moment are one stop
		}
	}
	a := all[(i+len(all))%len(all)]
	p.moveTo(a.At)
	if len(a.Lanes) > 0 {
		p.lanes.SelectAll(a.Lanes, nil)
		p.inspector.choose(a.Lanes[0])
		p.lanes.RevealLane(a.Lanes[0])
	}
}

// showFinding shows where a finding is: the playhead at its beginning, its time
// selected, its lanes and objects lit, the first of them in sight.
func (p *Page) showFinding(from, to trace.Time, lanes []trace.Lane, objs []trace.Obj) {
	p.moveTo(from)
	p.lanes.SelectRange(from, to)
	p.lanes.SelectAll(lanes, objs)
	switch {
	case len(lanes) > 0:
		p.inspector.choose(lanes[0])
		p.lanes.RevealLane(lanes[0])
	case len(objs) > 0:
		p.lanes.RevealObj(objs[0])
	}
}
