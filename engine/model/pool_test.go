package model_test

// This file tests pools under the models that supply one, and those that give
// an equivalent: the cases of CPython's _TestPool, _TestPoolWorkerErrors and
// _TestPoolWorkerLifetime (Lib/test/_test_multiprocessing.py), each written once
// as a program.

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/model"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/proc"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// poolSpec names a case: all that a worker process needs.
type poolSpec struct{ Pool string }

const poolText = `
def inner(x):
    return 1 // x

def outer(x):
    return inner(x)
`

// poolProgram is the program of a test of pools, if the spec is of one.
func poolProgram(spec json.RawMessage) (work.Program, bool) {
	var s poolSpec
	if err := json.Unmarshal(spec, &s); err != nil || s.Pool == "" {
		return work.Program{}, false
	}
	bodies := map[string]work.Body{
		work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) { return nil, poolCase(s.Pool)(w, k) },
	}
	for name, f := range poolBodies {
		bodies[name] = f
	}
	return work.Program{Text: poolText, Bodies: bodies, Setup: func(k *work.Kit) error { return k.MakeEvent("go") }}, true
}

var poolBodies = map[string]work.Body{
	"nop": func(work.Worker, *work.Kit, []byte) ([]byte, error) { return nil, nil },
	"square": func(_ work.Worker, _ *work.Kit, arg []byte) ([]byte, error) {
		n, err := strconv.Atoi(string(arg))
		return []byte(strconv.Itoa(n * n)), err
	},
	"fail": func(_ work.Worker, _ *work.Kit, arg []byte) ([]byte, error) {
		return nil, fmt.Errorf("sick of %s", arg)
	},
	"some":  func(_ work.Worker, _ *work.Kit, arg []byte) ([]byte, error) { return arg, failIf(string(arg) == "bad") },
	"panic": func(work.Worker, *work.Kit, []byte) ([]byte, error) { panic("boo") },
	"nan":   func(work.Worker, *work.Kit, []byte) ([]byte, error) { return work.Encode(math.NaN()) },
	"length": func(_ work.Worker, _ *work.Kit, arg []byte) ([]byte, error) {
		return []byte(strconv.Itoa(len(arg))), nil
	},
	"echo": func(_ work.Worker, _ *work.Kit, arg []byte) ([]byte, error) { return arg, nil },
	"divide": func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) {
		_, err := w.Call("outer", code.Int(0))
		return nil, err
	},
	"nap": func(w work.Worker, _ *work.Kit, arg []byte) ([]byte, error) {
		d, err := time.ParseDuration(string(arg))
		if err == nil {
			err = w.Sleep(d)
		}
		return nil, err
	},
	"who": func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) {
		return []byte(fmt.Sprint(w.Self().Lane)), nil
	},
	"wait": func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
		e, err := k.Event("go")
		if err == nil {
			_, err = e.Wait(w.Self(), prim.None)
		}
		return nil, err
	},
	"die": func(work.Worker, *work.Kit, []byte) ([]byte, error) {
		p, _ := os.FindProcess(os.Getpid())
		p.Kill()
		select {}
	},
	"set up": func(w work.Worker, _ *work.Kit, arg []byte) ([]byte, error) {
		w.Local("set up", func() any { return string(arg) })
		return nil, nil
	},
	"was set up": func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) {
		return []byte(w.Local("set up", func() any { return "never" }).(string)), nil
	},
}

func failIf(bad bool) error {
	if bad {
		return errors.New("it is bad")
	}
	return nil
}

func numbers(n int) (args, squares [][]byte) {
	for i := range n {
		args = append(args, []byte(strconv.Itoa(i)))
		squares = append(squares, []byte(strconv.Itoa(i*i)))
	}
	return args, squares
}

func equal(a, b [][]byte) bool {
	return slices.EqualFunc(a, b, func(x, y []byte) bool { return string(x) == string(y) })
}

// want is an error unless err is the wanted one.
func want(what string, err, wanted error) error {
	if !errors.Is(err, wanted) {
		return fmt.Errorf("%s: %v, want %v", what, err, wanted)
	}
	return nil
}

