package insight

// This file finds the critical path: the chain of work and waits that set how
// long the run took.
//
// It is followed backwards. At the end of the run stands the lane that ended
// last; what it did last, ended when the run did. While a lane executes, sleeps
// or waits for the outside, nobody else can be asked: that time is the lane's
// own. But a wait that somebody ended was only as long as that other one made
// it, so there the path leaves the lane, at the moment it was let on, and goes
// on with who let it on: who woke it, gave the GIL or the lock away, ended,
// reached its first line, put an item. Of several the latest counts, for the
// others came in time. The rest of the wait, from being let on to going on, stays with the
// waiter: so long it took to wake up. A lane's beginning leads to who started it.
//
// Tasks of an event loop take turns: one that was ready waited for whoever had
// the loop until then, and whoever has the loop when a task becomes ready made
// it so. Between the tasks' steps the time is the loop's.
//
// Every moment from the run's first step to its end is on the path once, on one
// lane. So the path's parts sum up to the run's length, and a part that gets
// shorter makes the run shorter, until another chain is the longest. What the
// recording does not tell is not guessed: a wait whose end nobody claims stays
// a wait.

import (
	"cmp"
	"slices"
	"sort"

	"corelanes/engine/trace"
)

// PathStep is a part of the critical path: a stretch of one lane in one state.
type PathStep struct {
	From, To trace.Time
	Lane     trace.Lane
	State    trace.State
	Obj      trace.Obj // what it waits for
	Arg      int64     // as in a Span
	Woken    bool      // it had been let on, and had not gone on yet
	Via      trace.Obj // through which object the step before let this one's lane on; 0: none, or the same lane
}

// Path is the critical path of a run.
type Path struct {
	Steps []PathStep // in order, each from where the one before ends, or where a gap does
	Cut   bool       // there was too much to follow: the path's beginning is missing
}

// maxPathSteps bounds how long a path is followed.
const maxPathSteps = 1 << 20

// Critical is the critical path of a recording, empty when nothing ran.
func Critical(v *trace.View) Path {
	f := follower{v: v, wakes: map[trace.Lane][]letOn{}, turns: map[trace.Lane][]turn{}}
	f.lane, f.t = lastToEnd(v)
	if f.lane == 0 {
		return Path{}
	}
	f.index()
	var p Path
	for n := 0; f.lane != 0; n++ {
		if n == maxPathSteps {
			p.Cut = true
			break
		}
		f.step(&p)
	}
	slices.Reverse(p.Steps)
	gaps := GapsOf(v)
	p.Steps = gaps.leaveOut(p.Steps)
	return p
}

// lastToEnd is the lane that ended last, and when. Servers that the run only
// used do not count while there are others.
func lastToEnd(v *trace.View) (last trace.Lane, at trace.Time) {
	serves := func(k trace.LaneKind) bool {
		return k == trace.LaneServer || k == trace.LaneForkserver || k == trace.LaneManager
	}
	lanes := v.Lanes()
	for _, servers := range []bool{false, true} {
		for i := range lanes {
			l := &lanes[i]
			if l.Len() == 0 || serves(l.Info.Kind) != servers {
				continue
			}
			s, to := l.Span(l.Len() - 1)
			if s.State == trace.StateNone {
				to = s.From
			}
			if to > at {
				last, at = trace.Lane(i+1), to
			}
		}
		if last != 0 {
			return last, at
		}
	}
	return 0, 0
}

// letOn is somebody who let a lane on.
type letOn struct {
	at  trace.Time
	by  trace.Lane
	obj trace.Obj
}

// turn is a step of a task on its loop.
type turn struct {
	from, to trace.Time
	lane     trace.Lane
}

// follower is where the path has been followed to.
type follower struct {
	v     *trace.View
	lane  trace.Lane
	t     trace.Time             // what the lane did before this is still to be followed
	seen  []trace.Lane           // lanes that the path came through at t
	wakes map[trace.Lane][]letOn // by who was woken, in order
	turns map[trace.Lane][]turn  // by loop, by when they ended
}

