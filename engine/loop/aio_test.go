package loop_test

// This file tests asyncio's rules: futures, awaiting, cancellation, and waiting
// for several. What CPython 3.11 does is what is asked for.

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"corelanes/engine/insight"
	"corelanes/engine/loop"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// aio runs a main task made of a function; what it returns must be nil.
func aio(t *testing.T, o loop.Options, main func(l *loop.Loop, me *loop.Task) error) ran {
	t.Helper()
	return wentWell(t, aioRun(t, o, main))
}

// aioStill is aio on a clock that jumps from timer to timer.
func aioStill(t *testing.T, o loop.Options, main func(l *loop.Loop, me *loop.Task) error) ran {
	t.Helper()
	return wentWell(t, aioOn(t, true, o, main))
}

func wentWell(t *testing.T, r ran) ran {
	t.Helper()
	if r.err != nil {
		t.Error(r.err)
	}
	return r
}

func aioRun(t testing.TB, o loop.Options, main func(l *loop.Loop, me *loop.Task) error) ran {
	t.Helper()
	return aioOn(t, false, o, main)
}

func aioOn(t testing.TB, still bool, o loop.Options, main func(l *loop.Loop, me *loop.Task) error) ran {
	t.Helper()
	return runOn(t, still, o, func(w work.Worker) error {
		l, err := loop.Running(w)
		if err != nil {
			return err
		}
		return main(l, l.CurrentTask())
	}, nil)
}

// task starts a task of a function without a result.
func task(t *testing.T, l *loop.Loop, name string, f func(me *loop.Task) error) *loop.Task {
	t.Helper()
	x, err := l.CreateTask(name, func(me *loop.Task) (any, error) { return name, f(me) })
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// turns lets the others run so many times.
func turns(me *loop.Task, n int) {
	for range n {
		if err := me.Sleep(0); err != nil {
			panic(err)
		}
	}
}

func sleeper(d time.Duration) func(*loop.Task) error {
	return func(me *loop.Task) error { return me.Sleep(d) }
}

func TestAFutureHasOneEnd(t *testing.T) {
	sick := errors.New("sick")
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		f := l.NewFuture()
		if _, err := f.Result(); !errors.Is(err, loop.ErrNotSet) || f.Done() || f.Cancelled() {
			t.Errorf("pending: %v", err)
		}
		var told []string
		f.OnDone(func(*loop.Future) { told = append(told, "first") })
		f.OnDone(func(*loop.Future) { told = append(told, "second") })
		err := f.SetResult(7)
		v, rerr := f.Result()
		if err != nil || v != 7 || rerr != nil || len(told) != 0 {
			t.Errorf("%v, %v, %v; callbacks at once: %v", err, v, rerr, told)
		}
		if err := errors.Join(f.SetResult(8), f.SetError(sick)); !errors.Is(err, loop.ErrInvalidState) || f.Cancel() {
			t.Errorf("it can end twice: %v", err)
		}
		f.OnDone(func(*loop.Future) { told = append(told, "late") })
		turns(me, 1)
		if !slices.Equal(told, []string{"first", "second", "late"}) {
			t.Errorf("told %v", told)
		}
		g := l.NewFuture()
		if !g.Cancel() || g.Cancel() || !g.Cancelled() || !g.Done() {
			t.Error("cancelling does not go as it should")
		}
		if _, err := me.Await(g); !errors.Is(err, prim.ErrCancelled) {
			t.Errorf("awaiting a cancelled one: %v", err)
		}
		h := l.NewFuture()
		h.SetError(sick)
		if _, err := me.Await(h); !errors.Is(err, sick) {
			t.Error(err)
		}
		return nil
	})
}

