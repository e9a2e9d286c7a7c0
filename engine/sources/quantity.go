package sources

// This file holds what can be measured of a run, each quantity by its name.

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"corelanes/engine/compare"
	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// quantities are what is worked out of the run with the median time. ok is false
// when the run has no such number.
var quantities = map[string]func(e *compare.Entry) (x float64, ok bool){
	"wall":     func(e *compare.Entry) (float64, bool) { return e.WallS, e.WallS > 0 },
	"speedup":  speedup,
	"busy":     reported(func(e *compare.Entry) float64 { return e.Report.BusyCores }),                           // cores
	"parallel": reported(func(e *compare.Entry) float64 { return float64(e.Report.MaxParallel) }),                // cores at the same instant, at most
	"cores":    viewed(coresSeen),                                                                                // different cores on which the workers ran
	"inflight": viewed(inFlight),                                                                                 // workers that had begun and not ended, at most
	"startup":  viewed(startUp),                                                                                  // seconds from being asked for to the first instruction, the median worker's
	"creation": viewed(creation),                                                                                 // seconds from the making of one worker to that of the next, the median
	"memory":   viewed(unitMemory),                                                                               // bytes for each unit, as unit-cost finds them
	"private":  reported(private),                                                                                // bytes that are a worker process's alone, the median
	"rss":      reported(func(e *compare.Entry) float64 { return float64(e.RSS) }),                               // bytes of all processes together, at most
	"pids":     viewed(different(func(i trace.LaneInfo) int { return i.PID })),                                   // processes that had a lane
	"threads":  viewed(different(func(i trace.LaneInfo) int { return i.TID })),                                   // threads that had a lane
	"gils":     viewed(gils),                                                                                     // GILs
	"copied":   reported(func(e *compare.Entry) float64 { return e.Report.Ledger.SerialiseS / pieces(e) }),       // seconds of serialising for each item
	"exchange": reported(func(e *compare.Entry) float64 { return e.WallS / pieces(e) }),                          // seconds for each item
	"lost":     reported(lost),                                                                                   // share of the updates, 0 … 1
	"stuck":    func(e *compare.Entry) (float64, bool) { return one(e.Status == "deadlocked"), e.View != nil },   // 1: it ended in a deadlock
	"freeze":   reported(freeze),                                                                                 // seconds that one step held the loop, at most
	"survived": func(e *compare.Entry) (float64, bool) { return field(e, "survived") },                           // workers
	"foreign":  func(e *compare.Entry) (float64, bool) { return field(e, "foreign") },                            // answers that were another worker's
	"switches": viewed(switches),                                                                                 // how often the median worker was interrupted
	"killed":   viewed(killed),                                                                                   // the signal that ended a worker, 0: none
	"runs":     func(e *compare.Entry) (float64, bool) { return one(e.Status == "done"), e.Status != "stopped" }, // 1: it ran here to its end
	"printed":  viewed(interleaved),                                                                              // times that a worker spoke before another had finished
}

func speedup(e *compare.Entry) (float64, bool) {
	if e.Speedup == nil {
		return 0, false
	}
	return *e.Speedup, true
}

func reported(of func(*compare.Entry) float64) func(*compare.Entry) (float64, bool) {
	return func(e *compare.Entry) (float64, bool) {
		if e.Report == nil {
			return 0, false
		}
		return of(e), true
	}
}

