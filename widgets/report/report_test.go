package report

// This file tests what the page holds; that it works in a browser is tested by
// scripts/browser.

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
)

func written(t *testing.T, r Report) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// read is what the page's script would read.
func read(t *testing.T, page string) (d data) {
	t.Helper()
	_, rest, ok := strings.Cut(page, "<script>const DATA = ")
	raw, _, found := strings.Cut(rest, ";\n\"use strict\"")
	if !ok || !found {
		t.Fatal("the page has no data")
	}
	if err := json.Unmarshal([]byte(raw), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestThePageHoldsEverySpanAndEveryStepOfAPrimitive(t *testing.T) {
	v := synth.Lock(3, 1e9).View(1e9)
	d := read(t, written(t, Report{Title: "A run", View: v}))
	spans, events := 0, 0
	for i := range v.Lanes() {
		spans += v.Lanes()[i].Len()
	}
	for i := range v.Objs() {
		events += v.Objs()[i].Len()
	}
	for _, l := range d.Lanes {
		spans -= len(l.From)
		if len(l.From) != len(l.State) || len(l.From) != len(l.Text) {
			t.Errorf("%s has %d moments, %d states, %d reasons", l.Name, len(l.From), len(l.State), len(l.Text))
		}
	}
	for _, o := range d.Objs {
		events -= len(o.Events) / 5
	}
	if spans != 0 || events != 0 || !d.Stateful {
		t.Errorf("%d spans and %d events are missing", spans, events)
	}
}

func TestALargeRunMakesAPageThatABrowserStillOpens(t *testing.T) {
	page := written(t, Report{View: synth.Dense(3, maxSpans, 1e4)})
	d := read(t, page)
	for _, l := range d.Lanes {
		if len(l.From) != 0 || len(l.Bins) == 0 || len(l.Bins[0]) != bins {
			t.Errorf("%s: %d spans, %d states in bins", l.Name, len(l.From), len(l.Bins))
		}
	}
	if len(page) > 4<<20 {
		t.Errorf("the page has %d bytes", len(page))
	}
}

// elsewhere is whatever would make a browser ask another machine.
var elsewhere = regexp.MustCompile(`(?i)(src|href)\s*=|url\(|@import|https?://|fetch\(|XMLHttpRequest|WebSocket`)

func TestThePageAsksNobodyForAnything(t *testing.T) {
	page := written(t, Report{View: synth.Lock(2, 1e8).View(1e8)})
	if found := elsewhere.FindString(page); found != "" {
		t.Errorf("the page has %q", found)
	}
	if !strings.Contains(page, "default-src 'none'") {
		t.Error("nothing forbids the page to ask")
	}
}

func TestNamesThatLookLikeMarkupStayText(t *testing.T) {
	const hostile = `</script><script>alert(1)</script>`
	b := synth.New(10)
	l := b.Lane(trace.LaneThread, hostile, 0, 1)
	b.State(0, l, trace.StateRunning, 0, 0, 0)
	page := written(t, Report{Title: hostile, Said: hostile, Figures: [][2]string{{hostile, hostile}}, View: b.View(1e6)})
	if strings.Contains(page, "<script>alert") {
		t.Error("a name has become a script")
	}
	if d := read(t, page); len(d.Lanes) != 1 || d.Lanes[0].Name != hostile {
		t.Errorf("the name is not what it was: %+v", d.Lanes)
	}
}