// index finds who was woken, and the steps of each loop's tasks.
func (f *follower) index() {
	for i := range f.v.LogLen() {
		if e := f.v.Log(i); e.Kind == trace.KindWake && e.Arg > 0 && e.Lane != 0 && trace.Lane(e.Arg) != e.Lane {
			to := trace.Lane(e.Arg)
			f.wakes[to] = append(f.wakes[to], letOn{e.Time, e.Lane, e.Obj})
		}
	}
	lanes := f.v.Lanes()
	for i := range lanes {
		loop := f.loopOf(trace.Lane(i + 1))
		if loop == 0 {
			continue
		}
		for k := range lanes[i].Len() {
			if s, to := lanes[i].Span(k); s.State.Executing() && to > s.From {
				f.turns[loop] = append(f.turns[loop], turn{s.From, to, trace.Lane(i + 1)})
			}
		}
	}
	for _, all := range f.turns {
		slices.SortFunc(all, func(a, b turn) int { return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.from, b.from)) })
	}
}

// loopOf is the lane whose loop runs a task; 0 of what is no task.
func (f *follower) loopOf(l trace.Lane) trace.Lane {
	for of := f.v.Lane(l); of != nil && of.Info.Kind == trace.LaneTask; of = f.v.Lane(l) {
		if of.Info.Parent >= l {
			return 0
		}
		l = of.Info.Parent
		if up := f.v.Lane(l); up != nil && up.Info.Kind != trace.LaneTask {
			return l
		}
	}
	return 0
}

// step follows the path through the span that the lane was in right before t.
func (f *follower) step(p *Path) {
	lane, to := f.lane, f.t
	s, alive := f.before(lane, to)
	if !alive { // its beginning
		parent := f.v.Lane(lane).Info.Parent
		if _, up := f.before(parent, to); !up || !f.goTo(letOn{to, parent, 0}) {
			f.lane = 0
		}
		return
	}
	if by, ok := f.letOn(s); ok {
		if f.goTo(by) {
			f.add(p, PathStep{From: by.at, To: to, Lane: lane, State: s.State, Obj: s.Obj, Arg: s.Arg, Woken: !s.State.Executing(), Via: by.obj})
			return
		}
	}
	f.add(p, PathStep{From: s.From, To: to, Lane: lane, State: s.State, Obj: s.Obj, Arg: s.Arg})
	f.moveTo(s.From)
}

// add puts a step before the others; an empty one only hands its Via on.
func (f *follower) add(p *Path, s PathStep) {
	if s.To > s.From {
		p.Steps = append(p.Steps, s)
		return
	}
	if n := len(p.Steps); n > 0 && p.Steps[n-1].Lane == s.Lane && p.Steps[n-1].Via == 0 {
		p.Steps[n-1].Via = s.Via
	}
}

// goTo leaves the lane for who let it on; false when the path would come
// through that lane again at the same moment.
func (f *follower) goTo(by letOn) bool {
	if by.by == f.lane || by.at == f.t && slices.Contains(f.seen, by.by) {
		return false
	}
	from := f.lane
	if by.at < f.t {
		f.moveTo(by.at)
	} else {
		f.seen = append(f.seen, from)
	}
	f.lane = by.by
	return true
}

func (f *follower) moveTo(t trace.Time) {
	if t < f.t {
		f.t, f.seen = t, f.seen[:0]
	}
}

// before is the span that a lane was in right before a moment.
func (f *follower) before(lane trace.Lane, t trace.Time) (s trace.Span, alive bool) {
	l := f.v.Lane(lane)
	if l == nil {
		return s, false
	}
	s = l.StateAt(t - 1)
	return s, s.State != trace.StateNone
}

