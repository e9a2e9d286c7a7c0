package cards

// This file holds what stands on the cards of what has items in it: queues
// and pools.

import (
	"strconv"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/internal/rows"
	"corelanes/widgets/words"
)

// queued is how many items are in a queue, of how many that it takes.
func (m *moment) queued() string {
	n := len(m.state.Items)
	if p := m.obj.Info.Param; p > 0 && p != insight.ChannelNoLimit {
		return words.X("w.card.of", words.With{"Part": n, "All": m.obj.Info.Param})
	}
	return strconv.Itoa(n)
}

// boxes are the items as full places, and the free places of a queue that has
// an end. More than can be drawn are a bar.
func (m *moment) boxes() rows.Line {
	line := rows.Line{Left: words.X("w.card.queue.places")}
	n, all := len(m.state.Items), int(m.obj.Info.Param)
	if all == insight.ChannelNoLimit {
		all = 0
	}
	if max(n, all) > maxPips {
		line.Right = m.queued()
		line.Bar = []rows.Part{{Color: m.look.Accent, Share: float64(n) / float64(max(all, m.extent.items, 1))}}
		return line
	}
	for i := range max(n, all) {
		if i < n {
			line.Pips = append(line.Pips, rows.Pip{Fill: m.look.Accent})
		} else {
			line.Pips = append(line.Pips, rows.Pip{Edge: m.look.LoadLine})
		}
	}
	if len(line.Pips) == 0 {
		line.Right = nothing
	}
	return line
}

// ends are the items in their order; that is also the order in which they leave
// where the first in is the first out.
func (m *moment) ends() rows.Line {
	if len(m.state.Items) == 0 {
		return rows.Line{Left: words.X("w.card.queue.empty"), Muted: true}
	}
	text := ""
	for i, v := range m.state.Items {
		if i == maxItems {
			text += " …"
			break
		}
		if i > 0 {
			text += " · "
		}
		text += words.Item(v)
	}
	key := "w.card.queue.ends"
	if m.obj.Info.Kind == trace.ObjQueue && m.obj.Info.Rule>>insight.QueueOrderShift != 0 {
		key = "w.card.queue.unordered"
	}
	return rows.Line{Left: words.X(key), Right: text}
}

// queue are the items, how many there ever were, and who waits at its ends.
func (m *moment) queue() []rows.Line {
	open := "w.card.queue.open"
	if m.state.Values[insight.QueueShutDown] != 0 {
		open = "w.card.queue.shut"
	}
	out := []rows.Line{
		m.boxes(), m.ends(),
		m.fact("w.card.queue.put", strconv.Itoa(m.stats.pushed)),
		m.fact("w.card.queue.got", strconv.Itoa(m.stats.popped)),
		m.fact("w.card.queue.peak", strconv.Itoa(m.stats.fullest)),
		m.fact("w.card.queue.unfinished", strconv.FormatInt(m.state.Values[insight.QueueUnfinished], 10)),
		{Left: words.X(open), Muted: true},
	}
	return append(out, m.rooms(
		hall{insight.QueueGetters, "w.card.queue.getters"},
		hall{insight.QueuePutters, "w.card.queue.putters"},
		hall{insight.QueueJoiners, "w.card.queue.joiners"})...)
}

// hall is a room and what those in it wait for.
type hall struct {
	room trace.Slot
	word string
}

// rooms are who waits in each of the rooms that somebody ever waits in.
func (m *moment) rooms(all ...hall) (out []rows.Line) {
	for _, x := range all {
		if m.extent.rooms[x.room] == 0 && m.view.Done() {
			continue
		}
		out = append(out, rows.Line{Left: words.X(x.word), Right: strconv.Itoa(len(m.state.Rooms[x.room])), Muted: true})
		out = append(out, m.waiters(x.room)...)
	}
	return out
}

// atWork is how many of a pool's workers have a task.
func (m *moment) atWork() string {
	return words.X("w.card.pool.at_work", words.With{"Part": len(m.state.Holders), "All": m.obj.Info.Param})
}

// pool are the backlog, who is at which task, and what is done.
func (m *moment) pool() []rows.Line {
	s := m.stats
	idle := nothing
	if n := m.obj.Info.Param; n > 0 && m.at > s.first {
		busy := s.heldAll
		for _, h := range m.state.Holders {
			busy += max(m.at-h.Since, 0)
		}
		idle = m.units.Percent(max(0, 1-float64(busy)/float64(trace.Time(n)*(m.at-s.first))))
	}
	chunk := nothing
	if n := m.state.Values[insight.PoolChunk]; n > 0 {
		chunk = strconv.FormatInt(n, 10)
	}
	out := []rows.Line{
		m.fact("w.card.pool.backlog", strconv.Itoa(len(m.state.Items))),
		m.ends(),
		m.fact("w.card.queue.peak", strconv.Itoa(s.fullest)),
		m.fact("w.card.pool.chunk", chunk),
		m.fact("w.card.pool.done", strconv.FormatInt(m.state.Values[insight.PoolDone], 10)),
		m.fact("w.card.pool.failed", strconv.FormatInt(m.state.Values[insight.PoolFailed], 10)),
		m.fact("w.card.pool.longest", m.longest()),
		m.fact("w.card.pool.start_up", m.startUp()),
		m.fact("w.card.pool.idle", idle),
	}
	var at []rows.Line
	for _, h := range m.state.Holders[:min(len(m.state.Holders), maxShares)] {
		at = append(at, rows.Line{
			Chip: m.look.OwnerOf(h.Lane), Key: int64(h.Lane), Right: m.since(h),
			Left: words.X("w.card.pool.task", words.With{"Lane": words.Lane(m.view, h.Lane), "Task": h.Depth}),
		})
	}
	if len(at) == 0 {
		at = append(at, rows.Line{Left: words.X("w.card.pool.nobody"), Muted: true})
	}
	if more := len(m.state.Holders) - maxShares; more > 0 {
		at = append(at, rows.Line{Left: words.N("w.card.more", more, words.With{"Count": more}), Muted: true})
	}
	return append(out, pad(at, max(1, room(max(m.extent.holders, m.reserve(maxShares)), maxShares)))...)
}

// startUp is how long the workers that had a task took to start, on the mean.
func (m *moment) startUp() string {
	var sum trace.Time
	n := 0
	for i := range m.stats.uses {
		if d, ok := insight.StartUp(m.view, m.stats.uses[i].lane); ok {
			sum += d
			n++
		}
	}
	if n == 0 {
		return nothing
	}
	return m.units.Duration(sum / trace.Time(n))
}

// longest is the longest that somebody held the object.
func (m *moment) longest() string {
	if m.stats.ended == 0 {
		return nothing
	}
	return m.units.Duration(m.stats.longest)
}
