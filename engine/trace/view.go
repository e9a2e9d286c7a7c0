package trace

// This file holds the View: a recording as it was at one moment, which many
// painters can read at once while the run goes on.

import (
	"cmp"
	"slices"
	"sort"
)

// Span is a stretch of a lane in one state, up to the next span's From.
type Span struct {
	From  Time
	Arg   int64 // as in KindState; of an ended lane 1 when it died
	Obj   Obj   // what it waits for
	Core  Core
	State State
}

// View is a recording as it was when Cut was called. It does not change, and
// may be read from any goroutine.
type View struct {
	rec      *Recording
	end      Time
	done     bool
	events   int
	dropped  uint64
	lanes    []LaneView
	objs     []ObjView
	cores    []CoreView
	counters map[Obj]series
	log      []ref
	gaps     []ref
	cost     int64
}

// LaneView is one lane of a View.
type LaneView struct {
	Info  LaneInfo
	CPU   int64 // processor time the lane reported at its end, ns; 0 if it did not
	rec   *Recording
	spans []ref
	track track
	marks []ref
	lines []ref
	end   Time
}

// ObjView is one object of a View.
type ObjView struct {
	Info   ObjInfo
	rec    *Recording
	events []ref
	checks checks
	HoldView
}

// CoreView is who ran on one core.
type CoreView struct {
	Core Core
	HoldView
}

// Cut is the recording as of its last Update: a consistent prefix, without a
// gap in any object's history.
func (r *Recording) Cut() *View {
	r.mu.Lock()
	defer r.mu.Unlock()
	v := &View{rec: r, end: r.end, done: r.done, events: r.events, dropped: r.arena.Dropped() + r.absurd, log: r.log, gaps: r.gaps, cost: r.cost, counters: make(map[Obj]series, len(r.counters))}
	n := r.arena.Lanes()
	v.lanes = make([]LaneView, n)
	for i := range v.lanes {
		lv := &v.lanes[i]
		lv.Info, _ = r.arena.LaneInfo(Lane(i + 1))
		lv.rec, lv.end = r, r.end
		if i < len(r.lanes) {
			x := r.lanes[i]
			lv.spans, lv.track, lv.marks, lv.lines, lv.CPU = x.spans, x.track, x.marks, x.lines, x.cpu
		}
	}
	v.objs = make([]ObjView, r.arena.Objs())
	for i := range v.objs {
		ov := &v.objs[i]
		ov.Info, _ = r.arena.ObjInfo(Obj(i + 1))
		ov.rec, ov.end = r, r.end
		if i < len(r.objs) {
			x := r.objs[i]
			ov.events, ov.checks = x.events, x.checks
			ov.track = x.track
		}
	}
	for c, t := range r.cores {
		v.cores = append(v.cores, CoreView{c, HoldView{*t, r.end}})
	}
	slices.SortFunc(v.cores, func(a, b CoreView) int { return cmp.Compare(a.Core, b.Core) })
	for o, s := range r.counters {
		v.counters[o] = *s
	}
	return v
}

// End is how far the recording reaches.
func (v *View) End() Time { return v.end }

// Done says whether the run has ended and all of it is here.
func (v *View) Done() bool { return v.done }

// Events is how many events the view is made of, and how many were dropped.
func (v *View) Events() (n int, dropped uint64) { return v.events, v.dropped }

// RecordingCost is the processor time that recording took from what is recorded,
// ns, as far as the recorder has told; 0 if it has not.
func (v *View) RecordingCost() int64 { return v.cost }

// Lanes are the recording's lanes, lane 1 first. Lanes whose maker has not
// finished entering them have the zero LaneInfo.
func (v *View) Lanes() []LaneView { return v.lanes }

// Lane is one lane; nil if there is none of that number.
func (v *View) Lane(l Lane) *LaneView {
	if l == 0 || int(l) > len(v.lanes) {
		return nil
	}
	return &v.lanes[l-1]
}

// Objs are the recording's objects, object 1 first, counters included.
func (v *View) Objs() []ObjView { return v.objs }

// Obj is one object; nil if there is none of that number.
func (v *View) Obj(o Obj) *ObjView {
	if o == 0 || int(o) > len(v.objs) {
		return nil
	}
	return &v.objs[o-1]
}

// Cores are the cores on which workers were seen, lowest first.
func (v *View) Cores() []CoreView { return v.cores }

// Text is the text a KindSay event's Arg stands for.
func (v *View) Text(n int64) string { return v.rec.arena.Text(n) }

// Label is what an imported recording says of a span: the name of the code that
// ran, or why it waited; "" when it says nothing. A span that has one carries
// the number of its text in Arg, below zero.
func (v *View) Label(s Span) string {
	if s.Arg >= 0 || s.Arg < -maxTexts {
		return ""
	}
	return v.Text(-s.Arg)
}

// Gap is a stretch in which the run did not go on, or nobody saw whether it did:
// whatever its lanes seem to do there is no waiting of theirs.
type Gap struct {
	Why      Slot // GapStopped …
	From, To Time // the same when the run's clock stood still
	Length   Time // on the wall's clock
}

// Gaps are the run's gaps, in the order of their ends.
func (v *View) Gaps() []Gap {
	out := make([]Gap, len(v.gaps))
	for i, x := range v.gaps {
		e := v.rec.event(x)
		out[i] = Gap{e.Slot, e.Time, e.Time, Time(max(0, e.Arg))}
		if e.Slot != GapSuspended {
			out[i].From = max(0, e.Time-out[i].Length)
		}
	}
	return out
}

// LogLen is how many events the log has: everything but states, cores and
// samples, in time order.
func (v *View) LogLen() int { return len(v.log) }

