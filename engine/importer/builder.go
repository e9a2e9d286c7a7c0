package importer

// This file holds the making of a recording from what was read.

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"corelanes/engine/trace"
)

// Limits of one recording. They are those of its tables; events are limited so
// that no file asks for more memory than a small multiple of its size.
const (
	maxLanes  = 16000
	maxObjs   = 8000
	maxTexts  = 65000
	maxEvents = 1 << 26
	maxCores  = 1 << 14
)

// builder collects lanes, objects, texts and events.
type builder struct {
	lanes  []trace.LaneInfo
	objs   []trace.ObjInfo
	texts  []string
	number map[string]int64 // of each text
	events []trace.Event
	seq    map[trace.Obj]uint32
	left   int
	read   int
}

func newBuilder() *builder {
	return &builder{number: map[string]int64{}, seq: map[trace.Obj]uint32{}}
}

// lane enters a lane; 0 when there is no room.
func (b *builder) lane(info trace.LaneInfo) trace.Lane {
	if len(b.lanes) >= maxLanes {
		b.left++
		return 0
	}
	b.lanes = append(b.lanes, info)
	return trace.Lane(len(b.lanes))
}

// obj enters an object; 0 when there is no room.
func (b *builder) obj(info trace.ObjInfo) trace.Obj {
	if len(b.objs) >= maxObjs {
		b.left++
		return 0
	}
	b.objs = append(b.objs, info)
	return trace.Obj(len(b.objs))
}

// text is the number of a text; 0 for "" and when there is no room.
func (b *builder) text(s string) int64 {
	if s == "" {
		return 0
	}
	if n, ok := b.number[s]; ok {
		return n
	}
	if len(b.texts) >= maxTexts {
		return 0
	}
	b.texts = append(b.texts, s)
	n := int64(len(b.texts))
	b.number[s] = n
	return n
}

// put notes an event. One with an object gets the object's next number.
func (b *builder) put(e trace.Event) {
	if len(b.events) >= maxEvents {
		b.left++
		return
	}
	b.events = append(b.events, e)
}

// state notes that a lane is in a state from a moment on, with a label.
func (b *builder) state(l trace.Lane, at trace.Time, s trace.State, core trace.Core, label string) {
	b.put(trace.Event{Kind: trace.KindState, Lane: l, Time: at, Slot: trace.Slot(s), Core: core, Arg: -b.text(label)})
}

// finish makes the recording, until ctx ends. Times begin at the earliest event's.
func (b *builder) finish(ctx context.Context) (*trace.Recording, error) {
	if err := b.order(ctx); err != nil {
		return nil, err
	}
	a, err := trace.NewArenaFor(make([]byte, trace.MinArenaBytes+trace.BytesForMore(len(b.lanes))), len(b.lanes), nil)
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	a.Begin(1)
	for _, l := range b.lanes {
		if _, err := a.AddLane(l); err != nil {
			return nil, fmt.Errorf("import: %w", err)
		}
	}
	for _, o := range b.objs {
		if _, err := a.AddObj(o); err != nil {
			return nil, fmt.Errorf("import: %w", err)
		}
	}
	for _, t := range b.texts {
		if _, err := a.AddText(t); err != nil {
			return nil, fmt.Errorf("import: %w", err)
		}
	}
	packed := &trace.Packed{}
	zero, end := trace.Time(0), trace.Time(0)
	if len(b.events) > 0 {
		zero = b.events[0].Time
	}
	for i, e := range b.events {
		if i%runOfEvents == 0 && ctx.Err() != nil {
			return nil, fmt.Errorf("import: %w", ctx.Err())
		}
		e.Time -= zero
		end = max(end, e.Time)
		switch e.Kind {
		case trace.KindTake, trace.KindGive, trace.KindJoin, trace.KindPart, trace.KindSet: // numbered in the order of time
			b.seq[e.Obj]++
			e.Seq = b.seq[e.Obj]
		}
		packed.Put(e)
	}
	a.Finish(end)
	rec, err := trace.SealedUntil(ctx, a, packed)
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	return rec, nil
}

// runOfEvents is how many events are sorted, or taken in, without a look whether
// anybody still wants them.
const runOfEvents = 1 << 16

// order brings the events into the order of time, those of one moment as they came:
// runs of them first, and then twice as many at a time, so that it can be stopped.
func (b *builder) order(ctx context.Context) error {
	byTime := func(x, y trace.Event) int { return cmp.Compare(x.Time, y.Time) }
	if slices.IsSortedFunc(b.events, byTime) {
		return nil
	}
	for run := range slices.Chunk(b.events, runOfEvents) {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("import: %w", err)
		}
		slices.SortStableFunc(run, byTime)
	}
	n := len(b.events)
	for from, to, length := b.events, make([]trace.Event, n), runOfEvents; length < n; length *= 2 {
		for i := 0; i < n; i += 2 * length {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("import: %w", err)
			}
			middle, end := min(i+length, n), min(i+2*length, n)
			merge(to[i:end], from[i:middle], from[middle:end])
		}
		from, to = to, from
		b.events = from
	}
	return nil
}

// merge merges two runs into out; of one moment those of the first come first.
func merge(out, first, second []trace.Event) {
	for i := range out {
		if len(second) == 0 || len(first) > 0 && first[0].Time <= second[0].Time {
			out[i], first = first[0], first[1:]
		} else {
			out[i], second = second[0], second[1:]
		}
	}
}
