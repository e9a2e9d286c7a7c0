// Package pace keeps work that follows a run from being done more often than
// people can read.
package pace

import (
	"time"

	"corelanes/widgets/internal/mainloop"
)

// Pace does the latest of the things it is asked to do, at most once per
// Every: the first at once, and one more when the time is up if something was
// asked for in between. Nothing ticks while nothing is asked. Its methods are
// for the main goroutine.
type Pace struct {
	Every time.Duration

	last    time.Time
	pending func()
	timer   *time.Timer
	closed  bool
	now     func() time.Time
	after   func(time.Duration, func()) *time.Timer
}

// New makes a Pace.
func New(every time.Duration) *Pace {
	p := &Pace{Every: every, now: time.Now}
	post := mainloop.Post()
	if post == nil {
		p.Every = 0 // nobody watches: at once
		return p
	}
	p.after = func(d time.Duration, f func()) *time.Timer {
		return time.AfterFunc(d, func() { post(f) })
	}
	return p
}

// Do does f now, or when its time has come if nothing newer was asked for.
func (p *Pace) Do(f func()) {
	if p.closed {
		return
	}
	wait := p.Every - p.now().Sub(p.last)
	if wait <= 0 {
		p.run(f)
		return
	}
	p.pending = f
	if p.timer == nil {
		p.timer = p.after(wait, p.Flush)
	}
}

// Flush does at once what is waiting.
func (p *Pace) Flush() {
	if f := p.pending; f != nil && !p.closed {
		p.run(f)
	}
}

func (p *Pace) run(f func()) {
	p.stop()
	p.last, p.pending = p.now(), nil
	f()
}

func (p *Pace) stop() {
	if p.timer != nil {
		p.timer.Stop()
		p.timer = nil
	}
}

// Close forgets what is waiting, for good.
func (p *Pace) Close() {
	p.stop()
	p.closed, p.pending = true, nil
}