func TestAwaitingWhatIsDoneDoesNotSwitchAndWhatIsPendingDoes(t *testing.T) {
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		ran := false
		x := task(t, l, "x", func(*loop.Task) error { ran = true; return nil })
		f := l.NewFuture()
		f.SetResult("there")
		v, err := me.Await(f)
		if v != "there" || err != nil || ran {
			t.Errorf("%v, %v; another ran: %v", v, err, ran)
		}
		c := l.Coroutine("c", func(inner *loop.Task) (any, error) {
			if inner != me || l.CurrentTask() != me {
				t.Error("a coroutine that is awaited is another task")
			}
			return 5, nil
		})
		if v, err := me.AwaitCoroutine(c); v != 5 || err != nil || ran {
			t.Errorf("a coroutine that does not wait: %v, %v; another ran: %v", v, err, ran)
		}
		if _, err := me.AwaitCoroutine(c); !errors.Is(err, loop.ErrAwaitedTwice) {
			t.Error(err)
		}
		if v, err := me.Await(x); v != "x" || err != nil || !ran {
			t.Errorf("%v, %v", v, err)
		}
		if _, err := me.Await(me); !errors.Is(err, loop.ErrAwaitsItself) {
			t.Error(err)
		}
		return nil
	})
}

func TestAFutureOfAnotherLoopIsRefused(t *testing.T) {
	var other *loop.Future
	aioStill(t, loop.Options{}, func(l *loop.Loop, _ *loop.Task) error { other = l.NewFuture(); return nil })
	aioStill(t, loop.Options{}, func(_ *loop.Loop, me *loop.Task) error {
		if _, err := me.Await(other); !errors.Is(err, loop.ErrOtherLoop) {
			t.Error(err)
		}
		return nil
	})
}

func TestTheRunningLoopItsTaskAndAllTasks(t *testing.T) {
	if _, err := loop.Running(nil); !errors.Is(err, loop.ErrNoLoop) {
		t.Error(err)
	}
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		names := func() (out []string) {
			for _, x := range l.AllTasks() {
				out = append(out, x.Name())
			}
			return out
		}
		a := task(t, l, "a", func(me *loop.Task) error {
			if l.CurrentTask() != me || me.Loop() != l {
				t.Error("the task is not the current one")
			}
			return me.Sleep(0)
		})
		task(t, l, "b", sleeper(time.Hour))
		if got := names(); !slices.Equal(got, []string{"main", "a", "b"}) {
			t.Error(got)
		}
		if _, err := me.Await(a); err != nil {
			return err
		}
		if got := names(); !slices.Equal(got, []string{"main", "b"}) {
			t.Error(got)
		}
		inCallback := me
		l.CallSoon(func() { inCallback = l.CurrentTask() })
		turns(me, 1)
		if inCallback != nil {
			t.Error("a callback has a current task")
		}
		return nil
	})
}

func TestCancellationIsRaisedWhereTheTaskWaitsAndOnlyOnce(t *testing.T) {
	waits := map[string]func(l *loop.Loop, me *loop.Task) error{
		"a turn":  func(_ *loop.Loop, me *loop.Task) error { return me.Sleep(0) },
		"a sleep": func(_ *loop.Loop, me *loop.Task) error { return me.Sleep(time.Hour) },
		"a future": func(l *loop.Loop, me *loop.Task) error {
			_, err := me.Await(l.NewFuture())
			return err
		},
		"a task": func(l *loop.Loop, me *loop.Task) error {
			_, err := me.Await(task(t, l, "inner", sleeper(time.Hour)))
			return err
		},
		"several": func(l *loop.Loop, me *loop.Task) error {
			_, err := me.Await(l.Gather(false, task(t, l, "inner", sleeper(time.Hour)), task(t, l, "inner", sleeper(time.Hour))))
			return err
		},
	}
	for name, wait := range waits {
		t.Run(name, func(t *testing.T) {
			aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
				var first, second error
				x := task(t, l, "x", func(me *loop.Task) error {
					first = wait(l, me)
					second = me.Sleep(time.Microsecond)
					return nil
				})
				turns(me, 1)
				if !x.Cancel() {
					t.Error("it says it has ended")
				}
				v, err := me.Await(x)
				if !errors.Is(first, prim.ErrCancelled) || second != nil || v != "x" || err != nil || x.Cancelled() {
					t.Errorf("first wait: %v; second: %v; it ended with %v, %v", first, second, v, err)
				}
				if x.Cancel() || x.Cancelling() != 1 {
					t.Errorf("after its end: %d requests", x.Cancelling())
				}
				return nil
			})
		})
	}
}

