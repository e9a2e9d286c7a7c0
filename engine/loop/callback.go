package loop

// This file holds callbacks: what the loop calls by itself, soon or at a moment.

import (
	"fmt"
	"time"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// Handle is a callback that has been asked for.
type Handle struct {
	loop      *Loop
	call      func()
	timer     timer
	cancelled bool
}

// Cancel has the callback not called, if it has not been.
func (h *Handle) Cancel() {
	h.cancelled = true
	h.loop.timers.remove(&h.timer)
}

// When is the moment for which it is set, of CallAt and CallLater.
func (h *Handle) When() trace.Time { return h.timer.at }

// CallSoon has f called in the next turn, after what is ready already.
func (l *Loop) CallSoon(f func()) *Handle {
	h := &Handle{loop: l, call: f}
	l.ready.push(item{call: h})
	return h
}

// CallLater has f called after the time d.
func (l *Loop) CallLater(d time.Duration, f func()) *Handle { return l.CallAt(l.after(d), f) }

// CallAt has f called at a moment of the loop's clock.
func (l *Loop) CallAt(at trace.Time, f func()) *Handle {
	h := &Handle{loop: l, call: f}
	h.timer.call = h
	l.timers.add(&h.timer, at)
	return h
}

// after is the moment in d from now.
func (l *Loop) after(d time.Duration) trace.Time {
	return l.rec.Now() + min(trace.Time(d), trace.Forever/2)
}

// call calls a callback. One that panics ends nothing but itself.
func (l *Loop) call(h *Handle) {
	if h.cancelled {
		return
	}
	l.rec.Publish()
	l.now = l.rec.Now()
	l.began = l.now
	defer func() {
		if p := recover(); p != nil {
			l.lost(Lost{Message: "Exception in callback", Err: fmt.Errorf("internal error: %v\n%s", p, osys.Stack())})
		}
		l.now = l.rec.Now()
		if held := l.now - l.began; held >= freezeAfter {
			l.seen.froze(l, nil, held)
		}
	}()
	h.call()
}
