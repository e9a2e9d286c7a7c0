package insight

// This file sums up a stretch of a recording: what a person selected.

import (
	"cmp"
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
	Cut      bool                        // there was too much to visit: Ops and Waits tell of the beginning only
}

// WaitSum is how long was waited for one thing.
type WaitSum struct {
	State trace.State
	Obj   trace.Obj  // 0 when it is not for an object
	Peer  trace.Lane // whose end was waited for, without Obj
	Times int
	Time  trace.Time // over all lanes
}

// maxVisited bounds how many spans, and how many steps, are visited one by one:
// a person waits for the answer.
const maxVisited = 1 << 20

// Sum sums up [from, to) of a recording.
func Sum(v *trace.View, from, to trace.Time) Between {
	b := Between{From: max(from, 0), To: min(to, v.End()), Ops: map[trace.Kind]int{}}
	if b.To <= b.From {
		return b
	}
	gaps := GapsOf(v)
	b.Gaps = gaps.in(b.From, b.To)
	b.states(v, &gaps)
	b.operations(v)
	b.waits(v, &gaps)
	return b
}

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

func (b *Between) operations(v *trace.View) {
	lo, hi := v.LogAt(b.From-1), v.LogAt(b.To-1)
	if hi-lo > maxVisited {
		hi, b.Cut = lo+maxVisited, true
	}
	for i := lo; i < hi; i++ {
		b.Ops[v.Log(i).Kind]++
	}
}

func (b *Between) waits(v *trace.View, gaps *Gaps) {
	type thing struct {
		state trace.State
		obj   trace.Obj
		peer  trace.Lane
	}
	sums := map[thing]*WaitSum{}
	left := maxVisited
	lanes := v.Lanes()
	for i := range lanes {
		lo, hi := lanes[i].Range(b.From, b.To)
		if hi-lo > left {
			hi, b.Cut = lo+left, true
		}
		left -= hi - lo
		for k := lo; k < hi; k++ {
			s, ends := lanes[i].Span(k)
			x := thing{state: s.State}
			switch s.State {
			case trace.StateBlocked:
				if x.obj = s.Obj; s.Obj == 0 {
					x.peer = trace.Lane(max(s.Arg, 0))
				}
			case trace.StateWaitGIL:
				x.obj = s.Obj
			case trace.StateIO, trace.StateSleep, trace.StateReady:
			default:
				continue
			}
			sum := sums[x]
			if sum == nil {
				sum = &WaitSum{State: x.state, Obj: x.obj, Peer: x.peer}
				sums[x] = sum
			}
			sum.Times++
			if from, to := max(s.From, b.From), min(ends, b.To); from < to {
				sum.Time += gaps.spent(s.State, from, to)
			}
		}
	}
	for _, s := range sums {
		b.Waits = append(b.Waits, *s)
	}
	slices.SortFunc(b.Waits, func(x, y WaitSum) int {
		return cmp.Or(cmp.Compare(y.Time, x.Time), cmp.Compare(x.State, y.State), cmp.Compare(x.Obj, y.Obj), cmp.Compare(x.Peer, y.Peer))
	})
}
