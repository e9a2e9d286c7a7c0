package model_test

// This file tests the Lock under every model that has workers beside each
// other: threads under a GIL and without, tasks, processes. The cases are those
// of cpython.md's table and CPython's Lib/test/lock_tests.py (BaseLockTests and
// LockTests), each written once as a program.

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"corelanes/engine/model"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/proc"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

func TestMain(m *testing.M) {
	if proc.OwnRole() == proc.RoleWorker {
		if err := model.Work(testProgram, work.Services{}, osys.NewClock()); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Setenv("GORACE", "atexit_sleep_ms=0") // workers under the race detector end when they end
	os.Exit(m.Run())
}

// testProgram makes the program of whatever test started a worker process.
func testProgram(spec json.RawMessage) (work.Program, error) {
	if p, ok := poolProgram(spec); ok {
		return p, nil
	}
	if p, ok := talkProgram(spec); ok {
		return p, nil
	}
	if p, ok := besideProgram(spec); ok {
		return p, nil
	}
	if p, ok := primProgram(spec); ok {
		return p, nil
	}
	if p, ok := nonsenseProgram(spec); ok {
		return p, nil
	}
	return lockProgram(spec)
}

// lockSpec names a case and its lock's rules: all that a worker process needs.
type lockSpec struct {
	Case  string
	Rules prim.Rules
}

func lockProgram(spec json.RawMessage) (work.Program, error) {
	var s lockSpec
	if err := json.Unmarshal(spec, &s); err != nil {
		return work.Program{}, err
	}
	bodies := map[string]work.Body{}
	for name, f := range lockCases[s.Case] {
		bodies[name] = func(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
			l, err := k.Lock("l")
			if err != nil {
				return nil, err
			}
			return nil, f(actor{w, k, l, s.Rules, trace.NewRecording(k.Arena)}, string(arg))
		}
	}
	return work.Program{
		Bodies: bodies,
		Setup: func(k *work.Kit) error {
			if _, err := prim.NewLock(k.Arena, k.Waiter, "l", s.Rules); err != nil {
				return err
			}
			_, err := k.Arena.AddObj(trace.ObjInfo{Kind: trace.ObjCounter, Name: "scratch"})
			return err
		},
	}, nil
}

// actor is a worker with the lock of its case.
type actor struct {
	work.Worker
	kit   *work.Kit
	lock  *prim.Lock
	rules prim.Rules
	rec   *trace.Recording
}

type act func(a actor, arg string) error

// scratch is a little memory that all workers of the case share.
func (a actor) scratch() *[16]int64 {
	o, _ := a.kit.Arena.FindObj(trace.ObjCounter, "scratch")
	return (*[16]int64)(unsafe.Pointer(a.kit.Arena.Cell(o)))
}

// history is the recorded history of the lock up to now.
func (a actor) history() (*trace.ObjView, trace.ObjState) {
	a.rec.Update(1 << 46) // nothing is held back
	v := a.rec.Cut().Obj(a.lock.Obj())
	return v, v.After(v.Len())
}

// until lets the others go on until the state of the lock is as wished.
func (a actor) until(wished func(trace.ObjState) bool) error {
	for end := time.Now().Add(20 * time.Second); ; {
		_, s := a.history()
		if wished(s) {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("it never came to that: %+v", s)
		}
		if err := a.Sleep(0); err != nil {
			return err
		}
	}
}

func (a actor) waiting(n int) error {
	return a.until(func(s trace.ObjState) bool { return len(s.Rooms[prim.RoomWaiters]) == n })
}

// start starts n workers that run the body, with their numbers as argument.
func (a actor) start(body string, n int) (hs []work.Handle, err error) {
	for i := range n {
		h, err := a.Start(body+"-"+strconv.Itoa(i), body, []byte(strconv.Itoa(i)))
		if err != nil {
			return nil, err
		}
		hs = append(hs, h)
	}
	return hs, nil
}

func join(hs []work.Handle) (err error) {
	for _, h := range hs {
		_, e := h.Join()
		err = errors.Join(err, e)
	}
	return err
}

// run starts n workers and joins them.
func (a actor) run(body string, n int) error {
	hs, err := a.start(body, n)
	if err != nil {
		return err
	}
	return join(hs)
}

// acquire wants got and err from an Acquire.
func (a actor) acquire(blocking bool, timeout prim.Seconds, got bool, want error) error {
	if ok, err := a.lock.Acquire(a.Self(), blocking, timeout); ok != got || err != want && !errors.Is(err, want) {
		return fmt.Errorf("Acquire(%v, %v) is %v, %v; want %v, %v", blocking, timeout, ok, err, got, want)
	}
	return nil
}

func (a actor) take() error    { return a.acquire(true, prim.Forever, true, nil) }
func (a actor) release() error { return a.lock.Release(a.Self()) }

// untouched says whether the lock is as it was n changes after its beginning.
// What was refused is in its history too, and changed nothing.
func (a actor) untouched(n uint32, owner trace.Lane) error {
	o, s := a.history()
	changes := uint32(0)
	for i := range o.Len() {
		if o.Event(i).Kind != trace.KindMisuse {
			changes++
		}
	}
	if changes != n || a.lock.Owner() != owner || s.Owner() != owner {
		return fmt.Errorf("the lock changed: %+v, its owner is lane %d, want %d after %d changes", s, a.lock.Owner(), owner, n)
	}
	return nil
}

// releaseFree is what the release of a free lock raises.
var releaseFree = map[prim.Library]string{
	prim.Threading:       "RuntimeError: release unlocked lock",
	prim.Asyncio:         "RuntimeError: Lock is not acquired.",
	prim.Multiprocessing: "ValueError: semaphore or lock released too many times",
}

// wrongArguments tries all that acquire refuses.
func wrongArguments(a actor) error {
	var errs []error
	for _, c := range []struct {
		blocking bool
		timeout  prim.Seconds
		want     error
	}{
		{false, 1, prim.ErrTimeoutForTry},
		{false, 0, prim.ErrTimeoutForTry},
		{false, -2, prim.ErrTimeoutForTry},
		{true, -2, prim.ErrNegativeTimeout},
		{true, -0.5, prim.ErrNegativeTimeout},
		{true, prim.Seconds(math.Inf(-1)), prim.ErrNegativeTimeout},
		{true, prim.MaxSeconds + 1, prim.ErrTimeoutTooLarge},
		{true, 1e100, prim.ErrTimeoutTooLarge},
		{true, prim.Seconds(math.Inf(1)), prim.ErrTimeoutTooLarge},
		{true, prim.Seconds(math.NaN()), prim.ErrTimeoutNaN},
		{false, prim.Seconds(math.NaN()), prim.ErrTimeoutNaN},
	} {
		switch {
		case a.rules.Library() == prim.Multiprocessing && (c.want == prim.ErrTimeoutForTry || c.want == prim.ErrNegativeTimeout || !c.blocking):
			continue // not wrong there
		case a.rules.Python() >= prim.Python313 && c.want == prim.ErrNegativeTimeout && a.rules.Library() == prim.Threading:
			c.want = prim.ErrNegativeTimeout313
		}
		errs = append(errs, a.acquire(c.blocking, c.timeout, false, c.want))
	}
	return errors.Join(errs...)
}

var lockCases = map[string]map[string]act{
	"wrong arguments are refused before any attempt": {
		work.Main: func(a actor, _ string) error {
			return errors.Join(
				wrongArguments(a), a.untouched(0, 0),
				a.take(), wrongArguments(a), a.untouched(1, a.Self().Lane),
				a.release(), a.untouched(2, 0),
			)
		},
	},
	"a free lock is taken at once, whatever the timeout": {
		work.Main: func(a actor, _ string) error {
			var errs []error
			for _, t := range []prim.Seconds{prim.Forever, 0, 5, prim.MaxSeconds} {
				errs = append(errs, a.acquire(true, t, true, nil), a.release())
			}
			return errors.Join(append(errs, a.acquire(false, prim.Forever, true, nil), a.release(), a.untouched(10, 0))...)
		},
	},
	"a held lock is not taken by trying, nor when the time is up": {
		work.Main: func(a actor, _ string) error {
			return errors.Join(a.take(), a.run("other", 1), a.acquire(false, prim.Forever, false, nil), a.acquire(true, 0.001, false, nil),
				a.waiting(0), a.release(), a.acquire(true, 0.001, true, nil), a.release())
		},
		"other": func(a actor, _ string) error {
			begin := a.Self().Rec.Now()
			err := errors.Join(a.acquire(false, prim.Forever, false, nil), a.acquire(true, 0, false, nil), a.acquire(true, 0.02, false, nil))
			if d := a.Self().Rec.Now() - begin; d < 20e6 {
				err = errors.Join(err, fmt.Errorf("waiting 20 ms took %d ns", d))
			}
			return err
		},
	},
	"anybody may release, and nobody a free lock": {
		work.Main: func(a actor, _ string) error {
			free := func() error {
				if err := a.release(); err == nil || err.Error() != releaseFree[a.rules.Library()] {
					return fmt.Errorf("releasing a free lock: %v", err)
				}
				return nil
			}
			err := errors.Join(free(), a.untouched(0, 0), a.take(), a.run("other", 1), a.untouched(2, 0), free(), a.untouched(2, 0))
			if a.lock.Locked() {
				err = errors.Join(err, errors.New("it is locked"))
			}
			return err
		},
		"other": func(a actor, _ string) error { return a.release() },
	},
	"a second acquire of the same worker waits for another's release": {
		work.Main: func(a actor, _ string) error {
			hs, err := a.start("other", 1)
			return errors.Join(err, a.take(), a.take(), join(hs), a.untouched(5, a.Self().Lane), a.release())
		},
		"other": func(a actor, _ string) error { return errors.Join(a.waiting(1), a.release()) },
	},
	"who waits stands in line, and one release lets all pass": {
		work.Main: func(a actor, _ string) error {
			errs := []error{a.take()}
			const n = 4
			var hs []work.Handle
			for i := range n { // one after another, so that their order is known
				h, err := a.Start("W"+strconv.Itoa(i), "other", nil)
				if err != nil {
					return err
				}
				hs = append(hs, h)
				errs = append(errs, a.waiting(i+1))
			}
			_, s := a.history()
			var line []trace.Lane
			for _, m := range s.Rooms[prim.RoomWaiters] {
				line = append(line, m.Lane)
			}
			if !slices.IsSorted(line) || len(line) != n {
				errs = append(errs, fmt.Errorf("in line are the lanes %v", line))
			}
			errs = append(errs, a.release(), join(hs), a.untouched(uint32(2+4*n), 0))
			if !a.rules.Barging() {
				v, _ := a.history()
				var served []trace.Lane
				for i := range v.Len() {
					if e := v.Event(i); e.Kind == trace.KindTake && e.Lane != a.Self().Lane {
						served = append(served, e.Lane)
					}
				}
				if !slices.Equal(served, line) {
					errs = append(errs, fmt.Errorf("served were %v, in line stood %v", served, line))
				}
			}
			return errors.Join(errs...)
		},
		"other": func(a actor, _ string) error { return errors.Join(a.take(), a.release()) },
	},
	"who has waited long is handed the lock, where the rules say so": {
		work.Main: func(a actor, _ string) error {
			err := a.take()
			hs, serr := a.start("other", 1)
			err = errors.Join(err, serr, a.until(func(s trace.ObjState) bool {
				w := s.Rooms[prim.RoomWaiters]
				return len(w) == 1 && a.Self().Rec.Now()-w[0].Since > 2e6
			}))
			_, s := a.history()
			if err != nil {
				return err
			}
			first := s.Rooms[prim.RoomWaiters][0].Lane
			err = a.release()
			owner := a.lock.Owner()
			if a.rules.GiveAfter() > 0 && owner != first {
				err = errors.Join(err, fmt.Errorf("after the release lane %d has the lock, not lane %d, who waited", owner, first))
			}
			if a.rules.GiveAfter() == 0 && owner != 0 && owner != first {
				err = errors.Join(err, fmt.Errorf("after the release lane %d has the lock", owner))
			}
			atomic.StoreInt64(&a.scratch()[0], 1)
			return errors.Join(err, join(hs), a.untouched(6, 0))
		},
		"other": func(a actor, _ string) error {
			err := a.take()
			for err == nil && atomic.LoadInt64(&a.scratch()[0]) == 0 { // until the main worker has looked
				err = a.Sleep(0)
			}
			return errors.Join(err, a.release())
		},
	},
	"no wake-up is lost and no two are inside, with mixed timeouts": {
		work.Main: func(a actor, _ string) error {
			n, each := 8, 150
			if testing.Short() {
				each = 50
			}
			a.scratch()[2] = int64(each)
			err := a.run("other", n)
			s := a.scratch()
			if s[0] != s[1] || s[0] < int64(n*each/4) {
				err = errors.Join(err, fmt.Errorf("%d times inside by the counter, %d were counted by who was", s[0], s[1]))
			}
			return errors.Join(err, a.waiting(0))
		},
		"other": func(a actor, arg string) error {
			me, err := strconv.Atoi(arg)
			if err != nil {
				return err
			}
			mine := int64(0)
			s := a.scratch()
			for i := range int(s[2]) {
				var timeout prim.Seconds = prim.Forever
				blocking := true
				switch (i + me) % 4 {
				case 1:
					timeout = prim.Seconds(float64(i%7) * 20e-6)
				case 2:
					timeout = 0.002
				case 3:
					blocking = i%8 != 3
				}
				got, err := a.lock.Acquire(a.Self(), blocking, timeout)
				if err != nil {
					return err
				}
				if !got {
					if blocking && timeout == prim.Forever {
						return errors.New("an acquire without a timeout came back empty-handed")
					}
					continue
				}
				before := s[0]
				if i%5 == 0 {
					if err := a.Sleep(time.Duration(i%3) * 30 * time.Microsecond); err != nil {
						return err
					}
				}
				s[0] = before + 1
				mine++
				if err := a.release(); err != nil {
					return err
				}
			}
			if err := a.take(); err != nil {
				return err
			}
			s[1] += mine
			return a.release()
		},
	},
}

func TestTheLockBehavesAsPythonsUnderEveryModelAndRule(t *testing.T) {
	rules := map[string]prim.Rules{
		"barging": prim.Threading.In(prim.Python311), "hand-over": prim.Threading.In(prim.Python314),
		"fair": prim.Asyncio.In(prim.Python311), "processes": prim.Multiprocessing.In(prim.Python311),
	}
	for _, m := range model.All() {
		if m.ID == "sequential" || !m.Possible {
			continue
		}
		for name := range lockCases {
			for ruleName, r := range rules {
				if (m.ID == "processes") != (r.Library() == prim.Multiprocessing) {
					continue // theirs is always this one, and each case costs processes
				}
				t.Run(m.ID+"/"+ruleName+"/"+name, func(t *testing.T) { runLockCase(t, m, lockSpec{name, r}, false) })
				if m.ID == "processes" {
					t.Run(m.ID+"/through the parent/"+name, func(t *testing.T) { runLockCase(t, m, lockSpec{name, r}, true) })
				}
			}
		}
	}
}

func runLockCase(t *testing.T, m model.Info, spec lockSpec, throughParent bool) {
	mem, err := osys.NewMemory(trace.MinArenaBytes + 16<<20)
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
	p, err := lockProgram(raw)
	if err != nil {
		t.Fatal(err)
	}
	var family proc.Family
	defer family.End()
	s := &model.Stage{
		Program: p, Spec: raw, Memory: mem, Arena: arena, Clock: osys.NewClock(), Family: &family,
		Options: model.Options{Workers: 8, Start: "spawn", SwitchInterval: 200 * time.Microsecond, ThroughParent: throughParent},
	}
	if _, err := m.Run(s); err != nil {
		t.Error(err)
	}
	arena.Finish(1 << 46)
	rec := trace.NewRecording(arena)
	rec.Update(0)
	v := rec.Cut()
	replay(t, v, arena)
}

// replay checks that the lock's recorded history makes sense step by step, has
// no gap, and leads to the lock's own state.
func replay(t *testing.T, v *trace.View, a *trace.Arena) {
	t.Helper()
	if _, dropped := v.Events(); dropped != 0 {
		t.Errorf("%d events were dropped", dropped)
	}
	o, _ := a.FindObj(trace.ObjLock, "l")
	l, err := prim.AttachLock(a, osys.OS(), o)
	if err != nil {
		t.Fatal(err)
	}
	h := v.Obj(o)
	var s trace.ObjState
	for i := range h.Len() {
		e := h.Event(i)
		room := s.Rooms[prim.RoomWaiters]
		inLine := slices.ContainsFunc(room, func(m trace.Member) bool { return m.Lane == e.Lane })
		switch {
		case e.Seq != uint32(i+1):
			t.Fatalf("event %d has number %d", i+1, e.Seq)
		case e.Kind == trace.KindTake && s.Owner() != 0:
			t.Fatalf("event %d: lane %d takes what lane %d holds", i+1, e.Lane, s.Owner())
		case e.Kind == trace.KindGive && s.Owner() != e.Lane:
			t.Fatalf("event %d: lane %d gives what lane %d holds", i+1, e.Lane, s.Owner())
		case e.Kind == trace.KindJoin && inLine, e.Kind == trace.KindPart && !inLine:
			t.Fatalf("event %d: %+v, in line are %v", i+1, e, room)
		}
		s.Apply(e)
	}
	if s.Owner() != l.Owner() || len(s.Rooms[prim.RoomWaiters]) != 0 {
		t.Errorf("recorded is %+v, the lock itself says lane %d", s, l.Owner())
	}
}
