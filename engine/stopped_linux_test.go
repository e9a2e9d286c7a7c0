package engine

// This file tests that the lanes of a process which a signal has stopped say so,
// however it began, and also in a file.

import (
	"path/filepath"
	"testing"
	"time"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// stoppedOf is how long each lane of a recording was stopped, of those that
// were.
func stoppedOf(v *trace.View) map[string]trace.Time {
	out := map[string]trace.Time{}
	for _, l := range insight.Summarise(v).Lanes {
		if d := l.States[trace.StateStopped]; d > 0 {
			out[l.Info.Name] = d
		}
	}
	return out
}

func TestAProcessThatASignalStopsIsStoppedInItsLaneUntilItGoesOn(t *testing.T) {
	for _, method := range StartMethods() {
		if method.WhyNot != "" {
			continue
		}
		r := start(t, Plan{Scenario: "process-states", Model: "processes", Start: method.ID, Set: map[string]string{"pace": "30ms"}})
		if o := r.Wait(); o.Status != Done {
			t.Fatalf("%s: %s: %v", method.ID, o.Status, o.Err)
		}
		v := r.Recording().Cut()
		stopped := stoppedOf(v)
		// It is stopped for two looks, of which the second ends with its death.
		if d := stopped["Stopped"]; len(stopped) != 1 || d < trace.Time(45*time.Millisecond) {
			t.Errorf("%s: stopped: %v", method.ID, stopped)
		}
		for i := range v.Lanes() {
			l := &v.Lanes()[i]
			for j := range l.Len() {
				if s, _ := l.Span(j); s.State == trace.StateStopped && j+1 < l.Len() {
					before, _ := l.Span(j - 1)
					after, _ := l.Span(j + 1)
					waits := before.State == trace.StateRunning && after.State == trace.StateReady // until it has a core again
					if after.State != before.State && after.State != trace.StateNone && !waits {
						t.Errorf("%s: %s was %v, then stopped, then %v", method.ID, l.Info.Name, before.State, after.State)
					}
				}
			}
		}
		file := filepath.Join(t.TempDir(), "run.lane")
		if err := r.Save(file, "test"); err != nil {
			t.Fatal(err)
		}
		x, err := Open(file)
		if err != nil {
			t.Fatal(err)
		}
		if again := stoppedOf(x.Recording.Cut()); again["Stopped"] != stopped["Stopped"] {
			t.Errorf("%s: in the file: %v, it was %v", method.ID, again, stopped)
		}
	}
}

func TestTheMainProcessIsStoppedInItsLanesToo(t *testing.T) {
	r := start(t, Plan{Scenario: "long-short-sleep", Model: "threads", Set: map[string]string{"long": "60s"}})
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	until := func(what string, so func(s trace.State) bool) {
		t.Helper()
		timeout := time.After(time.Minute)
		for {
			select {
			case <-tick.C:
			case <-timeout:
				t.Fatalf("%s: not within a minute", what)
			}
			r.Recording().Update(r.Now())
			v := r.Recording().Cut()
			if lanes := v.Lanes(); len(lanes) > 1 && so(lanes[1].StateAt(v.End()).State) {
				return
			}
		}
	}
	until("it sleeps", func(s trace.State) bool { return s == trace.StateSleep })
	for _, step := range []struct {
		signal string
		want   trace.State
	}{{"STOP", trace.StateStopped}, {"CONT", trace.StateSleep}} {
		if err := r.Signal(1, step.signal); err != nil {
			t.Fatal(err)
		}
		until("after "+step.signal, func(s trace.State) bool { return s == step.want })
	}
	r.Stop()
	r.Wait()
}
