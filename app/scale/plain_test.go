package scale_test

// This file holds the plain ways: what somebody would write first, without an index,
// measured in the same run beside ours.

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"corelanes/engine/trace"
	"corelanes/widgets/words"
)

// plainOpen is how long it takes to read the events as they are, and to sort
// them.
func plainOpen(t *testing.T, raw string) float64 {
	t.Helper()
	began := time.Now()
	data, err := os.ReadFile(raw)
	if err != nil {
		t.Fatal(err)
	}
	all := eventsOf(data)
	slices.SortFunc(all, func(a, b trace.Event) int { return int(a.Time - b.Time) })
	return time.Since(began).Seconds()
}

// plainFrame is how long it takes to pour every span in a window into pixels,
// nothing being drawn.
func plainFrame(v *trace.View, from, to trace.Time) float64 {
	out := make([]trace.Share, frameWidth)
	return median(milliseconds(1, func(int) {
		for i := range v.Lanes() {
			l := &v.Lanes()[i]
			for j := range l.Len() {
				s, end := l.Span(j)
				if end <= from || s.From >= to || s.State == trace.StateNone {
					continue
				}
				x := int(int64(max(0, s.From-from)) * frameWidth / int64(to-from))
				out[min(x, frameWidth-1)][s.State-1] += float32(end - s.From)
			}
		}
	}))
}

// plainSearch is how long it takes to say every event in words and to look in
// those, of a hundredth of the log, times a hundred.
func plainSearch(v *trace.View, query string) float64 {
	parts := strings.Fields(query)
	found := 0
	n := v.LogLen() / 100
	return 100 * milliseconds(1, func(int) {
		for i := range n {
			e := v.Log(i)
			said := strings.ToLower(words.Event(v, e))
			if strings.Contains(said, parts[0]) && strings.Contains(said, parts[1]) {
				found++
			}
		}
	})[0]
}

// plainLive is how long it takes to take in all events of a run that goes on, as if at
// every look.
func plainLive(c *crowd) float64 {
	return milliseconds(1, func(int) {
		r := trace.NewRecording(c.arena)
		r.Update(c.now)
		r.Cut()
	})[0]
}

// plainSummary is how long it takes to go through the events once, in the order of
// time, and to add up only how long each lane was in each state and how often each
// object was worked on.
func plainSummary(v *trace.View) float64 {
	var all []trace.Event
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		for j := range l.Len() {
			s, _ := l.Span(j)
			all = append(all, trace.Event{Time: s.From, Kind: trace.KindState, Slot: trace.Slot(s.State), Lane: l.Info.ID})
		}
	}
	for i := range v.LogLen() {
		all = append(all, v.Log(i))
	}
	slices.SortFunc(all, func(a, b trace.Event) int { return int(a.Time - b.Time) })
	return median(milliseconds(3, func(int) {
		type lane struct {
			since trace.Time
			state trace.Slot
			lasts [trace.NumStates]trace.Time
		}
		of := make([]lane, len(v.Lanes())+1)
		times := map[trace.Obj]*[256]int{}
		for i := range all {
			e := &all[i]
			l := &of[e.Lane]
			if e.Kind == trace.KindState {
				l.lasts[l.state] += e.Time - l.since
				l.since, l.state = e.Time, e.Slot
				continue
			}
			n := times[e.Obj]
			if n == nil {
				n = new([256]int) // by kind
				times[e.Obj] = n
			}
			n[e.Kind]++
		}
	}))
}
