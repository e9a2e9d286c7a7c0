package cards

// This file holds what stands on the cards of what connects processes: pipes,
// queues with a pipe inside, and shared memory.

import (
	"strconv"

	"corelanes/engine/insight"
	"corelanes/widgets/internal/rows"
	"corelanes/widgets/words"
)

// pipe are the bytes each way, the ends, and who waits at them.
func (m *moment) pipe() []rows.Line {
	v, space := &m.state.Values, max(m.obj.Info.Param, 1)
	way := func(key string, n int64) rows.Line {
		line := m.fact(key, m.units.Size(n))
		line.Bar = []rows.Part{{Color: m.look.Accent, Share: min(1, float64(n)/float64(space))}}
		return line
	}
	out := []rows.Line{
		way("w.card.pipe.there", v[insight.PipeBytes01]),
		way("w.card.pipe.back", v[insight.PipeBytes10]),
		m.fact("w.card.pipe.room", m.units.Size(m.obj.Info.Param)),
		m.fact("w.card.pipe.ends", strconv.FormatInt(v[insight.PipeOpen], 10)),
	}
	return append(out, m.rooms(hall{insight.RoomWaiters, "w.card.pipe.receivers"}, hall{insight.PipeSends, "w.card.pipe.senders"})...)
}

// channel are the items and where they are: with the feeders, or in the pipe.
func (m *moment) channel() []rows.Line {
	v := &m.state.Values
	out := []rows.Line{
		m.boxes(),
		m.fact("w.card.channel.buffered", strconv.FormatInt(v[insight.ChannelBuffered], 10)),
		m.fact("w.card.channel.piped", m.units.Size(v[insight.ChannelPiped])),
		m.fact("w.card.channel.serialised", m.units.Size(v[insight.ChannelSerialised])),
		m.fact("w.card.queue.put", strconv.Itoa(m.stats.pushed)),
		m.fact("w.card.queue.got", strconv.Itoa(m.stats.popped)),
		m.fact("w.card.queue.unfinished", strconv.FormatInt(v[insight.ChannelUnfinished], 10)),
	}
	return append(out, m.rooms(
		hall{insight.RoomWaiters, "w.card.queue.getters"},
		hall{insight.ChannelPuts, "w.card.queue.putters"},
		hall{insight.ChannelIdles, "w.card.channel.idles"})...)
}

// shared are what was written and read, and whether the name still exists.
func (m *moment) shared() []rows.Line {
	v := &m.state.Values
	name := "w.card.shared.unlinked"
	if v[insight.SharedLinked] != 0 {
		name = "w.card.shared.linked"
	}
	out := []rows.Line{
		{Left: words.X(name), Muted: true},
		m.fact("w.card.shared.written", m.units.Size(v[insight.SharedWritten])),
		m.fact("w.card.shared.read", m.units.Size(v[insight.SharedRead])),
		m.fact("w.card.shared.mapped", strconv.Itoa(len(m.state.Holders))),
	}
	var who []rows.Line
	for _, h := range m.state.Holders[:min(len(m.state.Holders), maxWaiters)] {
		who = append(who, rows.Line{Chip: m.look.OwnerOf(h.Lane), Key: int64(h.Lane), Left: words.Lane(m.view, h.Lane), Right: m.since(h)})
	}
	return append(out, pad(who, min(m.extent.holders, maxWaiters))...)
}