// with makes a pool for f and ends it: nothing is left then.
func with(w work.Worker, n int, o work.PoolOptions, f func(p *work.Pool) error) error {
	return work.WithPool(w, n, o, f)
}

// plainCase is a case whose pool has two workers and no options.
func plainCase(f func(p *work.Pool) error) func(work.Worker, *work.Kit) error {
	return func(w work.Worker, _ *work.Kit) error { return with(w, 2, work.PoolOptions{}, f) }
}

var poolCases = map[string]func(w work.Worker, k *work.Kit) error{
	"map keeps the order, whatever the chunks": plainCase(func(p *work.Pool) error {
		for _, n := range []int{0, 1, 7, 50} {
			for _, chunk := range []int{0, 1, 3, 100} {
				args, squares := numbers(n)
				got, err := p.Map("square", args, chunk)
				if err != nil || !equal(got, squares) {
					return fmt.Errorf("%d numbers, chunk %d: %q, %v", n, chunk, got, err)
				}
			}
		}
		return nil
	}),
	"imap gives the results in order, imap_unordered all of them, and both end": plainCase(func(p *work.Pool) error {
		args, squares := numbers(20)
		for name, f := range map[string]func(string, iter.Seq2[[]byte, error], int) (*work.Iterator, error){"imap": p.Imap, "imap_unordered": p.ImapUnordered} {
			for _, chunk := range []int{1, 3} {
				it, err := f("square", work.Args(args...), chunk)
				if err != nil {
					return err
				}
				var got [][]byte
				for range squares {
					x, err := it.Next(prim.None)
					if err != nil {
						return err
					}
					got = append(got, x)
				}
				for range 2 {
					if _, err := it.Next(prim.None); !errors.Is(err, work.ErrStopIteration) {
						return fmt.Errorf("after the last: %v", err)
					}
				}
				if name != "imap" {
					byNumber := func(a, b []byte) int {
						x, _ := strconv.Atoi(string(a))
						y, _ := strconv.Atoi(string(b))
						return x - y
					}
					slices.SortFunc(got, byNumber)
				}
				if !equal(got, squares) {
					return fmt.Errorf("%s, chunk %d: %q", name, chunk, got)
				}
			}
		}
		_, err := p.Imap("square", work.Args(), 0)
		return want("a chunk of none", err, work.ErrChunkSize)
	}),
	"imap delivers what came before a failing iterable by whole chunks": plainCase(func(p *work.Pool) error {
		sick := errors.New("sick")
		seq := func(yield func([]byte, error) bool) {
			for i := range 5 {
				if !yield([]byte(strconv.Itoa(i)), nil) {
					return
				}
			}
			yield(nil, sick)
		}
		it, err := p.Imap("square", seq, 2)
		if err != nil {
			return err
		}
		for i := range 4 {
			if x, err := it.Next(prim.None); err != nil || string(x) != strconv.Itoa(i*i) {
				return fmt.Errorf("result %d: %q, %v", i, x, err)
			}
		}
		_, err = it.Next(prim.None)
		return want("after the whole chunks", err, sick)
	}),
	"an error in a chunk comes in its place, and the others go on": plainCase(func(p *work.Pool) error {
		it, err := p.Imap("some", work.Args([]byte("a"), []byte("bad"), []byte("c"), []byte("d")), 1)
		if err != nil {
			return err
		}
		var got []string
		for range 4 {
			x, err := it.Next(prim.None)
			if err != nil {
				x = []byte("error")
			}
			got = append(got, string(x))
		}
		if strings.Join(got, " ") != "a error c d" {
			return fmt.Errorf("%q", got)
		}
		return nil
	}),
	"map waits for all before it raises, and its pool lives on": plainCase(func(p *work.Pool) error {
		var left []string
		args := [][]byte{[]byte("bad"), []byte("a"), []byte("b"), []byte("c")}
		r, err := p.MapAsync("some", args, 1)
		if err != nil {
			return err
		}
		if _, err = r.Get(prim.None); err == nil || !strings.Contains(err.Error(), "it is bad") || !r.Ready() {
			return fmt.Errorf("%v, ready %v, left %v", err, r.Ready(), left)
		}
		x, err := p.Apply("square", []byte("7"))
		if err != nil || string(x) != "49" {
			return fmt.Errorf("afterwards: %q, %v", x, err)
		}
		return nil
	}),
	"callbacks are called with the result, or the error": plainCase(func(p *work.Pool) error {
		var outs [][]byte
		var errs []error
		for _, body := range []string{"square", "fail"} {
			r, err := p.ApplyAsync(body, []byte("3"))
			if err != nil {
				return err
			}
			done := make(chan struct{})
			r.OnDone(func(out [][]byte, err error) {
				outs, errs = append(outs, out...), append(errs, err)
				close(done)
			})
			_ = r.Wait(prim.None)
			<-done
		}
		if len(outs) != 1 || string(outs[0]) != "9" || len(errs) != 2 || errs[0] != nil || errs[1] == nil {
			return fmt.Errorf("%q, %v", outs, errs)
		}
		return nil
	}),
	"a panic, and a body that there is not, are errors of the task": plainCase(func(p *work.Pool) error {
		for body, words := range map[string]string{"panic": "boo", "nobody": "no body"} {
			if _, err := p.Apply(body, nil); err == nil || !strings.Contains(err.Error(), words) {
				return fmt.Errorf("%s: %v", body, err)
			}
		}
		return nil
	}),
	"a result that cannot be encoded is an error of that task alone": plainCase(func(p *work.Pool) error {
		for range 3 {
			_, err := p.Apply("nan", nil)
			var enc *work.EncodingError
			if !errors.As(err, &enc) || !strings.HasPrefix(enc.Error(), "MaybeEncodingError: Error sending result: 'NaN'. Reason: ") {
				return fmt.Errorf("not a number came back: %v", err)
			}
		}
		x, err := p.Apply("square", []byte("4"))
		if err != nil || string(x) != "16" {
			return fmt.Errorf("afterwards: %q, %v", x, err)
		}
		return nil
	}),
	"what is long travels too, both ways": plainCase(func(p *work.Pool) error {
		for _, n := range []int{0, 65_000, 66_000, 3 << 20} {
			arg := []byte(strings.Repeat("x", n))
			x, err := p.Apply("echo", arg)
			if err != nil || string(x) != string(arg) {
				return fmt.Errorf("%d bytes: %d, %v", n, len(x), err)
			}
		}
		return nil
	}),
	"sizes, chunks and limits are checked": func(w work.Worker, _ *work.Kit) error {
		_, zero := work.NewPool(w, 0, work.PoolOptions{})
		_, less := work.NewPool(w, -1, work.PoolOptions{})
		_, tasks := work.NewPool(w, 1, work.PoolOptions{MaxTasksPerChild: -1})
		return errors.Join(want("0 workers", zero, work.ErrPoolSize), want("-1 workers", less, work.ErrPoolSize), want("-1 tasks", tasks, work.ErrMaxTasks))
	},
	"a closed pool takes no tasks, and an open one is not joined": func(w work.Worker, _ *work.Kit) error {
		p, err := work.NewPool(w, 2, work.PoolOptions{})
		if err != nil {
			return err
		}
		early := p.Join()
		r, err := p.ApplyAsync("square", []byte("5"))
		p.Close()
		_, late := p.ApplyAsync("square", []byte("5"))
		jerr := p.Join()
		out, rerr := r.One(prim.None)
		if string(out) != "25" {
			rerr = errors.Join(rerr, fmt.Errorf("what was queued before came to %q", out))
		}
		return errors.Join(err, jerr, rerr, want("joined early", early, work.ErrPoolRunning), want("put late", late, work.ErrPoolClosed))
	},
}

