package export

// This file writes Perfetto's own format: protobuf packets of track
// descriptors and track events.
//
// Every lane and every object is a named track under the track of its process;
// a change of state ends the slice before and begins the next. Times are
// nanoseconds, flows go by number, counters have tracks of their own. The field
// numbers are those of protos/perfetto/trace in Perfetto's source.

import (
	"encoding/binary"
	"io"
	"slices"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// field is the number of a message's field.
type field uint64

// Field numbers.
const (
	tracePacket field = 1 // Trace.packet

	packetTimestamp  field = 8 // TracePacket
	packetSequence   field = 10
	packetTrackEvent field = 11
	packetFlags      field = 13
	packetDescriptor field = 60

	eventAnnotation  field = 4 // TrackEvent
	eventType        field = 9
	eventTrack       field = 11
	eventCategories  field = 22
	eventName        field = 23
	eventCounter     field = 30
	eventFlows       field = 47
	eventEndingFlows field = 48

	trackUUID    field = 1 // TrackDescriptor
	trackName    field = 2
	trackProcess field = 3
	trackThread  field = 4
	trackParent  field = 5
	trackCounter field = 8

	processPID  field = 1 // ProcessDescriptor
	processName field = 6
	threadPID   field = 1 // ThreadDescriptor
	threadTID   field = 2
	threadName  field = 5

	counterUnit     field = 3 // CounterDescriptor
	counterUnitName field = 6

	annotationInt    field = 4 // DebugAnnotation
	annotationString field = 6
	annotationName   field = 10
)

// The types of a track event.
const (
	typeBegin   = 1
	typeEnd     = 2
	typeInstant = 3
	typeCounter = 4
)

// unitBytes is CounterDescriptor.UNIT_SIZE_BYTES.
const unitBytes = 3

// sequence is the one writer's number; a first packet says that nothing was
// before.
const (
	sequence     = 1
	flagsCleared = 1
)

// uuids of tracks: a kind above, a number below.
func laneTrack(l trace.Lane) uint64 { return 1<<32 | uint64(l) }
func objTrack(o trace.Obj) uint64   { return 2<<32 | uint64(o) }
func waitTrack(o trace.Obj) uint64  { return 3<<32 | uint64(o) }
func processTrack(pid int) uint64   { return 4<<32 | uint64(uint32(pid)) }

// gapsTrack is the track of the gaps.
const gapsTrack = uint64(5) << 32

// The wire types that are written.
const (
	wireVarint  = 0
	wireFixed64 = 1
	wireBytes   = 2
)

func tag(n field, wire uint64) []byte { return binary.AppendUvarint(nil, uint64(n)<<3|wire) }

func number64(n field, v uint64) []byte { return binary.AppendUvarint(tag(n, wireVarint), v) }

func fixed64(n field, v uint64) []byte {
	return binary.LittleEndian.AppendUint64(tag(n, wireFixed64), v)
}

func bytesOf(n field, b []byte) []byte {
	return append(binary.AppendUvarint(tag(n, wireBytes), uint64(len(b))), b...)
}

func textOf(n field, s string) []byte { return bytesOf(n, []byte(s)) }

// perfetto writes packets.
type perfetto struct {
	w     io.Writer
	v     *trace.View
	began bool
	err   error
	woke  map[trace.Lane][]flow // by who woke, in the order of time
	rose  map[resume][]uint64   // which flows end where
}

// resume is where a lane went on.
type resume struct {
	lane trace.Lane
	at   trace.Time
}

// flow is the beginning of a wake-up.
type flow struct {
	at trace.Time
	id uint64
}

func writePerfetto(w io.Writer, v *trace.View) error {
	p := &perfetto{w: w, v: v}
	p.flows()
	for _, x := range processes(v) {
		p.process(x)
	}
	p.objects()
	p.counters()
	p.gaps()
	return p.err
}

func (p *perfetto) packet(parts ...[]byte) {
	if p.err != nil {
		return
	}
	body := append(slices.Concat(parts...), number64(packetSequence, sequence)...)
	if !p.began {
		p.began = true
		body = append(body, number64(packetFlags, flagsCleared)...)
	}
	_, p.err = p.w.Write(bytesOf(tracePacket, body))
}

func (p *perfetto) describe(uuid uint64, name string, parent uint64, more ...[]byte) {
	d := append(number64(trackUUID, uuid), textOf(trackName, name)...)
	if parent != 0 {
		d = append(d, number64(trackParent, parent)...)
	}
	p.packet(bytesOf(packetDescriptor, append(d, slices.Concat(more...)...)))
}

func (p *perfetto) event(t trace.Time, typ, track uint64, more ...[]byte) {
	e := append(number64(eventType, typ), number64(eventTrack, track)...)
	p.packet(number64(packetTimestamp, uint64(t)), bytesOf(packetTrackEvent, append(e, slices.Concat(more...)...)))
}

func annotation(name string, value []byte) []byte {
	return bytesOf(eventAnnotation, append(textOf(annotationName, name), value...))
}

// flows finds the two ends of every wake-up.
func (p *perfetto) flows() {
	p.woke, p.rose = map[trace.Lane][]flow{}, map[resume][]uint64{}
	for i, w := range insight.Wakes(p.v, 0, p.v.LogLen()) {
		id := uint64(i + 1)
		p.woke[w.From] = append(p.woke[w.From], flow{w.At, id})
		end := resume{w.To, w.Resumed}
		p.rose[end] = append(p.rose[end], id)
	}
}

func (p *perfetto) process(x process) {
	pid := number64(processPID, uint64(x.pid))
	p.describe(processTrack(x.pid), x.name, 0, bytesOf(trackProcess, append(pid, textOf(processName, x.name)...)))
	for _, l := range x.lanes {
		name := laneName(p.v, l.Info.ID)
		thread := slices.Concat(number64(threadPID, uint64(x.pid)), number64(threadTID, uint64(l.Info.ID)), textOf(threadName, name))
		p.describe(laneTrack(l.Info.ID), name, processTrack(x.pid), bytesOf(trackThread, thread))
		p.lane(l)
	}
}

func (p *perfetto) lane(l *trace.LaneView) {
	track := laneTrack(l.Info.ID)
	for i := range l.Len() {
		s, to := l.Span(i)
		if s.State == trace.StateNone || to <= s.From {
			continue
		}
		more := [][]byte{textOf(eventName, s.State.String()), textOf(eventCategories, "state")}
		if why := reason(p.v, s); why != "" {
			more = append(more, annotation("reason", textOf(annotationString, why)))
		}
		if s.Core != trace.CoreUnknown {
			more = append(more, annotation("core", number64(annotationInt, uint64(s.Core))))
		}
		for _, id := range p.rose[resume{l.Info.ID, s.From}] {
			more = append(more, fixed64(eventEndingFlows, id))
		}
		p.event(s.From, typeBegin, track, more...)
		p.event(to, typeEnd, track)
	}
	for _, e := range l.Marks(0, trace.Forever) {
		if e.Kind == trace.KindSay {
			p.event(e.Time, typeInstant, track, textOf(eventName, p.v.Text(e.Arg)), textOf(eventCategories, "say"))
		}
	}
	for _, f := range p.woke[l.Info.ID] {
		p.event(f.at, typeInstant, track, textOf(eventName, "wake"), textOf(eventCategories, "wake"), fixed64(eventFlows, f.id))
	}
}

// objects writes who held each object, and how many waited.
func (p *perfetto) objects() {
	const all = pidObjects
	named := false
	for i := range p.v.Objs() {
		o := &p.v.Objs()[i]
		if o.Info.Kind == trace.ObjCounter || o.Info.Kind == 0 {
			continue
		}
		if !named {
			named = true
			p.describe(processTrack(all), objectsName, 0, bytesOf(trackProcess, append(number64(processPID, all), textOf(processName, objectsName)...)))
		}
		name := objName(p.v, o.Info.ID)
		p.describe(objTrack(o.Info.ID), name, processTrack(all))
		p.describe(waitTrack(o.Info.ID), name+" waiting", processTrack(all), bytesOf(trackCounter, nil))
		for x, to := range owned(o) {
			p.event(x.From, typeBegin, objTrack(o.Info.ID), textOf(eventName, laneName(p.v, x.Owner)), textOf(eventCategories, "held"))
			p.event(to, typeEnd, objTrack(o.Info.ID))
		}
		for t, depth := range waiting(o) {
			p.event(t, typeCounter, waitTrack(o.Info.ID), number64(eventCounter, uint64(depth)))
		}
	}
}

// gaps writes the stretches of which the lanes tell nothing, on a track of their
// own; one in which the run's clock stood still is a moment.
func (p *perfetto) gaps() {
	all := p.v.Gaps()
	if len(all) > 0 {
		p.describe(gapsTrack, gapsName, 0)
	}
	for _, g := range all {
		more := [][]byte{textOf(eventName, gapName(g)), textOf(eventCategories, "gap"), annotation("ns", number64(annotationInt, uint64(g.Length)))}
		if g.To <= g.From {
			p.event(g.To, typeInstant, gapsTrack, more...)
			continue
		}
		p.event(g.From, typeBegin, gapsTrack, more...)
		p.event(g.To, typeEnd, gapsTrack)
	}
}

func (p *perfetto) counters() {
	for i := range p.v.Objs() {
		o := p.v.Objs()[i].Info
		samples := p.v.Samples(o.ID)
		if o.Kind != trace.ObjCounter || o.Unit == trace.UnitLetter || len(samples) == 0 {
			continue
		}
		unit := textOf(counterUnitName, o.Unit)
		switch o.Unit {
		case "B":
			unit = number64(counterUnit, unitBytes)
		case "":
			unit = nil
		}
		parent := uint64(0)
		if l := p.v.Lane(o.Lane); l != nil {
			parent = processTrack(pidOf(p.v, l))
		}
		p.describe(objTrack(o.ID), counterName(p.v, o), parent, bytesOf(trackCounter, unit))
		for _, s := range samples {
			p.event(s.Time, typeCounter, objTrack(o.ID), number64(eventCounter, uint64(s.Value)))
		}
	}
}
