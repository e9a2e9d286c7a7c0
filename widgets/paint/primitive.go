package paint

// This file paints the primitives that have a look of their own: what they
// are about below, and over it how many wait.

import (
	"image"
	"image/color"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/look"
)

// looks are the kinds with a look of their own; the others show owners and
// waiters.
var looks = map[trace.ObjKind]func(*frame, *trace.ObjView, image.Rectangle){
	trace.ObjRLock:            (*frame).rlock,
	trace.ObjSemaphore:        (*frame).semaphore,
	trace.ObjBoundedSemaphore: (*frame).semaphore,
	trace.ObjEvent:            (*frame).event,
	trace.ObjCondition:        (*frame).condition,
	trace.ObjBarrier:          (*frame).barrier,
	trace.ObjValue:            (*frame).value,
	trace.ObjQueue:            (*frame).items,
	trace.ObjPool:             (*frame).pool,
	trace.ObjChannel:          (*frame).items,
	trace.ObjPipe:             (*frame).pipe,
	trace.ObjSocket:           (*frame).socket,
	trace.ObjLoop:             (*frame).loop,
}

// area paints a number, as parts of the box's height, standing on its floor.
func (f *frame) area(box image.Rectangle, part func(x int) float64, ink color.RGBA) {
	word := pack(ink)
	y0, y1 := max(box.Min.Y, f.clip.Min.Y), min(box.Max.Y, f.clip.Max.Y)
	for x := range box.Dx() {
		p := part(x)
		if p <= 0 {
			continue
		}
		h := max(1, int(min(p, 1)*float64(box.Dy())+0.5))
		f.column(box.Min.X+x, max(box.Max.Y-h, y0), y1, word)
	}
}

// steps draws the lines between the units of a number, when there is room.
func (f *frame) steps(box image.Rectangle, n int64) {
	if n < 2 || float64(box.Dy())/float64(n) < 3*f.s.scale() {
		return
	}
	for i := int64(1); i < n; i++ {
		y := box.Max.Y - int(float64(i)/float64(n)*float64(box.Dy())+0.5)
		f.tint(image.Rect(box.Min.X, y, box.Max.X, y+1), f.s.Theme.Background, 150)
	}
}

// track paints the ground of a primitive's own box, as far as the run goes.
func (f *frame) track(box image.Rectangle) image.Rectangle {
	x0, x1 := max(box.Min.X, round(f.l.X(0))), min(box.Max.X, round(f.l.X(f.l.End)))
	f.fill(image.Rect(x0, box.Min.Y, x1, box.Max.Y), f.s.Theme.Panel)
	return box
}

// labelled writes what a stretch is about into it, where there is room;
// stretches that say the same are one. ground is the colour behind.
func (f *frame) labelled(all []fact, box image.Rectangle, of func(x *fact) (text string, ground color.RGBA)) {
	if box.Dy() < f.s.unit(textRowHeightUnits)-f.s.unit(2) {
		return
	}
	var at image.Rectangle
	text, ground := "", color.RGBA{}
	flush := func() {
		if text != "" && at.Dx() > f.s.unit(6) {
			f.barText(at, ground, true, "", text)
		}
	}
	for i := range all {
		x0, x1 := round(f.l.X(all[i].from)), round(f.l.X(all[i].to))
		now, behind := of(&all[i])
		if now == text && behind == ground {
			at.Max.X = x1
			continue
		}
		flush()
		text, ground, at = now, behind, image.Rect(x0, box.Min.Y, x1, box.Max.Y)
	}
	flush()
}

// queue paints how many wait, the most in view as high as the band.
func (f *frame) queue(all []fact, band image.Rectangle, ink color.RGBA) {
	if band.Dy() < 2 {
		return
	}
	deepest := float64(most(all, func(x *fact) int64 { return int64(x.waits) }))
	depth := f.levels(all, func(x *fact) float64 { return float64(x.waits) })
	f.area(band, func(x int) float64 { return depth[x].most / deepest }, ink)
}

// rlock paints the owner's colour as high as the lock was taken deep.
func (f *frame) rlock(o *trace.ObjView, bar image.Rectangle) {
	amount, box := f.bands(bar)
	all := f.facts(o, func(s *trace.ObjState) shown {
		x := shown{waits: len(s.Rooms[insight.RoomWaiters])}
		if len(s.Holders) > 0 {
			x.n, x.owner = s.Holders[0].Depth, s.Holders[0].Lane
		}
		return x
	})
	f.queue(all, amount, f.s.Theme.Depth)
	deepest := most(all, func(x *fact) int64 { return x.n })
	colour := func(l trace.Lane) color.RGBA { return f.ownerColour(trace.OwnerClass(l), l == f.s.lit()) }
	f.track(box)
	for _, x := range all {
		if x.n == 0 {
			continue
		}
		h := max(1, int(float64(x.n)/float64(deepest)*float64(box.Dy())+0.5))
		x0 := round(f.l.X(x.from))
		f.fill(image.Rect(x0, box.Max.Y-h, max(round(f.l.X(x.to)), x0+1), box.Max.Y), colour(x.owner))
	}
	f.steps(box, deepest)
	f.labelled(all, box, func(x *fact) (string, color.RGBA) {
		if x.owner == 0 {
			return "", color.RGBA{}
		}
		return LaneName(f.s.View, x.owner), colour(x.owner)
	})
}