// crewCases need workers that are beside each other.
var crewCases = map[string]func(w work.Worker, k *work.Kit) error{
	"a result that is not there yet is waited for no longer than told": func(w work.Worker, k *work.Kit) error {
		return with(w, 1, work.PoolOptions{}, func(p *work.Pool) error {
			e, err := k.Event("go")
			if err != nil {
				return err
			}
			r, err := p.ApplyAsync("wait", nil)
			if err != nil {
				return err
			}
			_, none := r.Get(0)
			_, some := r.Get(0.01)
			e.Set(w.Self())
			_, err = r.Get(prim.None)
			return errors.Join(err, want("at once", none, work.ErrPoolTimeout), want("after 10 ms", some, work.ErrPoolTimeout))
		})
	},
	"each worker is initialised once, before its first task": func(w work.Worker, _ *work.Kit) error {
		return with(w, 2, work.PoolOptions{Initializer: "set up", InitArg: []byte("yes")}, func(p *work.Pool) error {
			args, _ := numbers(20)
			out, err := p.Map("was set up", args, 1)
			for _, x := range out {
				if string(x) != "yes" {
					err = errors.Join(err, fmt.Errorf("it was set up: %s", x))
				}
			}
			return err
		})
	},
	"a failing initializer breaks the pool": func(w work.Worker, _ *work.Kit) error {
		return with(w, 2, work.PoolOptions{Initializer: "fail"}, func(p *work.Pool) error {
			_, err := p.Apply("square", []byte("2"))
			return want("applied", err, work.ErrInitializer)
		})
	},
	"no more workers than asked for run tasks, and each many": func(w work.Worker, _ *work.Kit) error {
		return with(w, 3, work.PoolOptions{}, func(p *work.Pool) error {
			args, _ := numbers(100)
			out, err := p.Map("who", args, 1)
			who := map[string]bool{}
			for _, x := range out {
				who[string(x)] = true
			}
			if len(who) > 3 || p.Size() != 3 {
				err = errors.Join(err, fmt.Errorf("%d workers of %d", len(who), p.Size()))
			}
			return err
		})
	},
}

