package interp

// This file measures the GIL beside CPython's own, in one run: how often it
// goes from thread to thread, how long a thread keeps it, and how many cores'
// worth of time all the threads use together. The threads are pinned to the
// cores in turn, for some kernels pack two threads on one core and then round
// the slices up to their tick.
//
//	go test -run - -bench GIL -benchtime 1x -count 5 ./engine/interp
//
// The bands are those in which a faithful GIL lies beside a CPython 3.11 that
// gives 195 switches a second at 5 ms and two threads.

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"runtime"
	"slices"
	"testing"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

const gilBenchFor = 1200 * time.Millisecond

func BenchmarkGIL(b *testing.B) {
	for _, c := range []struct {
		threads  int
		interval time.Duration
	}{
		{2, 5 * time.Millisecond}, {4, 5 * time.Millisecond}, {8, 5 * time.Millisecond},
		{2, 50 * time.Millisecond}, {2, time.Millisecond}, {2, 100 * time.Microsecond},
	} {
		b.Run(fmt.Sprintf("threads=%d/interval=%s", c.threads, c.interval), func(b *testing.B) {
			for range b.N {
				rate, slice, cores := measureGIL(b, c.threads, c.interval)
				b.ReportMetric(rate, "switches/s")
				b.ReportMetric(slice, "slice-ms")
				b.ReportMetric(cores, "cores")
				if py, ok := cpythonGIL(c.threads, c.interval); ok {
					b.ReportMetric(py.Switches, "cpython-switches/s")
					b.ReportMetric(py.SliceMs, "cpython-slice-ms")
					b.ReportMetric(py.Cores, "cpython-cores")
				}
			}
		})
	}
}

type gilFigures struct {
	Switches float64 `json:"switches"`
	SliceMs  float64 `json:"slice_ms"`
	Cores    float64 `json:"cores"`
}

// cpythonGIL measures the python3 that is found, if one is.
func cpythonGIL(threads int, interval time.Duration) (f gilFigures, ok bool) {
	out, err := exec.Command("python3", "testdata/gil.py", fmt.Sprint(threads), fmt.Sprint(interval.Seconds()), fmt.Sprint(gilBenchFor.Seconds())).Output()
	if err != nil {
		return f, false
	}
	return f, json.Unmarshal(out, &f) == nil
}

const spinText = `
def spin(turns):
    n = 0
    while more():
        for i in range(turns):
            n += 1
    return n
`

// measureGIL has so many threads compute for the time of the benchmark.
func measureGIL(b *testing.B, threads int, interval time.Duration) (rate, sliceMs, cores float64) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(threads + 4))
	var begin time.Time
	compiled, err := code.Compile("spin.py", spinText)
	if err != nil {
		b.Fatal(err)
	}
	more := func(*code.Thread, []code.Value) (code.Value, error) {
		return code.Bool(time.Since(begin) < gilBenchFor), nil
	}
	w := newWorld(b, work.Program{Bodies: map[string]work.Body{"spin": func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) {
		_, err := w.Call("spin", code.Int(2000))
		return nil, err
	}}}, Options{Workers: threads, SwitchInterval: interval, Pin: true})
	w.in.Kit.Module = code.NewModule(compiled, map[string]code.Native{"more": more})
	begin = time.Now()
	v := w.main(b, func(th *Thread) error { return crew(th, threads, "spin") })
	g := gilOf(b, v)
	var lengths []float64
	var taken trace.Time
	switches := 0
	for i := range g.Len() {
		switch e := g.Event(i); e.Kind {
		case trace.KindTake:
			taken = e.Time
		case trace.KindGive:
			if e.Arg == Forced { // starting and ending threads pass it on too
				switches++
				lengths = append(lengths, float64(e.Time-taken)/1e6)
			}
		}
	}
	slices.Sort(lengths)
	var cpu int64
	for i := range v.Lanes() {
		cpu += v.Lanes()[i].CPU
	}
	wall := v.End()
	return float64(switches) / (float64(wall) / 1e9), lengths[len(lengths)/2], float64(cpu) / float64(wall)
}
