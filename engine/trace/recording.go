package trace

// This file holds the Recording: the reading side, which follows an arena
// while it is being written.
//
// Update collects the events that became visible since the last time, from
// every writer's chunks, and brings them into one order by time. Writers publish
// an event a moment after they read the clock, so events younger than
// holdback stay back until the next Update (or until the run has ended): what
// was handed on is not overtaken by something older. (On a machine so busy that
// a writer has no core for longer than that, it may be. What has come too late
// stands at the end until the run is over; then everything is taken in once more,
// so that a recording is the same whoever looked at it while it grew.) Each event
// is then entered into its lane's track, its object's history and the log. Those hold
// references into the arena, four bytes each, not copies.
//
// An object's events are applied in the order of their Seq, which is decided
// inside the atomic step itself, not of their clocks, which are read outside
// it. One that comes before its turn waits; when the run is over and a number
// is still missing (its writer was killed between the step and the record),
// the history goes on without it.

import (
	"cmp"
	"slices"
	"sync"
)

// holdback is how long an event may take from its clock reading to its
// visibility before order can suffer: many times a scheduler's slice.
const holdback = 40 * Time(1e6)

// maxTime is the last moment that is believed, 39 hours into the run: more
// than a run may last. minTime allows for clocks that do not quite agree.
const (
	maxTime Time = 1<<47 - 1
	minTime      = -Time(1e9)
)

// ref is where an event lies in the arena: chunk and place.
type ref uint32

func makeRef(chunk uint32, i uint32) ref { return ref(chunk*(EventsPerChunk+1) + i) }

// pending is an event that was collected but has not its place yet.
type pending struct {
	at Time
	x  ref
}

// Sample is a value of a counter at a moment.
type Sample struct {
	Time  Time
	Value int64
}

// Recording follows one run. Its methods may be called from any goroutine.
type Recording struct {
	mu       sync.Mutex
	arena    *Arena
	packed   *Packed   // the events, of a run that is over; nil: they lie in the arena
	read     []uint32  // per chunk: events collected
	waiting  []pending // collected, younger than holdback
	lanes    []*laneIndex
	objs     []*objIndex
	cores    map[Core]*holdTrack
	counters map[Obj]*series
	log      []ref
	gaps     []ref // KindGap
	cost     int64 // KindCost
	end      Time  // the latest moment seen
	handed   Time  // before this moment everything was handed on
	late     bool  // but something older came after that
	done     bool
	events   int
	absurd   uint64 // events that make no sense: the memory was damaged
}

// NewRecording follows the arena. Call Update to take in what is there.
func NewRecording(a *Arena) *Recording {
	return &Recording{arena: a, cores: map[Core]*holdTrack{}, counters: map[Obj]*series{}}
}

// Arena is what the recording reads.
func (r *Recording) Arena() *Arena { return r.arena }

func (r *Recording) event(x ref) Event {
	if r.packed != nil {
		return r.packed.event(x)
	}
	return *r.raw(x)
}

// raw is an event in the arena.
func (r *Recording) raw(x ref) *Event {
	_, ev := r.arena.chunk(uint32(x) / (EventsPerChunk + 1))
	return &ev[uint32(x)%(EventsPerChunk+1)]
}

// time is when an event was.
func (r *Recording) time(x ref) Time {
	if r.packed != nil {
		return r.packed.at(x).time()
	}
	return r.raw(x).Time
}

// Each calls f with every event that has been taken in, writer by writer, each
// writer's in its order. It must not be called while Update may be.
func (r *Recording) Each(f func(Event)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	end, done := r.arena.Ended()
	if r.packed != nil {
		for x := range r.packed.asCame {
			if e := r.packed.event(x); e.Time <= end {
				f(e)
			}
		}
		return
	}
	for c, n := range r.read {
		_, events := r.arena.chunk(uint32(c))
		for _, e := range events[:n] {
			if !done || e.Time <= end {
				f(e)
			}
		}
	}
}

// Update takes in what has been recorded up to now, which is the present
// moment of the run (see Writer.Now), and reports whether there was anything.
// Once the run has ended (see Arena.Finish) everything is taken in.
func (r *Recording) Update(now Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.done {
		return false
	}
	ended, done := r.arena.Ended() // read before the chunks: nothing is written after it
	r.collect()
	horizon := now - holdback
	if done {
		horizon = Forever
	}
	r.sort()
	r.late = r.late || len(r.waiting) > 0 && r.waiting[0].at < r.handed
	if done && r.late {
		r.forget()
		r.collect()
		r.sort()
	}
	r.handed = max(r.handed, horizon)
	n := len(r.waiting)
	if horizon != Forever {
		n, _ = slices.BinarySearchFunc(r.waiting, horizon, func(p pending, t Time) int { return cmp.Compare(p.at, t) })
	}
	for _, p := range r.waiting[:n] {
		if !done || p.at <= ended {
			r.enter(p.x, r.raw(p.x))
			r.events++
		}
	}
	r.waiting = slices.Delete(r.waiting, 0, n)
	if done {
		r.settle()
		r.end = max(r.end, min(ended, maxTime))
		r.done = true
	} else {
		r.end = max(r.end, min(horizon, maxTime))
	}
	return n > 0 || done
}

