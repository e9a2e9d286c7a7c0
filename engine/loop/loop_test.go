package loop_test

// This file tests the event loop: who runs when, what a wait is, and that
// nothing is left when the main task has ended.

import (
	"errors"
	"fmt"
	"net"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/interp"
	"corelanes/engine/loop"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func TestMain(m *testing.M) {
	if os.Getenv(envEcho) != "" {
		serveEcho()
		return
	}
	exit := m.Run()
	for end := time.Now().Add(5 * time.Second); exit == 0; runtime.Gosched() {
		buf := make([]byte, 1<<20)
		s := string(buf[:runtime.Stack(buf, true)])
		if !strings.Contains(s, "loop.newTask") && !strings.Contains(s, "loop_test.run") && !strings.Contains(s, "loop_test.echo") {
			break
		}
		if time.Now().After(end) {
			fmt.Fprintln(os.Stderr, "tasks were left behind:\n"+s)
			exit = 1
		}
	}
	os.Exit(exit)
}

// body is a task's code in these tests: it has the test's variables around it,
// and one loop runs one task at a time, so they need no lock.
type body = func(w work.Worker) error

// ran is what a run of the loop came to.
type ran struct {
	err  error
	view *trace.View
}

// run runs the main body, and others by name, on a loop of its own.
func run(t testing.TB, main body, others map[string]body) ran {
	t.Helper()
	return runWith(t, loop.Options{}, main, others)
}

// runWith is run of a loop with options.
func runWith(t testing.TB, o loop.Options, main body, others map[string]body) ran {
	t.Helper()
	return runOn(t, false, o, main, others)
}

// runOn is runWith on the machine's clock, or on one that stands still while
// anybody can do anything, and then jumps to the next timer.
func runOn(t testing.TB, still bool, o loop.Options, main body, others map[string]body) ran {
	t.Helper()
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes+32<<20), nil)
	if err != nil {
		t.Fatal(err)
	}
	clock := osys.NewClock()
	if still {
		clock = a.VirtualClock()
	}
	a.Begin(clock.Machine())
	k := &work.Kit{Arena: a, Waiter: osys.OS(), Rules: prim.Asyncio.In(prim.Python313), Workers: 1}
	for _, err := range []error{k.MakeLock("l"), k.MakeSemaphore("s", 0), k.MakeEvent("e"), k.MakeCondition("c"), k.MakeRLock("r"), k.MakeBarrier("b", 2)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	bodies := map[string]work.Body{work.Main: plain(main)}
	for name, f := range others {
		bodies[name] = plain(f)
	}
	lane, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneLoop, Name: "loop"})
	if err != nil {
		t.Fatal(err)
	}
	kit = k
	if o.Network == nil && os.Getenv(envPortable) != "" {
		o.Network = portable
	}
	in, err := interp.New(k, clock, work.Program{Text: textOfTests, Natives: nativesOfTests, Bodies: bodies}, interp.Options{FreeThreads: true, Workers: 1, Lane: lane})
	if err != nil {
		t.Fatal(err)
	}
	out := make(chan ran, 1)
	go func() { // ends with the loop
		th := in.Attach(lane)
		l, err := loop.New(th, k, bodies, o)
		if err == nil {
			_, err = l.Run("main", work.Main, nil)
		}
		th.Detach(err != nil)
		a.Finish(th.Self().Rec.Now())
		rec := trace.NewRecording(a)
		rec.Update(0)
		out <- ran{err, rec.Cut()}
	}()
	select {
	case r := <-out:
		return r
	case <-time.After(30 * time.Second):
		buf := make([]byte, 1<<20)
		t.Fatalf("the loop does not end\n%s", buf[:runtime.Stack(buf, true)])
		return ran{}
	}
}

// textOfTests calls a function that waits, which text of a task must not.
const textOfTests = "def naps():\n    nap()\n"

var nativesOfTests = map[string]work.Native{
	"nap": func(w work.Worker, _ *work.Kit, _ []code.Value) (code.Value, error) {
		return code.None(), w.Sleep(time.Millisecond)
	},
}

// kit is the one of the loop under test; one runs at a time.
var kit *work.Kit

func plain(f body) work.Body {
	return func(w work.Worker, _ *work.Kit, arg []byte) ([]byte, error) { return append(arg, '!'), f(w) }
}