func TestATaskThatDoesNotCatchItsCancellationIsCancelled(t *testing.T) {
	r := aio(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		cleaned := false
		x := task(t, l, "x", func(me *loop.Task) error {
			err := me.Sleep(time.Hour)
			if err := me.Sleep(time.Microsecond); err != nil { // a clean-up that waits
				return err
			}
			cleaned = true
			return err
		})
		never := task(t, l, "never", func(*loop.Task) error { t.Error("it began"); return nil })
		never.Cancel() // before it could begin
		turns(me, 1)
		x.Cancel()
		_, err := me.Await(x)
		if !errors.Is(err, prim.ErrCancelled) || !x.Cancelled() || !cleaned || !never.Cancelled() {
			t.Errorf("%v, cancelled %v, cleaned up %v; the one that never began: %v", err, x.Cancelled(), cleaned, never.Cancelled())
		}
		self := task(t, l, "self", func(me *loop.Task) error { me.Cancel(); return nil })
		if _, err := me.Await(self); !errors.Is(err, prim.ErrCancelled) {
			t.Errorf("one that cancels itself and does not wait again: %v", err)
		}
		return nil
	})
	for i := range r.view.Lanes() {
		l := &r.view.Lanes()[i]
		if last, _ := l.Span(l.Len() - 1); last.State != trace.StateNone || last.Arg != 0 {
			t.Errorf("lane %s ends with %+v: being cancelled is no error", l.Info.Name, last)
		}
	}
}

func TestCancellingAWaitForATaskCancelsThatTask(t *testing.T) {
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		inner := task(t, l, "inner", sleeper(time.Hour))
		outer := task(t, l, "outer", func(me *loop.Task) error { _, err := me.Await(inner); return err })
		turns(me, 1)
		outer.Cancel()
		if _, err := me.Await(outer); !errors.Is(err, prim.ErrCancelled) || !inner.Cancelled() {
			t.Errorf("%v; inner cancelled: %v", err, inner.Cancelled())
		}
		// An inner task that swallows it: the outer one goes on with its result.
		stubborn := task(t, l, "stubborn", func(me *loop.Task) error { me.Sleep(time.Hour); return nil })
		outer = task(t, l, "outer", func(me *loop.Task) error {
			v, err := me.Await(stubborn)
			if v != "stubborn" || err != nil {
				t.Errorf("%v, %v", v, err)
			}
			return nil
		})
		turns(me, 1)
		outer.Cancel()
		_, err := me.Await(outer)
		return err
	})
}

func TestUncancelTakesARequestBack(t *testing.T) {
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		x := task(t, l, "x", func(me *loop.Task) error {
			if err := me.Sleep(time.Hour); !errors.Is(err, prim.ErrCancelled) {
				t.Error(err)
			}
			if me.Cancelling() != 2 || me.Uncancel() != 1 || me.Uncancel() != 0 || me.Uncancel() != 0 || me.Cancelling() != 0 {
				t.Errorf("%d are left", me.Cancelling())
			}
			return nil
		})
		turns(me, 1)
		x.Cancel()
		x.Cancel()
		_, err := me.Await(x)
		return err
	})
}

func TestGatherKeepsTheOrderAndTheFirstErrorEndsIt(t *testing.T) {
	sick := errors.New("sick")
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		late := task(t, l, "late", sleeper(2*time.Millisecond))
		early := task(t, l, "early", sleeper(0))
		v, err := me.Await(l.Gather(false, late, early, late))
		out, _ := v.([]loop.Outcome)
		if err != nil || len(out) != 3 || out[0].Value != "late" || out[1].Value != "early" || out[2].Value != "late" {
			t.Errorf("%v, %v", v, err)
		}
		if v, err := me.Await(l.Gather(false)); err != nil || len(v.([]loop.Outcome)) != 0 {
			t.Errorf("of nothing: %v, %v", v, err)
		}
		fails := task(t, l, "fails", func(*loop.Task) error { return sick })
		goesOn := task(t, l, "goes on", sleeper(time.Millisecond))
		if _, err := me.Await(l.Gather(false, fails, goesOn)); !errors.Is(err, sick) || goesOn.Done() {
			t.Errorf("%v; the other has ended: %v", err, goesOn.Done())
		}
		if _, err := me.Await(goesOn); err != nil {
			t.Error(err)
		}
		gone := task(t, l, "gone", sleeper(time.Hour))
		gone.Cancel()
		v, err = me.Await(l.Gather(true, fails, goesOn, gone))
		out, _ = v.([]loop.Outcome)
		if err != nil || len(out) != 3 || !errors.Is(out[0].Err, sick) || out[1].Value != "goes on" || !errors.Is(out[2].Err, prim.ErrCancelled) {
			t.Errorf("with errors as results: %v, %v", out, err)
		}
		return nil
	})
}

