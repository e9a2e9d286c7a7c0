// Package synth makes recordings without a run: what tests look at and golden
// pictures are painted from. Equal calls give equal recordings.
//
// This file holds the Builder: events are noted in any order and written in
// the order of their times.
package synth

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"corelanes/engine/trace"
)

// MS is a millisecond of a run.
const MS = trace.Time(1e6)

// maxSays is how many lines can be printed; each takes a chunk.
const maxSays = 64

// Builder collects a recording.
type Builder struct {
	Arena  *trace.Arena
	Rand   *rand.Rand
	events []trace.Event
	says   map[int]string   // place in events: the text
	asks   map[string]int64 // the numbers of predicates' texts
	seq    map[trace.Obj]uint32
}

// New starts a recording with room for about events events.
func New(events int) *Builder {
	chunks := events/trace.EventsPerChunk + maxSays
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes+chunks*64<<10), nil)
	if err != nil {
		panic(err)
	}
	a.Begin(1)
	return &Builder{Arena: a, Rand: rand.New(rand.NewPCG(1, 2)), says: map[int]string{}, asks: map[string]int64{}, seq: map[trace.Obj]uint32{}}
}

// Lane enters a lane.
func (b *Builder) Lane(kind trace.LaneKind, name string, parent trace.Lane, pid int) trace.Lane {
	l, err := b.Arena.AddLane(trace.LaneInfo{Kind: kind, Name: name, Parent: parent, PID: pid})
	if err != nil {
		panic(err)
	}
	return l
}

// Obj enters an object.
func (b *Builder) Obj(info trace.ObjInfo) trace.Obj {
	o, err := b.Arena.AddObj(info)
	if err != nil {
		panic(err)
	}
	return o
}

// Put notes an event.
func (b *Builder) Put(e trace.Event) { b.events = append(b.events, e) }

// State notes that a lane enters a state on a core.
func (b *Builder) State(t trace.Time, l trace.Lane, s trace.State, o trace.Obj, arg int64, c trace.Core) {
	b.Put(trace.Event{Time: t, Kind: trace.KindState, Slot: trace.Slot(s), Lane: l, Obj: o, Arg: arg, Core: c})
}

// On notes a step of an object.
func (b *Builder) On(t trace.Time, o trace.Obj, kind trace.Kind, l trace.Lane, slot trace.Slot, arg int64) {
	b.Put(trace.Event{Time: t, Kind: kind, Slot: slot, Lane: l, Obj: o, Arg: arg, Seq: 1, Core: trace.CoreUnknown})
}

// Say notes that a lane printed a line.
func (b *Builder) Say(t trace.Time, l trace.Lane, line string) {
	b.says[len(b.events)] = line
	b.Put(trace.Event{Time: t, Kind: trace.KindSay, Lane: l, Core: trace.CoreUnknown})
}

// Asks notes that a lane asked a condition's predicate.
func (b *Builder) Asks(t trace.Time, o trace.Obj, l trace.Lane, predicate string, yes bool) {
	slot := trace.Slot(0)
	if yes {
		slot = 1
	}
	n, known := b.asks[predicate]
	if !known {
		n, _ = b.Arena.AddText(predicate) // the tables of made-up runs have room
		b.asks[predicate] = n
	}
	b.On(t, o, trace.KindTest, l, slot, n)
}

// Sample notes a counter's value.
func (b *Builder) Sample(t trace.Time, o trace.Obj, v int64) {
	b.Put(trace.Event{Time: t, Kind: trace.KindSample, Obj: o, Arg: v, Core: trace.CoreUnknown})
}

// End notes that a lane ended, of an error if died.
func (b *Builder) End(t trace.Time, l trace.Lane, died bool) {
	var arg int64
	if died {
		arg = 1
	}
	b.Put(trace.Event{Time: t, Kind: trace.KindEnd, Lane: l, Arg: arg, Core: trace.CoreUnknown})
}

// View ends the run at t and gives it as a finished recording's view.
func (b *Builder) View(t trace.Time) *trace.View {
	r := b.Recording(t)
	r.Update(0)
	return r.Cut()
}

// Recording ends the run at t; nothing of it has been taken in.
func (b *Builder) Recording(t trace.Time) *trace.Recording {
	order := make([]int, len(b.events))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(b.events[x].Time, b.events[y].Time) })
	w := b.Arena.NewWriter(trace.Clock{}, 0)
	for _, i := range order {
		if line, ok := b.says[i]; ok {
			b.say(b.events[i], line)
			continue
		}
		e := b.events[i]
		if e.Seq != 0 {
			b.seq[e.Obj]++
			e.Seq = b.seq[e.Obj]
		}
		w.PutAt(e)
	}
	b.Arena.Finish(t)
	return trace.NewRecording(b.Arena)
}

// say writes a text with the event's own time. A writer's Say takes the
// present moment, so each text gets a writer whose clock stands still: the time
// since the zero Time is more than a Duration holds, hence always the same.
func (b *Builder) say(e trace.Event, line string) {
	epoch, _ := b.Arena.Epoch()
	still := trace.NewClock(time.Time{}, int64(e.Time)+epoch-math.MaxInt64)
	b.Arena.NewWriter(still, e.Lane).Say(e.Lane, line)
}
