//go:build linux

package engine

// This file is the chaos test: processes of a run are killed, stopped and
// terminated at random moments, workers, the processes they are forked from,
// and the runner itself. Whatever is hit, the run ends, nothing is left, and
// what happened before is in a recording that opens again.
//
// "make chaos" does 200 runs; a test run does a few.

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"corelanes/engine/trace"
)

var (
	chaosRuns = flag.Int("chaos.runs", 8, "how many runs the chaos test does")
	chaosSeed = flag.Uint64("chaos.seed", 0, "for the chaos test's choices; 0: another one each time")
)

// chaosPlans are what is run: processes, pools, queues and locks.
var chaosPlans = []Plan{
	{Scenario: "squares", Model: "processes", Workers: 3, Set: map[string]string{"numbers": "12", "upto": "100000"}},
	{Scenario: "lock-file", Model: "processes", Workers: 4, Set: map[string]string{"size": "smoke"}},
	{Scenario: "race", Model: "processes", Workers: 3, Set: map[string]string{"size": "smoke", "lock": "true"}},
	{Scenario: "factorials", Model: "processes", Workers: 3, Set: map[string]string{"pause": "10ms"}},
	{Scenario: "spawn-cost", Model: "processes", Workers: 4, Set: map[string]string{"data": "4", "together": "true"}},
	{Scenario: "barrier", Model: "processes", Workers: 3, Set: map[string]string{"size": "smoke"}},
	{Scenario: "condition", Model: "processes", Workers: 3, Set: map[string]string{"size": "smoke"}},
	{Scenario: "pool-four-tasks", Model: "process-pool", Workers: 2, Set: map[string]string{"size": "smoke"}},
	{Scenario: "telemetry", Model: "process-pool", Workers: 3, Set: map[string]string{"size": "smoke"}},
	{Scenario: "squares", Model: "process-pool", Workers: 2, Set: map[string]string{"numbers": "8", "upto": "100000"}},
	{Scenario: "producer-consumer", Model: "processes", Workers: 3, Set: map[string]string{"size": "smoke"}},
	{Scenario: "pipes", Model: "processes", Workers: 2, Set: map[string]string{"size": "smoke"}},
	{Scenario: "child-result", Model: "processes", Workers: 1, Set: map[string]string{"bytes": "1000000"}},
	{Scenario: "client-server", Model: "processes", Workers: 3, Set: map[string]string{"size": "smoke"}},
	{Scenario: "session-per-worker", Model: "processes", Workers: 3, Set: map[string]string{"size": "smoke"}},
	{Scenario: "sharing", Model: "processes", Workers: 2, Set: map[string]string{"size": "smoke"}},
}

// chaosDeadline is the runs' own; a run that takes longer than it and
// chaosGrace has not been ended by it.
const (
	chaosDeadline = 2 * time.Second
	chaosGrace    = 5 * time.Second // a busy machine's
)

func TestWhoeverIsKilledARunEndsAndLeavesNothing(t *testing.T) {
	seed := *chaosSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("chaos.seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	ends := map[string]int{}
	plans := slices.DeleteFunc(slices.Clone(chaosPlans), func(p Plan) bool {
		_, err := p.Checked()
		var unknown *UsageError
		return errors.As(err, &unknown) && unknown.What == "scenario" // not in the catalogue yet
	})
	for i := range *chaosRuns {
		p := plans[random.IntN(len(plans))]
		var starts []string
		for _, m := range StartMethods() {
			if m.WhyNot == "" {
				starts = append(starts, m.ID)
			}
		}
		p.Start, p.Deadline, p.ThroughParent = starts[random.IntN(len(starts))], chaosDeadline, random.IntN(2) == 0
		how, err := chaosRun(t, random, p)
		if err != nil {
			t.Fatalf("chaos.seed %d, run %d, %s under %s by %s: %v", seed, i, p.Scenario, p.Model, p.Start, err)
		}
		ends[how]++
	}
	t.Logf("how the runs ended: %v", ends)
}

// chaosRun is one run and what is done to it.
func chaosRun(t *testing.T, random *rand.Rand, p Plan) (how string, err error) {
	r, err := Start(p)
	if err != nil {
		return "", err
	}
	moment := time.NewTimer(time.Duration(random.Int64N(int64(60 * time.Millisecond))))
	for hits := 1 + random.IntN(3); hits > 0; hits-- {
		select {
		case <-r.Done():
			hits = 0
			continue
		case <-moment.C:
		}
		hit(r, random)
		moment.Reset(time.Duration(random.Int64N(int64(20 * time.Millisecond))))
	}
	moment.Stop()
	select {
	case <-r.Done():
	case <-time.After(chaosDeadline + chaosGrace):
		r.Stop()
		return "", errors.New("it does not end")
	}
	o := r.Wait()
	for end := time.Now().Add(time.Second); ; {
		left := ofGroup(r.child.PID)
		if len(left) == 0 {
			break
		}
		if time.Now().After(end) {
			return "", fmt.Errorf("%s: it left the processes %q", o.Status, left)
		}
	}
	if left := leftOf(); len(left) > 0 {
		return "", fmt.Errorf("%s: it left %v", o.Status, left)
	}
	file := filepath.Join(t.TempDir(), "run.lane")
	if err := r.Save(file, "test"); err != nil {
		return "", fmt.Errorf("%s: %w", o.Status, err)
	}
	x, err := Open(file)
	if err != nil {
		return "", fmt.Errorf("%s: its recording does not open: %w", o.Status, err)
	}
	before, _ := r.Recording().Cut().Events()
	after, _ := x.Recording.Cut().Events()
	if before != after {
		return "", fmt.Errorf("%s: %d of %d events are in the file", o.Status, after, before)
	}
	if o.Status != Done && (o.Err == nil || o.Err.Error() == "") {
		return "", fmt.Errorf("%s: it does not say why", o.Status)
	}
	return string(o.Status), nil
}

// ofGroup are the processes of a group, as the kernel describes them; not those
// that have ended and are for the system's first process to reap.
func ofGroup(pgid int) (out []string) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, f := range stats {
		b, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		_, rest, _ := strings.Cut(string(b), ") ")
		if f := strings.Fields(rest); len(f) > 2 && f[2] == fmt.Sprint(pgid) && f[0] != "Z" {
			out = append(out, string(b[:min(len(b), 60)]))
		}
	}
	return out
}

// hit sends some process of the run some signal. It may have just ended.
func hit(r *Run, random *rand.Rand) {
	signal := []string{"KILL", "KILL", "KILL", "TERM", "INT", "STOP"}[random.IntN(6)]
	var lanes []trace.Lane
	for l := trace.Lane(1); int(l) <= r.arena.Lanes(); l++ {
		if info, ok := r.arena.LaneInfo(l); ok && OwnProcess(info) && info.PID != 0 {
			lanes = append(lanes, l)
		}
	}
	if len(lanes) == 0 {
		return
	}
	l := lanes[random.IntN(len(lanes))]
	if l == 1 && random.IntN(4) > 0 && len(lanes) > 1 {
		l = lanes[1+random.IntN(len(lanes)-1)] // the runner itself not so often
	}
	_ = r.Signal(l, signal)
}

// leftOf are the files that bear the name of a run of this process, wherever
// there could be some.
func leftOf() (left []string) {
	for _, dir := range []string{os.TempDir(), "/dev/shm"} {
		entries, _ := os.ReadDir(dir)
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), dirPrefix()) {
				left = append(left, filepath.Join(dir, e.Name()))
			}
		}
	}
	return left
}