// letOn is who let the lane on that was in span s until f.t, the latest of them;
// ok is false where nobody else is known to have.
func (f *follower) letOn(s trace.Span) (by letOn, ok bool) {
	take := func(x letOn, found bool) {
		if !found || x.by == f.lane || x.at <= s.From || ok && x.at <= by.at {
			return
		}
		if _, alive := f.before(x.by, x.at); alive {
			by, ok = x, true
		}
	}
	loop := f.loopOf(f.lane)
	switch s.State {
	case trace.StateRunning, trace.StateNative, trace.StateOverhead:
		take(f.lastTurn(f.lane, s.From, f.t)) // of a loop's own lane
	case trace.StateReady:
		if loop != 0 {
			take(f.lastTurn(loop, s.From, f.t))
		}
	case trace.StateWaitGIL:
		take(f.changed(s, trace.KindGive))
	default:
		take(f.woken())
		take(f.peer(s))
		if loop != 0 {
			take(f.turnAt(loop, f.t))
		}
		if !ok && s.Obj != 0 {
			take(f.changed(s, trace.KindGive, trace.KindSet, trace.KindPush, trace.KindPop))
		}
	}
	return by, ok
}

// woken is who woke the lane last, up to now.
func (f *follower) woken() (letOn, bool) {
	all := f.wakes[f.lane]
	i := sort.Search(len(all), func(i int) bool { return all[i].at > f.t })
	if i == 0 {
		return letOn{}, false
	}
	return all[i-1], true
}

// peer is the lane whose end, or first line, was waited for.
func (f *follower) peer(s trace.Span) (letOn, bool) {
	if s.Obj != 0 || s.Arg <= 0 {
		return letOn{}, false
	}
	peer := trace.Lane(s.Arg)
	l := f.v.Lane(peer)
	if l == nil || l.Len() == 0 {
		return letOn{}, false
	}
	if end, _ := l.Span(l.Len() - 1); end.State == trace.StateNone && end.From <= f.t {
		return letOn{end.From, peer, 0}, true
	}
	lo, hi := l.Range(s.From, f.t)
	for i := lo; i < hi; i++ {
		if x, _ := l.Span(i); x.State == trace.StateRunning && x.From > s.From {
			return letOn{x.From, peer, 0}, true
		}
	}
	return letOn{}, false
}

// maxChanges bounds how many events of an object are looked through for the one
// that ended a wait.
const maxChanges = 4096

// changed is who did one of these to the object that is waited for, the last
// time up to now.
func (f *follower) changed(s trace.Span, kinds ...trace.Kind) (letOn, bool) {
	o := f.v.Obj(s.Obj)
	if o == nil {
		return letOn{}, false
	}
	last := o.EventAt(f.t)
	for i := last - 1; i >= max(0, last-maxChanges); i-- {
		e := o.Event(i)
		if e.Time <= s.From {
			break
		}
		if e.Lane != f.lane && e.Lane != 0 && e.Time <= f.t && slices.Contains(kinds, e.Kind) && (e.Kind != trace.KindGive || e.Slot != trace.GaveForeign) {
			return letOn{e.Time, e.Lane, s.Obj}, true
		}
	}
	return letOn{}, false
}

// lastTurn is the task whose step on the loop ended last between two moments.
func (f *follower) lastTurn(loop trace.Lane, from, to trace.Time) (letOn, bool) {
	all := f.turns[loop]
	i := sort.Search(len(all), func(i int) bool { return all[i].to > to })
	if i == 0 || all[i-1].to <= from {
		return letOn{}, false
	}
	return letOn{all[i-1].to, all[i-1].lane, 0}, true
}

// turnAt is the task that had the loop right before a moment.
func (f *follower) turnAt(loop trace.Lane, t trace.Time) (letOn, bool) {
	all := f.turns[loop]
	i := sort.Search(len(all), func(i int) bool { return all[i].to >= t })
	if i == len(all) || all[i].from >= t {
		return letOn{}, false
	}
	return letOn{t, all[i].lane, 0}, true
}
