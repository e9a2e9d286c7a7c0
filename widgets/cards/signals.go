package cards

// This file holds what stands on the cards of what is waited for together:
// events, conditions and barriers.

import (
	"cmp"
	"slices"
	"strconv"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/internal/rows"
	"corelanes/widgets/words"
)

// event are who raised the flag and when, how often, and who waits.
func (m *moment) event() []rows.Line {
	s := m.stats
	out := []rows.Line{
		m.done("w.card.set", "w.card.set.never", s.raised),
		m.fact("w.card.set.times", strconv.Itoa(s.raised.times)),
		m.fact("w.card.cleared.times", strconv.Itoa(s.cleared.times)),
	}
	return append(out, m.waiters(insight.RoomWaiters)...)
}

// maxWoken is how many lanes' last waking is told.
const maxWoken = 4

// condition are the lock's owner, the two rooms, and why each who waited woke
// the last time.
func (m *moment) condition() []rows.Line {
	var out []rows.Line
	if m.lock != nil {
		owner := m.lock.owner()
		if len(m.lock.state.Holders) == 0 {
			owner.Left = words.X("w.card.lock.free")
		} else {
			owner.Left = words.X("w.card.lock.held_by", words.With{"Owner": words.Lane(m.view, m.lock.state.Owner())})
		}
		out = append(out, owner, rows.Line{Left: words.X("w.card.entry_room"), Right: strconv.Itoa(len(m.lock.state.Rooms[insight.RoomWaiters]))})
		out = append(out, m.lock.waiters(insight.RoomWaiters)...)
	}
	out = append(out, rows.Line{Left: words.X("w.card.wait_room"), Right: strconv.Itoa(len(m.state.Rooms[insight.ConditionWaitRoom]))})
	out = append(out, m.waiters(insight.ConditionWaitRoom)...)
	out = append(out, m.predicates()...)
	return append(append(out, m.misused()...), m.woken()...)
}

// maxPredicates is how many predicates of a condition are told.
const maxPredicates = 3

// predicates are what is waited for at the condition: what each predicate was
// when it was asked last, and who asked. It may have become another since: that
// is what whoever wakes asks it again for.
func (m *moment) predicates() (out []rows.Line) {
	if len(m.extent.asked) == 0 {
		return []rows.Line{
			{Left: words.X("w.card.predicate.unknown"), Right: nothing},
			{Left: words.X("w.card.predicate.unknown.why"), Muted: true},
		}
	}
	for _, text := range m.extent.asked[:min(len(m.extent.asked), maxPredicates)] {
		first := rows.Line{Left: words.X("w.card.predicate", words.With{"Text": m.view.Text(text)}), Right: nothing}
		second := rows.Line{Left: words.X("w.card.predicate.never"), Muted: true}
		if i := slices.IndexFunc(m.stats.asked, func(e trace.Event) bool { return e.Arg == text }); i >= 0 {
			e := m.stats.asked[i]
			first.Right = words.Truth(e.Slot != 0)
			second = rows.Line{
				Chip: m.look.OwnerOf(e.Lane), Key: int64(e.Lane),
				Left:  words.X("w.card.predicate.asked", words.With{"Lane": words.Lane(m.view, e.Lane)}),
				Right: words.X("w.card.ago", words.With{"Time": m.ago(e.Time)}),
			}
		}
		out = append(out, first, second)
	}
	return out
}

// woken are the lanes that left the wait room, the latest first.
func (m *moment) woken() []rows.Line {
	var left []trace.Event
	for _, u := range m.stats.uses {
		if u.left.Seq > 0 {
			left = append(left, u.left)
		}
	}
	slices.SortFunc(left, func(a, b trace.Event) int { return cmp.Compare(b.Seq, a.Seq) })
	out := []rows.Line{{Left: words.X("w.card.woken")}}
	for _, e := range left[:min(len(left), maxWoken)] {
		with := words.With{"Lane": words.Lane(m.view, e.Lane)}
		key := "w.card.woken.timeout"
		if e.Arg == trace.PartSpurious {
			key = "w.card.woken.spurious"
		}
		if by := insight.Woken(m.view, e); by != 0 {
			key, with["By"] = "w.card.woken.notified", words.Lane(m.view, by)
		}
		out = append(out, rows.Line{
			Chip: m.look.OwnerOf(e.Lane), Key: int64(e.Lane), Left: words.X(key, with),
			Right: words.X("w.card.ago", words.With{"Time": m.ago(e.Time)}),
		})
	}
	if len(left) == 0 {
		out = append(out, rows.Line{Left: words.X("w.card.woken.nobody"), Muted: true})
	}
	return pad(out, 1+max(1, min(len(m.extent.waited), maxWoken)))
}

// barrierStates are the words for a barrier's states.
var barrierStates = map[int64]string{
	insight.BarrierFilling: "w.card.barrier.filling", insight.BarrierDraining: "w.card.barrier.draining",
	insight.BarrierResetting: "w.card.barrier.resetting", insight.BarrierBroken: "w.card.barrier.broken",
}

// barrier are the parties, the generation, and who was the last.
func (m *moment) barrier() []rows.Line {
	state := barrierStates[m.state.Values[insight.BarrierState]]
	if state == "" {
		state = "w.card.barrier.filling"
	}
	out := []rows.Line{
		m.parties(),
		m.fact("w.card.generation", strconv.FormatInt(m.state.Values[insight.BarrierGeneration], 10)),
		m.fact("w.card.barrier.state", words.X(state)),
	}
	p := &m.stats.party
	if p.straggler == 0 {
		out = append(out, rows.Line{Left: words.X("w.card.straggler.none"), Muted: true}, m.fact("w.card.straggler.waited", nothing))
	} else {
		out = append(out, rows.Line{
			Chip: m.look.OwnerOf(p.straggler), Key: int64(p.straggler),
			Left: words.X("w.card.straggler", words.With{"Lane": words.Lane(m.view, p.straggler)}),
		}, m.fact("w.card.straggler.waited", m.units.Duration(p.waited)))
	}
	return append(out, m.waiters(insight.BarrierInside)...)
}

// parties are the places at the barrier: taken ones in the colour of who has
// arrived.
func (m *moment) parties() rows.Line {
	line := rows.Line{Left: words.X("w.card.parties")}
	n, all := m.state.Values[insight.BarrierCount], m.obj.Info.Param
	if all > maxPips {
		line.Right = words.X("w.card.of", words.With{"Part": n, "All": all})
		line.Bar = []rows.Part{{Color: m.look.Accent, Share: float64(n) / float64(all)}}
		return line
	}
	inside := m.state.Rooms[insight.BarrierInside]
	for i := range all {
		switch {
		case int(i) < len(inside):
			line.Pips = append(line.Pips, rows.Pip{Fill: m.look.OwnerOf(inside[i].Lane)})
		case i < n: // on its way in or out
			line.Pips = append(line.Pips, rows.Pip{Fill: m.look.LoadLine})
		default:
			line.Pips = append(line.Pips, rows.Pip{Edge: m.look.LoadLine})
		}
	}
	return line
}
