package cards

// This file says what stands on a card: lines of text from an object's state
// and counts at an instant. It knows of no canvas.

import (
	"cmp"
	"slices"
	"strconv"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/rows"
	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

// moment is what a card is made of.
type moment struct {
	view  *trace.View
	obj   *trace.ObjView
	at    trace.Time
	state trace.ObjState
	stats *stats
	look  look.Theme
	units look.Units
}

const (
	maxWaiters = 6 // told one by one
	maxShares  = 8
	maxItems   = 8
)

// The values of a GIL.
const (
	gilDropRequest = 0 // not 0 while a waiter asks the holder to release it
	gilSwitches    = 1 // the switch number
)

// content is the lines of the card that fits the object's kind.
func (m *moment) content() []rows.Line {
	out := []rows.Line{m.title()}
	if m.obj.Len() == 0 {
		return out // nothing happened to it
	}
	if len(m.state.Holders) > 0 {
		out = append(out, m.holder(m.state.Holders[0]))
	}
	switch m.obj.Info.Kind {
	case trace.ObjGIL:
		out = append(out, m.waiters(0)...)
		out = append(out, m.gil()...)
	case trace.ObjLock, trace.ObjRLock:
		out = append(out, m.waiters(0)...)
		out = append(out, m.lock()...)
	default:
		out = append(out, m.generic()...)
	}
	return out
}

// title is the object's name and whether it is free or held.
func (m *moment) title() rows.Line {
	line := rows.Line{Left: m.name(), Strong: true, Key: 0}
	if len(m.state.Holders) == 0 {
		line.Right = words.X("w.card.free")
		return line
	}
	line.Right = words.X("w.card.held")
	return line
}

// holder is who holds the object, for how long, and how deep.
func (m *moment) holder(h trace.Member) rows.Line {
	line := rows.Line{
		Chip: m.look.OwnerOf(h.Lane), Key: int64(h.Lane), Right: m.since(h),
		Left: words.X("w.card.held_by", words.With{"Owner": words.Lane(m.view, h.Lane)}),
	}
	if h.Depth > 1 {
		line.Right += " · " + words.X("w.card.depth", words.With{"Depth": h.Depth})
	}
	return line
}

func (m *moment) name() string {
	kind, name := words.Kind(m.obj.Info.Kind), m.obj.Info.Name
	switch {
	case name == "" || name == kind:
		return kind
	case m.obj.Info.Kind == trace.ObjGIL:
		return name
	}
	return kind + " " + name
}

func (m *moment) since(x trace.Member) string { return m.units.Duration(max(m.at-x.Since, 0)) }

// waiters are the lanes in a room, in their order, with their waiting times.
func (m *moment) waiters(room int) []rows.Line {
	all := m.state.Rooms[room]
	if len(all) == 0 {
		return []rows.Line{{Left: words.X("w.card.no_waiters"), Muted: true}}
	}
	var out []rows.Line
	for i, x := range all[:min(len(all), maxWaiters)] {
		out = append(out, rows.Line{
			Chip: m.look.OwnerOf(x.Lane), Key: int64(x.Lane),
			Left:  words.X("w.card.waits", words.With{"Place": i + 1, "Lane": words.Lane(m.view, x.Lane)}),
			Right: m.since(x),
		})
	}
	if more := len(all) - maxWaiters; more > 0 {
		out = append(out, rows.Line{Left: words.N("w.card.more", more, words.With{"Count": more}), Muted: true})
	}
	return out
}

// lock are the counts of a lock.
func (m *moment) lock() []rows.Line {
	s := m.stats
	out := []rows.Line{m.fact("w.card.acquired", words.N("w.card.acquired.times", s.acquired, words.With{"Count": s.acquired}))}
	if s.ended > 0 {
		out = append(out,
			m.fact("w.card.hold_mean", m.units.Duration(s.heldAll/trace.Time(s.ended))),
			m.fact("w.card.hold_longest", m.units.Duration(s.longest)))
	}
	if s.acquired > 0 {
		out = append(out, m.fact("w.card.contention", m.units.Percent(float64(s.contended)/float64(s.acquired))))
	}
	return out
}

// gil are the drop request, the countdown, the releases and the shares.
func (m *moment) gil() []rows.Line {
	asked := "w.card.drop.no"
	if m.state.Values[gilDropRequest] != 0 {
		asked = "w.card.drop.yes"
	}
	s := m.stats
	out := []rows.Line{
		m.fact("w.card.drop", words.X(asked)),
		m.fact("w.card.countdown", m.countdown()),
		m.fact("w.card.switches", strconv.FormatInt(m.state.Values[gilSwitches], 10)),
		m.fact("w.card.forced", strconv.Itoa(s.forced)),
		m.fact("w.card.voluntary", strconv.Itoa(s.voluntary)),
	}
	return append(out, m.shares()...)
}

// countdown is how long it takes until the first waiter asks for the GIL: the
// switch interval from when both it waited and the holder held.
func (m *moment) countdown() string {
	interval := trace.Time(m.obj.Info.Param)
	with := words.With{"Interval": m.units.Duration(interval)}
	if len(m.state.Holders) == 0 || len(m.state.Rooms[0]) == 0 || interval <= 0 {
		return words.X("w.card.countdown.none", with)
	}
	began := max(m.state.Holders[0].Since, m.state.Rooms[0][0].Since)
	left := interval - (m.at - began)
	if left < 0 {
		with["Over"] = m.units.Duration(-left)
		return words.X("w.card.countdown.over", with)
	}
	with["Left"] = m.units.Duration(left)
	return words.X("w.card.countdown.left", with)
}

// shares are how much of the time that it was held each lane held it.
func (m *moment) shares() []rows.Line {
	all := trace.Time(0)
	type part struct {
		lane trace.Lane
		held trace.Time
	}
	var parts []part
	for _, u := range m.stats.uses {
		held := u.held
		if u.holds {
			held += max(m.at-u.since, 0)
		}
		if held > 0 {
			parts = append(parts, part{u.lane, held})
			all += held
		}
	}
	if all == 0 {
		return nil
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(a.lane, b.lane) })
	out := []rows.Line{{Left: words.X("w.card.shares"), Muted: true}}
	for _, p := range parts[:min(len(parts), maxShares)] {
		share := float64(p.held) / float64(all)
		c := m.look.OwnerOf(p.lane)
		out = append(out, rows.Line{
			Chip: c, Left: words.Lane(m.view, p.lane), Right: m.units.Percent(share),
			Bar: []rows.Part{{Color: c, Share: share}}, Key: int64(p.lane),
		})
	}
	if more := len(parts) - maxShares; more > 0 {
		out = append(out, rows.Line{Left: words.N("w.card.more", more, words.With{"Count": more}), Muted: true})
	}
	return out
}

