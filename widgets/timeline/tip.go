package timeline

// This file says in words what is under the pointer.

import (
	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/paint"
	"corelanes/widgets/words"
)

// sectionHelp are the keys of what one looks at in each section.
var sectionHelp = [paint.NumSections]string{"w.section.cores.help", "w.section.workers.help", "w.section.primitives.help", "w.section.counters.help"}

// tip is what is to be said about a hit: a headline and some lines.
func (t *Timeline) tip(h paint.Hit) []string {
	v := t.view
	switch {
	case v == nil:
		return nil
	case h.Area == paint.AreaMinimap:
		return []string{t.words.Units.Duration(h.Time), words.X("w.tip.minimap")}
	case h.Area == paint.AreaAxis:
		return t.tipFlag(h)
	case !h.OnRow:
		return nil
	case h.Row.Kind == paint.RowGroup:
		if all := t.arranged.groups; h.Row.Group < len(all) {
			g := all[h.Row.Group]
			return []string{g.Name, words.N("w.tip.group", len(g.Lanes), words.With{"Count": len(g.Lanes)}), words.X("w.tip.fold")}
		}
		return nil
	case h.Mark && t.OnTerm != nil:
		return []string{paint.RowName(v, h.Row, t.words), words.X("w.tip.term")}
	case h.Row.Kind == paint.RowHeader:
		return []string{paint.RowName(v, h.Row, t.words), words.X(sectionHelp[h.Row.Section]), words.X("w.tip.fold")}
	}
	out := []string{paint.RowName(v, h.Row, t.words)}
	if h.Area == paint.AreaNames {
		return append(out, t.tipName(h)...)
	}
	if h.Time < 0 || h.Time >= v.End() {
		return nil
	}
	switch h.Row.Kind {
	case paint.RowLane:
		return append(out, t.tipSpan(h)...)
	case paint.RowCore:
		return append(out, t.tipCore(h)...)
	case paint.RowObj:
		return append(out, t.tipObj(h)...)
	case paint.RowCounter:
		if s, ok := sampleAt(v.Samples(h.Row.Obj), h.Time); ok {
			out[0] += ": " + t.words.Units.Amount(s.Value, v.Obj(h.Row.Obj).Info.Unit)
		}
	}
	return out
}

// tipFlag is what was noted of the bookmark under the pointer.
func (t *Timeline) tipFlag(h paint.Hit) []string {
	l := &t.easel.layout
	if x, y := t.px(t.pointer); t.onOrigin(x, y) {
		return []string{words.X("w.tip.origin"), words.X("w.tip.origin.drag")}
	}
	i := l.FlagAt(t.flags, int(l.X(h.Time)), l.Axis.Min.Y, t.pixels()*t.zoom)
	if i < 0 {
		return nil
	}
	f := t.flags[i]
	return []string{t.Say(f.At), f.Note}
}

func (t *Timeline) tipName(h paint.Hit) []string {
	if lane := t.view.Lane(h.Row.Lane); h.Row.Kind == paint.RowLane && lane != nil && lane.Info.PID != 0 {
		return []string{words.X("w.tip.pid", words.With{"PID": lane.Info.PID})}
	}
	return nil
}

// tipSpan is what a lane does: the state, from when to when, where, and why.
func (t *Timeline) tipSpan(h paint.Hit) []string {
	if !h.Spans {
		return []string{words.State(trace.StateNone)}
	}
	state := words.State(h.Span.State)
	switch {
	case h.Span.State == trace.StateOverhead:
		state += ": " + words.Overhead(trace.Overhead(h.Span.Arg))
	case h.Span.State == trace.StateNone && h.Span.Arg == 1:
		state = words.X("w.state.crashed")
	}
	if h.Span.State.Executing() && h.Span.Core != trace.CoreUnknown {
		state += ", " + words.X("w.tip.core", words.With{"Core": int(h.Span.Core)})
	}
	out := []string{state, t.stretch(h)}
	if h.Span.State == trace.StateBlocked || h.Span.State == trace.StateWaitGIL {
		out = append(out, words.Reason(t.view, h.Row.Lane, h.Time))
	}
	if f, ok := insight.FrozenAt(t.view, h.Row.Lane, h.Time); ok {
		out = append(out, words.Frozen(t.view, f))
	}
	return append(out, t.tipMarks(h)...)
}

const (
	tipMarkUnits = 4.0 // so near to the pointer a mark is told
	maxTipMarks  = 2
)

// tipMarks are the steps of the lane that are marked under the pointer, in
// words.
func (t *Timeline) tipMarks(h paint.Hit) (out []string) {
	near := trace.Time(tipMarkUnits * float64(t.win.len()) / max(float64(t.Size().Width), 1))
	for _, e := range t.view.Lane(h.Row.Lane).Marks(h.Time-near, h.Time+near) {
		if len(out) == maxTipMarks {
			break
		}
		out = append(out, words.Event(t.view, e))
	}
	return out
}

func (t *Timeline) stretch(h paint.Hit) string {
	step := max((h.Ends-h.Span.From)/20, 1)
	u := t.words.Units
	return words.X("w.tip.span", words.With{
		"From": t.instant(h.Span.From, step), "To": t.instant(h.Ends, step),
		"Took": u.Duration(h.Ends - h.Span.From),
	})
}

func (t *Timeline) tipCore(h paint.Hit) []string {
	var out []string
	if h.Lane != 0 {
		out = append(out, words.X("w.tip.ran", words.With{"Lane": words.Lane(t.view, h.Lane)}))
		if h.Spans {
			out = append(out, t.stretch(h))
		}
	} else {
		out = append(out, words.X("w.tip.idle"))
	}
	samples := t.view.Samples(h.Row.Obj)
	for _, s := range samples {
		if s.Time >= h.Time { // a load is told at the end of its stretch
			return append(out, words.X("w.tip.load", words.With{"Load": s.Value}))
		}
	}
	return out
}

func (t *Timeline) tipObj(h paint.Hit) []string {
	o := t.view.Obj(h.Row.Obj)
	if o == nil {
		return nil
	}
	state := o.At(h.Time)
	var out []string
	switch m := words.Holding(o, &state); {
	case m != "":
		out = append(out, m)
	case len(state.Holders) > 0:
		out = append(out, words.X("w.tip.held", words.With{
			"Owner": words.Lane(t.view, state.Holders[0].Lane), "Held": t.words.Units.Duration(h.Time - state.Holders[0].Since),
		}))
	default:
		out = append(out, words.X("w.tip.free"))
	}
	if n := len(state.Rooms[0]); n > 0 {
		out = append(out, words.N("w.tip.waiting", n, words.With{"Count": n}))
	}
	return out
}

// sampleAt is the latest sample at or before a moment.
func sampleAt(all []trace.Sample, at trace.Time) (s trace.Sample, ok bool) {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Time <= at {
			return all[i], true
		}
	}
	return s, false
}