func TestCancellingAGatherCancelsAllAndEndsWhenAllHave(t *testing.T) {
	for _, returnExceptions := range []bool{false, true} {
		aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
			a := task(t, l, "a", sleeper(time.Hour))
			b := task(t, l, "b", func(me *loop.Task) error {
				err := me.Sleep(time.Hour)
				return errors.Join(err, me.Sleep(time.Millisecond))
			})
			g := l.Gather(returnExceptions, a, b)
			turns(me, 1)
			if !g.Cancel() || g.Done() {
				t.Error("it ends before its parts")
			}
			if _, err := me.Await(g); !errors.Is(err, prim.ErrCancelled) || !a.Cancelled() {
				t.Errorf("%v", err)
			}
			if returnExceptions && !b.Cancelled() {
				t.Error("it did not wait for all")
			}
			return nil
		})
	}
}

func TestWaitForEndsWhatTakesTooLong(t *testing.T) {
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		if v, err := me.WaitFor(task(t, l, "quick", sleeper(0)), time.Hour); v != "quick" || err != nil {
			t.Errorf("%v, %v", v, err)
		}
		if v, err := me.WaitFor(task(t, l, "quick", sleeper(time.Millisecond)), loop.NoLimit); v != "quick" || err != nil {
			t.Errorf("without limit: %v, %v", v, err)
		}
		slow := task(t, l, "slow", func(me *loop.Task) error {
			err := me.Sleep(time.Hour)
			me.Sleep(time.Millisecond) // its clean-up is waited for
			return err
		})
		if _, err := me.WaitFor(slow, time.Millisecond); !errors.Is(err, loop.ErrTimeout) || !slow.Cancelled() {
			t.Errorf("%v; cancelled %v", err, slow.Cancelled())
		}
		zero := task(t, l, "zero", sleeper(time.Hour))
		if _, err := me.WaitFor(zero, 0); !errors.Is(err, loop.ErrTimeout) || !zero.Cancelled() {
			t.Errorf("at once: %v", err)
		}
		stubborn := task(t, l, "stubborn", func(me *loop.Task) error { me.Sleep(time.Hour); return nil })
		if v, err := me.WaitFor(stubborn, time.Millisecond); v != "stubborn" || err != nil {
			t.Errorf("a result that came while it was being cancelled: %v, %v", v, err)
		}
		sick := errors.New("sick")
		fails := task(t, l, "fails", func(me *loop.Task) error { me.Sleep(time.Hour); return sick })
		if _, err := me.WaitFor(fails, time.Millisecond); !errors.Is(err, sick) {
			t.Errorf("an error meanwhile: %v", err)
		}
		inner := task(t, l, "inner", sleeper(time.Hour))
		outer := task(t, l, "outer", func(me *loop.Task) error { _, err := me.WaitFor(inner, time.Hour); return err })
		turns(me, 1)
		outer.Cancel()
		if _, err := me.Await(outer); !errors.Is(err, prim.ErrCancelled) || !inner.Cancelled() {
			t.Errorf("cancelled from outside: %v; inner %v", err, inner.Cancelled())
		}
		return nil
	})
}

