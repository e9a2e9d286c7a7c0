package sources

// This file tests the measuring, and the keeping of what was measured.

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	_ "corelanes/engine/entry" // the runs of the tests are processes of this program
)

func smoke(scenario, model, measure string) *Check {
	return &Check{Run: Setup{Scenario: scenario, Model: model, Set: map[string]string{"size": "smoke"}}, Measure: measure}
}

func TestChecksThatShareRunsAreMeasuredOnce(t *testing.T) {
	alone := smoke("unit-cost", "threads", "memory")
	alone.Run.Alone = true
	impossible := smoke("race", "interpreters", "lost") // they share nothing
	checks := []*Check{
		smoke("squares", "threads", "speedup"), smoke("squares", "processes", "speedup"), smoke("squares", "threads", "pids"),
		alone, impossible, smoke("race", "threads", "races"), smoke("downloads", "asyncio", "lines"),
	}
	checks[5].Run.Set = map[string]string{"size": "tiny"}
	if n := len(jobs(checks)); n != 5 {
		t.Errorf("%d goes are needed, want 5", n)
	}
	path := filepath.Join(t.TempDir(), "folder", FileName)
	store, err := OpenStore(path)
	if err != nil {
		t.Fatal(err)
	}
	steps := 0
	err = Carry(context.Background(), checks, 1, func(Progress) { steps++ }, func(key string, m Measured) {
		if err := store.Put(key, m); err != nil {
			t.Error(err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if steps == 0 {
		t.Error("nothing was told of the progress")
	}
	again, err := OpenStore(path)
	if err != nil {
		t.Fatal(err)
	}
	kept := again.Kept()
	for _, c := range checks {
		m := kept.Of(c)
		if m == nil {
			t.Errorf("nothing was kept of %s under %s", c.Run.Scenario, c.Run.Model)
			continue
		}
		x, ok := m.Values[c.Measure]
		switch {
		case c == impossible:
			if ok || m.WhyNot == "" {
				t.Errorf("what cannot be run came to %v, %q", x, m.WhyNot)
			}
		case !ok || x <= 0 && c.Measure != "memory":
			t.Errorf("%s of %s under %s is %v", c.Measure, c.Run.Scenario, c.Run.Model, x)
		case m.At.IsZero() || m.Machine.Cores < 1:
			t.Errorf("%s: where or when is not told: %+v", c.Run.Scenario, m)
		}
	}
	if x := kept.Of(checks[5]).Values["races"]; x <= 0 || x > 1 {
		t.Errorf("the share of schedules that fail is %v", x)
	}
	if x := kept.Of(checks[2]).Values["pids"]; x != 1 {
		t.Errorf("threads live in %v processes", x)
	}
}

func TestStoppedMeasuringSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	err := Carry(ctx, []*Check{smoke("squares", "threads", "speedup")}, 3, func(Progress) { cancel() }, func(string, Measured) {
		t.Error("something was told that was not finished")
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestADamagedFileOfMeasurementsIsToldAndReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	for _, content := range []string{`{"version":`, `{"version":99,"measured":{}}`} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := OpenStore(path)
		if err == nil {
			t.Fatalf("%q was read", content)
		}
		if err := s.Put("x", Measured{Values: map[string]float64{"wall": 1}}); err != nil {
			t.Fatal(err)
		}
		if s, err = OpenStore(path); err != nil || s.Kept()["x"] == nil {
			t.Errorf("after %q: %v", content, err)
		}
		if err := s.Clear(); err != nil || len(s.Kept()) != 0 {
			t.Errorf("not all is forgotten: %v", err)
		}
	}
}