// semaphore paints how many units are left of all.
func (f *frame) semaphore(o *trace.ObjView, bar image.Rectangle) {
	amount, box := f.bands(bar)
	all := f.facts(o, func(s *trace.ObjState) shown {
		return shown{n: insight.Permits(o, s), waits: len(s.Rooms[insight.RoomWaiters])}
	})
	f.queue(all, amount, f.s.Theme.Depth)
	whole := max(o.Info.Param, most(all, func(x *fact) int64 { return x.n }))
	f.track(box)
	left, ink := f.levels(all, func(x *fact) float64 { return float64(x.n) }), f.amount()
	f.area(box, func(x int) float64 { return left[x].mean / float64(whole) }, ink)
	f.steps(box, whole)
	f.labelled(all, box, func(x *fact) (string, color.RGBA) {
		ground := f.s.Theme.Panel
		if x.n >= whole {
			ground = ink
		}
		return itoa(x.n) + "/" + itoa(o.Info.Param), ground
	})
}

// amount is the colour of an amount that is nobody's.
func (f *frame) amount() color.RGBA {
	return look.Mix(f.s.Theme.Accent, f.s.Theme.Background, 0.35)
}

// event paints the flag: a band while it is up, a line while it is down.
func (f *frame) event(o *trace.ObjView, bar image.Rectangle) {
	amount, box := f.bands(bar)
	all := f.facts(o, func(s *trace.ObjState) shown {
		return shown{n: min(max(s.Values[insight.EventFlag], 0), 1), waits: len(s.Rooms[insight.RoomWaiters])}
	})
	f.queue(all, amount, f.s.Theme.Depth)
	f.track(box)
	up := f.levels(all, func(x *fact) float64 { return float64(x.n) })
	f.area(box, func(x int) float64 { return up[x].mean }, f.amount())
	f.labelled(all, box, func(x *fact) (string, color.RGBA) {
		if x.n != 0 {
			return f.s.Words.FlagUp, f.amount()
		}
		return f.s.Words.FlagDown, f.s.Theme.Panel
	})
}

// barrier paints how many of the parties have arrived, with the generation.
func (f *frame) barrier(o *trace.ObjView, bar image.Rectangle) {
	box := f.track(bar)
	all := f.facts(o, func(s *trace.ObjState) shown {
		return shown{n: s.Values[insight.BarrierCount], g: s.Values[insight.BarrierGeneration], state: s.Values[insight.BarrierState]}
	})
	parties := max(o.Info.Param, 1)
	broken := look.Of(trace.StateBlocked).Color
	part := func(x *fact, whole bool) float64 {
		if whole != (x.state < 0) {
			return 0
		}
		if whole {
			return 1
		}
		return float64(x.n) / float64(parties)
	}
	wrong := f.levels(all, func(x *fact) float64 { return part(x, true) })
	f.area(box, func(x int) float64 { return wrong[x].most }, broken)
	arrived := f.levels(all, func(x *fact) float64 { return part(x, false) })
	f.area(box, func(x int) float64 { return arrived[x].mean }, f.amount())
	f.steps(box, parties)
	f.labelled(all, box, func(x *fact) (string, color.RGBA) {
		text, ground := itoa(x.n)+"/"+itoa(parties)+" · g"+itoa(x.g), f.s.Theme.Panel
		switch {
		case x.state < 0:
			return f.s.Words.Broken, broken
		case x.n >= parties:
			ground = f.amount()
		}
		return text, ground
	})
}

// condition paints its two rooms in two tones: above the entry room, whose
// lanes wait for the lock, below the wait room, whose lanes wait to be notified.
func (f *frame) condition(o *trace.ObjView, bar image.Rectangle) {
	middle := bar.Min.Y + bar.Dy()*2/5
	entry, wait := bar, bar
	entry.Max.Y, wait.Min.Y = middle, middle+1
	f.track(entry)
	f.track(wait)
	if lock := f.s.View.Obj(trace.Obj(o.Info.Param)); lock != nil {
		f.queue(f.facts(lock, inRoom(insight.RoomWaiters)), entry, look.Of(trace.StateReady).Color)
	}
	all := f.facts(o, inRoom(insight.ConditionWaitRoom))
	f.queue(all, wait, f.s.Theme.Depth)
	f.labelled(all, wait, func(x *fact) (string, color.RGBA) {
		if x.waits == 0 {
			return "", color.RGBA{}
		}
		return itoa(int64(x.waits)), f.s.Theme.Depth
	})
}

func inRoom(room trace.Slot) func(*trace.ObjState) shown {
	return func(s *trace.ObjState) shown { return shown{waits: len(s.Rooms[room])} }
}
