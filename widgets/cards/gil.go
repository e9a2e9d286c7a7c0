package cards

// This file holds what stands on the card of a GIL.

import (
	"cmp"
	"slices"
	"strconv"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/rows"
	"corelanes/widgets/words"
)

// maxShares is how many lanes' shares are told one by one.
const maxShares = 8

// The values of a GIL.
const (
	gilDropRequest = 0 // not 0 while a waiter asks the holder to release it
	gilSwitches    = 1 // the switch number
)

// gil are who holds it and waits, the drop request, the countdown, the
// releases and the shares.
func (m *moment) gil() []rows.Line {
	asked := "w.card.drop.no"
	if m.state.Values[gilDropRequest] != 0 {
		asked = "w.card.drop.yes"
	}
	s := m.stats
	out := []rows.Line{
		m.owner(),
		m.fact("w.card.drop", words.X(asked)),
		m.fact("w.card.countdown", m.countdown()),
		m.fact("w.card.switches", strconv.FormatInt(m.state.Values[gilSwitches], 10)),
		m.fact("w.card.forced", strconv.Itoa(s.forced)),
		m.fact("w.card.voluntary", strconv.Itoa(s.voluntary)),
	}
	out = append(out, m.shares()...)
	return append(out, m.waiters(0)...)
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
	return pad(out, 1+room(max(len(m.extent.lanes), m.reserve(maxShares)), maxShares))
}
