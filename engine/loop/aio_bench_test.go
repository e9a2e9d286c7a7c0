package loop_test

// This file measures the loop beside CPython's asyncio, uvloop and gevent, all in
// one run, and prints the table:
//
//	go test -run - -bench Asyncio -benchtime 5x ./engine/loop
//
// A rate is the median of the rounds. Ours records everything; "full" is a loop
// whose recording has no room left, so that events are made and thrown away;
// "by-cpu" is ours by the time that its thread had a core, which is what a
// machine that others use too can tell.

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"corelanes/engine/loop"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// aioRow is one thing that is measured: how often a second.
type aioRow struct {
	name string
	n    int
	run  func(l *loop.Loop, me *loop.Task, n int) error
}

func nothing(*loop.Task) (any, error) { return nil, nil }

// many creates n tasks.
func many(l *loop.Loop, n int, f loop.Coro) ([]loop.Awaitable, error) {
	out := make([]loop.Awaitable, 0, n)
	for range n {
		x, err := l.CreateTask("t", f)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// gatherMany is gather of n tasks.
func gatherMany(l *loop.Loop, me *loop.Task, n int, f loop.Coro) error {
	all, err := many(l, n, f)
	if err == nil {
		_, err = me.Await(l.Gather(false, all...))
	}
	return err
}

// yields is a task that hands control over so many times.
func yields(n int) loop.Coro {
	return func(t *loop.Task) (any, error) {
		for range n {
			if err := t.Sleep(0); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}
}

var aioRows = []aioRow{
	{"create", 15_000, func(l *loop.Loop, me *loop.Task, n int) error {
		for range n {
			x, err := l.CreateTask("t", nothing)
			if err != nil {
				return err
			}
			if _, err := me.Await(x); err != nil {
				return err
			}
		}
		return nil
	}},
	{"gather", 15_000, func(l *loop.Loop, me *loop.Task, n int) error { return gatherMany(l, me, n, nothing) }},
	{"switch1", 200_000, func(_ *loop.Loop, me *loop.Task, n int) error { _, err := yields(n)(me); return err }},
	{"switch100", 200_000, func(l *loop.Loop, me *loop.Task, n int) error { return gatherMany(l, me, 100, yields(n/100)) }},
	{"event", 20_000, pingPong},
	{"waitfor", 10_000, func(l *loop.Loop, me *loop.Task, n int) error {
		for range n {
			x, err := l.CreateTask("t", nothing)
			if err != nil {
				return err
			}
			if _, err := me.WaitFor(x, 10*time.Second); err != nil {
				return err
			}
		}
		return nil
	}},
	{"sleep10k", 10_000, func(l *loop.Loop, me *loop.Task, n int) error {
		return gatherMany(l, me, n, func(t *loop.Task) (any, error) { return nil, t.Sleep(100 * time.Millisecond) })
	}},
}

// pingPong has two tasks wake each other through Events.
func pingPong(l *loop.Loop, me *loop.Task, n int) error {
	a, err := prim.NewEvent(kit.Arena, kit.Waiter, "a", kit.Rules)
	if err != nil {
		return err
	}
	b, err := prim.NewEvent(kit.Arena, kit.Waiter, "b", kit.Rules)
	if err != nil {
		return err
	}
	turn := func(t *loop.Task, mine, other *prim.Event) error {
		for range n {
			if _, err := mine.Wait(t.Self(), prim.None); err != nil {
				return err
			}
			mine.Clear(t.Self())
			other.Set(t.Self())
		}
		return nil
	}
	x, err := l.CreateTask("t", func(t *loop.Task) (any, error) { return nil, turn(t, a, b) })
	if err != nil {
		return err
	}
	a.Set(me.Self())
	for range n {
		if _, err := b.Wait(me.Self(), prim.None); err != nil {
			return err
		}
		b.Clear(me.Self())
		a.Set(me.Self())
	}
	_, err = me.Await(x)
	return err
}

// ours is a row's rate on a loop of ours, by the clock and by its thread's time
// on a core. With full, its recording has no room.
func (r aioRow) ours(b *testing.B, o loop.Options, full bool) (rate, byCPU float64) {
	b.Helper()
	var took trace.Time
	var cpu int64
	got := aioRun(b, o, func(l *loop.Loop, me *loop.Task) error {
		if full {
			for kit.Arena.Dropped() == 0 {
				me.Self().Rec.Put(trace.Event{Kind: trace.KindLine, Lane: me.Self().Lane})
			}
		}
		begin := l.Now()
		before, _ := osys.ThreadCPU() // where it cannot be told the column has no number
		err := r.run(l, me, r.n)
		after, _ := osys.ThreadCPU()
		took, cpu = l.Now()-begin, after-before
		return err
	})
	if got.err != nil {
		b.Fatal(r.name, got.err)
	}
	return float64(r.n) / float64(took) * 1e9, float64(r.n) / float64(max(cpu, 1)) * 1e9
}

// python runs aio.py under a Python that can import what it takes, and is the
// rates by name; nil if there is none.
func python(b *testing.B, args ...string) map[string]float64 {
	b.Helper()
	for _, exe := range []string{"python3", "/usr/bin/python3"} {
		out, err := exec.Command(exe, append([]string{"testdata/aio.py"}, args...)...).Output()
		if err != nil {
			continue
		}
		rates := map[string]float64{}
		for line := range strings.Lines(string(out)) {
			var name string
			var rate float64
			if _, err := fmt.Sscan(line, &name, &rate); err == nil {
				rates[name] = rate
			}
		}
		return rates
	}
	return nil
}

func median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	slices.Sort(x)
	return x[len(x)/2]
}

func BenchmarkAsyncio(b *testing.B) {
	columns := []string{"ours", "by-cpu", "full", "lean", "asyncio", "uvloop", "gevent"}
	all := map[string][]float64{} // by column and row
	for b.Loop() {
		for _, c := range columns[4:] {
			for name, rate := range python(b, c) {
				all[c+name] = append(all[c+name], rate)
			}
		}
		for _, r := range aioRows {
			rate, byCPU := r.ours(b, loop.Options{}, false)
			full, _ := r.ours(b, loop.Options{}, true)
			lean, _ := r.ours(b, loop.Options{Lean: true}, false)
			for c, x := range map[string]float64{"ours": rate, "by-cpu": byCPU, "full": full, "lean": lean} {
				all[c+r.name] = append(all[c+r.name], x)
			}
		}
	}
	var table strings.Builder
	fmt.Fprintf(&table, "\n%-10s", "a second")
	for _, c := range columns {
		fmt.Fprintf(&table, " %10s", c)
	}
	fmt.Fprintf(&table, " %12s %12s\n", "ours/asyncio", "lean/uvloop")
	for _, r := range aioRows {
		m := map[string]float64{}
		fmt.Fprintf(&table, "%-10s", r.name)
		for _, c := range columns {
			if m[c] = median(all[c+r.name]); m[c] > 0 {
				fmt.Fprintf(&table, " %10.0f", m[c])
			} else {
				fmt.Fprintf(&table, " %10s", "–")
			}
		}
		fmt.Fprintf(&table, " %12.2f %12.2f\n", m["ours"]/m["asyncio"], m["lean"]/m["uvloop"])
	}
	fmt.Print(table.String())
	m, a := median(all["oursswitch100"]), median(all["asyncioswitch100"])
	b.ReportMetric(m, "switches/s")
	if a > 0 {
		b.ReportMetric(m/a, "switch-ratio")
		b.ReportMetric(median(all["ourscreate"])/median(all["asynciocreate"]), "create-ratio")
	}
}

// BenchmarkMemoryOfAWaitingTask measures what a task takes that waits for an
// Event, as the operating system counts it, its place in the recording included.
func BenchmarkMemoryOfAWaitingTask(b *testing.B) {
	const n = 10_000
	var each []float64
	for b.Loop() {
		aioRun(b, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
			e, err := kit.Event("e")
			if err != nil {
				return err
			}
			debug.FreeOSMemory()
			before := resident(b)
			all, err := many(l, n, func(t *loop.Task) (any, error) {
				_, err := e.Wait(t.Self(), prim.None)
				return nil, err
			})
			if err != nil {
				return err
			}
			if err := errors.Join(me.Sleep(0), me.Sleep(0)); err != nil {
				return err
			}
			runtime.GC()
			each = append(each, (resident(b)-before)/n)
			e.Set(me.Self())
			_, err = me.Await(l.Gather(false, all...))
			return err
		})
	}
	b.ReportMetric(median(each), "B/task")
	if py := python(b, "asyncio", "tasks", fmt.Sprint(n)); py != nil {
		b.ReportMetric(py["bytes"], "asyncio-B/task")
	}
}

// resident is the memory that the process has in use, in bytes.
func resident(b *testing.B) float64 {
	f, err := os.Open("/proc/self/statm")
	if err != nil {
		b.Skip("the operating system does not tell:", err)
	}
	defer f.Close()
	var total, pages float64
	if _, err := fmt.Fscan(bufio.NewReader(f), &total, &pages); err != nil {
		b.Fatal(err)
	}
	return pages * float64(os.Getpagesize())
}