// must starts a task.
func must(t testing.TB, w work.Worker, name, body string) work.Handle {
	h, err := w.Start(name, body, []byte(name))
	if err != nil {
		t.Error(err)
	}
	return h
}

func TestTextThatATaskRunsCannotWait(t *testing.T) {
	r := run(t, func(w work.Worker) error {
		_, err := w.Call("naps")
		return err
	}, nil)
	if r.err == nil || !strings.Contains(r.err.Error(), "must not wait in a task") {
		t.Errorf("error %v", r.err)
	}
}

func TestTasksRunInTheOrderInWhichTheyBecameReady(t *testing.T) {
	var order []string
	step := func(name string, n int) body {
		return func(w work.Worker) error {
			for i := range n {
				order = append(order, fmt.Sprint(name, i))
				if err := w.Sleep(0); err != nil {
					return err
				}
			}
			return nil
		}
	}
	r := run(t, func(w work.Worker) error {
		hs := []work.Handle{must(t, w, "a", "a"), must(t, w, "b", "b"), must(t, w, "c", "c")}
		order = append(order, "main")
		for _, h := range hs {
			if _, err := h.Join(); err != nil {
				return err
			}
		}
		return nil
	}, map[string]body{"a": step("a", 3), "b": step("b", 1), "c": step("c", 3)})
	want := []string{"main", "a0", "b0", "c0", "a1", "c1", "a2", "c2"}
	if r.err != nil || !slices.Equal(order, want) {
		t.Errorf("%v, %v; want %v", order, r.err, want)
	}
}

func TestStartDoesNotRunTheTaskBeforeTheCallerWaits(t *testing.T) {
	ran := false
	r := run(t, func(w work.Worker) error {
		h := must(t, w, "child", "child")
		if ran {
			t.Error("it ran at once")
		}
		out, err := h.Join()
		if !ran || err != nil || string(out) != "child!" {
			t.Errorf("joined: ran %v, %q, %v", ran, out, err)
		}
		out, err = h.Join() // it has ended: at once, and the same
		if err != nil || string(out) != "child!" {
			t.Errorf("joined again: %q, %v", out, err)
		}
		return nil
	}, map[string]body{"child": func(work.Worker) error { ran = true; return nil }})
	if r.err != nil {
		t.Error(r.err)
	}
}

func TestTimersWakeInTheirOrder(t *testing.T) {
	var order []string
	others := map[string]body{}
	for name, d := range map[string]time.Duration{"late": 6 * time.Millisecond, "early": 2 * time.Millisecond, "middle": 4 * time.Millisecond} {
		others[name] = func(w work.Worker) error {
			begin := w.Self().Rec.Now()
			err := w.Sleep(d)
			if slept := time.Duration(w.Self().Rec.Now() - begin); slept < d {
				t.Errorf("%s slept %s of %s", name, slept, d)
			}
			order = append(order, name)
			return err
		}
	}
	r := run(t, func(w work.Worker) error {
		for _, h := range []work.Handle{must(t, w, "late", "late"), must(t, w, "early", "early"), must(t, w, "middle", "middle")} {
			if _, err := h.Join(); err != nil {
				return err
			}
		}
		return nil
	}, others)
	if want := []string{"early", "middle", "late"}; r.err != nil || !slices.Equal(order, want) {
		t.Errorf("%v, %v; want %v", order, r.err, want)
	}
}

func TestASleepBeyondAllTimeDoesNotEndAtOnce(t *testing.T) {
	r := run(t, func(w work.Worker) error {
		must(t, w, "sleeper", "sleeper")
		return w.Sleep(3 * time.Millisecond)
	}, map[string]body{"sleeper": func(w work.Worker) error {
		if err := w.Sleep(1<<63 - 1); !errors.Is(err, prim.ErrCancelled) {
			t.Errorf("slept for ever: %v", err)
		}
		return nil
	}})
	if r.err != nil {
		t.Error(r.err)
	}
}

