package entry

// This file tests controlled runs: what is decided is what happens, again and
// again, and nothing is left of it.

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"corelanes/engine/control"
	"corelanes/engine/model"
	"corelanes/engine/scenario"
	"corelanes/engine/trace"
)

// trialsOf prepares trials of a scenario.
func trialsOf(t testing.TB, id, modelID string, workers int, set map[string]string) *trials {
	t.Helper()
	s, err := scenario.Find(id)
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.Parse(set)
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Program(v)
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Find(modelID)
	if err != nil {
		t.Fatal(err)
	}
	if workers == 0 {
		workers = s.Workers
	}
	// Shared memory is named after the directory, and t.TempDir's has the same name in every test program.
	dir, err := os.MkdirTemp("", "run")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	x, err := newTrials(p, m, model.Options{Workers: workers, SwitchInterval: 5 * time.Millisecond}, dir)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// events is everything that the last trial recorded, in the order of its log.
func (t *trials) events() string {
	r := trace.NewRecording(t.arena)
	r.Update(trace.Forever)
	var b strings.Builder
	v := r.Cut()
	for i := range v.LogLen() {
		fmt.Fprintln(&b, v.Log(i))
	}
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		for k := range l.Len() {
			span, to := l.Span(k)
			fmt.Fprintln(&b, l.Info.Name, span, to)
		}
	}
	return b.String()
}

// noneLeft fails when there are more goroutines than before.
func noneLeft(t *testing.T, before int) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
		if runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
}

// controlled are the models whose runs can be controlled.
func controlled() (ids []string) {
	for _, m := range model.All() {
		if m.WhyNotControlled() == "" {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

func TestTheSameSeedGivesTheSameEventsAndItsScheduleGivesThemAgain(t *testing.T) {
	before := runtime.NumGoroutine()
	deadlocks := 0
	ran := map[string]bool{}
	for _, id := range controlled() {
		m, err := model.Find(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range scenario.All() {
			if s.Category != map[bool]string{false: "sync", true: "life"}[m.Isolated] || s.NeedsLoop && !m.Tasks || m.Isolated && s.Shares() || s.NeedsProcesses || s.ID == "unit-cost" { // which measures this machine
				continue
			}
			if v, err := s.Parse(map[string]string{"size": "smoke"}); err != nil {
				t.Fatal(err)
			} else if p, err := s.Program(v); err != nil || p.HTTP || p.Server != nil || p.Talk {
				continue
			}
			ran[id] = true
			set := map[string]string{"size": "smoke"}
			if s.ID == "deadlock" {
				set["cure"] = "none"
			}
			x := trialsOf(t, s.ID, id, 0, set)
			seeds := int64(2)
			if m.Tasks && id != "asyncio" {
				seeds = 1 // the other loops differ in little that matters here
			}
			for seed := range seeds {
				out, c, err := x.run(control.NewSeed(seed))
				if errors.Is(err, control.ErrDeadlock) && s.ID == "deadlock" {
					deadlocks++
				} else if err != nil {
					t.Errorf("%s under %s, seed %d: %v", s.ID, id, seed, err)
					continue
				}
				events := x.events()
				for name, ch := range map[string]control.Chooser{"seed": control.NewSeed(seed), "schedule": control.NewReplay(c.Schedule(), control.Plain{})} {
					out2, c2, err2 := x.run(ch)
					if string(out) != string(out2) || fmt.Sprint(err) != fmt.Sprint(err2) || c.Schedule().String() != c2.Schedule().String() {
						t.Errorf("%s under %s: %s, %v, %s; again by its %s: %s, %v, %s", s.ID, id, out, err, c.Schedule(), name, out2, err2, c2.Schedule())
					}
					if again := x.events(); again != events {
						t.Errorf("%s under %s, seed %d: other events when run again by its %s", s.ID, id, seed, name)
					}
				}
			}
		}
	}
	if deadlocks == 0 {
		t.Error("no seed leads into the deadlock")
	}
	if len(ran) != len(controlled()) {
		t.Errorf("controlled can be %v, run were %v", controlled(), ran)
	}
	noneLeft(t, before)
}

func TestAScheduleThatDoesNotFitSaysWhere(t *testing.T) {
	x := trialsOf(t, "deadlock", "threads", 2, map[string]string{"hold": "10ms"})
	for text, want := range map[string]string{
		"0,0,1,5":                "entry 4 of the schedule, \"5\": worker 5 cannot go: there is no such worker",
		"0,0,1,1,2,2,0":          "entry 7 of the schedule, \"0\": worker 0 cannot go: MainThread waits for the end of Philosopher-1",
		"0,0,1,1,2,2,2,2,2":      "entry 9 of the schedule, \"2\": the schedule is too long: the run had ended after 8 of its 9 entries",
		"0,0,1,1,2,2,2,2,1s@900": "too long",
		"0,1s@3":                 "entry 2 of the schedule, \"1s@3\": spurious wake-up is not possible for worker 1",
		"0,0,1k@1":               "is at point",
	} {
		s, err := control.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		replay := control.NewReplay(s, control.Plain{})
		_, _, err = x.run(replay)
		if err == nil || errors.Is(err, control.ErrDeadlock) {
			err = replay.Unused()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestAKilledOwnerLeavesItsLockHeld(t *testing.T) {
	x := trialsOf(t, "deadlock", "threads", 2, map[string]string{"hold": "10ms", "cure": "one-lock"})
	// Philosopher-1 takes the table and its first fork, and is killed at the table's end of its sleep.
	for point := 4; point < 14; point++ {
		s, err := control.Parse(fmt.Sprintf("1k@%d", point))
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = x.run(control.NewReplay(s, control.Plain{}))
		r := trace.NewRecording(x.arena)
		r.Update(trace.Forever)
		v := r.Cut()
		held := slices.ContainsFunc(v.Objs(), func(o trace.ObjView) bool {
			st := o.At(v.End())
			return o.Info.Name == "table" && st.Owner() != 0
		})
		if held != errors.Is(err, control.ErrDeadlock) {
			t.Errorf("killed at point %d: the table is held %v, %v", point, held, err)
		}
		if held {
			return
		}
	}
	t.Error("nowhere does it hold the table")
}
