package main

// This file measures what it costs to start a worker process and to wait for
// its end, in a program that the window's toolkit is linked into, beside
// CPython's own start methods in the same minute.

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strconv"
	"testing"

	"corelanes/engine"
	"corelanes/engine/trace"
)

// startsMeasured is how many children are started by each method in a turn, and
// held how much data the parent has that forks with some, bytes.
const (
	startsMeasured = 15
	held           = 100_000_000
)

// BenchmarkStartBesideCPython runs spawn-cost, whose children are started one
// after the other and do nothing, and CPython's start methods in turns with it.
// It reports the medians from one start to the next, and how many times faster
// this is.
//
// Both are measured between the same points: from the call of start, through the
// child's whole life and its join, to the moment at which the next could be
// started. Here that holds the reading of the child's memory and the recording,
// there the interpreter's own keeping of books. The first child of each method is
// left out, for it brings up the process to fork from.
func BenchmarkStartBesideCPython(b *testing.B) {
	ours, python := map[string][]float64{}, map[string][]float64{}
	for b.Loop() {
		for method, ms := range pythonStarts(b) {
			python[method] = append(python[method], ms...)
		}
		for _, method := range engine.StartMethods() {
			if method.WhyNot == "" {
				ours[method.ID] = append(ours[method.ID], startAndJoin(b, method.ID, 0)...)
			}
			if method.WhyNot == "" && method.ID == "fork" {
				ours["fork+held"] = append(ours["fork+held"], startAndJoin(b, method.ID, held)...)
			}
		}
	}
	for method, ms := range ours {
		here, there := median(ms), median(python[method])
		b.ReportMetric(here, method+"-ms")
		b.ReportMetric(there, method+"-CPython-ms")
		b.ReportMetric(there/here, method+"-times-faster")
	}
	b.ReportMetric(0, "ns/op")
}

// startAndJoin are the times from one child's start to the next one's, ms, where
// the parent holds so many bytes of data.
func startAndJoin(b *testing.B, method string, data int) (ms []float64) {
	b.Helper()
	r, err := engine.Start(engine.Plan{
		Scenario: "spawn-cost", Model: "processes", Start: method, Workers: startsMeasured + 1,
		Set: map[string]string{"data": strconv.Itoa(data / 1_000_000), "touch": "false"},
	})
	if err != nil {
		b.Fatal(err)
	}
	if o := r.Wait(); o.Status != engine.Done {
		b.Fatal(o.Err)
	}
	v := r.Recording().Cut()
	last := trace.Time(-1)
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		if l.Info.Kind != trace.LaneProcess || l.Len() == 0 {
			continue
		}
		s, _ := l.Span(0)
		if last >= 0 {
			ms = append(ms, float64(s.From-last)/1e6)
		}
		last = s.From
		if i > 0 && l.Info.Memory.Private > 20e6 {
			b.Errorf("an idle worker has %d bytes of its own", l.Info.Memory.Private)
		}
	}
	return ms[1:] // the first start brought the waiting process up
}

// pythonStarts are CPython's times by start method, ms.
func pythonStarts(b *testing.B) map[string][]float64 {
	python, err := exec.LookPath("python3")
	if err != nil {
		b.Skip("there is no python3 to compare with")
	}
	out, err := exec.Command(python, "testdata/start.py", strconv.Itoa(startsMeasured), strconv.Itoa(held)).Output()
	if err != nil {
		b.Fatal(err)
	}
	var ms map[string][]float64
	if err := json.Unmarshal(out, &ms); err != nil {
		b.Fatalf("%s: %v", out, err)
	}
	return ms
}

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}
