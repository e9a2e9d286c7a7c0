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

// startsMeasured is how many children each median is of.
const startsMeasured = 31

// BenchmarkStartBesideCPython runs spawn-cost, whose children are started one
// after the other and do nothing, and reports the median from one start to the
// next, CPython's, and how many times faster this is.
func BenchmarkStartBesideCPython(b *testing.B) {
	python := pythonStarts(b)
	for _, method := range engine.StartMethods() {
		b.Run(method.ID, func(b *testing.B) {
			if method.WhyNot != "" {
				b.Skip(method.WhyNot)
			}
			var ours []float64
			for b.Loop() {
				ours = append(ours, startAndJoin(b, method.ID)...)
			}
			ms := median(ours)
			b.ReportMetric(ms, "ms/start")
			b.ReportMetric(python[method.ID], "CPython-ms/start")
			b.ReportMetric(python[method.ID]/ms, "times-faster")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// startAndJoin are the times from one child's start to the next one's, ms.
func startAndJoin(b *testing.B, method string) (ms []float64) {
	b.Helper()
	r, err := engine.Start(engine.Plan{
		Scenario: "spawn-cost", Model: "processes", Start: method, Workers: startsMeasured + 1,
		Set: map[string]string{"data": "0", "touch": "false"},
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

func pythonStarts(b *testing.B) map[string]float64 {
	python, err := exec.LookPath("python3")
	if err != nil {
		b.Skip("there is no python3 to compare with")
	}
	out, err := exec.Command(python, "testdata/start.py", strconv.Itoa(startsMeasured)).Output()
	if err != nil {
		b.Fatal(err)
	}
	var ms map[string]float64
	if err := json.Unmarshal(out, &ms); err != nil {
		b.Fatalf("%s: %v", out, err)
	}
	return ms
}

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}
