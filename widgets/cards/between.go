package cards

// This file holds what stands on the cards of what connects processes: pipes,
// queues with a pipe inside, shared memory, Arrays, and managers.

import (
	"strconv"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
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
	kind := pipeKinds[m.obj.Info.Rule]
	if m.obj.Info.Kind == trace.ObjSocket {
		kind = "w.card.socket"
	}
	out := []rows.Line{{Left: words.X(kind), Muted: true}, way("w.card.pipe.there", v[insight.PipeBytes01])}
	if m.obj.Info.Rule == insight.PipeDuplex {
		out = append(out, way("w.card.pipe.back", v[insight.PipeBytes10]))
	}
	out = append(out, m.fact("w.card.pipe.room", m.units.Size(m.obj.Info.Param)), m.endLine(0), m.endLine(1))
	out = append(out, m.done("w.card.written", "w.card.written.never", m.stats.traffic.sent))
	out = append(out, m.fact("w.card.pipe.moved", m.units.Size(m.stats.traffic.bytes)))
	out = append(out, m.rates("w.card.messages_per_second")...)
	return append(out, m.rooms(hall{insight.RoomWaiters, "w.card.pipe.receivers"}, hall{insight.PipeSends, "w.card.pipe.senders"})...)
}

// pipeKinds are the keys of what a pipe is, by its rule.
var pipeKinds = map[int64]string{
	insight.PipeDuplex: "w.card.pipe.duplex", insight.PipeOneWay: "w.card.pipe.one_way", insight.PipeNamed: "w.card.pipe.named",
}

// socket is a connection, or a socket that listens.
func (m *moment) socket() []rows.Line {
	if m.obj.Info.Rule != insight.SocketListens {
		return append([]rows.Line{{Left: words.X(m.connected())}}, m.pipe()...)
	}
	waiting, accepted := m.state.Values[insight.ListenWaiting], m.state.Values[insight.ListenAccepted]
	line := m.fact("w.card.socket.waiting", words.X("w.card.of", words.With{"Part": waiting, "All": m.obj.Info.Param}))
	line.Bar = []rows.Part{{Color: m.look.Accent, Share: min(1, float64(waiting)/float64(max(m.obj.Info.Param, 1)))}}
	more := rows.Line{}
	if accepted > insight.ListenSeen {
		more = rows.Line{Left: words.X("w.card.socket.more", words.With{"Count": insight.ListenSeen}), Muted: true}
	}
	out := []rows.Line{{Left: words.X("w.card.socket.listens"), Muted: true}, line, m.fact("w.card.socket.accepted", strconv.FormatInt(accepted, 10)), more}
	return append(out, m.rooms(hall{insight.RoomWaiters, "w.card.socket.accepts"})...)
}

// connected is the key of what has become of a connection.
func (m *moment) connected() string {
	ends := &m.stats.traffic.ends
	switch {
	case ends[0].state == endClosed && ends[1].state == endClosed:
		return "w.card.socket.closed"
	case ends[0].state == endClosed || ends[1].state == endClosed:
		return "w.card.socket.half"
	case ends[1].state == endUntouched:
		return "w.card.socket.connecting"
	}
	return "w.card.socket.connected"
}

// channel are the items and where they are: with the feeders, or in the pipe.
func (m *moment) channel() []rows.Line {
	v := &m.state.Values
	out := []rows.Line{
		m.boxes(),
		m.fact("w.card.channel.buffered", strconv.FormatInt(v[insight.ChannelBuffered], 10)),
		m.fact("w.card.channel.piped", m.units.Size(v[insight.ChannelPiped])),
		m.fact("w.card.channel.serialised", m.units.Size(v[insight.ChannelSerialised])),
		m.done("w.card.channel.put_by", "w.card.channel.put_by.never", m.stats.traffic.sent),
		m.fact("w.card.queue.put", strconv.Itoa(m.stats.pushed)),
		m.fact("w.card.queue.got", strconv.Itoa(m.stats.popped)),
		m.fact("w.card.queue.unfinished", strconv.FormatInt(v[insight.ChannelUnfinished], 10)),
	}
	out = append(out, m.rates("w.card.messages_per_second")...)
	return append(out, m.rooms(
		hall{insight.RoomWaiters, "w.card.queue.getters"},
		hall{insight.ChannelPuts, "w.card.queue.putters"},
		hall{insight.ChannelIdles, "w.card.channel.idles"})...)
}

