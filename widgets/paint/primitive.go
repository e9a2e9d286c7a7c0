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
}

// most is the greatest of a number of the object's states in view, at least 1.
func (f *frame) most(o *trace.ObjView, of func(s *trace.ObjState) int64) int64 {
	greatest := int64(1)
	f.eachState(o, func(_, _ trace.Time, s *trace.ObjState) { greatest = max(greatest, of(s)) })
	return greatest
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

// labelled writes what a stretch is about into it, where there is room; stretches
// that say the same are one. ground is the colour behind.
func (f *frame) labelled(o *trace.ObjView, box image.Rectangle, of func(s *trace.ObjState) (text string, ground color.RGBA)) {
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
	f.eachState(o, func(from, to trace.Time, s *trace.ObjState) {
		x0, x1 := round(f.l.X(from)), round(f.l.X(to))
		now, behind := of(s)
		if now == text && behind == ground {
			at.Max.X = x1
			return
		}
		flush()
		text, ground, at = now, behind, image.Rect(x0, box.Min.Y, x1, box.Max.Y)
	})
	flush()
}

// queue paints, into the upper band, how many wait in a room.
func (f *frame) queue(o *trace.ObjView, band image.Rectangle, room trace.Slot, ink color.RGBA) {
	if band.Dy() < 2 {
		return
	}
	count := func(s *trace.ObjState) int64 { return int64(len(s.Rooms[room])) }
	deepest := float64(f.most(o, count))
	all := f.levels(o, func(s *trace.ObjState) (float64, float64) { return 0, float64(count(s)) })
	f.area(band, func(x int) float64 { return all[x].most / deepest }, ink)
}

// rlock paints the owner's colour as high as the lock was taken deep.
func (f *frame) rlock(o *trace.ObjView, bar image.Rectangle) {
	amount, box := f.bands(bar)
	f.queue(o, amount, insight.RoomWaiters, f.s.Theme.Depth)
	depth := func(s *trace.ObjState) int64 {
		if len(s.Holders) == 0 {
			return 0
		}
		return s.Holders[0].Depth
	}
	deepest := f.most(o, depth)
	f.track(box)
	f.eachState(o, func(from, to trace.Time, s *trace.ObjState) {
		d := depth(s)
		if d == 0 {
			return
		}
		h := max(1, int(float64(d)/float64(deepest)*float64(box.Dy())+0.5))
		owner := s.Holders[0].Lane
		x0 := round(f.l.X(from))
		c := f.ownerColour(trace.OwnerClass(owner), owner == f.s.lit())
		f.fill(image.Rect(x0, box.Max.Y-h, max(round(f.l.X(to)), x0+1), box.Max.Y), c)
	})
	f.steps(box, deepest)
	f.labelled(o, box, func(s *trace.ObjState) (string, color.RGBA) {
		owner := s.Owner()
		if owner == 0 {
			return "", color.RGBA{}
		}
		return LaneName(f.s.View, owner), f.ownerColour(trace.OwnerClass(owner), owner == f.s.lit())
	})
}

// semaphore paints how many units are left of all.
func (f *frame) semaphore(o *trace.ObjView, bar image.Rectangle) {
	amount, box := f.bands(bar)
	f.queue(o, amount, insight.RoomWaiters, f.s.Theme.Depth)
	left := func(s *trace.ObjState) int64 { return insight.Permits(o, s) }
	whole := max(o.Info.Param, f.most(o, left))
	f.track(box)
	all := f.levels(o, func(s *trace.ObjState) (float64, float64) { return float64(left(s)), 0 })
	ink := f.level()
	f.area(box, func(x int) float64 { return all[x].mean / float64(whole) }, ink)
	f.steps(box, whole)
	f.labelled(o, box, func(s *trace.ObjState) (string, color.RGBA) {
		n := left(s)
		if n < whole {
			return itoa(n) + "/" + itoa(o.Info.Param), f.s.Theme.Panel
		}
		return itoa(n) + "/" + itoa(o.Info.Param), ink
	})
}

// level is the colour of an amount that is nobody's.
func (f *frame) level() color.RGBA {
	return look.Mix(f.s.Theme.Accent, f.s.Theme.Background, 0.35)
}

// event paints the flag: a band while it is up, a line while it is down.
func (f *frame) event(o *trace.ObjView, bar image.Rectangle) {
	amount, box := f.bands(bar)
	f.queue(o, amount, insight.RoomWaiters, f.s.Theme.Depth)
	f.track(box)
	up := func(s *trace.ObjState) bool { return s.Values[insight.EventFlag] != 0 }
	all := f.levels(o, func(s *trace.ObjState) (float64, float64) {
		if up(s) {
			return 1, 0
		}
		return 0, 0
	})
	f.area(box, func(x int) float64 { return all[x].mean }, f.level())
	f.labelled(o, box, func(s *trace.ObjState) (string, color.RGBA) {
		if up(s) {
			return f.s.Words.FlagUp, f.level()
		}
		return f.s.Words.FlagDown, f.s.Theme.Panel
	})
}

// barrier paints how many of the parties have arrived, with the generation.
func (f *frame) barrier(o *trace.ObjView, bar image.Rectangle) {
	box := f.track(bar)
	parties := max(o.Info.Param, 1)
	broken := look.Of(trace.StateBlocked).Color
	all := f.levels(o, func(s *trace.ObjState) (float64, float64) {
		if s.Values[insight.BarrierState] < 0 {
			return 0, 1
		}
		return float64(s.Values[insight.BarrierCount]) / float64(parties), 0
	})
	f.area(box, func(x int) float64 { return all[x].most }, broken)
	f.area(box, func(x int) float64 { return all[x].mean }, f.level())
	f.steps(box, parties)
	f.labelled(o, box, func(s *trace.ObjState) (string, color.RGBA) {
		n, g := s.Values[insight.BarrierCount], s.Values[insight.BarrierGeneration]
		if s.Values[insight.BarrierState] < 0 {
			return f.s.Words.Broken, broken
		}
		text := itoa(n) + "/" + itoa(parties) + " · g" + itoa(g)
		if n < parties {
			return text, f.s.Theme.Panel
		}
		return text, f.level()
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
		f.queue(lock, entry, insight.RoomWaiters, look.Of(trace.StateReady).Color)
	}
	f.queue(o, wait, insight.ConditionWaitRoom, f.s.Theme.Depth)
	f.labelled(o, wait, func(s *trace.ObjState) (string, color.RGBA) {
		n := len(s.Rooms[insight.ConditionWaitRoom])
		if n == 0 {
			return "", color.RGBA{}
		}
		return itoa(int64(n)), f.s.Theme.Depth
	})
}
