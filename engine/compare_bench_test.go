package engine

// This file measures whole runs beside CPython's: the same work, the same
// crew, processes started by spawn on both sides, in one run.
//
//	go test -run - -bench Scenario -benchtime 1x -count 5 ./engine
//
// It also measures how long Stop takes.

import (
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"corelanes/engine/insight"
	"corelanes/engine/proc"
	"corelanes/engine/web"
	"corelanes/engine/work"
)

func BenchmarkScenario(b *testing.B) {
	const latency = 20 * time.Millisecond
	var family proc.Family
	b.Cleanup(family.End)
	_, server, err := web.StartServer(&family, work.Server{Latency: latency, Bytes: 10240})
	if err != nil {
		b.Fatal(err)
	}
	for _, s := range []struct {
		scenario string
		workers  int
		set      map[string]string
		python   []string // the script and what stands between the model and the workers
	}{
		{"squares", 4, map[string]string{"numbers": "20", "upto": "1000000"}, []string{"testdata/squares.py", "20", "1000000"}},
		{"downloads", 5, map[string]string{"count": "160", "latency": latency.String()}, []string{"testdata/downloads.py", "160", server}},
	} {
		for _, m := range []string{"sequential", "threads", "free-threads", "processes", "asyncio"} {
			b.Run(s.scenario+"/"+m, func(b *testing.B) {
				for range b.N {
					r, err := Start(Plan{Scenario: s.scenario, Model: m, Workers: s.workers, Set: s.set})
					if err != nil {
						b.Fatal(err)
					}
					if o := r.Wait(); o.Err != nil {
						b.Fatal(o.Err)
					}
					sum := insight.Summarise(r.Recording().Cut())
					ours := float64(sum.Wall) / 1e9
					b.ReportMetric(ours, "ours-s")
					b.ReportMetric(sum.Busy, "ours-cores")
					if py, ok := underPython(append([]string{s.python[0], m}, append(s.python[1:], strconv.Itoa(s.workers))...)); ok {
						b.ReportMetric(py, "cpython-s")
						b.ReportMetric(ours/py, "ours/cpython")
					}
				}
			})
		}
	}
}

// underPython runs a script of the tree under the python3 that is found, if one is
// and knows the model, and is the seconds that it prints.
func underPython(args []string) (seconds float64, ok bool) {
	out, err := exec.Command("python3", args...).Output()
	if err != nil {
		return 0, false
	}
	seconds, err = strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	return seconds, err == nil
}

func BenchmarkStop(b *testing.B) {
	for _, m := range Models() {
		if !m.Possible {
			continue
		}
		b.Run(m.ID, func(b *testing.B) {
			var longest time.Duration
			for range b.N {
				b.StopTimer()
				r, err := Start(Plan{Scenario: "squares", Model: m.ID, Workers: 4, Set: map[string]string{"upto": "100000000"}})
				if err != nil {
					b.Fatal(err)
				}
				tick := time.NewTicker(time.Millisecond)
				for r.Now() < 1e8 { // well into its work
					select {
					case <-r.Done():
						b.Fatal(fmt.Errorf("the run ended: %w", r.Wait().Err))
					case <-tick.C:
					}
				}
				tick.Stop()
				b.StartTimer()
				begin := time.Now()
				r.Stop()
				r.Wait()
				longest = max(longest, time.Since(begin))
			}
			b.ReportMetric(float64(longest)/1e6, "longest-ms")
		})
	}
}