// Log is one event of the log, 0 ≤ i < LogLen.
func (v *View) Log(i int) Event { return v.rec.event(v.log[i]) }

// LogAt is the number of log events at or before t.
func (v *View) LogAt(t Time) int {
	return sort.Search(len(v.log), func(i int) bool { return v.rec.time(v.log[i]) > t })
}

// Len is how many spans the lane has.
func (l *LaneView) Len() int { return len(l.spans) }

// Span is one span of the lane and where it ends; the last one ends where the
// recording does.
func (l *LaneView) Span(i int) (s Span, to Time) {
	e := l.rec.event(l.spans[i])
	return spanOf(&e, l.track.words[i].from()), l.track.ends(i, l.end)
}

// StateOf is when a span began, in which state, and where it ends: of Span what
// costs least.
func (l *LaneView) StateOf(i int) (from Time, s State, to Time) {
	w := l.track.words[i]
	return w.from(), State(w.what()), l.track.ends(i, l.end)
}

// At is the number of the span that covers t, -1 before the lane's first.
func (l *LaneView) At(t Time) int { return l.track.at(t) }

// StateAt is the span that covers t; a lane that has not begun is in
// StateNone.
func (l *LaneView) StateAt(t Time) Span {
	i := l.At(t)
	if i < 0 {
		return Span{Core: CoreUnknown}
	}
	s, _ := l.Span(i)
	return s
}

// Marks are the lane's events that are not spans (takes, gives, wakes, texts
// …, those of a GIL and the lines of its text left out) in [from, to).
func (l *LaneView) Marks(from, to Time) []Event {
	lo := sort.Search(len(l.marks), func(i int) bool { return l.rec.time(l.marks[i]) >= from })
	hi := sort.Search(len(l.marks), func(i int) bool { return l.rec.time(l.marks[i]) >= to })
	out := make([]Event, 0, hi-lo)
	for _, x := range l.marks[lo:hi] {
		out = append(out, l.rec.event(x))
	}
	return out
}

// LineAt is the line of its source text that the lane stands on at t, as far as
// that was recorded: a lane that has told no line until then, or has ended,
// stands on none.
func (l *LaneView) LineAt(t Time) (line int, ok bool) {
	i := sort.Search(len(l.lines), func(i int) bool { return l.rec.time(l.lines[i]) > t }) - 1
	if i < 0 || l.StateAt(t).State == StateNone {
		return 0, false
	}
	return int(l.rec.event(l.lines[i]).Arg), true
}

// TellsLines says whether the lane told any line at all.
func (l *LaneView) TellsLines() bool { return len(l.lines) > 0 }

// Range is the half-open range of the spans that touch [from, to).
func (l *LaneView) Range(from, to Time) (lo, hi int) { return l.track.between(from, to) }

// Shares fills out, one element per pixel of [from, to), with the share of
// each state (State-1 is the index), and tells which states may have any. It costs
// time by the pixels, not by the spans.
func (l *LaneView) Shares(from, to Time, out []Share) Classes {
	return l.track.shares(from, to, l.end, out)
}

// Len is how many events the object has.
func (o *ObjView) Len() int { return len(o.events) }

// Event is one event of the object, in its own order.
func (o *ObjView) Event(i int) Event { return o.rec.event(o.events[i]) }

// Copy copies the object's events from number i on, as many as there are and fit:
// quicker than one by one, for their memory is fetched together.
func (o *ObjView) Copy(out []Event, i int) int {
	n := min(len(out), len(o.events)-i)
	for j, x := range o.events[i : i+n] {
		out[j] = o.rec.event(x)
	}
	return n
}

// EventAt is the number of the object's events at or before t. Clocks are read
// outside the step that they time, so an event may carry an earlier moment than
// one before it: what counts is the latest moment up to it.
func (o *ObjView) EventAt(t Time) int {
	at := o.checks.at
	c := sort.Search(len(at), func(i int) bool { return at[i].events > 0 && at[i].when > t }) - 1
	if c < 0 {
		return 0
	}
	n := int(at[c].events)
	for n < len(o.events) && o.rec.time(o.events[n]) <= t {
		n++
	}
	return n
}

// At is the state of the object at t, from the nearest kept state on.
func (o *ObjView) At(t Time) ObjState { return o.After(o.EventAt(t)) }

// After is the state of the object after its first n events.
func (o *ObjView) After(n int) ObjState {
	n = min(n, len(o.events))
	at := o.checks.at
	c := sort.Search(len(at), func(i int) bool { return int(at[i].events) > n }) - 1
	if n <= 0 || c < 0 {
		return ObjState{}
	}
	s := o.checks.state(c)
	for _, x := range o.events[at[c].events:n] {
		e := o.rec.event(x)
		e.Time = max(e.Time, s.Changed)
		s.Apply(e)
	}
	return s
}

// Kept calls f with states that the object was in, in order, for each when it
// became so: the first one kept in each step of time from a moment on to
// another, and the one at that moment. It costs time by the steps, and is for who has
// so many events in a step that any of its states will do; see KeptEvery.
func (o *ObjView) Kept(from, to, step Time, f func(when Time, s *ObjState)) {
	s := o.At(from)
	f(from, &s)
	at := o.checks.at
	for next := from + step; next < to; {
		c := sort.Search(len(at), func(i int) bool { return at[i].events > 0 && at[i].when >= next })
		if c == len(at) || at[c].when >= to {
			return
		}
		s = o.checks.state(c)
		f(at[c].when, &s)
		next += (at[c].when-next)/step*step + step
	}
}

// KeptEvery is how many events lie between two states that are kept, if those
// are small; see Kept.
const KeptEvery = checkEvery
