package insight

// This file holds which lock guards which number, and who touched a number
// without its lock.
//
// A lock guards a number when it is held at every access that matters. What
// does not matter is what one lane does while no other lane that ever touches
// the number is alive (the main one that sets it up, and reads the result when
// all have ended), and an access after which nobody else comes: a read before
// which all writes were made, a last write. This is Eraser's lockset (Savage
// and others 1997), with the lanes' own lives and order for its states.

import (
	"slices"

	"corelanes/engine/trace"
)

// Guard is that a lock guards a number.
type Guard struct {
	Value, Lock trace.Obj
	With, Of    int // of so many accesses that matter, so many held the lock
}

// Guards are the locks that guard the recording's numbers: for each number the
// one held most often, if at half of the accesses that matter or more. Those
// that were made without it are findings.
func Guards(v *trace.View) []Guard { return accesses(v).guards() }

func (w *walk) guards() (out []Guard) {
	for i := range w.v.Objs() {
		value := w.v.Objs()[i].Info.ID
		that := w.matter(value)
		if g, ok := guardOf(value, that); ok {
			out = append(out, g)
		}
	}
	return out
}

func guardOf(value trace.Obj, that []access) (Guard, bool) {
	best := Guard{Value: value, Of: len(that)}
	with := map[trace.Obj]int{}
	for _, a := range that {
		for _, l := range a.locks {
			with[l]++
			if n := with[l]; n > best.With || n == best.With && l < best.Lock {
				best.Lock, best.With = l, n
			}
		}
	}
	return best, best.Lock != 0 && 2*best.With >= best.Of
}

// matter are the accesses of a number that others' could come between.
func (w *walk) matter(value trace.Obj) (out []access) {
	all := w.values[value]
	var who []trace.Lane
	for _, a := range all {
		who = addLane(who, a.lane)
	}
	if len(who) < 2 {
		return nil
	}
	// From behind: who of the others touches, and writes, after each.
	var later, laterWrites []trace.Lane
	keep := make([]bool, len(all))
	for i := len(all) - 1; i >= 0; i-- {
		a := all[i]
		after := laterWrites
		if a.write {
			after = later
		}
		keep[i] = slices.ContainsFunc(after, func(l trace.Lane) bool { return l != a.lane && w.alive(l, a.at) })
		if later = addLane(later, a.lane); a.write {
			laterWrites = addLane(laterWrites, a.lane)
		}
	}
	for i, a := range all {
		if keep[i] {
			out = append(out, a)
		}
	}
	return out
}

func (w *walk) alive(l trace.Lane, at trace.Time) bool {
	life := w.lives[l]
	return life[0] <= at && at < life[1]
}

// unlocked are the findings about numbers and the locks they lack.
func (w *walk) unlocked() (out []Finding) {
	for i := range w.v.Objs() {
		value := w.v.Objs()[i].Info.ID
		that := w.matter(value)
		if len(that) == 0 {
			continue
		}
		g, guarded := guardOf(value, that)
		f := Finding{Kind: Unguarded, Objs: []trace.Obj{value}, Limit: 1, Count: len(that), From: trace.Forever}
		if guarded {
			f.Kind, f.Objs = Unprotected, append(f.Objs, g.Lock)
		}
		writers := 0
		var wrote []trace.Lane
		for _, a := range that {
			if guarded && slices.Contains(a.locks, g.Lock) {
				continue
			}
			f.Figure++
			f.Lanes = addLane(f.Lanes, a.lane)
			f.From, f.To = min(f.From, a.at), max(f.To, a.at)
			if a.write {
				wrote = addLane(wrote, a.lane)
				writers = len(wrote)
			}
		}
		// Tasks of one loop touch a number without anybody between, unless they
		// wait in the middle: then updates are lost, and that is told.
		if f.Figure == 0 || !guarded && (writers < 2 || w.onOneLoop(f.Lanes)) {
			continue
		}
		out = append(out, f)
	}
	return out
}

// onOneLoop says whether lanes are all tasks of the same loop.
func (w *walk) onOneLoop(lanes []trace.Lane) bool {
	loops := map[trace.Lane]bool{}
	for _, l := range lanes {
		x := w.v.Lane(l)
		for x != nil && x.Info.Kind == trace.LaneTask {
			x = w.v.Lane(x.Info.Parent)
		}
		if info := w.v.Lane(l); info == nil || info.Info.Kind != trace.LaneTask {
			return false
		}
		if x != nil {
			loops[x.Info.ID] = true
		}
	}
	return len(loops) <= 1
}