// processCases are of processes.
var processCases = map[string]func(w work.Worker, k *work.Kit) error{
	"an error brings the remote traceback": func(w work.Worker, _ *work.Kit) error {
		return with(w, 1, work.PoolOptions{}, func(p *work.Pool) error {
			_, err := p.Apply("divide", nil)
			var remote *work.RemoteError
			if !errors.As(err, &remote) || !strings.Contains(remote.Text, "ZeroDivisionError") || !strings.Contains(remote.Trace, "in inner") || !strings.Contains(remote.Trace, "in outer") {
				return fmt.Errorf("%v, trace %q", err, remote)
			}
			return nil
		})
	},
	"a worker is replaced after so many tasks": func(w work.Worker, _ *work.Kit) error {
		return with(w, 2, work.PoolOptions{MaxTasksPerChild: 3}, func(p *work.Pool) error {
			args, _ := numbers(12)
			out, err := p.Map("who", args, 1)
			times := map[string]int{}
			for _, x := range out {
				times[string(x)]++
			}
			for who, n := range times {
				if n > 3 {
					err = errors.Join(err, fmt.Errorf("worker %s had %d tasks", who, n))
				}
			}
			if len(times) < 4 {
				err = errors.Join(err, fmt.Errorf("only %d workers", len(times)))
			}
			return err
		})
	},
	"a worker is replaced also when the pool is closed early": func(w work.Worker, _ *work.Kit) error {
		p, err := work.NewPool(w, 1, work.PoolOptions{MaxTasksPerChild: 1})
		if err != nil {
			return err
		}
		args, squares := numbers(5)
		r, err := p.MapAsync("square", args, 1)
		p.Close()
		jerr := p.Join()
		out, gerr := r.Get(prim.None)
		if !equal(out, squares) {
			gerr = errors.Join(gerr, fmt.Errorf("%q", out))
		}
		return errors.Join(err, jerr, gerr)
	},
	"a worker that dies is replaced in a Pool, and its task is lost alone": func(w work.Worker, _ *work.Kit) error {
		return with(w, 2, work.PoolOptions{}, func(p *work.Pool) error {
			lost, err := p.ApplyAsync("die", nil)
			if err != nil {
				return err
			}
			args, squares := numbers(30)
			out, err := p.Map("square", args, 1)
			if !equal(out, squares) {
				err = errors.Join(err, fmt.Errorf("%q", out))
			}
			_, lerr := lost.Get(prim.None)
			return errors.Join(err, want("the dead one's", lerr, work.ErrTaskLost))
		})
	},
	"a worker that dies breaks an executor": func(w work.Worker, _ *work.Kit) error {
		return with(w, 2, work.PoolOptions{Executor: true}, func(p *work.Pool) error {
			naps, err := p.MapAsync("wait", [][]byte{nil}, 1) // one that never ends
			if err != nil {
				return err
			}
			_, died := p.Apply("die", nil)
			_, other := naps.Get(prim.None)
			_, later := p.Apply("square", []byte("2"))
			return errors.Join(want("the dead one's", died, work.ErrBrokenPool), want("another's", other, work.ErrBrokenPool), want("later", later, work.ErrBrokenPool))
		})
	},
	"terminate does not wait for what is queued": func(w work.Worker, _ *work.Kit) error {
		p, err := work.NewPool(w, 3, work.PoolOptions{})
		if err != nil {
			return err
		}
		args := slices.Repeat([][]byte{[]byte("100ms")}, 10_000)
		r, err := p.MapAsync("nap", args, 1)
		if err != nil {
			return err
		}
		first, err := p.Imap("echo", work.Args(), 1)
		if err != nil {
			return err
		}
		_ = first
		begin := time.Now()
		p.Terminate()
		jerr := p.Join()
		_, left := r.Get(prim.None)
		if d := time.Since(begin); d > 5*time.Second {
			err = fmt.Errorf("it took %s", d)
		}
		return errors.Join(err, jerr, want("what was queued", left, work.ErrTerminated))
	},
	"a pool that is left open ends with the program": func(w work.Worker, _ *work.Kit) error {
		p, err := work.NewPool(w, 2, work.PoolOptions{})
		if err == nil {
			_, err = p.ApplyAsync("wait", nil)
		}
		return err
	},
}

