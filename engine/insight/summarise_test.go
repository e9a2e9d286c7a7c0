package insight

// This file tests the summary on recordings made by hand. A recording is a
// table of text, a line an event:
//
//	TIME LANE STATE [core] [arg]     the lane enters a state
//	TIME LANE end [1]                it ends, of an error
//	TIME LANE take|give|join|part OBJECT [arg]
//	TIME LANE cpu NS
//
// Times are ms.

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"corelanes/engine/trace"
)

// table makes the recording of a table. lanes and objects are "name kind" in
// their order, from number 1 on.
func table(t *testing.T, lanes, objects []string, events string) *trace.View {
	t.Helper()
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	laneKinds := map[string]trace.LaneKind{}
	for k := trace.LaneMain; k.String() != "unknown"; k++ {
		laneKinds[k.String()] = k
	}
	objKinds := map[string]trace.ObjKind{}
	for k := trace.ObjGIL; k.String() != "unknown"; k++ {
		objKinds[k.String()] = k
	}
	laneOf, objOf, seq := map[string]trace.Lane{}, map[string]trace.Obj{}, map[trace.Obj]uint32{}
	for _, s := range lanes {
		f := strings.Fields(s)
		l, err := a.AddLane(trace.LaneInfo{Name: f[0], Kind: laneKinds[f[1]]})
		if err != nil || laneKinds[f[1]] == 0 {
			t.Fatal(s, err)
		}
		laneOf[f[0]] = l
	}
	for _, s := range objects {
		f := strings.Fields(s)
		o, err := a.AddObj(trace.ObjInfo{Name: f[0], Kind: objKinds[f[1]]})
		if err != nil || objKinds[f[1]] == 0 {
			t.Fatal(s, err)
		}
		objOf[f[0]] = o
	}
	states := map[string]trace.State{}
	for s := range trace.NumStates {
		states[s.String()] = s
	}
	effects := map[string]trace.Kind{"take": trace.KindTake, "give": trace.KindGive, "join": trace.KindJoin, "part": trace.KindPart}
	w := a.NewWriter(trace.NewClock(time.Now(), 1), 1)
	var end trace.Time
	for line := range strings.Lines(events) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		number := func(i int, otherwise int64) int64 {
			if i >= len(f) {
				return otherwise
			}
			n, err := strconv.ParseInt(f[i], 10, 64)
			if err != nil {
				t.Fatal(line, err)
			}
			return n
		}
		e := trace.Event{Time: trace.Time(number(0, 0)) * 1e6, Lane: laneOf[f[1]], Core: trace.CoreUnknown}
		end = max(end, e.Time)
		s, isState := states[f[2]]
		switch {
		case e.Lane == 0:
			t.Fatal("no such lane: ", line)
		case isState:
			e.Kind, e.Slot, e.Core, e.Arg = trace.KindState, trace.Slot(s), trace.Core(number(3, -1)), number(4, 0)
		case f[2] == "end":
			e.Kind, e.Arg = trace.KindEnd, number(3, 0)
		case f[2] == "cpu":
			e.Kind, e.Arg = trace.KindCPU, number(3, 0)
		default:
			e.Kind, e.Obj, e.Arg = effects[f[2]], objOf[f[3]], number(4, 1)
			if f[2] == "give" {
				e.Arg = number(4, 0)
			}
			seq[e.Obj]++
			e.Seq = seq[e.Obj]
			if e.Kind == 0 || e.Obj == 0 {
				t.Fatal("what is this: ", line)
			}
		}
		w.PutAt(e)
	}
	a.Finish(end)
	r := trace.NewRecording(a)
	r.Update(0)
	return r.Cut()
}

func ms(n int) trace.Time { return trace.Time(n) * 1e6 }

func TestALanesTimeIsSummedByState(t *testing.T) {
	s := Summarise(table(t, []string{"main main", "w thread"}, nil, `
		0  main running 0
		5  w overhead
		10 w running 1
		20 w wait_gil
		25 w running 0
		30 w io
		40 w native 0
		45 w sleep
		50 w ready
		60 w blocked
		62 w running 1
		70 w end 1
		80 main end
	`))
	if len(s.Lanes) != 2 {
		t.Fatalf("%d lanes", len(s.Lanes))
	}
	w := s.Lanes[1]
	want := [trace.NumStates]trace.Time{
		trace.StateOverhead: ms(5), trace.StateRunning: ms(10 + 5 + 8), trace.StateWaitGIL: ms(5), trace.StateIO: ms(10),
		trace.StateNative: ms(5), trace.StateSleep: ms(5), trace.StateReady: ms(10), trace.StateBlocked: ms(2),
	}
	if w.States != want || !w.Worker || !w.Died || w.From != ms(5) || w.To != ms(70) || !slices.Equal(w.Cores, []trace.Core{0, 1}) {
		t.Errorf("%+v\nwant states %v", w, want)
	}
	if m := s.Lanes[0]; m.Worker || m.Died || m.States[trace.StateRunning] != ms(80) {
		t.Errorf("main: %+v", m)
	}
	if s.From != ms(5) || s.To != ms(70) || s.Wall != ms(65) {
		t.Errorf("from %d to %d, wall %d: the workers' span is what counts", s.From, s.To, s.Wall)
	}
}

