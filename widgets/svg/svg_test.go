package svg

// This file tests that the picture is well-formed, shows what there is, and
// stays small however many events there are.

import (
	"encoding/xml"
	"errors"
	"image"
	"io"
	"strings"
	"testing"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
)

func scene(v *trace.View) *paint.Scene {
	return &paint.Scene{View: v, From: 0, To: v.End(), Size: image.Pt(900, 400), Scale: 1, Theme: look.Light(), Words: paint.DefaultWords()}
}

func drawn(t *testing.T, s *paint.Scene) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, s); err != nil {
		t.Fatal(err)
	}
	for d := xml.NewDecoder(strings.NewReader(b.String())); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestThePictureHasEveryRowAndItsStates(t *testing.T) {
	v := synth.Lock(3, 1e9).View(1e9)
	out := drawn(t, scene(v))
	for i := range v.Lanes() {
		if name := v.Lanes()[i].Info.Name; v.Lanes()[i].Len() > 0 && !strings.Contains(out, ">"+name+"<") {
			t.Errorf("the row of %s is missing", name)
		}
	}
	for _, want := range []string{"url(#blocked)", "url(#running)", ">Workers<", ">Primitives<"} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is missing", want)
		}
	}
}

func TestADenseRecordingIsDrawnByItsPixels(t *testing.T) {
	few, many := drawn(t, scene(synth.Dense(2, 5_000, 1e5))), drawn(t, scene(synth.Dense(2, 100_000, 1e5)))
	if len(many) > 2*len(few) {
		t.Errorf("twenty times the events make %d bytes of %d", len(many), len(few))
	}
}

func TestNamesThatLookLikeMarkupAreText(t *testing.T) {
	a, err := trace.NewArena(make([]byte, trace.BytesFor(10)), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	l, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: `<script>&"x"`})
	if err != nil {
		t.Fatal(err)
	}
	a.NewWriter(trace.Clock{}, 0).PutAt(trace.Event{Kind: trace.KindState, Lane: l, Slot: trace.Slot(trace.StateRunning)})
	a.Finish(1e9)
	rec := trace.NewRecording(a)
	rec.Update(trace.Forever)
	if out := drawn(t, scene(rec.Cut())); strings.Contains(out, "<script") || !strings.Contains(out, "&lt;script&gt;") {
		t.Error("a name has become markup")
	}
}

func TestAPictureOfNothingIsStillOne(t *testing.T) {
	if out := drawn(t, &paint.Scene{Size: image.Pt(300, 100), Theme: look.Dark(), To: 1}); !strings.HasSuffix(out, "</svg>\n") {
		t.Error(out)
	}
}

func TestTheLastNumberOfTheAxisIsWhole(t *testing.T) {
	v := synth.Lock(3, 1e9).View(1e9)
	s := scene(v)
	s.To = 1_001_000_000 // a line just before the end
	out := drawn(t, s)
	last := out[:strings.LastIndex(out[:strings.Index(out, ">Workers<")], "</text>")]
	if last = last[strings.LastIndex(last, "<text"):]; !strings.Contains(out, `text-anchor="end"`) {
		t.Errorf("the last number is %s", last)
	}
}

func TestALongNameLosesItsMiddleAndIsWholeUnderThePointer(t *testing.T) {
	a, err := trace.NewArena(make([]byte, trace.BytesFor(trace.EventsPerChunk)), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	name := "the longest name that anybody ever gave to a worker 27"
	l, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: name})
	if err != nil {
		t.Fatal(err)
	}
	a.NewWriter(trace.Clock{}, l).PutAt(trace.Event{Kind: trace.KindState, Slot: trace.Slot(trace.StateRunning), Lane: l, Core: trace.CoreUnknown})
	a.Finish(1e6)
	r := trace.NewRecording(a)
	r.Update(trace.Forever)
	out := drawn(t, scene(r.Cut()))
	if !strings.Contains(out, "<title>"+name+"</title>") || strings.Contains(out, ">"+name+"<title>") || !strings.Contains(out, "27<title>") {
		t.Error("the name is not whole, or not cut")
	}
}