func TestABlockingCallFreezesTheOthers(t *testing.T) {
	for name, block := range map[string]func(w work.Worker) error{
		"Block":  func(w work.Worker) error { return w.Block(5 * time.Millisecond) },
		"IO":     func(w work.Worker) error { return w.IO(func() error { return busy(5 * time.Millisecond) }) },
		"Native": func(w work.Worker) error { return w.Native(func() error { return busy(5 * time.Millisecond) }) },
	} {
		t.Run(name, func(t *testing.T) {
			ticks, during := 0, 0
			r := run(t, func(w work.Worker) error {
				h := must(t, w, "ticker", "ticker")
				if err := w.Sleep(0); err != nil {
					return err
				}
				before := ticks
				if err := block(w); err != nil {
					return err
				}
				during = ticks - before
				_, err := h.Join()
				return err
			}, map[string]body{"ticker": func(w work.Worker) error {
				for range 20 {
					ticks++
					if err := w.Sleep(100 * time.Microsecond); err != nil {
						return err
					}
				}
				return nil
			}})
			if r.err != nil || during != 0 || ticks != 20 {
				t.Errorf("%d ticks while it was frozen, %d in all, %v", during, ticks, r.err)
			}
		})
	}
}

// busy computes for a while.
func busy(d time.Duration) error {
	for begin := time.Now(); time.Since(begin) < d; {
		continue
	}
	return nil
}

func TestAnErrorOrAPanicIsTheTasksOwn(t *testing.T) {
	sick := errors.New("sick")
	finished := false
	r := run(t, func(w work.Worker) error {
		fails, panics, lives := must(t, w, "fails", "fails"), must(t, w, "panics", "panics"), must(t, w, "lives", "lives")
		if _, err := fails.Join(); !errors.Is(err, sick) || !strings.Contains(err.Error(), "fails") {
			t.Errorf("the failing task: %v", err)
		}
		if _, err := panics.Join(); err == nil || !strings.Contains(err.Error(), "internal error: boo") {
			t.Errorf("the panicking task: %v", err)
		}
		_, err := lives.Join()
		return err
	}, map[string]body{
		"fails":  func(work.Worker) error { return sick },
		"panics": func(work.Worker) error { panic("boo") },
		"lives":  func(w work.Worker) error { err := w.Sleep(time.Millisecond); finished = err == nil; return err },
	})
	if r.err != nil || !finished {
		t.Errorf("the sibling finished: %v; %v", finished, r.err)
	}
	for i := range r.view.Lanes() {
		l := &r.view.Lanes()[i]
		last, _ := l.Span(l.Len() - 1)
		if died := l.Info.Name == "fails" || l.Info.Name == "panics"; last.State != trace.StateNone || (last.Arg == 1) != died {
			t.Errorf("lane %s ends with %+v", l.Info.Name, last)
		}
	}
}

func TestAnErrorOfTheMainTaskIsTheRuns(t *testing.T) {
	sick := errors.New("sick")
	if r := run(t, func(work.Worker) error { return sick }, nil); !errors.Is(r.err, sick) {
		t.Error(r.err)
	}
	if r := run(t, func(w work.Worker) error { _, err := w.Start("x", "nowhere", nil); return err }, nil); r.err == nil || !strings.Contains(r.err.Error(), "nowhere") {
		t.Error(r.err)
	}
}

func TestAWaitThatNothingCanEndIsFound(t *testing.T) {
	forever := func(w work.Worker) error {
		l, err := kit.Lock("l")
		if err != nil {
			return err
		}
		_, err = l.Acquire(w.Self(), true, prim.Forever)
		return err
	}
	for name, main := range map[string]body{
		"a lock twice": func(w work.Worker) error {
			if err := forever(w); err != nil {
				return err
			}
			return forever(w)
		},
		"a task that waits for one that waits": func(w work.Worker) error {
			if err := forever(w); err != nil {
				return err
			}
			_, err := must(t, w, "x", "forever").Join()
			return err
		},
		"after a wait that timed out early": func(w work.Worker) error {
			l, err := kit.Lock("l")
			if err != nil {
				return err
			}
			h := must(t, w, "x", "holds")
			if err := w.Sleep(0); err != nil {
				return err
			}
			if got, err := l.Acquire(w.Self(), true, 3600); !got || err != nil {
				t.Errorf("it was released: %v, %v", got, err)
			}
			if _, err := h.Join(); err != nil {
				return err
			}
			return forever(w)
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := run(t, main, map[string]body{"forever": forever, "holds": func(w work.Worker) error {
				l, err := kit.Lock("l")
				if err != nil {
					return err
				}
				l.Acquire(w.Self(), true, prim.Forever)
				err = w.Sleep(time.Millisecond)
				return errors.Join(err, l.Release(w.Self()))
			}})
			if !errors.Is(r.err, loop.ErrNeverEnds) {
				t.Errorf("%v", r.err)
			}
		})
	}
}