func TestWorkersAreThoseThatWereStartedElseTheMainOne(t *testing.T) {
	for _, c := range []struct {
		lanes []string
		want  string // the workers
	}{
		{[]string{"m main"}, "m"},
		{[]string{"m main", "a thread", "b process", "c interpreter"}, "a b c"},
		{[]string{"l loop", "Task-main task", "t task"}, "t"},
		{[]string{"l loop", "Task-main task"}, "Task-main"},
		{[]string{"m main", "s server", "f forkserver", "g manager"}, "m"},
	} {
		events := ""
		for _, l := range c.lanes {
			events += "1 " + strings.Fields(l)[0] + " running 0\n"
		}
		var got []string
		for _, l := range Summarise(table(t, c.lanes, nil, events)).Lanes {
			if l.Worker {
				got = append(got, l.Info.Name)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("of %v the workers are %v, want %s", c.lanes, got, c.want)
		}
	}
}

func TestParallelIsTheNumberOfCoresInUseAtOneInstant(t *testing.T) {
	for name, c := range map[string]struct {
		events string
		want   int
	}{
		"nothing":                          {"0 a io", 0},
		"one after the other, touching":    {"0 a running 0\n10 a io\n10 b running 1\n20 b io", 1},
		"overlapping":                      {"0 a running 0\n5 b running 1\n10 a io\n20 b io", 2},
		"overlapping on the same core":     {"0 a running 0\n5 b running 0\n10 a io\n20 b io", 1},
		"one that moves":                   {"0 a running 0\n5 a running 1\n10 a running 0\n20 a io", 1},
		"one that moves onto another's":    {"0 a running 0\n0 b running 1\n5 b running 0\n10 a running 2\n12 a io\n20 b io", 2},
		"three, one of them native":        {"0 a running 0\n1 b native 1\n2 c overhead 2\n3 a io\n4 b io\n5 c io", 3},
		"a core that is not known":         {"0 a running\n0 b running\n10 a io\n10 b io", 0},
		"a span of no length":              {"0 a running 0\n5 b running 1\n5 b io\n10 a io", 1},
		"a task is its loop's thread":      {"0 l running 0\n0 t running 0\n2 t running 1\n10 t io\n10 l io", 1},
		"one that goes on when it is over": {"0 a running 0\n5 b running 1", 1},
	} {
		s := Summarise(table(t, []string{"a thread", "b thread", "c process", "l loop", "t task"}, nil, c.events))
		if s.MaxParallel != c.want {
			t.Errorf("%s: %d cores at once, want %d", name, s.MaxParallel, c.want)
		}
	}
}

func TestBusyIsProcessorTimeByWallTime(t *testing.T) {
	s := Summarise(table(t, []string{"m main", "a thread", "b thread"}, nil, `
		0 m running 0
		10 a running 0
		10 b running 1
		60 a cpu 40000000
		60 a end
		110 b cpu 100000000
		110 b end
		120 m cpu 12000000
		120 m end
	`))
	if s.CPU != ms(150) || s.Wall != ms(100) || math.Abs(s.Busy-1.5) > 1e-9 || s.MaxParallel != 2 {
		t.Errorf("processor time %d, wall %d, busy %g, parallel %d", s.CPU, s.Wall, s.Busy, s.MaxParallel)
	}
}

func TestAnObjectsUseIsCounted(t *testing.T) {
	s := Summarise(table(t, []string{"a thread", "b thread", "c thread"}, []string{"GIL gil", "l lock", "load counter"}, `
		0  a running 0
		0  a take GIL
		1  b join GIL
		6  a give GIL 1
		6  b part GIL
		6  b take GIL
		7  a join GIL
		8  b give GIL 0
		8  a part GIL
		8  a take GIL
		10 a take l
		12 b join l
		13 c join l
		14 c part l
		20 a give l
		30 a end
	`))
	if len(s.Objects) != 2 {
		t.Fatalf("%d objects: counters are none", len(s.Objects))
	}
	g := s.Objects[0]
	if g.Acquires != 3 || g.Contended != 2 || g.Forced != 1 || g.Wait != ms(5+1) || g.Hold != ms(6+2+22) || g.Longest != ms(22) {
		t.Errorf("the GIL: %+v", g)
	}
	// b still waits in the end.
	l := s.Objects[1]
	if l.Acquires != 1 || l.Contended != 2 || l.Forced != 0 || l.Wait != ms(18+1) || l.Hold != ms(10) {
		t.Errorf("the lock: %+v", l)
	}
}

func TestTheLedgerSaysWhatTheWorkersTimeWasFor(t *testing.T) {
	s := Summarise(table(t, []string{"m main", "a process"}, nil, `
		0  m running 0
		10 a overhead -1 0
		20 a overhead -1 1
		25 a running 1
		45 a wait_gil
		48 a ready
		50 a io
		56 a native 1
		60 a blocked
		61 a sleep
		62 a overhead 1 1
		63 a overhead 1 3
		70 a overhead 1 2
		75 a end
		80 m end
	`))
	want := Ledger{Startup: ms(15), Serialise: ms(1 + 5), Switch: ms(5), Wait: ms(8), Work: ms(24), Shutdown: ms(7)}
	if s.Ledger != want {
		t.Errorf("%+v, want %+v", s.Ledger, want)
	}
	if g := s.Ledger; g.Startup+g.Serialise+g.Switch+g.Wait+g.Work+g.Shutdown != ms(75-10) {
		t.Errorf("the entries of %+v do not add up to the worker's life", g)
	}
}

func TestAnEmptyRecordingSumsUpToNothing(t *testing.T) {
	s := Summarise(table(t, nil, nil, ""))
	if s.Wall > 1 || s.Busy != 0 || s.MaxParallel != 0 || len(s.Lanes) != 0 {
		t.Errorf("%+v", s)
	}
}
