package control_test

// This file tests the search on a toy: programs of a few steps each, whose every
// outcome can be counted by trying all orders.

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"corelanes/engine/control"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// toy is a program: for each worker its steps, each of which touches an object.
type toy [][]toyStep

type toyStep struct {
	obj   trace.Obj
	write bool
}

// run is the toy under a chooser. What it computes is what each worker saw of
// each object: how often it had been written by whom.
func (p toy) run(a *trace.Arena, ch control.Chooser) (*control.Controller, control.Result, error) {
	a.Reset()
	a.VirtualClock()
	a.Begin(1)
	c := control.New(a, ch, false)
	seen := make([]string, len(p))
	written := map[trace.Obj]string{}
	turns := make([]work.Turn, len(p))
	for i := range p {
		turns[i] = c.Enter(trace.Lane(i+1), fmt.Sprint("T", i))
	}
	var wg sync.WaitGroup
	for i, turn := range turns {
		wg.Go(func() {
			defer turn.Leave()
			if turn.Begin() == osys.WokeStopped {
				return
			}
			for _, s := range p[i] {
				if !turn.Next(prim.Point{Op: prim.OpAcquire, Obj: s.obj}) && turn.Await() == osys.WokeStopped {
					return
				}
				turn.Touch(s.obj, s.write)
				seen[i] += written[s.obj] + "."
				if s.write {
					written[s.obj] += fmt.Sprint(i)
				}
			}
		})
	}
	wg.Wait()
	return c, control.Result{Output: strings.Join(seen, " ")}, c.Err()
}

func newArena(t *testing.T) *trace.Arena {
	t.Helper()
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes), nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestASearchFindsEveryOutcomeAlthoughItLeavesOrdersOut(t *testing.T) {
	a := newArena(t)
	r := rand.New(rand.NewPCG(1, 2))
	saved := 0
	for range 40 {
		p := make(toy, 3)
		for i := range p {
			for range r.IntN(4) {
				p[i] = append(p[i], toyStep{trace.Obj(1 + r.IntN(3)), r.IntN(2) == 0})
			}
		}
		outcomes := func(all bool) (map[string]bool, control.Report) {
			found := map[string]bool{}
			s := &control.Search{Limit: 1 << 20, Trial: func(ch control.Chooser) (*control.Controller, control.Result, error) {
				c, r, err := p.run(a, ch)
				if err == nil {
					found[r.Output] = true
				}
				return c, r, err
			}}
			if all {
				control.TryAll(s)
			}
			report, err := s.Run()
			if err != nil || !report.Exhausted || report.Early != -1 {
				t.Fatalf("%v: %+v, %v", p, report, err)
			}
			return found, report
		}
		every, long := outcomes(true)
		some, short := outcomes(false)
		if !maps.Equal(every, some) {
			t.Errorf("%v: of %d outcomes %d were found", p, len(every), len(some))
		}
		if short.Tried > long.Tried {
			t.Errorf("%v: %d schedules instead of %d", p, short.Tried, long.Tried)
		}
		saved += long.Tried - short.Tried
	}
	if saved == 0 {
		t.Error("nothing was left out")
	}
}

func TestStepsThatHaveNothingToDoWithEachOtherAreTriedInOneOrder(t *testing.T) {
	a := newArena(t)
	p := toy{{{1, true}, {1, true}}, {{2, true}, {2, true}}, {{3, false}}, {{3, false}}}
	s := &control.Search{Limit: 1000, Trial: func(ch control.Chooser) (*control.Controller, control.Result, error) { return p.run(a, ch) }}
	if r, err := s.Run(); err != nil || r.Tried != 1 || !r.Exhausted {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestASearchThatIsTooLargeSaysSoAndDrawsTheRestByLot(t *testing.T) {
	a := newArena(t)
	p := make(toy, 4)
	for i := range p {
		p[i] = slices.Repeat([]toyStep{{1, true}}, 4)
	}
	s := &control.Search{Limit: 90, Trial: func(ch control.Chooser) (*control.Controller, control.Result, error) { return p.run(a, ch) }}
	r, err := s.Run()
	if err != nil || r.Exhausted || r.Tried != 90 || r.Random != 30 {
		t.Errorf("%+v, %v", r, err)
	}
}