// generic is everything of a state that is not empty.
func (m *moment) generic() []rows.Line {
	var out []rows.Line
	for i, h := range m.state.Holders {
		if i > 0 && i < maxWaiters {
			out = append(out, m.holder(h))
		}
	}
	for room := range m.state.Rooms {
		if len(m.state.Rooms[room]) == 0 {
			continue
		}
		if room > 0 {
			out = append(out, rows.Line{Left: words.X("w.card.room", words.With{"Room": room + 1}), Muted: true})
		}
		out = append(out, m.waiters(room)...)
	}
	if text := m.values(); text != "" {
		out = append(out, m.fact("w.card.values", text))
	}
	if len(m.state.Items) > 0 {
		out = append(out, m.fact("w.card.items", m.items()))
	}
	return out
}

func (m *moment) values() string {
	last := -1
	for i, v := range m.state.Values {
		if v != 0 {
			last = i
		}
	}
	text := ""
	for _, v := range m.state.Values[:last+1] {
		if text != "" {
			text += " · "
		}
		text += strconv.FormatInt(v, 10)
	}
	return text
}

func (m *moment) items() string {
	text := strconv.Itoa(len(m.state.Items)) + ": "
	for i, v := range m.state.Items {
		if i == maxItems {
			return text + " …"
		}
		if i > 0 {
			text += ", "
		}
		text += strconv.FormatInt(v, 10)
	}
	return text
}

func (m *moment) fact(key, value string) rows.Line {
	return rows.Line{Left: words.X(key), Right: value}
}
