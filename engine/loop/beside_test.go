//go:build unix

package loop_test

// This file tests what a loop does with the world around it: other threads,
// sockets, signals; and generators.

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"corelanes/engine/interp"
	"corelanes/engine/loop"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/work"
)

// threadPerJob is an executor that starts a thread for each job.
type threadPerJob struct {
	base *interp.Thread
	wait sync.WaitGroup
}

// Submit is as in loop.Executor.
func (x *threadPerJob) Submit(_ work.Worker, j *loop.Job, done func(any, error)) error {
	x.wait.Add(1)
	_, err := x.base.Begin("thread "+j.Name, func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) {
		defer x.wait.Done()
		done(j.Func(w))
		return nil, nil
	}, nil)
	return err
}

// ShutDown is as in loop.Executor.
func (x *threadPerJob) ShutDown(work.Worker) error { x.wait.Wait(); return nil }

// withThreads are options with such an executor.
func withThreads() loop.Options {
	return loop.Options{Threads: func(by work.Worker) (loop.Executor, error) {
		th, ok := by.(*interp.Thread)
		if !ok {
			return nil, fmt.Errorf("%T is no thread", by)
		}
		return &threadPerJob{base: th}, nil
	}}
}

func TestACallInAThreadLeavesTheLoopFree(t *testing.T) {
	sick := errors.New("sick")
	aio(t, withThreads(), func(l *loop.Loop, me *loop.Task) error {
		ticks, go_ := 0, make(chan struct{})
		ticker := task(t, l, "ticker", func(me *loop.Task) error {
			for ticks < 5 {
				if err := me.Sleep(time.Millisecond); err != nil {
					return err
				}
				ticks++
			}
			close(go_)
			return nil
		})
		v, err := me.ToThread("blocks", func(w work.Worker) (any, error) {
			<-go_ // the loop must run for this to end
			if w.Self().Lane == me.Self().Lane || w.Self().Lane == l.Lane() {
				t.Error("it runs on the loop's thread")
			}
			return 7, nil
		})
		if v != 7 || err != nil || ticks != 5 {
			t.Errorf("%v, %v after %d ticks", v, err, ticks)
		}
		if _, err := me.ToThread("fails", func(work.Worker) (any, error) { return nil, sick }); !errors.Is(err, sick) {
			t.Error(err)
		}
		if _, err := l.RunInExecutor(loop.InProcesses, &loop.Job{Body: "x"}); !errors.Is(err, loop.ErrNoExecutor) {
			t.Errorf("a pool that is not there: %v", err)
		}
		_, err = me.Await(ticker)
		return err
	})
}

func TestACancelledWaitForAThreadEndsAtOnceAndTheThreadGoesOn(t *testing.T) {
	ended := false
	aio(t, withThreads(), func(l *loop.Loop, me *loop.Task) error {
		release := make(chan struct{})
		x := task(t, l, "x", func(me *loop.Task) error {
			_, err := me.ToThread("blocks", func(work.Worker) (any, error) { <-release; ended = true; return nil, nil })
			return err
		})
		turns(me, 2)
		x.Cancel()
		if _, err := me.Await(x); !errors.Is(err, prim.ErrCancelled) {
			t.Error(err)
		}
		close(release)
		return nil
	})
	if !ended { // the loop's end waited for it
		t.Error("the thread did not go on")
	}
}

func TestAnotherThreadAsksTheLoopForACoroutine(t *testing.T) {
	sick := errors.New("sick")
	var kept *loop.Loop
	aio(t, withThreads(), func(l *loop.Loop, me *loop.Task) error {
		kept = l
		v, err := me.ToThread("asks", func(w work.Worker) (any, error) {
			f, err := l.RunThreadsafe("asked", func(x *loop.Task) (any, error) { return x.Name(), x.Sleep(time.Millisecond) })
			if err != nil {
				return nil, err
			}
			v, err := f.Result(w, loop.NoLimit)
			if v != "asked" || err != nil {
				t.Errorf("%v, %v", v, err)
			}
			f, _ = l.RunThreadsafe("fails", func(*loop.Task) (any, error) { return nil, sick })
			if _, err := f.Result(w, loop.NoLimit); !errors.Is(err, sick) {
				t.Error(err)
			}
			f, _ = l.RunThreadsafe("slow", func(x *loop.Task) (any, error) { return nil, x.Sleep(time.Hour) })
			if _, err := f.Result(w, time.Millisecond); !errors.Is(err, loop.ErrTimeout) {
				t.Errorf("after a millisecond: %v", err)
			}
			if err := f.Cancel(); err != nil {
				t.Error(err)
			}
			if _, err := f.Result(w, loop.NoLimit); !errors.Is(err, prim.ErrCancelled) {
				t.Error(err)
			}
			return "done", nil
		})
		if v != "done" {
			t.Errorf("%v", v)
		}
		return err
	})
	if _, err := kept.RunThreadsafe("late", nil); !errors.Is(err, loop.ErrLoopClosed) {
		t.Errorf("a loop that has ended: %v", err)
	}
}

