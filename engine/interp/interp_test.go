package interp

// This file holds what the tests of the interpreter share: an interpreter in
// this process, with a recording in ordinary memory.

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func TestMain(m *testing.M) {
	exit := m.Run()
	// A thread that has ended still has an instruction or two to go.
	for end := time.Now().Add(2 * time.Second); exit == 0; runtime.Gosched() {
		buf := make([]byte, 1<<20)
		s := string(buf[:runtime.Stack(buf, true)])
		if !strings.Contains(s, "interp.(*threadHandle).run") {
			break
		}
		if time.Now().After(end) {
			println("goroutines were left behind:\n" + s)
			exit = 1
		}
	}
	os.Exit(exit)
}

const countText = `
def count(turns):
    n = 0
    for i in range(turns):
        n += 1
    return n
`

// world is an interpreter and its recording.
type world struct {
	in  *Interpreter
	rec *trace.Recording
}

func newWorld(t testing.TB, p work.Program, o Options) *world {
	t.Helper()
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes+64<<20), nil)
	if err != nil {
		t.Fatal(err)
	}
	clock := osys.NewClock()
	a.Begin(clock.Machine())
	k := &work.Kit{Arena: a, Waiter: osys.OS(), Rules: prim.Threading.In(prim.DefaultPython), Workers: o.Workers}
	if p.Text == "" {
		p.Text = countText
	}
	if o.SwitchInterval == 0 {
		o.SwitchInterval = 5 * time.Millisecond
	}
	in, err := New(k, clock, p, o)
	if err != nil {
		t.Fatal(err)
	}
	return &world{in, trace.NewRecording(a)}
}

// main runs f as the main thread, and waits for all threads.
func (w *world) main(t testing.TB, f func(t *Thread) error) *trace.View {
	t.Helper()
	lane, err := w.in.Arena.AddLane(trace.LaneInfo{Kind: trace.LaneMain, Name: "MainThread"})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	var end trace.Time
	go func() {
		th := w.in.Attach(lane)
		err := f(th)
		th.Detach(err != nil)
		w.in.Wait()
		end = th.self.Rec.Now()
		done <- err
	}()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	w.in.Arena.Finish(end)
	w.rec.Update(end)
	return w.rec.Cut()
}

// count is a body that turns a loop.
func count(turns int64) work.Body {
	return func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) {
		_, err := w.Call("count", code.Int(turns))
		return nil, err
	}
}

// crew starts n threads of the body and joins them.
func crew(t *Thread, n int, body string) error {
	var hs []work.Handle
	for range n {
		h, err := t.Start("Thread", body, nil)
		if err != nil {
			return err
		}
		hs = append(hs, h)
	}
	for _, h := range hs {
		if _, err := h.Join(); err != nil {
			return err
		}
	}
	return nil
}