// sort brings what waits into its order. The references of one writer grow, so
// equal times keep its order.
func (r *Recording) sort() {
	slices.SortFunc(r.waiting, func(a, b pending) int {
		if c := cmp.Compare(a.at, b.at); c != 0 {
			return c
		}
		return cmp.Compare(a.x, b.x)
	})
}

// forget forgets what was taken in. Views that were cut before keep what they
// show.
func (r *Recording) forget() {
	r.read, r.waiting, r.lanes, r.objs, r.log, r.gaps = nil, nil, nil, nil, nil, nil
	r.cores, r.counters = map[Core]*holdTrack{}, map[Obj]*series{}
	r.cost, r.end, r.events, r.absurd = 0, 0, 0, 0
}

// Rest takes in everything that was recorded before now, of a run that is at
// rest: nobody writes until it is told to go on.
func (r *Recording) Rest(now Time) bool { return r.Update(now + holdback) }

// collect gathers the references of events that became visible.
func (r *Recording) collect() {
	chunks := min(r.arena.hdr.chunks.Load(), r.arena.chunks)
	for uint32(len(r.read)) < chunks {
		r.read = append(r.read, 0)
	}
	for c := range chunks {
		if r.read[c] == EventsPerChunk {
			continue
		}
		h, _ := r.arena.chunk(c)
		n := min(h.count.Load(), EventsPerChunk)
		for i := r.read[c]; i < n; i++ {
			x := makeRef(c, i)
			if e := r.raw(x); e.sensible() {
				r.waiting = append(r.waiting, pending{e.Time, x})
			} else {
				r.absurd++
			}
		}
		r.read[c] = max(r.read[c], n)
	}
}

// sensible says whether the event can be what a writer put there. Memory that
// was damaged may hold anything.
func (e *Event) sensible() bool {
	switch e.Kind {
	case KindState:
		if e.Lane == 0 || e.Slot >= Slot(NumStates) {
			return false
		}
	case KindEnd, KindCPU, KindStop:
		if e.Lane == 0 {
			return false
		}
	}
	return e.Kind > KindNone && e.Kind < numKinds && e.Time >= minTime && e.Time <= maxTime &&
		e.Lane <= maxLanes && e.Obj <= maxObjs && e.Core >= CoreUnknown
}

// enter files one event, in time order.
func (r *Recording) enter(x ref, e *Event) {
	r.end = max(r.end, e.Time)
	switch e.Kind {
	case KindState, KindEnd:
		if l := r.lane(e.Lane); l != nil {
			l.state(r, x, e)
		}
		return
	case KindStop:
		if l := r.lane(e.Lane); l != nil {
			l.stop(r, x, e)
		}
		return
	case KindSample:
		s := r.counters[e.Obj]
		if s == nil {
			s = &series{}
			r.counters[e.Obj] = s
		}
		s.add(Sample{e.Time, e.Arg})
		return
	case KindCPU:
		if l := r.lane(e.Lane); l != nil {
			l.cpu = e.Arg
		}
		return
	case KindCost:
		r.cost = e.Arg
		return
	}
	if e.Seq != 0 {
		if o := r.obj(e.Obj); o != nil {
			o.enter(r, x, e)
		}
	}
	r.log = append(r.log, x)
	if e.Kind == KindGap {
		r.gaps = append(r.gaps, x)
	}
	switch l := r.lane(e.Lane); {
	case l == nil || r.quiet(e):
	case e.Kind == KindLine:
		l.lines = append(l.lines, x)
	default:
		l.marks = append(l.marks, x)
	}
}

// quiet says whether an event makes no tick on its lane: a GIL changes hands
// hundreds of times a second, and the lane's colour tells it already.
func (r *Recording) quiet(e *Event) bool {
	return r.arena.objKind(e.Obj) == ObjGIL
}

// settle applies what waits for a predecessor that will never come.
func (r *Recording) settle() {
	for _, o := range r.objs {
		if o != nil {
			o.settle(r)
		}
	}
}

func (r *Recording) lane(l Lane) *laneIndex {
	if l == 0 || int(l) > r.arena.most {
		return nil
	}
	for len(r.lanes) < int(l) {
		r.lanes = append(r.lanes, &laneIndex{})
	}
	return r.lanes[l-1]
}