// poolCase is a case by its name.
func poolCase(name string) func(w work.Worker, k *work.Kit) error {
	for _, set := range []map[string]func(work.Worker, *work.Kit) error{poolCases, crewCases, processCases, benchCases} {
		if f := set[name]; f != nil {
			return f
		}
	}
	return func(work.Worker, *work.Kit) error { return fmt.Errorf("there is no case %q", name) }
}

func TestPoolsBehaveAsPythons(t *testing.T) {
	for _, m := range model.All() {
		if !m.Possible {
			continue
		}
		sets := []map[string]func(work.Worker, *work.Kit) error{poolCases}
		switch m.ID {
		case "threads", "thread-pool":
			sets = append(sets, crewCases)
		case "process-pool":
			sets = append(sets, crewCases, processCases)
		}
		for _, set := range sets {
			for name := range set {
				t.Run(m.ID+"/"+name, func(t *testing.T) {
					if _, err := runCase(t, m, poolSpec{name}); err != nil {
						t.Error(err)
					}
				})
			}
		}
	}
}

// runCase runs the case that the spec names, and is what was recorded.
func runCase(t testing.TB, m model.Info, spec any) (*trace.View, error) {
	t.Helper()
	return runCaseWith(t, m, spec, model.Options{Workers: 2, SwitchInterval: 5 * time.Millisecond})
}

// runCaseWith is runCase with choices of one's own.
func runCaseWith(t testing.TB, m model.Info, spec any, o model.Options) (*trace.View, error) {
	t.Helper()
	mem, err := osys.NewMemory(trace.MinArenaBytes + 256<<20)
	if err != nil {
		t.Fatal(err)
	}
	defer mem.CloseFile()
	arena, err := trace.NewArena(mem.Bytes(), mem)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(spec)
	if err != nil {
		t.Fatal(err)
	}
	p, err := testProgram(raw)
	if err != nil {
		t.Fatal(err)
	}
	if o.Start, err = m.CheckStart(o.Start); err != nil {
		t.Fatal(err)
	}
	// Shared memory is named after the directory, and t.TempDir's has the same name in every test program.
	dir, err := os.MkdirTemp("", "run")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	var family proc.Family
	defer family.End()
	s := &model.Stage{
		Program: p, Spec: raw, Memory: mem, Arena: arena, Clock: osys.NewClock(), Family: &family, Dir: dir,
		Options: o,
	}
	_, err = m.Run(s)
	arena.Finish(1 << 46)
	rec := trace.NewRecording(arena)
	rec.Update(0)
	return rec.Cut(), err
}
