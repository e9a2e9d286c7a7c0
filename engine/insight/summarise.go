package insight

// This file holds the making of a summary.

import (
	"slices"

	"corelanes/engine/trace"
)

// Summarise sums a recording up. It may be called while the run goes on; it
// then covers what is there.
func Summarise(v *trace.View) Summary {
	var s Summary
	gaps := GapsOf(v)
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		if l.Len() > 0 {
			s.Lanes = append(s.Lanes, summariseLane(l, v.End(), &gaps))
		}
	}
	markWorkers(s.Lanes)
	s.From, s.To = trace.Forever, 0
	for _, l := range s.Lanes {
		if l.Worker {
			s.From, s.To = min(s.From, l.From), max(s.To, l.To)
		}
	}
	if s.From > s.To {
		s.From, s.To = 0, v.End()
	}
	s.Wall = s.To - s.From
	s.Gaps = gaps.in(s.From, s.To)
	s.CPU = processorTime(v, s.From, s.To)
	if s.Wall > 0 {
		s.Busy = float64(s.CPU) / float64(s.Wall)
	}
	s.MaxParallel = maxParallel(v, s.Lanes)
	for i := range v.Objs() {
		o := &v.Objs()[i]
		if o.Info.Kind != trace.ObjCounter && o.Info.Kind != 0 {
			s.Objects = append(s.Objects, summariseObj(o, v.End(), &gaps))
		}
	}
	s.Ledger = ledger(s.Lanes)
	return s
}

func summariseLane(l *trace.LaneView, end trace.Time, gaps *Gaps) LaneSummary {
	s := LaneSummary{Info: l.Info, To: end}
	begun := false // its first instruction is executed, or waits for a core
	for i := range l.Len() {
		span, to := l.Span(i)
		if i == 0 {
			s.From = span.From
		}
		if span.State == trace.StateNone {
			s.To = span.From
			s.Died = span.Arg != 0
			continue
		}
		spent := gaps.spent(span.State, span.From, to)
		s.States[span.State] += spent
		if o := trace.Overhead(span.Arg); span.State == trace.StateOverhead && o >= 0 && o < trace.NumOverheads {
			s.Spent[o] += spent
			if !begun {
				s.Before[o] += spent
			}
		}
		begun = begun || span.State != trace.StateOverhead
		if span.State.Executing() && span.Core != trace.CoreUnknown && !slices.Contains(s.Cores, span.Core) {
			s.Cores = append(s.Cores, span.Core)
		}
	}
	slices.Sort(s.Cores)
	return s
}

// markWorkers says which lanes are workers: those that were started, or, when
// nothing was, the main one. The task that asyncio.run makes of the main body,
// which like every main only starts and waits, is not one.
func markWorkers(lanes []LaneSummary) {
	started := false
	for i := range lanes {
		l := &lanes[i]
		switch l.Info.Kind {
		case trace.LaneThread, trace.LaneProcess, trace.LaneInterpreter:
			l.Worker = l.Info.Name != FeederName
		case trace.LaneTask:
			l.Worker = l.Info.Name != MainTask
		}
		started = started || l.Worker
	}
	if started {
		return
	}
	for i := range lanes {
		if k := lanes[i].Info.Kind; k == trace.LaneMain || k == trace.LaneTask {
			lanes[i].Worker = true
		}
	}
}

// FeederName is the name of the thread that sends what was put into a queue
// between processes. It is its process's, and no worker of the program.
const FeederName = "QueueFeederThread"

// MainTask is the name of the task that runs a loop's main body.
const MainTask = "Task-main"

// processorTime is what the lanes reported at their ends, of each the part that it
// executed in [from, to): before the first worker begins the main lane may have
// much to prepare. Tasks report none: they run on their loop's thread.
func processorTime(v *trace.View, from, to trace.Time) (sum trace.Time) {
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		if l.CPU == 0 {
			continue
		}
		part := 1.0
		if all := executed(l, 0, v.End()); all > 0 {
			part = float64(executed(l, from, to)) / float64(all)
		}
		sum += trace.Time(float64(l.CPU)*part + 0.5)
	}
	return sum
}

// executed is how long a lane executed in [from, to).
func executed(l *trace.LaneView, from, to trace.Time) (sum trace.Time) {
	if to <= from || l.Len() == 0 {
		return 0
	}
	lo, hi := l.Range(from, to)
	for i := lo; i < hi; i++ {
		if s, ends := l.Span(i); s.State.Executing() {
			sum += max(0, min(ends, to)-max(s.From, from))
		}
	}
	return sum
}

func summariseObj(o *trace.ObjView, end trace.Time, gaps *Gaps) ObjSummary {
	s := ObjSummary{Info: o.Info}
	joined := map[trace.Lane]trace.Time{}
	held := map[trace.Lane]trace.Time{}
	hold := func(d trace.Time) {
		s.Hold += d
		s.Longest = max(s.Longest, d)
	}
	for i := range o.Len() {
		e := o.Event(i)
		switch e.Kind {
		case trace.KindJoin:
			joined[e.Lane] = e.Time
		case trace.KindPart:
			if since, ok := joined[e.Lane]; ok {
				s.Wait += gaps.spent(trace.StateBlocked, since, max(since, e.Time))
				s.Contended++
				delete(joined, e.Lane)
			}
		case trace.KindTake:
			s.Acquires++
			if _, ok := held[e.Lane]; !ok {
				held[e.Lane] = e.Time
			}
		case trace.KindGive:
			if since, ok := held[e.Lane]; ok {
				hold(max(0, e.Time-since))
				delete(held, e.Lane)
			}
			if o.Info.Kind == trace.ObjGIL && e.Arg == forced {
				s.Forced++
			}
		}
	}
	for _, since := range joined {
		s.Wait += gaps.spent(trace.StateBlocked, since, end)
		s.Contended++
	}
	for _, since := range held {
		hold(end - since)
	}
	return s
}

// forced is the Arg of the event with which a GIL is given up on request.
const forced = 1

// ledger sums the workers' time by what it was for, each moment once: what a
// worker is sent before its first instruction is part of its start.
func ledger(lanes []LaneSummary) (g Ledger) {
	for i := range lanes {
		l := &lanes[i]
		if !l.Worker {
			continue
		}
		g.Work += l.States[trace.StateRunning] + l.States[trace.StateNative] + l.Spent[trace.OverheadModelled]
		g.Switch += l.States[trace.StateWaitGIL] + l.States[trace.StateReady]
		g.Wait += l.States[trace.StateBlocked] + l.States[trace.StateIO] + l.States[trace.StateSleep] + l.States[trace.StateStopped]
		g.Shutdown += l.Spent[trace.OverheadShutdown]
		sent := l.Spent[trace.OverheadReceive] + l.Spent[trace.OverheadSend] - l.Before[trace.OverheadReceive] - l.Before[trace.OverheadSend]
		g.Serialise += sent
		g.Startup += l.States[trace.StateOverhead] - l.Spent[trace.OverheadModelled] - l.Spent[trace.OverheadShutdown] - sent
	}
	return g
}
