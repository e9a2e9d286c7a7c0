package insight_test

// This file tests the critical path on recordings made by hand, whose path one
// can find with a pencil, and on random ones.

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// path writes a critical path down: "A 0-10 running, B 10-12 blocked…", with
// a star where the lane had been let on.
func path(v *trace.View) string {
	p := insight.Critical(v)
	out := make([]string, len(p.Steps))
	for i, s := range p.Steps {
		star := ""
		if s.Woken {
			star = "*"
		}
		out[i] = fmt.Sprintf("%s %d-%d %s%s", v.Lane(s.Lane).Info.Name, s.From, s.To, s.State, star)
	}
	return strings.Join(out, ", ")
}

func wantPath(t *testing.T, v *trace.View, want string) {
	t.Helper()
	if got := path(v); got != want {
		t.Errorf("the critical path is\n  %s\nand should be\n  %s", got, want)
	}
}

// ends notes that a lane's life is over.
func (r *run) ends(at trace.Time, l trace.Lane) { r.state(at, l, trace.StateNone, 0, 0) }

func TestTheCriticalPathOfAJoinGoesThroughTheOneThatEndedLast(t *testing.T) {
	r := newRun(t)
	m := r.child(trace.LaneMain, "main", 0)
	a, b := r.child(trace.LaneThread, "A", m), r.child(trace.LaneThread, "B", m)
	r.state(0, m, trace.StateRunning, 0, 0)
	r.state(8, a, trace.StateRunning, 0, 0)
	r.state(9, b, trace.StateRunning, 0, 0)
	r.state(10, m, trace.StateBlocked, 0, int64(a))
	r.ends(40, a)
	r.state(41, m, trace.StateBlocked, 0, int64(b))
	r.ends(70, b)
	r.state(73, m, trace.StateRunning, 0, 0)
	r.ends(80, m)
	wantPath(t, r.view(80), "main 0-9 running, B 9-70 running, main 70-73 blocked*, main 73-80 running")
}

func TestTheCriticalPathLeavesAWaiterForALockWhereItWasWoken(t *testing.T) {
	r := newRun(t)
	a, b := r.lane("A"), r.lane("B")
	lock := r.obj(trace.ObjLock, "lock", 0)
	r.state(0, a, trace.StateRunning, 0, 0)
	r.state(0, b, trace.StateRunning, 0, 0)
	r.state(5, b, trace.StateBlocked, lock, 0)
	r.put(trace.Event{Time: 30, Kind: trace.KindWake, Lane: a, Obj: lock, Arg: int64(b)})
	r.state(33, b, trace.StateRunning, 0, 0)
	r.ends(35, a)
	r.ends(50, b)
	v := r.view(50)
	wantPath(t, v, "A 0-30 running, B 30-33 blocked*, B 33-50 running")
	p := insight.Critical(v)
	s := p.Sum()
	if s.Length != 50 || s.States[trace.StateRunning] != 47 || s.Waking != 3 {
		t.Errorf("sums %+v", s)
	}
	if len(s.Hops) != 1 || s.Hops[0].Obj != lock || s.Hops[0].Times != 1 {
		t.Errorf("it went from lane to lane %+v, want once through the lock", s.Hops)
	}
	if len(s.Lanes) != 2 || s.Lanes[0].Lane != a || s.Lanes[0].Time != 30 {
		t.Errorf("by lane %+v", s.Lanes)
	}
}

func TestTheCriticalPathUnderAGILIsWhoeverHeldIt(t *testing.T) {
	r := newRun(t)
	a, b := r.lane("A"), r.lane("B")
	gil := r.obj(trace.ObjGIL, "GIL", 0)
	turn := func(from, to trace.Time, l, waits trace.Lane) {
		r.on(from, gil, trace.KindTake, l, 0, 1)
		r.state(from, l, trace.StateRunning, 0, 0)
		r.state(from, waits, trace.StateWaitGIL, gil, 0)
		r.on(to, gil, trace.KindGive, l, 0, 0)
	}
	turn(0, 10, a, b)
	turn(11, 20, b, a)
	turn(21, 30, a, b)
	r.state(31, b, trace.StateRunning, 0, 0)
	r.ends(32, a)
	r.ends(40, b)
	wantPath(t, r.view(40), "A 0-10 running, B 10-11 wait_gil*, B 11-20 running, A 20-21 wait_gil*, A 21-30 running, B 30-31 wait_gil*, B 31-40 running")
}

func TestTheCriticalPathStaysWithWhoSleepsAndWithWhoNobodyLetOn(t *testing.T) {
	r := newRun(t)
	a, b := r.lane("A"), r.lane("B")
	lock := r.obj(trace.ObjLock, "lock", 0)
	r.state(0, a, trace.StateRunning, 0, 0)
	r.state(0, b, trace.StateRunning, 0, 0)
	r.state(10, b, trace.StateSleep, 0, 100)
	r.state(60, b, trace.StateBlocked, lock, trace.Timed) // its time is up at 90
	r.state(90, b, trace.StateRunning, 0, 0)
	r.ends(20, a)
	r.ends(95, b)
	wantPath(t, r.view(95), "B 0-10 running, B 10-60 sleep, B 60-90 blocked, B 90-95 running")
}

