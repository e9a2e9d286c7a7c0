package export

// This file tests that gaps of a run are told in what others read.

import (
	"bytes"
	"encoding/json"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"

	"corelanes/engine/trace"
)

// halting is a recording of a run that was stopped from 20 to 50 µs, and suspended
// at 70.
func halting(t *testing.T) *trace.View {
	t.Helper()
	a, err := trace.NewArena(make([]byte, trace.BytesFor(10)), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	w := a.NewWriter(trace.Clock{}, 0)
	w.PutAt(trace.Event{Time: 50_000, Kind: trace.KindGap, Slot: trace.GapStopped, Arg: 30_000, Core: trace.CoreUnknown})
	w.PutAt(trace.Event{Time: 70_000, Kind: trace.KindGap, Slot: trace.GapSuspended, Arg: 5e9, Core: trace.CoreUnknown})
	a.Finish(100_000)
	rec := trace.NewRecording(a)
	rec.Update(trace.Forever)
	return rec.Cut()
}

func TestChromesJSONTellsGaps(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, "chrome", halting(t)); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		TraceEvents []struct {
			Name, Cat, Ph, S string
			Ts, Dur          float64
			Args             map[string]any
		}
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, e := range doc.TraceEvents {
		switch {
		case e.Ph == "X" && e.Cat == "gap" && e.Name == "all processes stopped" && e.Ts == 20 && e.Dur == 30:
			found++
		case e.Ph == "i" && e.S == "g" && e.Cat == "gap" && e.Name == "machine suspended" && e.Ts == 70 && e.Args["ns"] == 5e9:
			found++
		}
	}
	if found != 2 {
		t.Errorf("%d of two gaps in %s", found, b.String())
	}
}

func TestPerfettosPacketsTellGaps(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, "perfetto", halting(t)); err != nil {
		t.Fatal(err)
	}
	type packet struct{ at, typ, track uint64 }
	var got []packet
	each(t, b.Bytes(), func(n field, _ uint64, body []byte) {
		var p packet
		each(t, body, func(n field, v uint64, event []byte) {
			switch n {
			case packetTimestamp:
				p.at = v
			case packetTrackEvent:
				each(t, event, func(n field, v uint64, _ []byte) {
					switch n {
					case eventType:
						p.typ = v
					case eventTrack:
						p.track = v
					}
				})
			}
		})
		if p.typ != 0 {
			got = append(got, p)
		}
	})
	want := []packet{{20_000, typeBegin, gapsTrack}, {50_000, typeEnd, gapsTrack}, {70_000, typeInstant, gapsTrack}}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// each calls f with each field of a message.
func each(t *testing.T, b []byte, f func(n field, v uint64, body []byte)) {
	t.Helper()
	for len(b) > 0 {
		num, typ, n := protowire.ConsumeTag(b)
		if n < 0 {
			t.Fatal(protowire.ParseError(n))
		}
		b = b[n:]
		var v uint64
		var body []byte
		switch typ {
		case protowire.VarintType:
			v, n = protowire.ConsumeVarint(b)
		case protowire.BytesType:
			body, n = protowire.ConsumeBytes(b)
		default:
			n = protowire.ConsumeFieldValue(num, typ, b)
		}
		if n < 0 {
			t.Fatal(protowire.ParseError(n))
		}
		b = b[n:]
		f(field(num), v, body)
	}
}
