package insight

// This file sums up a stretch of a recording: what a person selected.

import (
	"cmp"
	"context"
	"slices"

	"corelanes/engine/trace"
)

// Between is what happened in a stretch of time.
type Between struct {
	From, To trace.Time
	Lanes    int                         // that were alive
	States   [trace.NumStates]trace.Time // over all lanes, without gaps
	Gaps     trace.Time                  // in which the run was stopped or nobody saw it
	Busy     float64                     // cores that executed the run's lanes, on the mean
	Ops      map[trace.Kind]int          // operations by what they were
	Waits    []WaitSum                   // the longest first

	gaps Gaps
}

// WaitSum is how long was waited for one thing.
type WaitSum struct {
	State trace.State
	Obj   trace.Obj  // 0 when it is not for an object
	Peer  trace.Lane // whose end was waited for, without Obj
	Times int
	Time  trace.Time // over all lanes
}

// Sum sums up [from, to) of a recording.
func Sum(v *trace.View, from, to trace.Time) Between {
	b := StatesBetween(v, from, to)
	_ = b.Visit(context.Background(), v, nil) // which is never over
	return b
}

// StatesBetween is what can be said of [from, to) at once, however much happened:
// all but operations and waits.
func StatesBetween(v *trace.View, from, to trace.Time) Between {
	b := Between{From: max(from, 0), To: min(to, v.End()), Ops: map[trace.Kind]int{}}
	if b.To <= b.From {
		return b
	}
	b.gaps = GapsOf(v)
	b.Gaps = b.gaps.in(b.From, b.To)
	b.states(v, &b.gaps)
	return b
}

// Steps is how many spans and operations there are to be visited.
func (b *Between) Steps(v *trace.View) (n int) {
	if b.To <= b.From {
		return 0
	}
	lanes := v.Lanes()
	for i := range lanes {
		lo, hi := lanes[i].Range(b.From, b.To)
		n += hi - lo
	}
	return n + v.LogAt(b.To-1) - v.LogAt(b.From-1)
}

// Visit adds the operations and the waits, each of which is visited. Now and then
// it tells how many were; with an error when the context is over.
func (b *Between) Visit(ctx context.Context, v *trace.View, visited func(n int)) error {
	if b.To <= b.From {
		return nil
	}
	n := 0
	step := func() error {
		if n++; n%tellEvery != 0 {
			return nil
		}
		if visited != nil {
			visited(n)
		}
		return ctx.Err()
	}
	for i, hi := v.LogAt(b.From-1), v.LogAt(b.To-1); i < hi; i++ {
		b.Ops[v.Log(i).Kind]++
		if err := step(); err != nil {
			return err
		}
	}
	return b.waits(v, step)
}

// tellEvery is after how many steps of a visit it is told: some milliseconds.
const tellEvery = 1 << 16

func (b *Between) states(v *trace.View, gaps *Gaps) {
	lanes := v.Lanes()
	for i := range lanes {
		alive := false
		for s, t := range gaps.States(&lanes[i], b.From, b.To) {
			b.States[s] += t
			alive = alive || t > 0
		}
		if alive {
			b.Lanes++
		}
	}
	share := make([]trace.Share, 1)
	var busy trace.Time
	for _, c := range v.Cores() {
		share[0] = trace.Share{}
		c.HoldShares(b.From, b.To, share)
		for _, part := range share[0] {
			busy += trace.Time(float64(part) * float64(b.To-b.From))
		}
	}
	b.Busy = float64(busy) / float64(b.To-b.From)
}

func (b *Between) waits(v *trace.View, step func() error) error {
	type thing struct {
		state trace.State
		obj   trace.Obj
		peer  trace.Lane
	}
	sums := map[thing]*WaitSum{}
	lanes := v.Lanes()
	for i := range lanes {
		lo, hi := lanes[i].Range(b.From, b.To)
		for k := lo; k < hi; k++ {
			if err := step(); err != nil {
				return err
			}
			if _, state, _ := lanes[i].StateOf(k); !countsAsWait(state) {
				continue
			}
			s, ends := lanes[i].Span(k)
			x := thing{state: s.State}
			switch s.State {
			case trace.StateBlocked:
				if x.obj = s.Obj; s.Obj == 0 {
					x.peer = trace.Lane(max(s.Arg, 0))
				}
			case trace.StateWaitGIL:
				x.obj = s.Obj
			}
			sum := sums[x]
			if sum == nil {
				sum = &WaitSum{State: x.state, Obj: x.obj, Peer: x.peer}
				sums[x] = sum
			}
			sum.Times++
			if from, to := max(s.From, b.From), min(ends, b.To); from < to {
				sum.Time += b.gaps.spent(s.State, from, to)
			}
		}
	}
	for _, s := range sums {
		b.Waits = append(b.Waits, *s)
	}
	slices.SortFunc(b.Waits, func(x, y WaitSum) int {
		return cmp.Or(cmp.Compare(y.Time, x.Time), cmp.Compare(x.State, y.State), cmp.Compare(x.Obj, y.Obj), cmp.Compare(x.Peer, y.Peer))
	})
	return nil
}

// countsAsWait says whether a lane in a state waits for something that can be named.
func countsAsWait(s trace.State) bool {
	switch s {
	case trace.StateBlocked, trace.StateWaitGIL, trace.StateIO, trace.StateSleep, trace.StateReady:
		return true
	}
	return false
}