func TestWhatIsLeftWhenTheMainTaskEndsIsStoppedWhereItWaits(t *testing.T) {
	self := func(w work.Worker) *prim.Worker { return w.Self() }
	waits := map[string]body{
		"sleep": func(w work.Worker) error { return w.Sleep(time.Hour) },
		"yield": func(w work.Worker) error {
			for {
				if err := w.Sleep(0); err != nil {
					return err
				}
			}
		},
		"lock": func(w work.Worker) error {
			l, _ := kit.Lock("l")
			l.Acquire(self(w), true, prim.Forever)
			_, err := l.Acquire(self(w), true, prim.Forever)
			return err
		},
		"lock with a timeout": func(w work.Worker) error {
			l, _ := kit.Lock("l")
			for {
				if _, err := l.Acquire(self(w), true, 100); err != nil {
					return err
				}
			}
		},
		"rlock": func(w work.Worker) error {
			l, _ := kit.RLock("r")
			_, err := l.Acquire(self(w), true, prim.Forever)
			return errors.Join(err, w.Sleep(time.Hour))
		},
		"rlock held": func(w work.Worker) error {
			l, _ := kit.RLock("r")
			_, err := l.Acquire(self(w), true, prim.Forever)
			return err
		},
		"semaphore": func(w work.Worker) error {
			s, _ := kit.Semaphore("s")
			_, err := s.Acquire(self(w), true, prim.None)
			return err
		},
		"event": func(w work.Worker) error {
			e, _ := kit.Event("e")
			for {
				if set, err := e.Wait(self(w), prim.None); set || err != nil {
					return err
				}
			}
		},
		"condition": func(w work.Worker) error {
			c, _ := kit.Condition("c")
			c.Acquire(self(w), true, prim.Forever)
			defer c.Release(self(w))
			_, err := c.WaitFor(self(w), prim.Predicate{Text: "false", Holds: func() bool { return false }}, prim.None)
			return err
		},
		"barrier": func(w work.Worker) error {
			b, _ := kit.Barrier("b")
			for {
				if _, err := b.Wait(self(w), prim.None); err != nil {
					return err
				}
			}
		},
		"join": func(w work.Worker) error {
			h, err := w.Start("x", "sleep", nil)
			if err != nil {
				return err
			}
			_, err = h.Join()
			return err
		},
		"starts more in its end": func(w work.Worker) error {
			defer w.Start("late", "sleep", nil)
			return w.Sleep(time.Hour)
		},
		"never begun": func(work.Worker) error { return nil },
	}
	var names []string
	for name := range waits {
		names = append(names, name)
	}
	for _, name := range slices.Sorted(slices.Values(names)) {
		t.Run(name, func(t *testing.T) {
			before := runtime.NumGoroutine()
			begun, deferred, passed := false, false, false
			others := map[string]body{"it": func(w work.Worker) error {
				begun = true
				defer func() { deferred = true }()
				err := waits[name](w)
				passed = err == nil
				return err
			}, "sleep": waits["sleep"]}
			r := run(t, func(w work.Worker) error {
				must(t, w, "it", "it")
				if name == "never begun" {
					return nil
				}
				return w.Sleep(time.Millisecond)
			}, others)
			if r.err != nil {
				t.Error(r.err)
			}
			if name == "never begun" {
				if begun {
					t.Error("it was begun")
				}
			} else if name != "barrier" && name != "rlock held" && (!deferred || passed) {
				t.Errorf("its deferred functions ran: %v; its wait ended well: %v", deferred, passed)
			}
			for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; runtime.Gosched() {
				if time.Now().After(end) {
					t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
				}
			}
			for i := range r.view.Lanes() {
				l := &r.view.Lanes()[i]
				if last, _ := l.Span(l.Len() - 1); last.State != trace.StateNone || last.Arg != 0 {
					t.Errorf("lane %s ends with %+v", l.Info.Name, last)
				}
			}
		})
	}
}

