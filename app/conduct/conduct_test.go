package conduct_test

// This file tests the conductor with real runs.

import (
	"bytes"
	"runtime"
	"runtime/pprof"
	"testing"
	"time"

	"corelanes/app/conduct"
	"corelanes/engine"
	_ "corelanes/engine/entry" // the runs of the tests are processes of this program
)

const patience = time.Minute

// hall is a conductor, and the main goroutine that looks on.
type hall struct {
	*testing.T
	*conduct.Conductor
	todo   chan func()
	frames []conduct.Frame
}

func newHall(t *testing.T) *hall {
	h := &hall{T: t, todo: make(chan func(), 1)}
	h.Conductor = conduct.New(func(f func()) { h.todo <- f }, func(f conduct.Frame) { h.frames = append(h.frames, f) })
	t.Cleanup(h.Close)
	return h
}

// until looks on until a frame is as wanted, and is that frame.
func (h *hall) until(what string, so func(conduct.Frame) bool) conduct.Frame {
	h.Helper()
	late := time.After(patience)
	for {
		select {
		case f := <-h.todo:
			f()
		case <-late:
			h.Fatalf("%s: not so after %s", what, patience)
		}
		if f := h.frames[len(h.frames)-1]; so(f) {
			return f
		}
	}
}

func idle(f conduct.Frame) bool { return f.Phase == conduct.Idle }

func plan(t *testing.T, p engine.Plan) engine.Plan {
	t.Helper()
	p, err := p.Checked()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func small(t *testing.T, model string) engine.Plan {
	return plan(t, engine.Plan{Scenario: "squares", Model: model, Set: map[string]string{"size": "smoke"}})
}

// endless is more work than any test waits for.
func endless(t *testing.T, model string) engine.Plan {
	return plan(t, engine.Plan{Scenario: "squares", Model: model, Set: map[string]string{"numbers": "1000", "upto": "100000000"}})
}

func TestTheLastFrameHasOutcomeSummaryAndComparison(t *testing.T) {
	h := newHall(t)
	h.Start(conduct.Job{Plan: small(t, "threads"), Compare: true})
	f := h.until("the end", idle)
	if f.Outcome == nil || f.Outcome.Status != engine.Done {
		t.Fatalf("outcome %+v", f.Outcome)
	}
	if f.Summary == nil || f.Summary.Wall <= 0 || !f.View.Done() {
		t.Error("no summary, or not of the whole run")
	}
	if f.OneWorker <= 0 || f.NotCompared {
		t.Error("not compared")
	}
}

func TestWithoutTheWishNothingIsCompared(t *testing.T) {
	h := newHall(t)
	h.Start(conduct.Job{Plan: small(t, "threads")})
	if f := h.until("the end", idle); f.OneWorker != 0 {
		t.Error("compared")
	}
	for _, f := range h.frames {
		if f.Phase == conduct.Comparing {
			t.Error("one worker was measured")
		}
	}
}

func TestAOneWorkerRunIsItsOwnComparison(t *testing.T) {
	h := newHall(t)
	h.Start(conduct.Job{Plan: small(t, "sequential"), Compare: true})
	if f := h.until("the end", idle); f.OneWorker != f.Summary.Wall {
		t.Errorf("%d, took %d", f.OneWorker, f.Summary.Wall)
	}
}

func TestALongRunIsSaidToHaveEndedBeforeItIsSearched(t *testing.T) {
	for _, from := range []int{0, 1 << 30} {
		var told []conduct.Frame
		end := make(chan struct{})
		c := conduct.New(func(f func()) { f() }, func(f conduct.Frame) {
			if told = append(told, f); f.Phase == conduct.Idle {
				close(end)
			}
		})
		c.SearchFrom(from)
		c.Start(conduct.Job{Plan: small(t, "threads")})
		<-end
		c.Close()
		var searching []conduct.Frame
		for _, f := range told {
			if f.Phase == conduct.Searching {
				searching = append(searching, f)
			}
		}
		if from > 0 {
			if len(searching) > 0 {
				t.Error("a short run is said to be searched")
			}
			continue
		}
		if len(searching) != 2 {
			t.Fatalf("%d frames say that it is searched", len(searching))
		}
		first, second, last := searching[0], searching[1], told[len(told)-1]
		if first.Outcome == nil || first.Summary != nil || first.Found != nil || !first.View.Done() {
			t.Errorf("at first %+v", first)
		}
		if second.Summary == nil || second.Found != nil || second.View != first.View {
			t.Errorf("then %+v", second)
		}
		if last.Summary != second.Summary || last.Found == nil || last.View != first.View {
			t.Errorf("in the end %+v", last)
		}
	}
}

func TestStopEndsTheRun(t *testing.T) {
	h := newHall(t)
	h.Start(conduct.Job{Plan: endless(t, "processes"), Compare: true})
	h.until("a view", func(f conduct.Frame) bool { return f.Phase == conduct.Running && f.View != nil })
	h.Stop()
	if f := h.until("the end", idle); f.Outcome.Status != engine.Stopped {
		t.Errorf("status %s", f.Outcome.Status)
	}
}

func TestStopSkipsOnlyTheComparison(t *testing.T) {
	h := newHall(t)
	h.Start(conduct.Job{Plan: plan(t, engine.Plan{Scenario: "downloads", Model: "asyncio", Set: map[string]string{"count": "40", "latency": "100ms"}}), Compare: true})
	h.until("the comparison", func(f conduct.Frame) bool { return f.Phase == conduct.Comparing })
	h.Stop()
	f := h.until("the end", idle)
	if f.Outcome.Status != engine.Done || f.OneWorker != 0 || !f.NotCompared {
		t.Errorf("%s, one worker %d, not compared %t", f.Outcome.Status, f.OneWorker, f.NotCompared)
	}
}

func TestAnotherJobReplacesTheOneUnderWay(t *testing.T) {
	h := newHall(t)
	h.Start(conduct.Job{Plan: endless(t, "threads")})
	h.until("a view", func(f conduct.Frame) bool { return f.View != nil })
	h.Start(conduct.Job{Plan: small(t, "free-threads")})
	f := h.until("the end", idle)
	if f.Plan.Model != "free-threads" || f.Outcome.Status != engine.Done {
		t.Errorf("%s %s", f.Plan.Model, f.Outcome.Status)
	}
}

func TestAJobAfterAStopWithNothingToStopRuns(t *testing.T) {
	h := newHall(t)
	h.Stop()
	h.Start(conduct.Job{Plan: small(t, "threads")})
	if f := h.until("the end", idle); f.Outcome.Status != engine.Done {
		t.Errorf("status %s", f.Outcome.Status)
	}
}

func TestCloseLeavesNoGoroutine(t *testing.T) {
	h := newHall(t)
	h.Start(conduct.Job{Plan: endless(t, "threads")})
	h.until("a view", func(f conduct.Frame) bool { return f.View != nil })
	h.Close()
	var b bytes.Buffer
	for late := time.Now().Add(patience); ; runtime.Gosched() { // who has said that it ends may not have ended yet
		b.Reset()
		if err := pprof.Lookup("goroutine").WriteTo(&b, 1); err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(b.Bytes(), []byte("conduct.(*Conductor)")) {
			return
		}
		if time.Now().After(late) {
			t.Fatalf("left behind:\n%s", b.String())
		}
	}
}
