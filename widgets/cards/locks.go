package cards

// This file holds what stands on the cards of what is taken and given back:
// locks and semaphores.

import (
	"image/color"
	"strconv"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/internal/rows"
	"corelanes/widgets/words"
)

// plainLock are who has a lock, and its counts.
func (m *moment) plainLock() []rows.Line {
	out := append([]rows.Line{m.owner()}, m.counts()...)
	out = append(out, rows.Line{Left: words.X("w.card.next"), Right: words.X(policies[insight.PolicyOf(m.obj.Info)])})
	return append(append(out, m.misused()...), m.waiters(insight.RoomWaiters)...)
}

// policies say who gets a lock.
var policies = [...]string{
	insight.PolicyBarging:  "w.card.next.barging",
	insight.PolicyHandOver: "w.card.next.handover",
	insight.PolicyFair:     "w.card.next.fair",
}

// rlock is a lock with its depth as rings.
func (m *moment) rlock() []rows.Line {
	depth := rows.Line{Left: words.X("w.card.depth"), Right: nothing, Nested: true}
	if len(m.state.Holders) > 0 {
		h := m.state.Holders[0]
		depth.Right = strconv.FormatInt(h.Depth, 10)
		for range min(h.Depth, maxPips) {
			depth.Pips = append(depth.Pips, rows.Pip{Edge: m.look.OwnerOf(h.Lane)})
		}
	}
	out := append([]rows.Line{m.owner(), depth}, m.levels()...)
	out = append(append(out, m.counts()...), m.misused()...)
	return append(out, m.waiters(insight.RoomWaiters)...)
}

// maxLevels is how many levels of an RLock are told one by one.
const maxLevels = 4

// levels are when each level was taken, and on which line of the text where
// that is known; the outermost first.
func (m *moment) levels() []rows.Line {
	var out []rows.Line
	for i, e := range m.stats.levels[:min(len(m.stats.levels), maxLevels)] {
		with := words.With{"Level": i + 1}
		key := "w.card.level"
		if lane := m.view.Lane(e.Lane); lane != nil {
			if n, ok := lane.LineAt(e.Time); ok {
				key, with["Line"] = "w.card.level.line", n
			}
		}
		out = append(out, rows.Line{Left: words.X(key, with), Right: words.X("w.card.ago", words.With{"Time": m.ago(e.Time)}), Muted: true})
	}
	return pad(out, room(int(m.extent.depth), maxLevels-1))
}

// counts are the counts of a lock.
func (m *moment) counts() []rows.Line {
	s := m.stats
	mean, longest, contention := nothing, nothing, nothing
	if s.ended > 0 {
		mean, longest = m.units.Duration(s.heldAll/trace.Time(s.ended)), m.units.Duration(s.longest)
	}
	// Who waits now is a contender that has not acquired yet.
	if waiting := len(m.state.Rooms[insight.RoomWaiters]); s.acquired+waiting > 0 {
		contention = m.units.Percent(float64(s.contended+waiting) / float64(s.acquired+waiting))
	}
	recent := rows.Line{Left: words.X("w.card.recent"), Right: ""}
	for _, l := range s.recent {
		recent.Pips = append(recent.Pips, rows.Pip{Fill: m.look.OwnerOf(l)})
	}
	if len(s.recent) == 0 {
		recent.Right = nothing
	}
	return []rows.Line{
		m.acquired(),
		m.fact("w.card.hold_mean", mean),
		m.fact("w.card.hold_longest", longest),
		m.fact("w.card.contention", contention),
		recent,
	}
}

func (m *moment) acquired() rows.Line {
	return m.fact("w.card.acquired", words.N("w.card.acquired.times", m.stats.acquired, words.With{"Count": m.stats.acquired}))
}

// maxPips is how many tokens, parties or rings are drawn one by one.
const maxPips = 12

// semaphore are the tokens, who has one, and who waits for one.
func (m *moment) semaphore() []rows.Line {
	out := []rows.Line{
		m.tokens(),
		m.acquired(),
		m.fact("w.card.peak", words.X("w.card.of", words.With{"Part": m.stats.peak, "All": m.obj.Info.Param})),
	}
	out = append(out, m.misused()...)
	var holders []rows.Line
	for _, h := range m.state.Holders[:min(len(m.state.Holders), maxWaiters)] {
		holders = append(holders, m.holder(h))
	}
	if more := len(m.state.Holders) - maxWaiters; more > 0 {
		holders = append(holders, rows.Line{Left: words.N("w.card.more", more, words.With{"Count": more}), Muted: true})
	}
	if len(holders) == 0 {
		holders = append(holders, m.owner())
	}
	out = append(out, pad(holders, max(1, room(m.extent.holders, maxWaiters)))...)
	return append(out, m.waiters(insight.RoomWaiters)...)
}

// tokens are the units: full ones are left, the others have the colour of who
// has them. More than can be drawn are a bar.
func (m *moment) tokens() rows.Line {
	left, all := insight.Permits(m.obj, &m.state), m.obj.Info.Param
	line := rows.Line{Left: words.X("w.card.tokens")}
	if max(left, all) > maxPips {
		line.Right = words.X("w.card.of", words.With{"Part": left, "All": all})
		line.Bar = []rows.Part{{Color: m.look.Accent, Share: min(1, float64(left)/float64(max(all, 1)))}}
		return line
	}
	for i := range max(left, all) {
		if i < left {
			line.Pips = append(line.Pips, rows.Pip{Fill: m.look.Accent})
			continue
		}
		line.Pips = append(line.Pips, rows.Pip{Edge: m.taker(int(i - left))})
	}
	if all == 0 && left == 0 {
		line.Right = nothing
	}
	return line
}

// taker is the colour of the i-th holder.
func (m *moment) taker(i int) color.Color {
	if i < len(m.state.Holders) {
		return m.look.OwnerOf(m.state.Holders[i].Lane)
	}
	return m.look.LoadLine
}
