package paint

// This file paints the lanes of what has items and tasks in it: queues, pools
// and event loops.

import (
	"image"
	"image/color"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/look"
)

// items paints how many items are in a queue, of as many as it takes or as
// there ever are in view; over it how many wait at its ends.
func (f *frame) items(o *trace.ObjView, bar image.Rectangle) {
	amount, box := f.bands(bar)
	all := f.facts(o, func(s *trace.ObjState) shown {
		x := shown{n: int64(len(s.Items))}
		for _, room := range s.Rooms {
			x.waits += len(room)
		}
		return x
	})
	f.queue(all, amount, f.s.Theme.Depth)
	takes := o.Info.Param
	if takes == insight.ChannelNoLimit {
		takes = 0
	}
	f.stock(all, box, max(takes, most(all, func(x *fact) int64 { return x.n })))
}

// stock paints a number as an area of a whole, and writes it.
func (f *frame) stock(all []fact, box image.Rectangle, whole int64) {
	f.track(box)
	n, ink := f.levels(all, func(x *fact) float64 { return float64(x.n) }), f.amount()
	f.area(box, func(x int) float64 { return n[x].mean / float64(whole) }, ink)
	f.steps(box, whole)
	f.labelled(all, box, func(x *fact) (string, color.RGBA) {
		ground := f.s.Theme.Panel
		if x.n >= whole {
			ground = ink
		}
		return itoa(x.n), ground
	})
}

// pipe paints how many bytes are on their way, of as many as the pipe takes; over
// it how many wait at its ends.
func (f *frame) pipe(o *trace.ObjView, bar image.Rectangle) {
	amount, box := f.bands(bar)
	all := f.facts(o, func(s *trace.ObjState) shown {
		x := shown{n: s.Values[insight.PipeBytes01] + s.Values[insight.PipeBytes10]}
		for _, room := range s.Rooms {
			x.waits += len(room)
		}
		return x
	})
	f.queue(all, amount, f.s.Theme.Depth)
	f.track(box)
	whole := max(o.Info.Param, most(all, func(x *fact) int64 { return x.n }))
	bytes := f.levels(all, func(x *fact) float64 { return float64(x.n) })
	f.area(box, func(x int) float64 { return bytes[x].most / float64(whole) }, f.amount())
}

// socket paints a connection as a pipe, and of a socket that listens how many
// wait to be accepted.
func (f *frame) socket(o *trace.ObjView, bar image.Rectangle) {
	if o.Info.Rule != insight.SocketListens {
		f.pipe(o, bar)
		return
	}
	amount, box := f.bands(bar)
	all := f.facts(o, func(s *trace.ObjState) shown {
		return shown{n: s.Values[insight.ListenWaiting], waits: len(s.Rooms[insight.RoomWaiters])}
	})
	f.queue(all, amount, f.s.Theme.Depth)
	f.stock(all, box, max(o.Info.Param, 1))
}

// pool paints how many of the workers have a task, and over it the backlog.
func (f *frame) pool(o *trace.ObjView, bar image.Rectangle) {
	amount, box := f.bands(bar)
	all := f.facts(o, func(s *trace.ObjState) shown {
		return shown{n: int64(len(s.Holders)), waits: len(s.Items)}
	})
	f.queue(all, amount, f.s.Theme.Depth)
	f.stock(all, box, max(o.Info.Param, 1))
}

// loop paints when the loop runs what is ready, as a band, and when it waits in
// its selector, as nothing; a step that held it for long has a mark where it
// ended.
func (f *frame) loop(o *trace.ObjView, bar image.Rectangle) {
	box := f.track(bar)
	all := f.facts(o, func(s *trace.ObjState) shown {
		return shown{n: 1 - min(s.Values[insight.LoopPhase], 1), g: s.Values[insight.LoopHeld]}
	})
	runs := f.levels(all, func(x *fact) float64 { return float64(x.n) })
	f.area(box, func(x int) float64 { return runs[x].mean }, f.amount())
	held := look.Of(trace.StateBlocked).Color
	for i := range all {
		if i == 0 || all[i].g == all[i-1].g || all[i].g == 0 {
			continue
		}
		from, to := round(f.l.X(all[i].from-trace.Time(all[i].g))), round(f.l.X(all[i].from))
		f.fill(image.Rect(from, box.Max.Y-f.s.unit(4), max(to, from+1), box.Max.Y), held)
		f.fill(image.Rect(to-f.s.unit(2), box.Min.Y, to, box.Max.Y), held)
	}
}