func TestTimeoutTurnsItsOwnCancellationIntoATimeoutError(t *testing.T) {
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		if err := me.Timeout(time.Hour, func() error { return me.Sleep(0) }); err != nil {
			t.Error(err)
		}
		if err := me.Timeout(time.Millisecond, func() error { return me.Sleep(time.Hour) }); !errors.Is(err, loop.ErrTimeout) || me.Cancelling() != 0 {
			t.Errorf("%v; %d requests are left", err, me.Cancelling())
		}
		if err := me.Timeout(0, func() error { return me.Sleep(time.Hour) }); !errors.Is(err, loop.ErrTimeout) {
			t.Error(err)
		}
		inner := errors.New("not reached")
		err := me.Timeout(time.Millisecond, func() error {
			inner = me.Timeout(time.Hour, func() error { return me.Sleep(time.Hour) })
			return inner
		})
		if !errors.Is(err, loop.ErrTimeout) || !errors.Is(inner, prim.ErrCancelled) {
			t.Errorf("the outer one's: %v; inside: %v", err, inner)
		}
		err = me.Timeout(time.Hour, func() error {
			return me.Timeout(time.Millisecond, func() error { return me.Sleep(time.Hour) })
		})
		if !errors.Is(err, loop.ErrTimeout) {
			t.Error(err)
		}
		var got error
		x := task(t, l, "x", func(me *loop.Task) error {
			got = me.Timeout(time.Hour, func() error { return me.Sleep(time.Hour) })
			return got
		})
		turns(me, 1)
		x.Cancel()
		if _, err := me.Await(x); !errors.Is(err, prim.ErrCancelled) || !errors.Is(got, prim.ErrCancelled) {
			t.Errorf("somebody else's cancellation: %v", got)
		}
		return me.Sleep(2 * time.Millisecond) // nothing of it comes late
	})
}

func TestAShieldKeepsACancellationFromWhatItShields(t *testing.T) {
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		inner := task(t, l, "inner", sleeper(3*time.Millisecond))
		outer := task(t, l, "outer", func(me *loop.Task) error { _, err := me.Await(l.Shield(inner)); return err })
		turns(me, 1)
		outer.Cancel()
		if _, err := me.Await(outer); !errors.Is(err, prim.ErrCancelled) || inner.Done() {
			t.Errorf("%v; inner done: %v", err, inner.Done())
		}
		if v, err := me.Await(l.Shield(inner)); v != "inner" || err != nil {
			t.Errorf("%v, %v", v, err)
		}
		if v, err := me.Await(l.Shield(inner)); v != "inner" || err != nil {
			t.Errorf("one that has ended: %v, %v", v, err)
		}
		gone := task(t, l, "gone", sleeper(time.Hour))
		s := l.Shield(gone)
		gone.Cancel()
		if _, err := me.Await(s); !errors.Is(err, prim.ErrCancelled) {
			t.Error(err)
		}
		return nil
	})
}

func TestWaitSaysWhichHaveEndedAndCancelsNothing(t *testing.T) {
	sick := errors.New("sick")
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		start := func() (a, b, c *loop.Task) {
			return task(t, l, "a", sleeper(0)), task(t, l, "b", func(me *loop.Task) error { me.Sleep(20 * time.Millisecond); return sick }), task(t, l, "c", sleeper(time.Hour))
		}
		a, b, c := start()
		done, open, err := me.Wait(loop.NoLimit, loop.FirstCompleted, a, b, c)
		if err != nil || len(done) != 1 || done[0] != loop.Awaitable(a) || len(open) != 2 {
			t.Errorf("the first: %d done, %d open, %v", len(done), len(open), err)
		}
		done, open, err = me.Wait(loop.NoLimit, loop.FirstException, a, b, c)
		if err != nil || len(done) != 2 || len(open) != 1 {
			t.Errorf("the first error: %d done, %d open, %v", len(done), len(open), err)
		}
		done, open, err = me.Wait(time.Millisecond, loop.AllCompleted, a, b, c)
		if err != nil || len(done) != 2 || len(open) != 1 || c.Done() {
			t.Errorf("time is up: %d done, %d open, %v", len(done), len(open), err)
		}
		c.Cancel()
		done, open, err = me.Wait(loop.NoLimit, loop.AllCompleted, a, b, c)
		if err != nil || len(done) != 3 || len(open) != 0 {
			t.Errorf("all: %d done, %d open, %v", len(done), len(open), err)
		}
		if _, err := me.Await(b); !errors.Is(err, sick) {
			t.Error(err)
		}
		return nil
	})
}

func TestCallbacksAreCalledInTheirOrderAndTheirTime(t *testing.T) {
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		var order []string
		say := func(s string) func() { return func() { order = append(order, s) } }
		l.CallLater(4*time.Millisecond, say("late"))
		l.CallLater(2*time.Millisecond, say("early"))
		l.CallLater(time.Millisecond, say("never")).Cancel()
		l.CallSoon(say("soon"))
		h := l.CallSoon(say("never"))
		h.Cancel()
		l.CallSoon(say("too"))
		err := me.Sleep(6 * time.Millisecond)
		if want := []string{"soon", "too", "early", "late"}; !slices.Equal(order, want) {
			t.Errorf("%v, want %v", order, want)
		}
		return err
	})
}

