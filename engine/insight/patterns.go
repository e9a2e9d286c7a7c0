package insight

// This file holds the patterns of primitives and loops that everybody waits
// behind: the step that blocks its loop, and the straggler at a barrier.

import "corelanes/engine/trace"

const (
	// blockedLoop: asyncio's debug mode names every callback that takes longer
	// than slow_callback_duration, 0.1 s.
	blockedLoop = trace.Time(100e6)

	// stragglerShare: of the time that the parties together spent on a phase, a
	// fifth was waiting for the last one.
	stragglerShare = 0.20
)

// blockedLoops finds the tasks that kept their loop from all others, the
// longest time of each.
func blockedLoops(v *trace.View) (out []Finding) {
	for i := range v.Objs() {
		o := &v.Objs()[i]
		if o.Info.Kind != trace.ObjLoop {
			continue
		}
		place := map[trace.Lane]int{}
		for n := range o.Len() {
			e := o.Event(n)
			if e.Kind != trace.KindSet || e.Slot != LoopHeld || trace.Time(e.Arg) < blockedLoop {
				continue
			}
			at, known := place[e.Lane]
			if !known {
				at = len(out)
				place[e.Lane] = at
				out = append(out, Finding{Kind: BlockedLoop, Lanes: []trace.Lane{e.Lane}, Objs: []trace.Obj{o.Info.ID}, Limit: seconds(blockedLoop), Unit: "s"})
			}
			f := &out[at]
			f.Count++
			if held := trace.Time(e.Arg); seconds(held) > f.Figure {
				f.Figure, f.From, f.To = seconds(held), e.Time-held, e.Time
			}
		}
	}
	return out
}

// stragglers finds the barriers at which the last to arrive kept the others
// waiting, and in which phase most.
func stragglers(v *trace.View) (out []Finding) {
	lives := lifetimes(v)
	for i := range v.Objs() {
		o := &v.Objs()[i]
		if o.Info.Kind != trace.ObjBarrier || o.Info.Param < 2 {
			continue
		}
		phases := 0
		f := Finding{Kind: Straggler, Objs: []trace.Obj{o.Info.ID}, Limit: stragglerShare, Unit: "share"}
		opened, before := trace.Forever, int64(0)
		var came []trace.Time
		for n := range o.Len() {
			e := o.Event(n)
			if e.Kind != trace.KindSet || e.Slot != BarrierCount {
				continue
			}
			arrives := e.Arg == before+1
			if before = e.Arg; !arrives { // somebody leaves
				came = came[:0]
				continue
			}
			if came = append(came, e.Time); phases == 0 {
				opened = min(opened, lives[e.Lane][0])
			}
			if e.Arg != o.Info.Param {
				continue
			}
			phases++
			waited := trace.Time(0)
			for _, at := range came {
				waited += e.Time - at
			}
			share := float64(waited) / float64(max(1, trace.Time(o.Info.Param)*(e.Time-opened)))
			if share >= stragglerShare {
				if f.Count++; share > f.Figure {
					f.Figure, f.Lanes, f.From, f.To = share, []trace.Lane{e.Lane}, came[0], e.Time
				}
			}
			opened, came = e.Time, came[:0]
		}
		if f.Count > 0 {
			out = append(out, f)
		}
	}
	return out
}
