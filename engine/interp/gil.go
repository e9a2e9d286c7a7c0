package interp

// This file holds the GIL: CPython's algorithm since 3.2, on waits of the
// operating system (Python/ceval_gil.c).
//
// Who wants the GIL waits for it with a time-out of the switch interval. When
// the interval passes and nobody at all has been given the GIL meanwhile, the
// waiter asks the holder to drop it. The holder sees the request at its next
// checkpoint, drops the GIL, and then waits until somebody else has really
// taken it (the forced switch): otherwise it would take it straight back,
// being already on a core.
//
// The waiting is not a queue. Dropping wakes one waiter, but a newcomer may be
// faster. And with many waiters the rate of switches does not grow: a switch
// restarts everybody's patience, because each asks only when none happened
// during its own interval.
//
// Everything is recorded under the GIL's own mutex, so its history needs no
// further ordering.

import (
	"time"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// The values of a GIL in a recording.
const (
	ValueDropRequest trace.Slot = 0 // 1 while the holder is asked to drop it
	ValueSwitches    trace.Slot = 1 // how often it went to another thread than the last
)

// Forced is the Arg of the event with which a thread gives the GIL up because
// it was asked to.
const Forced = 1

// GIL is one global interpreter lock.
type GIL struct {
	obj      trace.Obj
	waiter   osys.Waiter
	interval time.Duration

	mutex      osys.Mutex // guards all that follows but the last two
	released   osys.Cond  // somebody dropped the GIL
	locked     bool
	lastHolder *Thread
	switches   int64
	seq        uint32

	switchMutex osys.Mutex // lastHolder, for the handshake
	switched    osys.Cond  // somebody else took the GIL
}

// newGIL makes a free one for the process of the lane given.
func newGIL(a *trace.Arena, w osys.Waiter, lane trace.Lane, name string, interval time.Duration) (*GIL, error) {
	interval = max(interval, time.Microsecond) // as gil->interval < 1 counts as 1
	o, err := a.AddObj(trace.ObjInfo{Kind: trace.ObjGIL, Name: name, Lane: lane, Core: trace.CoreUnknown, Param: int64(interval)})
	if err != nil {
		return nil, err
	}
	return &GIL{obj: o, waiter: w, interval: interval}, nil
}

// stage records a change that t has made, in the GIL's own order. The mutex is
// held, and the changes are published before it is freed.
func (g *GIL) stage(t *Thread, at trace.Time, k trace.Kind, slot trace.Slot, arg int64) {
	g.seq++
	t.self.Rec.Stage(trace.Event{Time: at, Kind: k, Lane: t.self.Lane, Obj: g.obj, Seq: g.seq, Slot: slot, Arg: arg, Core: trace.CoreUnknown})
}

// take waits for the GIL. The thread's state becomes waiting only if it has
// to.
func (g *GIL) take(t *Thread) {
	g.mutex.Lock(g.waiter)
	waited := g.locked
	if waited {
		now := t.self.Rec.Now()
		g.stage(t, now, trace.KindJoin, 0, 0)
		t.enterAt(now, trace.StateWaitGIL, g.obj, 0)
		for g.locked {
			saved := g.switches
			woke := g.released.Wait(g.waiter, &g.mutex, int64(g.interval))
			if woke == osys.WokeTimeout && g.locked && g.switches == saved {
				g.ask(t)
			}
		}
	}
	g.switchMutex.Lock(g.waiter)
	g.locked = true
	changed := g.lastHolder != t
	if changed {
		g.lastHolder = t
		g.switches++
	}
	dropped := g.switched.Due()
	g.switchMutex.Unlock(g.waiter)
	now := t.self.Rec.Now()
	if waited {
		g.stage(t, now, trace.KindPart, 0, 0)
	}
	g.stage(t, now, trace.KindTake, 0, 1)
	if changed {
		g.stage(t, now, trace.KindSet, ValueSwitches, g.switches)
	}
	if t.breaker.Load()&breakDrop != 0 && t.breaker.And(^uint32(breakDrop))&breakDrop != 0 {
		g.stage(t, now, trace.KindSet, ValueDropRequest, 0)
	}
	t.self.Rec.Publish()
	g.mutex.Unlock(g.waiter)
	g.switched.Wake(g.waiter, dropped)
}

// ask sets the drop request of whoever had the GIL last. The mutex is held.
func (g *GIL) ask(t *Thread) {
	if g.lastHolder.breaker.Or(breakDrop)&breakDrop == 0 {
		g.stage(t, t.self.Rec.Now(), trace.KindSet, ValueDropRequest, 1)
		t.self.Rec.Publish()
	}
}

// drop gives the GIL up. When the thread had been asked to, it returns only
// after another one has taken it, unless this is the thread's last drop.
func (g *GIL) drop(t *Thread, final bool) {
	g.mutex.Lock(g.waiter)
	asked := t.breaker.Load()&breakDrop != 0
	arg := int64(0)
	if asked {
		arg = Forced
	}
	now := t.self.Rec.Now()
	g.stage(t, now, trace.KindGive, 0, arg)
	if asked {
		g.stage(t, now, trace.KindSet, ValueDropRequest, 0)
	}
	t.self.Rec.Publish()
	g.locked = false
	wanted := g.released.Due()
	g.mutex.Unlock(g.waiter)
	g.released.Wake(g.waiter, wanted)
	if final || !asked {
		return
	}
	g.switchMutex.Lock(g.waiter)
	t.breaker.And(^uint32(breakDrop))
	for g.lastHolder == t {
		g.switched.Wait(g.waiter, &g.switchMutex, -1)
	}
	g.switchMutex.Unlock(g.waiter)
}