// shared are what was written and read, who did last, and whether the name still
// exists.
func (m *moment) shared() []rows.Line {
	v := &m.state.Values
	name := "w.card.shared.linked"
	if m.stats.cleared.times > 0 { // nothing but the end of the name is told of it
		name = "w.card.shared.unlinked"
	}
	written := m.stats.traffic.written
	out := []rows.Line{
		{Left: words.X(name), Muted: true},
		m.fact("w.card.version", strconv.Itoa(written.times)),
		m.done("w.card.written", "w.card.written.never", written),
		m.fact("w.card.shared.written", m.units.Size(v[insight.SharedWritten])),
		m.fact("w.card.shared.read", m.units.Size(v[insight.SharedRead])),
	}
	return append(out, m.mapped()...)
}

// mapped are the lanes that have the memory mapped.
func (m *moment) mapped() []rows.Line {
	var who []rows.Line
	for _, h := range m.state.Holders[:min(len(m.state.Holders), maxWaiters)] {
		who = append(who, rows.Line{Chip: m.look.OwnerOf(h.Lane), Key: int64(h.Lane), Left: words.Lane(m.view, h.Lane), Right: m.since(h)})
	}
	return append([]rows.Line{m.fact("w.card.shared.mapped", strconv.Itoa(len(m.state.Holders)))}, pad(who, min(m.extent.holders, maxWaiters))...)
}

// array are how often an Array was written, by whom the last time, and what was
// lost.
func (m *moment) array() []rows.Line {
	v := &m.state.Values
	written := m.stats.written
	item := nothing
	if written.times > 0 {
		item = strconv.FormatInt(v[insight.ArrayItem], 10)
	}
	out := []rows.Line{
		m.fact("w.card.version", strconv.FormatInt(v[insight.ArrayVersion], 10)),
		m.done("w.card.written", "w.card.written.never", written),
		m.fact("w.card.array.item", item),
		m.fact("w.card.lost", words.N("w.card.acquired.times", int(v[insight.ArrayLost]), words.With{"Count": v[insight.ArrayLost]})),
	}
	return append(out, m.mapped()...)
}

// manager are its server, its proxies, its round trips and how long they took.
func (m *moment) manager() []rows.Line {
	v := &m.state.Values
	server := rows.Line{Left: words.X("w.card.manager.none"), Muted: true}
	if len(m.state.Holders) > 0 {
		h := m.state.Holders[0]
		server = rows.Line{Chip: m.look.OwnerOf(h.Lane), Key: int64(h.Lane), Right: m.since(h), Left: words.X("w.card.manager.server", words.With{"Lane": words.Lane(m.view, h.Lane)})}
		if l := m.view.Lane(h.Lane); l != nil && l.Info.PID > 0 {
			server.Right = words.X("w.card.manager.pid", words.With{"PID": l.Info.PID})
		}
	}
	out := []rows.Line{
		server,
		m.fact("w.card.manager.proxies", strconv.FormatInt(v[insight.ManagerProxies], 10)),
		m.fact("w.card.manager.calls", strconv.FormatInt(v[insight.ManagerCalls], 10)),
	}
	out = append(out, m.rates("w.card.manager.per_second")...)
	longest := nothing
	if m.stats.traffic.longest > 0 {
		longest = m.units.Duration(m.stats.traffic.longest)
	}
	out = append(out, m.fact("w.card.manager.longest", longest))
	out = append(out, m.latencies()...)
	return append(out, m.rooms(hall{insight.ManagerAsks, "w.card.manager.asks"})...)
}