func viewed(of func(v *trace.View) (float64, bool)) func(*compare.Entry) (float64, bool) {
	return func(e *compare.Entry) (float64, bool) {
		if e.View == nil {
			return 0, false
		}
		return of(e.View)
	}
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// workers are the lanes that run a scenario's bodies.
func workers(v *trace.View) (out []insight.LaneSummary) {
	for _, l := range insight.Summarise(v).Lanes {
		if l.Worker {
			out = append(out, l)
		}
	}
	return out
}

func coresSeen(v *trace.View) (float64, bool) {
	seen := map[trace.Core]bool{}
	for _, l := range workers(v) {
		for _, c := range l.Cores {
			seen[c] = true
		}
	}
	return float64(len(seen)), len(seen) > 0
}

func inFlight(v *trace.View) (float64, bool) {
	type edge struct {
		at trace.Time
		by int
	}
	var edges []edge
	for _, l := range workers(v) {
		edges = append(edges, edge{l.From, 1}, edge{l.To, -1})
	}
	slices.SortFunc(edges, func(a, b edge) int {
		if a.at != b.at {
			return int(a.at - b.at)
		}
		return a.by - b.by
	})
	n, most := 0, 0
	for _, e := range edges {
		n += e.by
		most = max(most, n)
	}
	return float64(most), most > 0
}

func median(all []trace.Time) (float64, bool) {
	if len(all) == 0 {
		return 0, false
	}
	slices.Sort(all)
	return float64(all[(len(all)-1)/2]) / 1e9, true
}

func startUp(v *trace.View) (float64, bool) {
	var all []trace.Time
	for _, l := range workers(v) {
		if d, begun := insight.StartUp(v, l.Info.ID); begun {
			all = append(all, d)
		}
	}
	return median(all)
}

func creation(v *trace.View) (float64, bool) {
	var begun, gaps []trace.Time
	for _, l := range workers(v) {
		begun = append(begun, l.From)
	}
	slices.Sort(begun)
	for i := 1; i < len(begun); i++ {
		gaps = append(gaps, begun[i]-begun[i-1])
	}
	return median(gaps)
}

// unitMemory is what unit-cost found out by asking the operating system before
// and after; it tells it in its output, for its result is the same under every
// model.
func unitMemory(v *trace.View) (float64, bool) {
	for i := range v.LogLen() {
		e := v.Log(i)
		if e.Kind != trace.KindSay {
			continue
		}
		var kib float64
		if n, err := fmt.Sscanf(v.Text(e.Arg), "memory: %g KiB each", &kib); n == 1 && err == nil {
			return kib * 1024, true
		}
	}
	return 0, false
}

func private(e *compare.Entry) float64 {
	var all []int64
	for _, l := range e.Report.Lanes {
		if l.Kind == "process" && l.Memory != nil {
			all = append(all, l.Memory.Private)
		}
	}
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return float64(all[(len(all)-1)/2])
}

// different is how many different numbers the lanes have that do the program's
// work; those of the servers that the engine starts for it are left out.
func different(of func(trace.LaneInfo) int) func(v *trace.View) (float64, bool) {
	return func(v *trace.View) (float64, bool) {
		seen := map[int]bool{}
		for i := range v.Lanes() {
			info := v.Lanes()[i].Info
			if n := of(info); n != 0 && info.Kind != trace.LaneServer && info.Kind != trace.LaneManager {
				seen[n] = true
			}
		}
		return float64(len(seen)), len(seen) > 0
	}
}

// gils are those under which somebody worked: a process that only starts others
// has one, too, and nobody else wants it.
func gils(v *trace.View) (float64, bool) {
	n := 0
	for i := range v.Objs() {
		if o := &v.Objs()[i]; o.Info.Kind == trace.ObjGIL && o.Len() > 0 {
			n++
		}
	}
	return float64(n), true
}

// pieces is how many items a run passed on: its parameter of that name, or its
// round trips; else 1.
func pieces(e *compare.Entry) float64 {
	for _, name := range []string{"items", "trips", "messages"} {
		if n, err := strconv.Atoi(e.Report.Parameters[name]); err == nil && n > 0 {
			return float64(n)
		}
	}
	return 1
}

func lost(e *compare.Entry) float64 {
	if e.Report.Race == nil || e.Report.Race.Expected <= 0 {
		return 0
	}
	return float64(e.Report.Race.Lost) / float64(e.Report.Race.Expected)
}

func freeze(e *compare.Entry) (longest float64) {
	for _, l := range e.Report.Loops {
		for _, f := range l.Freezes {
			longest = max(longest, f.TookS)
		}
	}
	return longest
}

// field is a number of the scenario's result.
func field(e *compare.Entry, name string) (float64, bool) {
	if e.Report == nil {
		return 0, false
	}
	var fields map[string]any
	if json.Unmarshal(e.Report.Result, &fields) != nil {
		return 0, false
	}
	x, ok := fields[name].(float64)
	return x, ok
}

// switches counts, for each worker, how often it stopped executing before its
// end.
func switches(v *trace.View) (float64, bool) {
	var all []trace.Time
	for _, s := range workers(v) {
		l, n, was := v.Lane(s.Info.ID), 0, false
		for i := range l.Len() {
			span, _ := l.Span(i)
			if is := span.State.Executing(); is != was {
				if was = is; is {
					n++
				}
			}
		}
		all = append(all, trace.Time(max(n-1, 0)))
	}
	x, ok := median(all)
	return x * 1e9, ok
}

func killed(v *trace.View) (float64, bool) {
	for i := range v.Lanes() {
		if s := v.Lanes()[i].Info.Signal; s != 0 {
			return float64(s), true
		}
	}
	return 0, true
}

// interleaved counts the lines that a worker printed after one that had begun
// earlier had spoken and before that one had spoken its last.
func interleaved(v *trace.View) (float64, bool) {
	last := map[trace.Lane]int{}
	var said []trace.Lane
	for i := range v.LogLen() {
		if e := v.Log(i); e.Kind == trace.KindSay {
			last[e.Lane] = len(said)
			said = append(said, e.Lane)
		}
	}
	n := 0
	for i, l := range said[:max(len(said)-1, 0)] {
		if said[i+1] != l && last[l] > i {
			n++
		}
	}
	return float64(n), len(said) > 0
}
