package trace

// This file holds the Writer: the hot path of recording.
//
// One writer belongs to one worker and is never shared, so an event is 32
// plain bytes stored into a chunk that nobody else writes, and then one
// atomic store of the chunk's count, which makes it visible to readers in
// every process. No lock, no allocation, no system call; a process that is
// killed loses at most the event it was in the middle of.

// Writer appends events for one worker. It is not safe for concurrent use.
type Writer struct {
	arena  *Arena
	clock  Clock
	epoch  int64
	id     uint32
	n      uint32 // events in the chunk
	header *chunkHeader
	events *[EventsPerChunk]Event
	off    bool // nothing is recorded
}

// NewWriter makes a writer. clock is the process's own (see NewClock); id
// tells writers apart in a recording that is looked at byte by byte, a lane
// number by custom.
func (a *Arena) NewWriter(clock Clock, id Lane) *Writer {
	epoch, _ := a.Epoch()
	return &Writer{arena: a, clock: clock, epoch: epoch, id: uint32(id), n: EventsPerChunk}
}

// NewSilentWriter makes a writer that records nothing: to measure what a run
// costs without its recording.
func (a *Arena) NewSilentWriter(clock Clock, id Lane) *Writer {
	w := a.NewWriter(clock, id)
	w.off = true
	return w
}

// Off says whether the writer records nothing. Who has much to do for an event
// asks first.
func (w *Writer) Off() bool { return w.off }

// Arena is where the writer writes.
func (w *Writer) Arena() *Arena { return w.arena }

// Now is the present moment of the run. Before Arena.Begin it is the
// machine's clock; nothing is recorded before then.
func (w *Writer) Now() Time {
	if w.clock.virtual != nil {
		return Time(w.clock.virtual.Load() - w.epoch)
	}
	return Time(elapsed(w.clock.base) + w.clock.offset - w.epoch)
}

// Put records e with the present moment as its time, and returns that. When
// the arena is full the event is counted as dropped instead.
func (w *Writer) Put(e Event) Time {
	e.Time = w.Now()
	w.PutAt(e)
	return e.Time
}

// PutAt records e with the time it carries, which must not lie before the
// writer's last event of the same lane.
func (w *Writer) PutAt(e Event) {
	if w.off {
		return
	}
	if w.n == EventsPerChunk && !w.grow() {
		w.arena.hdr.dropped.Add(1)
		return
	}
	w.events[w.n] = e
	w.n++
	w.header.count.Store(w.n)
}

// Change is PutAt of a change of an object o, on no known core, and faster: the
// parts of the event come in registers, and go straight to where it stays.
func (w *Writer) Change(at Time, k Kind, who Lane, o Obj, seq uint32, slot Slot, arg int64) {
	if w.off {
		return
	}
	if w.n == EventsPerChunk && !w.grow() {
		w.arena.hdr.dropped.Add(1)
		return
	}
	e := &w.events[w.n]
	e.Time, e.Arg, e.Obj, e.Seq, e.Lane, e.Core, e.Kind, e.Slot = at, arg, o, seq, who, CoreUnknown, k, slot
	w.n++
	w.header.count.Store(w.n)
}

// Stage is PutAt that leaves the event unseen until the writer's next one, or
// until Publish: making events seen costs more than storing them. It is for who
// is about to record another at once, and never waits in between.
func (w *Writer) Stage(e Event) {
	if w.off {
		return
	}
	if w.n == EventsPerChunk && !w.grow() {
		w.arena.hdr.dropped.Add(1)
		return
	}
	w.events[w.n] = e
	w.n++
}

// Publish makes seen what has been staged.
func (w *Writer) Publish() {
	if w.header != nil && w.header.count.Load() != w.n {
		w.header.count.Store(w.n)
	}
}

// State records that lane l enters state s, where Obj, Arg and Core are as in
// KindState.
func (w *Writer) State(l Lane, s State, o Obj, arg int64, c Core) Time {
	return w.Put(Event{Kind: KindState, Slot: Slot(s), Lane: l, Obj: o, Arg: arg, Core: c})
}

// StopAt records that a signal has stopped the process with the id, or that it
// goes on: of each of its lanes. More than one may tell the same.
func (w *Writer) StopAt(at Time, pid int, stopped bool) {
	e := Event{Time: at, Kind: KindStop, Core: CoreUnknown}
	if stopped {
		e.Arg = 1
	}
	for e.Lane = 1; int(e.Lane) <= w.arena.Lanes(); e.Lane++ {
		if info, ok := w.arena.LaneInfo(e.Lane); ok && info.PID == pid {
			w.PutAt(e)
		}
	}
}

// Say records that lane l printed a line of text.
func (w *Writer) Say(l Lane, line string) {
	w.Put(Event{Kind: KindSay, Lane: l, Arg: w.arena.addText(line), Core: CoreUnknown})
}

// grow takes the next free chunk; false when there is none.
func (w *Writer) grow() bool {
	w.Publish() // the last event of this one may be staged
	a := w.arena
	for {
		i := a.hdr.chunks.Load()
		if i >= a.chunks {
			return false
		}
		if !a.hdr.chunks.CompareAndSwap(i, i+1) {
			continue
		}
		w.header, w.events = a.chunk(i)
		w.header.writer = w.id
		w.n = 0
		return true
	}
}
