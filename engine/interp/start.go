package interp

// This file holds how one thread starts another, and waits for its end.

import (
	"errors"
	"fmt"
	"os"
	"sync/atomic"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// Crew is as in work.Worker: as many threads as the run has workers.
func (t *Thread) Crew(n int) int { return max(1, min(n, t.in.Workers)) }

// Start is as in work.Worker: it begins a thread, and returns when that has
// begun, as threading.Thread.start does.
func (t *Thread) Start(name, body string, arg []byte) (work.Handle, error) {
	f, ok := t.in.Bodies[body]
	if !ok {
		return nil, fmt.Errorf("start thread %s: the scenario has no body %q", name, body)
	}
	return t.Begin(name, f, arg)
}

// Begin is Start with a body that has no name.
func (t *Thread) Begin(name string, f work.Body, arg []byte) (work.Handle, error) {
	t.StandBeforeStart()
	lane, err := t.in.Arena.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: name, Parent: t.self.Lane, PID: os.Getpid(), PPID: os.Getppid()})
	if err != nil {
		return nil, fmt.Errorf("start thread %s: %w", name, err)
	}
	h := &threadHandle{by: t, lane: lane, name: name}
	t.self.Rec.State(lane, trace.StateOverhead, 0, int64(trace.OverheadStart), trace.CoreUnknown)
	t.in.threads.Add(1)
	if t.gate != nil {
		turn := t.in.control.Enter(lane, name)
		go h.run(t.in, turn, f, arg)
		return h, nil
	}
	go h.run(t.in, nil, f, arg)
	h.wait(&h.started)
	return h, nil
}

// threadHandle is a started thread.
type threadHandle struct {
	by      *Thread
	lane    trace.Lane
	name    string
	started uint32 // 1 once it runs
	done    uint32 // 1 once out and err are there
	out     []byte
	err     error
}

// run is the thread's whole life.
func (h *threadHandle) run(in *Interpreter, turn work.Turn, body work.Body, arg []byte) {
	defer in.threads.Done()
	if turn != nil && turn.Begin() == osys.WokeStopped {
		in.Arena.NewWriter(in.Clock, h.lane).Put(trace.Event{Kind: trace.KindEnd, Lane: h.lane, Arg: 1, Core: trace.CoreUnknown})
		h.set(in, &h.done)
		turn.Leave()
		return
	}
	t := in.attach(h.lane, turn)
	h.set(in, &h.started)
	out, err := Guard(func() ([]byte, error) { return body(t, in.Kit, arg) })
	if err != nil && !errors.Is(err, prim.ErrStopped) {
		work.Say(t, "Exception in thread "+h.name+": "+err.Error())
		err = fmt.Errorf("%s: %w", h.name, err)
	}
	h.out, h.err = out, err
	if errors.Is(err, prim.ErrStopped) {
		h.err = nil // whoever joins it is not told how it ended, as in Python
	}
	t.finish(err != nil)
	h.set(in, &h.done)
	t.leave()
}

func (h *threadHandle) set(in *Interpreter, word *uint32) {
	atomic.StoreUint32(word, 1)
	in.Waiter.Wake(word, 1<<30)
}

// wait blocks the thread that started this one until word is set.
func (h *threadHandle) wait(word *uint32) {
	t := h.by
	if t.gate != nil {
		t.gate.join(h.lane, func() bool { return atomic.LoadUint32(word) != 0 })
		return
	}
	if atomic.LoadUint32(word) != 0 {
		return
	}
	t.release(trace.StateBlocked, 0, int64(h.lane))
	for atomic.LoadUint32(word) == 0 {
		t.in.Waiter.Wait(word, 0, -1)
	}
	t.retake()
}

// Join is as in work.Handle.
func (h *threadHandle) Join() ([]byte, error) {
	h.wait(&h.done)
	return h.out, h.err
}