func TestSocketsSuspendTheTaskAlone(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- echo(ln, 5) }() // ends after five connections
	port := ln.Addr().(*net.TCPAddr).Port
	at := osys.Address{IP: string([]byte{127, 0, 0, 1}), Port: port}
	others := map[string]body{"client": func(w work.Worker) error {
		c, err := w.Dial(at)
		if err != nil {
			return err
		}
		defer c.Close()
		big := make([]byte, 300_000) // more than the socket's buffers take at once
		for i := range big {
			big[i] = byte(i)
		}
		if _, err := c.Write(big); err != nil {
			return err
		}
		got := make([]byte, 0, len(big))
		buf := make([]byte, 1<<14)
		for len(got) < len(big) {
			n, err := c.Read(buf)
			if err != nil {
				return err
			}
			got = append(got, buf[:n]...)
		}
		if string(got) != string(big) {
			return errors.New("what came back is not what was sent")
		}
		return nil
	}}
	r := run(t, func(w work.Worker) error {
		var hs []work.Handle
		for range 5 {
			hs = append(hs, must(t, w, "client", "client"))
		}
		for _, h := range hs {
			if _, err := h.Join(); err != nil {
				return err
			}
		}
		return nil
	}, others)
	if err := <-served; err != nil || r.err != nil {
		t.Error(err, r.err)
	}
	ln.Close()
	r = run(t, func(w work.Worker) error { _, err := w.Dial(at); return err }, nil)
	if r.err == nil || !strings.Contains(r.err.Error(), "connect to 127.0.0.1") {
		t.Errorf("nobody listens: %v", r.err)
	}
}

// echo sends back what n clients send, all n connected before it begins: clients
// that came one after another would wait for ever.
func echo(ln net.Listener, n int) error {
	var conns []net.Conn
	for range n {
		c, err := ln.Accept()
		if err != nil {
			return err
		}
		conns = append(conns, c)
	}
	done := make(chan error, n)
	for _, c := range conns {
		go func() { // ends when the client hangs up
			defer c.Close()
			_, err := c.(*net.TCPConn).WriteTo(c)
			done <- err
		}()
	}
	for range n {
		if err := <-done; err != nil && !strings.Contains(err.Error(), "reset") {
			return err
		}
	}
	return nil
}

func TestTenThousandTasksSleepAtTheSameTime(t *testing.T) {
	const n = 10_000
	asleep, most, woke := 0, 0, 0
	begin := time.Now()
	r := run(t, func(w work.Worker) error {
		var hs []work.Handle
		for range n {
			hs = append(hs, must(t, w, "s", "sleeper"))
		}
		for _, h := range hs {
			if _, err := h.Join(); err != nil {
				return err
			}
		}
		return nil
	}, map[string]body{"sleeper": func(w work.Worker) error {
		asleep++
		most = max(most, asleep)
		err := w.Sleep(50 * time.Millisecond)
		asleep--
		woke++
		return err
	}})
	if r.err != nil || woke != n || most < n/2 {
		t.Errorf("%d slept at the same time, %d woke, %v", most, woke, r.err)
	}
	if d := time.Since(begin); d > 20*time.Second {
		t.Errorf("it took %s", d)
	}
}

// BenchmarkTask measures a task's whole life: created, run, joined.
func BenchmarkTask(b *testing.B) {
	const each = 10_000 // the recording's lanes are counted
	for done := 0; done < b.N; done += each {
		n := min(each, b.N-done)
		run(b, func(w work.Worker) error {
			for range n {
				h, err := w.Start("t", "nothing", nil)
				if err == nil {
					_, err = h.Join()
				}
				if err != nil {
					return err
				}
			}
			return nil
		}, map[string]body{"nothing": func(work.Worker) error { return nil }})
	}
}

// BenchmarkSwitch measures handing control from one task to another.
func BenchmarkSwitch(b *testing.B) {
	const each = 100_000 // the recording's events are counted
	for done := 0; done < b.N; done += each {
		n := min(each, b.N-done)
		turn := func(w work.Worker) error {
			for range n / 2 {
				if err := w.Sleep(0); err != nil {
					return err
				}
			}
			return nil
		}
		run(b, func(w work.Worker) error {
			h, err := w.Start("t", "turn", nil)
			if err == nil {
				err = turn(w)
			}
			if err == nil {
				_, err = h.Join()
			}
			return err
		}, map[string]body{"turn": turn})
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "switches/s")
}
