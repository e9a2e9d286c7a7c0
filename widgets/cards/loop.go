package cards

// This file holds what stands on the card of an event loop. Most of it is told
// by the lanes of its tasks: one that is ready stands in the queue, one that
// sleeps has a timer, one that waits for input or output a socket.

import (
	"cmp"
	"slices"
	"strconv"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/internal/rows"
	"corelanes/widgets/words"
)

// maxReady is how many tasks of the ready queue are named.
const maxReady = 4

// crowd is who of a loop's tasks does what at an instant.
type crowd struct {
	running trace.Lane
	since   trace.Time
	ready   []trace.Member // who has waited longest first
	timers  []trace.Member // Depth is when its timer is due
	sockets int
	blocked int
}

// tasks are the tasks of the loop at the moment.
func (m *moment) tasks() (c crowd) {
	lanes := m.view.Lanes()
	home := m.view.Lane(m.obj.Info.Lane)
	for i := range lanes {
		l := &lanes[i]
		if l.Info.Kind != trace.LaneTask || home != nil && l.Info.PID != home.Info.PID {
			continue
		}
		s := l.StateAt(m.at)
		x := trace.Member{Lane: trace.Lane(i + 1), Since: s.From}
		switch s.State {
		case trace.StateRunning, trace.StateNative:
			c.running, c.since = x.Lane, begun(l, m.at)
		case trace.StateReady:
			c.ready = append(c.ready, x)
		case trace.StateSleep:
			x.Depth = s.Arg
			c.timers = append(c.timers, x)
		case trace.StateIO:
			c.sockets++
		case trace.StateBlocked:
			c.blocked++
		}
	}
	slices.SortStableFunc(c.ready, func(a, b trace.Member) int { return cmp.Compare(a.Since, b.Since) })
	slices.SortStableFunc(c.timers, func(a, b trace.Member) int { return cmp.Compare(a.Depth, b.Depth) })
	return c
}

// begun is when the lane, which executes at the moment, began to: it may have come
// to another core since.
func begun(l *trace.LaneView, at trace.Time) trace.Time {
	i := l.At(at)
	s, _ := l.Span(i)
	for from := s.From; ; {
		if i--; i < 0 {
			return from
		}
		if s, _ = l.Span(i); !s.State.Executing() {
			return from
		}
		from = s.From
	}
}

// phase is what the loop does.
func (m *moment) phase() string {
	if m.state.Values[insight.LoopPhase] == insight.LoopSelects {
		return words.X("w.card.loop.selects")
	}
	return words.X("w.card.loop.runs")
}

// loop is the cycle, step by step, the tasks at each, and how late it is.
func (m *moment) loop() []rows.Line {
	c := m.tasks()
	out := []rows.Line{
		m.fact("w.card.loop.timers", m.timers(&c)),
		m.fact("w.card.loop.sockets", strconv.Itoa(c.sockets)),
		m.fact("w.card.loop.ready", strconv.Itoa(len(c.ready))),
	}
	var queue []rows.Line
	for i, x := range c.ready[:min(len(c.ready), maxReady)] {
		queue = append(queue, rows.Line{
			Chip: m.look.OwnerOf(x.Lane), Key: int64(x.Lane), Right: m.since(x),
			Left: words.X("w.card.waits", words.With{"Place": i + 1, "Lane": words.Lane(m.view, x.Lane)}),
		})
	}
	out = append(out, pad(queue, maxReady)...)
	running := rows.Line{Left: words.X("w.card.loop.idle"), Muted: true}
	if c.running != 0 {
		running = rows.Line{
			Chip: m.look.OwnerOf(c.running), Key: int64(c.running), Right: m.ago(c.since),
			Left: words.X("w.card.loop.running", words.With{"Lane": words.Lane(m.view, c.running)}),
		}
	}
	out = append(out, running,
		m.fact("w.card.loop.blocked", strconv.Itoa(c.blocked)),
		m.lag(&c))
	held := rows.Line{Left: words.X("w.card.loop.held.never"), Muted: true}
	if f := m.stats.froze; f.times > 0 {
		held = rows.Line{
			Chip: m.look.OwnerOf(f.by), Key: int64(f.by), Right: m.units.Duration(m.stats.frozen),
			Left: words.X("w.card.loop.held", words.With{"Lane": words.Lane(m.view, f.by)}),
		}
	}
	return append(out, held)
}

// timers is how many tasks sleep, and when the next one is due.
func (m *moment) timers(c *crowd) string {
	if len(c.timers) == 0 {
		return "0"
	}
	due := trace.Time(c.timers[0].Depth)
	switch {
	case due <= 0:
		return strconv.Itoa(len(c.timers))
	case m.at-due >= overdue:
		return words.X("w.card.loop.overdue", words.With{"Count": len(c.timers), "Time": m.units.Duration(m.at - due)})
	}
	return words.X("w.card.loop.due", words.With{"Count": len(c.timers), "Time": m.units.Duration(max(due-m.at, 0))})
}

// overdue is how late a timer must be to be told of: less is every turn's.
const overdue = trace.Time(1e6)

// lag is how late the loop is now, when something is overdue, or else was when
// that was last measured.
func (m *moment) lag(c *crowd) rows.Line {
	if len(c.timers) > 0 {
		if due := trace.Time(c.timers[0].Depth); due > 0 && m.at-due >= overdue {
			return m.fact("w.card.loop.lag.now", m.units.Duration(m.at-due))
		}
	}
	return m.fact("w.card.loop.lag", m.lastLag())
}

// lastLag is how late the loop was when that was last measured.
func (m *moment) lastLag() string {
	objs := m.view.Objs()
	for i := range objs {
		info := &objs[i].Info
		if info.Kind != trace.ObjCounter || info.Unit != "ns" || info.Lane != m.obj.Info.Lane {
			continue
		}
		all := m.view.Samples(info.ID)
		k, _ := slices.BinarySearchFunc(all, m.at+1, func(s trace.Sample, t trace.Time) int { return cmp.Compare(s.Time, t) })
		if k > 0 {
			return m.units.Duration(trace.Time(all[k-1].Value))
		}
	}
	return nothing
}
