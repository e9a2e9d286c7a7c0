package insight

// This file holds what a pool did: who ran which task when, and what each worker
// spent its time on (mpire's worker insights).

import "corelanes/engine/trace"

// PoolSummary is what one pool was used for.
type PoolSummary struct {
	Info    trace.ObjInfo
	Backlog int // the most tasks that waited at a time
	Failed  int
	Workers []PoolWorker // in the order in which they took their first task
	Tasks   []PoolTask   // in the order in which they were taken
}

// PoolWorker is what one worker of a pool spent its time on.
type PoolWorker struct {
	Lane    trace.Lane
	Name    string
	Tasks   int
	StartUp trace.Time // from asking for it to its first instruction
	Init    trace.Time // in the initializer
	Waiting trace.Time // for tasks
	Working trace.Time // at tasks
	Longest trace.Time // the longest of them
}

// PoolTask is one task of a pool.
type PoolTask struct {
	Number   int64
	Lane     trace.Lane
	Queued   trace.Time // when it was put into the queue
	From, To trace.Time // when it was run; To is the recording's end while it is
}

// Pools sums up the pools of a recording.
func Pools(v *trace.View) []PoolSummary {
	var out []PoolSummary
	for i := range v.Objs() {
		if o := &v.Objs()[i]; o.Info.Kind == trace.ObjPool {
			out = append(out, poolSummary(v, o))
		}
	}
	return out
}

func poolSummary(v *trace.View, o *trace.ObjView) PoolSummary {
	s := PoolSummary{Info: o.Info}
	queued := map[int64]trace.Time{}
	at := map[trace.Lane]int{} // which of Tasks a worker has
	var state trace.ObjState
	for i := range o.Len() {
		e := o.Event(i)
		state.Apply(e)
		s.Backlog = max(s.Backlog, len(state.Items))
		switch e.Kind {
		case trace.KindPush:
			queued[e.Arg] = e.Time
		case trace.KindTake:
			at[e.Lane] = len(s.Tasks)
			s.Tasks = append(s.Tasks, PoolTask{Number: e.Arg, Lane: e.Lane, Queued: queued[e.Arg], From: e.Time, To: v.End()})
		case trace.KindGive:
			if n, ok := at[e.Lane]; ok {
				s.Tasks[n].To = max(e.Time, s.Tasks[n].From)
				delete(at, e.Lane)
			}
		}
	}
	s.Failed = int(state.Values[PoolFailed])
	place := map[trace.Lane]int{}
	for _, t := range s.Tasks {
		n, ok := place[t.Lane]
		if !ok {
			n = len(s.Workers)
			place[t.Lane] = n
			s.Workers = append(s.Workers, poolWorker(v, o.Info.ID, t.Lane))
		}
		w := &s.Workers[n]
		w.Tasks++
		w.Working += t.To - t.From
		w.Longest = max(w.Longest, t.To-t.From)
	}
	return s
}

// StartUp is how long a worker took from being asked for to its first
// instruction; false while it has not come to that.
func StartUp(v *trace.View, lane trace.Lane) (d trace.Time, started bool) {
	l := v.Lane(lane)
	if l == nil {
		return 0, false
	}
	for i := range l.Len() {
		s, to := l.Span(i)
		if s.State != trace.StateOverhead || trace.Overhead(s.Arg) == trace.OverheadInit {
			return d, true
		}
		d += to - s.From
	}
	return d, false
}

// poolWorker is what a worker's lane tells beside its tasks.
func poolWorker(v *trace.View, pool trace.Obj, lane trace.Lane) PoolWorker {
	w := PoolWorker{Lane: lane, Name: laneName(v, lane)}
	l := v.Lane(lane)
	if l == nil {
		return w
	}
	for i := range l.Len() {
		s, to := l.Span(i)
		d := to - s.From
		switch {
		case s.State == trace.StateBlocked && s.Obj == pool:
			w.Waiting += d
		case s.State != trace.StateOverhead:
		case trace.Overhead(s.Arg) == trace.OverheadInit:
			w.Init += d
		case trace.Overhead(s.Arg) != trace.OverheadSend && trace.Overhead(s.Arg) != trace.OverheadShutdown:
			w.StartUp += d
		}
	}
	return w
}
