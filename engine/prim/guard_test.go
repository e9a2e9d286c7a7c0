package prim_test

// This file tests what becomes of a primitive when a process is killed in the
// middle of changing it.

import (
	"os"
	"os/exec"
	"runtime"
	"testing"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// dead is the PID of a process that is no more.
func dead(t *testing.T) int {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("processes share primitives only on Linux")
	}
	cmd := exec.Command(os.Args[0], "-test.run", "^$")
	ok(t, cmd.Run())
	return cmd.Process.Pid
}

func TestAPrimitiveInWhichAProcessWasKilledGoesOn(t *testing.T) {
	w := newWorld(t)
	pid := dead(t)
	if osys.Alive(pid) || !osys.Alive(os.Getpid()) {
		t.Fatal("who lives cannot be told")
	}
	killed, err := w.arena.AddLane(trace.LaneInfo{Kind: trace.LaneProcess, Name: "killed", PID: pid})
	ok(t, err)
	l := w.lock(multiprocessing)
	w.takes(l, w.self, true, prim.Forever, true)
	pass := func(me *prim.Worker, _ int) {
		w.takes(l, me, true, prim.Forever, true)
		ok(t, l.Release(me))
	}
	done := w.crew(2, pass)
	w.waiting(l.Obj(), prim.RoomWaiters, 2)
	l.DieIn(pid, killed)
	done = append(done, w.crew(1, pass)...)
	ok(t, l.Release(w.self))
	w.all(done)
	w.takes(l, w.self, true, 5, true)

	e := w.event(multiprocessing)
	e.DieIn(pid)
	e.Set(w.self)
	if !e.IsSet() {
		t.Error("the flag is down")
	}
}

func TestALockPassesOverAWaiterThatWasKilled(t *testing.T) {
	w := newWorld(t)
	l := w.lock(multiprocessing)
	w.takes(l, w.self, true, prim.Forever, true)
	killed := w.worker("killed")
	cancel := cancelMe(killed)
	w.wg.Add(1)
	go func() { defer w.wg.Done(); l.Acquire(killed, true, prim.Forever) }()
	w.waiting(l.Obj(), prim.RoomWaiters, 1)
	done := w.crew(1, func(me *prim.Worker, _ int) { w.takes(l, me, true, prim.Forever, true) })
	w.waiting(l.Obj(), prim.RoomWaiters, 2)
	prim.SeatOf(w.arena, killed.Lane).Cancel() // as its parent does when it hears of it
	ok(t, l.Release(w.self))
	w.all(done)
	cancel <- osys.WokeCancelled // the test's own end of it
}