func TestAThreadThatAsksALoopThatEndsIsToldSo(t *testing.T) {
	told := make(chan error, 1)
	aio(t, withThreads(), func(l *loop.Loop, me *loop.Task) error {
		var once sync.Once
		asks := make(chan struct{})
		task(t, l, "x", func(me *loop.Task) error {
			_, err := me.ToThread("asks", func(w work.Worker) (any, error) {
				for {
					f, err := l.RunThreadsafe("asked", func(x *loop.Task) (any, error) { return nil, x.Sleep(time.Hour) })
					if err != nil {
						told <- err
						return nil, err
					}
					once.Do(func() { close(asks) })
					f.Result(w, loop.NoLimit)
				}
			})
			return err
		})
		if err := me.Sleep(0); err != nil {
			return err
		}
		<-asks
		return nil // the loop ends, while the thread goes on asking
	})
	if err := <-told; !errors.Is(err, loop.ErrLoopClosed) {
		t.Error(err)
	}
}

func TestAGeneratorHandsOutValuesAndWaitsAsWhoAsks(t *testing.T) {
	sick := errors.New("sick")
	aio(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		var order []string
		count := func(n int) *loop.Generator {
			return l.Generator(func(g *loop.Generator) error {
				defer func() { order = append(order, "cleaned up") }()
				for i := range n {
					if g.Task() != l.CurrentTask() {
						t.Error("it runs as another task")
					}
					if err := g.Task().Sleep(time.Millisecond); err != nil {
						return err
					}
					if err := g.Yield(i); err != nil {
						g.Task().Sleep(0) // a clean-up that waits
						return err
					}
				}
				return nil
			})
		}
		other := task(t, l, "other", func(*loop.Task) error { order = append(order, "other"); return nil })
		g := count(2)
		for {
			v, ok, err := g.Next(me)
			if err != nil || !ok {
				break
			}
			order = append(order, fmt.Sprint(v))
		}
		if want := []string{"other", "0", "1", "cleaned up"}; !slices.Equal(order, want) {
			t.Errorf("%v, want %v", order, want)
		}
		if _, ok, err := g.Next(me); ok || err != nil {
			t.Errorf("after its end: %v, %v", ok, err)
		}
		me.Await(other)

		order = nil
		g = count(5)
		g.Next(me)
		if err := g.Close(me); err != nil || !slices.Equal(order, []string{"cleaned up"}) {
			t.Errorf("closed: %v, %v", order, err)
		}
		order = nil
		if err := count(5).Close(me); err != nil || len(order) != 0 {
			t.Errorf("one that never began: %v, %v", order, err)
		}
		stubborn := l.Generator(func(g *loop.Generator) error { g.Yield(1); return g.Yield(2) })
		stubborn.Next(me)
		if err := stubborn.Close(me); !errors.Is(err, loop.ErrIgnoredExit) {
			t.Error(err)
		}
		fails := l.Generator(func(*loop.Generator) error { return sick })
		if _, ok, err := fails.Next(me); ok || !errors.Is(err, sick) {
			t.Errorf("%v, %v", ok, err)
		}
		panics := l.Generator(func(*loop.Generator) error { panic("boo") })
		if _, _, err := panics.Next(me); err == nil || !strings.Contains(err.Error(), "boo") {
			t.Error(err)
		}

		order = nil
		g = count(5)
		x := task(t, l, "x", func(me *loop.Task) error { _, _, err := g.Next(me); return err })
		turns(me, 1)
		if _, _, err := g.Next(me); !errors.Is(err, loop.ErrGeneratorRunning) {
			t.Errorf("two ask at the same time: %v", err)
		}
		x.Cancel()
		if _, err := me.Await(x); !errors.Is(err, prim.ErrCancelled) || !slices.Equal(order, []string{"cleaned up"}) {
			t.Errorf("cancelled while it waits: %v, %v", order, err)
		}

		order = nil
		nested := l.Generator(func(outer *loop.Generator) error {
			inner := count(2)
			for {
				v, ok, err := inner.Next(outer.Task())
				if err != nil || !ok {
					return err
				}
				if err := outer.Yield(v); err != nil {
					return errors.Join(err, inner.Close(outer.Task()))
				}
			}
		})
		v, _, _ := nested.Next(me)
		w, _, err := nested.Next(me)
		if v != 0 || w != 1 || err != nil {
			t.Errorf("one in another: %v, %v, %v", v, w, err)
		}
		return nested.Close(me)
	})
}