func TestErrorsThatNobodySeesReachTheExceptionHandler(t *testing.T) {
	sick := errors.New("sick")
	var told []loop.Lost
	aioStill(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		l.SetExceptionHandler(func(x loop.Lost) { told = append(told, x) })
		l.CallSoon(func() { panic("boo") })
		task(t, l, "forgotten", func(*loop.Task) error { return sick })
		seen := task(t, l, "seen", func(*loop.Task) error { return sick })
		l.NewFuture().SetError(sick)
		l.Coroutine("never", func(*loop.Task) (any, error) { return nil, nil })
		me.Await(seen)
		return nil
	})
	var got []string
	for _, x := range told {
		got = append(got, strings.SplitN(x.String(), "\n", 2)[0])
	}
	want := []string{
		"Exception in callback: internal error: boo",
		"Future exception was never retrieved: sick",
		"Task exception was never retrieved: forgotten: forgotten: sick",
		"RuntimeWarning: coroutine 'never' was never awaited",
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	r := aio(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		l.SetExceptionHandler(func(loop.Lost) { panic("worse") })
		l.CallSoon(func() { panic("boo") })
		turns(me, 1)
		return nil
	})
	if said := said(r); !strings.Contains(said, "Unhandled error in exception handler: worse") || !strings.Contains(said, "boo") {
		t.Errorf("printed %q", said)
	}
}

// said is what was printed in a run.
func said(r ran) string {
	var out []string
	for i := range r.view.LogLen() {
		if e := r.view.Log(i); e.Kind == trace.KindSay {
			out = append(out, r.view.Text(e.Arg))
		}
	}
	return strings.Join(out, "\n")
}

func TestWhatHoldsTheLoopForLongIsNamed(t *testing.T) {
	r := aio(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		// So long that a busy machine does not keep the step from its core for as long again.
		x := task(t, l, "hog", func(me *loop.Task) error { return me.Block(250 * time.Millisecond) })
		l.CallLater(time.Millisecond, func() {})
		_, err := me.Await(x)
		return errors.Join(err, me.Sleep(time.Millisecond))
	})
	text := said(r)
	if !strings.Contains(text, "Executing hog took ") || !strings.Contains(text, "time.sleep") || !strings.Contains(text, "hog never yielded") {
		t.Errorf("printed %q", text)
	}
	frozen, lag := 0, int64(0)
	for i := range r.view.Objs() {
		o := &r.view.Objs()[i]
		switch {
		case o.Info.Kind == trace.ObjLoop:
			for j := range o.Len() {
				if e := o.Event(j); e.Slot == loop.SlotFrozen && e.Arg >= 60e6 && r.view.Lane(e.Lane).Info.Name == "hog" {
					frozen++
				}
			}
		case o.Info.Kind == trace.ObjCounter:
			for _, s := range r.view.Samples(o.Info.ID) {
				lag = max(lag, s.Value)
			}
		}
	}
	if got := insight.Loops(r.view); len(got) != 1 || len(got[0].Freezes) != 1 || got[0].Freezes[0].Call != "time.sleep" || got[0].Lag < 50e6 {
		t.Errorf("readers see %+v", got)
	}
	if frozen != 1 || lag < 50e6 {
		t.Errorf("%d freezes are recorded, the greatest lag is %d ns", frozen, lag)
	}
}

func TestTheTreeOfTasksIsInTheirParents(t *testing.T) {
	r := aio(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		x := task(t, l, "child", func(me *loop.Task) error {
			_, err := me.Await(l.Gather(false, task(t, l, "grandchild", sleeper(0)), task(t, l, "grandchild", sleeper(0))))
			return err
		})
		_, err := me.Await(x)
		return err
	})
	var got []string
	for i := range r.view.Lanes() {
		if info := r.view.Lanes()[i].Info; info.Parent != 0 {
			got = append(got, fmt.Sprintf("%s of %s", info.Name, r.view.Lane(info.Parent).Info.Name))
		}
	}
	if want := []string{"main of loop", "child of main", "grandchild of child", "grandchild of child"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