func (r *Recording) obj(o Obj) *objIndex {
	if o == 0 || o > maxObjs {
		return nil
	}
	for len(r.objs) < int(o) {
		r.objs = append(r.objs, &objIndex{})
	}
	return r.objs[o-1]
}

func (r *Recording) core(c Core) *holdTrack {
	t := r.cores[c]
	if t == nil {
		t = &holdTrack{}
		r.cores[c] = t
	}
	return t
}

// laneIndex is what is known of one lane's doings.
type laneIndex struct {
	spans []ref // events that say what a span is: KindState, KindEnd, KindStop
	track track // the same: when, and which state
	marks []ref
	lines []ref // KindLine
	open  Span  // the span under way
	cpu   int64
}

// state files an event that opens a new span of the lane.
func (l *laneIndex) state(r *Recording, x ref, e *Event) {
	next := spanOf(e, l.open.From)
	l.begin(r, x, e.Lane, next)
}

// begin begins a span, of which event x says what it is.
func (l *laneIndex) begin(r *Recording, x ref, lane Lane, next Span) {
	l.runsOn(r, lane, next)
	l.spans = append(l.spans, x)
	l.track.add(next.From, uint32(next.State))
	l.open = next
}

// stop files that the lane's process was stopped, or goes on. Nobody in a
// stopped process writes anything, so others tell it, and more than one may: of
// a lane that is stopped already, has gone on by itself or is not alive it
// changes nothing.
func (l *laneIndex) stop(r *Recording, x ref, e *Event) {
	stopped := l.open.State == StateStopped
	if l.open.State == StateNone || stopped == (e.Arg != 0) {
		return
	}
	if !stopped {
		l.begin(r, x, e.Lane, spanOf(e, l.open.From))
		return
	}
	if len(l.spans) < 2 {
		return
	}
	before := l.spans[len(l.spans)-2]
	was := r.event(before)
	l.begin(r, before, e.Lane, spanOf(&was, max(e.Time, l.open.From)))
}

// runsOn keeps the tracks of the cores: who ran there. A loop is not asked: what
// runs on its thread are its tasks.
func (l *laneIndex) runsOn(r *Recording, lane Lane, next Span) {
	if r.arena.laneKind(lane) == LaneLoop {
		return
	}
	was, is := CoreUnknown, CoreUnknown
	if l.open.State.Executing() {
		was = l.open.Core
	}
	if next.State.Executing() {
		is = next.Core
	}
	if was == is {
		return
	}
	if was != CoreUnknown {
		if t := r.core(was); t.owner() == lane {
			t.add(Hold{From: next.From})
		}
	}
	if is != CoreUnknown {
		r.core(is).add(Hold{From: next.From, Owner: lane})
	}
}

// spanOf is the span that an event opens, no earlier than the one before it.
func spanOf(e *Event, notBefore Time) Span {
	from := max(e.Time, notBefore)
	switch e.Kind {
	case KindEnd:
		return Span{From: from, Arg: e.Arg, Core: CoreUnknown}
	case KindStop:
		return Span{From: from, State: StateStopped, Core: CoreUnknown}
	}
	s := State(e.Slot)
	if s >= NumStates {
		s = StateNone
	}
	return Span{From: from, State: s, Obj: e.Obj, Arg: e.Arg, Core: e.Core}
}

// objIndex is the history of one object.
type objIndex struct {
	events []ref
	checks checks
	state  ObjState // after all of events
	early  []ref    // came before their turn
	track  holdTrack
}

func (o *objIndex) enter(r *Recording, x ref, e *Event) {
	if e.Seq != o.state.Seq+1 {
		o.early = append(o.early, x)
		return
	}
	o.apply(x, *e)
	for i := 0; i < len(o.early); {
		if e := r.event(o.early[i]); e.Seq == o.state.Seq+1 {
			o.apply(o.early[i], e)
			o.early = slices.Delete(o.early, i, i+1)
			i = 0
			continue
		}
		i++
	}
}

func (o *objIndex) settle(r *Recording) {
	slices.SortFunc(o.early, func(a, b ref) int { return cmp.Compare(r.event(a).Seq, r.event(b).Seq) })
	for _, x := range o.early {
		if e := r.event(x); e.Seq > o.state.Seq {
			o.apply(x, e)
		}
	}
	o.early = nil
}

func (o *objIndex) apply(x ref, e Event) {
	if o.checks.due(len(o.events), &o.state) {
		o.checks.keep(len(o.events), &o.state)
	}
	o.events = append(o.events, x)
	e.Time = max(e.Time, o.state.Changed)
	o.state.Apply(e)
	o.track.add(Hold{From: e.Time, Owner: o.state.Owner(), Depth: uint32(len(o.state.Rooms[0]))})
}