func TestTheCriticalPathOfTasksFollowsTheirLoop(t *testing.T) {
	r := newRun(t)
	loop := r.child(trace.LaneLoop, "loop", 0)
	m := r.child(trace.LaneTask, "main", loop)
	a, b := r.child(trace.LaneTask, "A", m), r.child(trace.LaneTask, "B", m)
	r.state(0, loop, trace.StateRunning, 0, 0)
	r.state(2, m, trace.StateRunning, 0, 0)
	r.state(4, a, trace.StateReady, 0, 0)
	r.state(5, b, trace.StateReady, 0, 0)
	r.state(10, m, trace.StateBlocked, 0, int64(a))
	r.state(11, a, trace.StateRunning, 0, 0)
	r.state(20, a, trace.StateSleep, 0, 30)
	r.state(20, b, trace.StateRunning, 0, 0)
	r.state(60, b, trace.StateNone, 0, 0) // it held the loop
	r.state(60, a, trace.StateReady, 0, 0)
	r.state(61, a, trace.StateRunning, 0, 0)
	r.state(70, m, trace.StateReady, 0, 0)
	r.ends(70, a)
	r.state(71, m, trace.StateRunning, 0, 0)
	r.ends(75, m)
	r.ends(80, loop)
	wantPath(t, r.view(80), "loop 0-2 running, main 2-10 running, A 10-11 ready*, A 11-20 running, B 20-60 running, A 60-61 ready, A 61-70 running, main 70-71 ready, main 71-75 running, loop 75-80 running")
}

func TestTheCriticalPathEndsInAWaitThatNeverEnds(t *testing.T) {
	r := newRun(t)
	a, b := r.lane("A"), r.lane("B")
	one, two := r.obj(trace.ObjLock, "one", 0), r.obj(trace.ObjLock, "two", 0)
	r.state(0, a, trace.StateRunning, 0, 0)
	r.state(0, b, trace.StateRunning, 0, 0)
	r.state(10, a, trace.StateBlocked, two, 0)
	r.state(12, b, trace.StateBlocked, one, 0)
	wantPath(t, r.view(50), "A 0-10 running, A 10-50 blocked")
}

func TestACircleOfWakesAtOneMomentDoesNotHoldTheCriticalPath(t *testing.T) {
	r := newRun(t)
	a, b := r.lane("A"), r.lane("B")
	o := r.obj(trace.ObjEvent, "e", 0)
	r.state(0, a, trace.StateBlocked, o, 0)
	r.state(0, b, trace.StateBlocked, o, 0)
	r.put(trace.Event{Time: 10, Kind: trace.KindWake, Lane: a, Obj: o, Arg: int64(b)})
	r.put(trace.Event{Time: 10, Kind: trace.KindWake, Lane: b, Obj: o, Arg: int64(a)})
	r.state(10, a, trace.StateRunning, 0, 0)
	r.state(10, b, trace.StateRunning, 0, 0)
	r.ends(20, a)
	r.ends(21, b)
	wantPath(t, r.view(21), "A 0-10 blocked, B 10-21 running")
}

func TestEveryMomentIsOnTheCriticalPathOnce(t *testing.T) {
	for seed := range int64(300) {
		r := newRun(t)
		rnd := rand.New(rand.NewSource(seed))
		gil, lock := r.obj(trace.ObjGIL, "GIL", 0), r.obj(trace.ObjLock, "lock", 0)
		kinds := []trace.LaneKind{trace.LaneMain, trace.LaneThread, trace.LaneLoop, trace.LaneTask, trace.LaneTask}
		var lanes []trace.Lane
		for i, k := range kinds {
			lanes = append(lanes, r.child(k, fmt.Sprint("L", i), trace.Lane(rnd.Intn(i+1))))
		}
		at := trace.Time(0)
		for range 400 {
			at += trace.Time(rnd.Intn(4))
			l, other := lanes[rnd.Intn(len(lanes))], lanes[rnd.Intn(len(lanes))]
			switch rnd.Intn(6) {
			case 0:
				r.put(trace.Event{Time: at, Kind: trace.KindWake, Lane: l, Obj: lock, Arg: int64(other)})
			case 1:
				r.on(at, gil, trace.KindTake, l, 0, 1)
			case 2:
				r.on(at, gil, trace.KindGive, l, 0, 0)
			case 3:
				r.state(at, l, trace.StateBlocked, 0, int64(other))
			case 4:
				r.state(at, l, trace.StateWaitGIL, gil, 0)
			default:
				r.state(at, l, trace.State(rnd.Intn(int(trace.NumStates))), lock, 0)
			}
		}
		p := insight.Critical(r.view(at + 1))
		var sum trace.Time
		for i, s := range p.Steps {
			if s.To <= s.From || i > 0 && s.From != p.Steps[i-1].To {
				t.Fatalf("seed %d: step %d is %+v after %+v", seed, i, s, p.Steps[max(i-1, 0)])
			}
			sum += s.To - s.From
		}
		total := p.Sum()
		for _, x := range total.States {
			sum -= x
		}
		if sum != total.Waking {
			t.Fatalf("seed %d: the sums of %+v miss %d ns", seed, total, sum-total.Waking)
		}
	}
}
