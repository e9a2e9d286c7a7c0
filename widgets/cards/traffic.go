package cards

// This file counts what went through an object: bytes and messages, who had
// which end of a pipe, and how long the calls of a manager took.

import (
	"strconv"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/internal/rows"
	"corelanes/widgets/words"
)

// What is known of an end of a pipe.
const (
	endUntouched = iota // nobody has taken it yet
	endHeld
	endClosed
)

// end is one end of a pipe.
type end struct {
	state int
	by    trace.Lane
	since trace.Time
	open  int // how many hold it: a socket's may be several
}

// tookBelow are the limits of the classes into which the calls of a manager fall
// by how long they took; those above the last are a class of their own.
var tookBelow = [...]trace.Time{50_000, 100_000, 200_000, 500_000, 1_000_000, 10_000_000}

// traffic is what went through an object.
type traffic struct {
	was      [2]int64 // the values by which it is told
	bytes    int64
	messages int
	last     trace.Time // when the last of them went
	ends     [2]end
	sent     set // who sent, or put, last
	written  set // of shared memory
	took     [len(tookBelow) + 1]int
	longest  trace.Time // of a call
}

func (x *traffic) apply(kind trace.ObjKind, e trace.Event) {
	switch kind {
	case trace.ObjPipe, trace.ObjSocket:
		x.pipe(e)
	case trace.ObjChannel:
		if e.Kind == trace.KindPush {
			x.sent = set{e.Lane, e.Time, x.sent.times + 1}
		}
		if e.Kind == trace.KindSet && e.Slot == insight.ChannelSerialised {
			x.bytes, x.last = e.Arg, e.Time
			x.messages++
		}
	case trace.ObjSharedMemory:
		if e.Kind == trace.KindSet && e.Slot == insight.SharedWritten {
			x.written = set{e.Lane, e.Time, x.written.times + 1}
		}
	case trace.ObjManager:
		x.manager(e)
	}
}

func (x *traffic) pipe(e trace.Event) {
	switch {
	case e.Kind == trace.KindTake && e.Arg >= 1 && int(e.Arg) <= len(x.ends):
		x.ends[e.Arg-1] = end{endHeld, e.Lane, e.Time, x.ends[e.Arg-1].open + 1}
	case e.Kind == trace.KindGive:
		for i := range x.ends {
			if i == int(e.Arg)-1 || e.Arg == 0 && x.ends[i].state == endHeld && x.ends[i].by == e.Lane {
				if x.ends[i].open--; x.ends[i].open == 0 {
					x.ends[i] = end{endClosed, e.Lane, e.Time, 0}
				}
				return
			}
		}
	case e.Kind == trace.KindSet && int(e.Slot) < len(x.was) && e.Slot <= insight.PipeBytes10:
		if more := e.Arg - x.was[e.Slot]; more > 0 {
			x.bytes, x.last = x.bytes+more, e.Time
			x.messages++
			x.sent = set{e.Lane, e.Time, x.messages}
		}
		x.was[e.Slot] = e.Arg
	}
}

func (x *traffic) manager(e trace.Event) {
	if e.Kind != trace.KindSet {
		return
	}
	switch e.Slot {
	case insight.ManagerCalls:
		x.messages, x.last = int(e.Arg), e.Time
	case insight.ManagerBytes:
		x.bytes = e.Arg
	case insight.ManagerTook:
		class := 0
		for class < len(tookBelow) && trace.Time(e.Arg) >= tookBelow[class] {
			class++
		}
		x.took[class]++
		x.longest = max(x.longest, trace.Time(e.Arg))
	}
}

// perSecond is a number as a rate, on the mean from the object's first event to
// when something went through it last.
func (m *moment) perSecond(n float64) (float64, bool) {
	d := m.stats.traffic.last - m.stats.first
	return n / (float64(d) / 1e9), d > 0 && n > 0
}

// rates are how much went through the object in a second.
func (m *moment) rates(times string) []rows.Line {
	bytes, messages := nothing, nothing
	if n, ok := m.perSecond(float64(m.stats.traffic.bytes)); ok {
		bytes = m.units.Size(int64(n))
	}
	if n, ok := m.perSecond(float64(m.stats.traffic.messages)); ok {
		messages = m.units.Number(n)
	}
	return []rows.Line{m.fact(times, messages), m.fact("w.card.bytes_per_second", bytes)}
}

// endLine is who has one end of a pipe.
func (m *moment) endLine(n int) rows.Line {
	x := m.stats.traffic.ends[n]
	key, chip := "w.card.pipe.end.untouched", rows.Line{}
	switch x.state {
	case endHeld:
		key = "w.card.pipe.end.held"
	case endClosed:
		key = "w.card.pipe.end.closed"
	}
	with := words.With{"End": n + 1}
	if x.state != endUntouched {
		with["Lane"] = words.Lane(m.view, x.by)
		chip = rows.Line{Chip: m.look.OwnerOf(x.by), Key: int64(x.by), Right: m.ago(x.since)}
	}
	chip.Left = words.X(key, with)
	return chip
}

// latencies is the histogram of a manager's round trips.
func (m *moment) latencies() (out []rows.Line) {
	t := &m.stats.traffic
	most := 1
	for _, n := range t.took {
		most = max(most, n)
	}
	for class, n := range t.took {
		key, limit := "w.card.manager.below", tookBelow[min(class, len(tookBelow)-1)]
		if class == len(tookBelow) {
			key = "w.card.manager.above"
		}
		out = append(out, rows.Line{
			Left: words.X(key, words.With{"Time": m.units.Duration(limit)}), Right: strconv.Itoa(n),
			Bar: []rows.Part{{Color: m.look.Accent, Share: float64(n) / float64(most)}},
		})
	}
	return out
}
