package prim_test

// This file holds what the tests of the primitives share: workers that are
// goroutines, a recording in ordinary memory, and a clock that stands still.
// Nothing here sleeps to wait: who wants something to have happened watches
// the recording for it.

import (
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

func TestMain(m *testing.M) {
	exit := m.Run()
	for end := time.Now().Add(5 * time.Second); exit == 0; runtime.Gosched() {
		buf := make([]byte, 1<<20)
		s := string(buf[:runtime.Stack(buf, true)])
		if !strings.Contains(s, "prim_test.(*world)") {
			break
		}
		if time.Now().After(end) {
			println("workers were left behind:\n" + s)
			exit = 1
		}
	}
	os.Exit(exit)
}

// The rows of the table that most tests are about.
var (
	threading       = prim.Threading.In(prim.Python311)
	asyncio         = prim.Asyncio.In(prim.Python313)
	multiprocessing = prim.Multiprocessing.In(prim.Python311)
)

// patience is how long a test waits for what must happen.
const patience = 20 * time.Second

// world is an arena with workers.
type world struct {
	t     testing.TB
	arena *trace.Arena
	clock trace.Clock
	tower *tower // what everybody waits on
	rec   *trace.Recording
	wg    sync.WaitGroup
	self  *prim.Worker // the test itself, as a worker

	compared map[trace.ObjKind]int // states of each kind, see replay_test.go
}

func newWorld(t testing.TB) *world {
	t.Helper()
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes+8<<20), nil)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, arena: a, clock: a.VirtualClock(), tower: newTower(a), rec: trace.NewRecording(a), compared: map[trace.ObjKind]int{}}
	a.Begin(w.clock.Machine())
	w.self = w.worker("test")
	t.Cleanup(func() {
		w.tower.await(w.tower.left())
		w.wg.Wait()
	})
	return w
}

// parker is how the workers of the tests wait: on their seats.
type parker struct {
	w    *world
	lane trace.Lane
}

func (p parker) Park(_ trace.Obj, until trace.Time) osys.Woke {
	ns := int64(-1)
	if until != trace.Forever {
		now, _ := p.w.arena.Virtual()
		ns = max(0, int64(until-now))
	}
	return prim.SeatOf(p.w.arena, p.lane).Wait(p.w.tower, ns)
}

func (p parker) Unpark(peer trace.Lane) { prim.SeatOf(p.w.arena, peer).Wake(p.w.tower) }

// worker makes a worker; it is for one goroutine.
func (w *world) worker(name string) *prim.Worker {
	lane, err := w.arena.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: name})
	if err != nil {
		w.t.Fatal(err)
	}
	return &prim.Worker{Lane: lane, Rec: w.arena.NewWriter(w.clock, lane), Parker: parker{w, lane}}
}

// start runs f as a worker of its own, and is told when it has ended.
func (w *world) start(f func(me *prim.Worker)) <-chan struct{} {
	done := make(chan struct{})
	me := w.worker("worker")
	w.tower.begins(done)
	w.wg.Add(1)
	go w.run(me, f, done)
	return done
}

func (w *world) run(me *prim.Worker, f func(me *prim.Worker), done chan struct{}) {
	defer w.wg.Done()
	defer close(done)
	defer w.tower.ends(done)
	f(me)
}

// state is the state of an object now.
func (w *world) state(o trace.Obj) trace.ObjState {
	w.rec.Update(trace.Forever - 1)
	x := w.rec.Cut().Obj(o)
	return x.After(x.Len())
}

// until waits until something is so.
func (w *world) until(what string, f func() bool) {
	w.t.Helper()
	for end := time.Now().Add(patience); !f(); runtime.Gosched() {
		if time.Now().After(end) {
			w.t.Fatalf("waited in vain until %s", what)
		}
	}
}

// waiting waits until exactly n lanes stand in a room of an object.
func (w *world) waiting(o trace.Obj, room trace.Slot, n int) {
	w.t.Helper()
	w.until("the room is filled", func() bool { return len(w.state(o).Rooms[room]) == n })
}

// all waits until all of the workers have ended. When they wait too, time
// passes.
func (w *world) all(workers []<-chan struct{}) {
	w.t.Helper()
	select {
	case <-w.tower.await(workers):
	case <-time.After(patience):
		w.t.Fatal("a worker did not end")
	}
}

// crew starts n workers of f.
func (w *world) crew(n int, f func(me *prim.Worker, i int)) []<-chan struct{} {
	var out []<-chan struct{}
	for i := range n {
		out = append(out, w.start(func(me *prim.Worker) { f(me, i) }))
	}
	return out
}

// is fails the test when an error is not the one that is wanted.
func is(t testing.TB, err, want error) {
	t.Helper()
	if err != want {
		t.Errorf("error %v, want %v", err, want)
	}
}

// ok fails the test when something that must work did not.
func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}