func TestGeneratorsThatAreLeftAreClosedWhenTheLoopEnds(t *testing.T) {
	cleaned := 0
	aio(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		for range 3 {
			g := l.Generator(func(g *loop.Generator) error {
				err := g.Yield(1)
				if serr := g.Task().Sleep(time.Millisecond); serr == nil {
					cleaned++
				}
				return err
			})
			g.Next(me)
		}
		return nil
	})
	if cleaned != 3 {
		t.Errorf("%d of 3 cleaned up", cleaned)
	}
}

func TestASignalHandlerIsCalledByTheLoop(t *testing.T) {
	aio(t, loop.Options{}, func(l *loop.Loop, me *loop.Task) error {
		got := l.NewFuture()
		if err := l.AddSignalHandler(syscall.SIGUSR1, func() {
			if l.CurrentTask() != nil {
				t.Error("it runs as a task")
			}
			got.SetResult("usr1")
		}); err != nil {
			return err
		}
		if err := l.AddSignalHandler(syscall.SIGKILL, func() {}); err == nil || !strings.Contains(err.Error(), "sig 9 cannot be caught") {
			t.Errorf("SIGKILL: %v", err)
		}
		if err := syscall.Kill(os.Getpid(), syscall.SIGUSR1); err != nil {
			return err
		}
		v, err := me.Await(got) // it is no deadlock to wait for a signal
		if v != "usr1" || err != nil {
			t.Errorf("%v, %v", v, err)
		}
		if !l.RemoveSignalHandler(syscall.SIGUSR1) || l.RemoveSignalHandler(syscall.SIGUSR1) {
			t.Error("removing it does not go as it should")
		}
		return nil
	})
}

func TestPatchedBlockingCallsSwitchAndForeignOnesDoNot(t *testing.T) {
	aio(t, loop.Options{Patched: true}, func(l *loop.Loop, me *loop.Task) error {
		ticks := 0
		task(t, l, "ticker", func(me *loop.Task) error {
			for {
				ticks++
				if err := me.Sleep(time.Millisecond); err != nil {
					return err
				}
			}
		})
		if err := me.Block(10 * time.Millisecond); err != nil {
			return err
		}
		patched := ticks
		if err := me.Native(func() error { return busy(10 * time.Millisecond) }); err != nil {
			return err
		}
		if patched < 2 || ticks != patched {
			t.Errorf("%d ticks beside a patched call, %d beside a foreign one", patched, ticks-patched)
		}
		return nil
	})
}

func TestTooManySocketsLeaveNothingHalfOpen(t *testing.T) {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	eachNetwork(t, func(t *testing.T, o loop.Options) {
		aio(t, o, func(l *loop.Loop, me *loop.Task) error {
			s, err := l.StartServer(osys.Loopback(0), 200, func(_ *loop.Task, s *loop.Stream) error {
				_, err := s.ReadLine()
				return err
			})
			if err != nil {
				return err
			}
			low := limit
			low.Cur = 100
			if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &low); err != nil {
				t.Skip("the limit cannot be lowered:", err)
			}
			defer syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit)
			var open []*loop.Stream
			for range 200 {
				c, err := l.OpenConnection(s.Address())
				if err != nil {
					if !errors.Is(err, syscall.EMFILE) || !strings.Contains(err.Error(), "100 descriptors") {
						t.Errorf("the error does not name the limit: %v", err)
					}
					break
				}
				open = append(open, c)
			}
			if len(open) == 200 {
				t.Error("the limit was never reached")
			}
			for _, c := range open {
				c.Close()
			}
			c, err := l.OpenConnection(s.Address()) // all of them are free again
			if err != nil {
				t.Error(err)
			} else {
				c.Close()
			}
			return s.Close()
		})
	})
}
