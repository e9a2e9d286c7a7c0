package explore

// This file plays a recording: the playhead moves through it by itself, as
// fast as the run went, or slower.

import (
	"time"

	"fyne.io/fyne/v2"

	"corelanes/engine/trace"
)

// speeds are the speeds to choose from.
var speeds = [...]struct {
	factor float64
	name   string
}{{0.001, "0.001×"}, {0.01, "0.01×"}, {0.1, "0.1×"}, {0.25, "0.25×"}, {1, "1×"}, {4, "4×"}, {10, "10×"}, {100, "100×"}}

// runSpeed is the place of the run's own speed in the table.
const runSpeed = 4

// player is the playing under way.
type player struct {
	speed  int // of speeds
	moving *fyne.Animation
}

// Playing says whether the playhead moves by itself.
func (p *Page) Playing() bool { return p.player.moving != nil }

// Play lets the playhead move from where it is to the end, from the beginning
// of what is in view when it stands there, or is not in view; playing, it stops. While a run goes on there is nothing
// to play.
func (p *Page) Play() {
	if p.Playing() {
		p.pause()
		return
	}
	v := p.lanes.View()
	if v == nil || !v.Done() || p.lanes.Last() <= 0 {
		return
	}
	from := p.lanes.Instant()
	if first, last := p.lanes.Window(); from < first || from > last || from >= p.lanes.Last() {
		from = first // inside what is zoomed to
	}
	left := p.lanes.Last() - from
	p.player.moving = fyne.NewAnimation(time.Duration(float64(left)/speeds[p.player.speed].factor), func(done float32) {
		p.playTo(from + trace.Time(float64(left)*float64(done)))
		if done >= 1 {
			p.pause()
		}
	})
	p.player.moving.Curve = fyne.AnimationLinear
	p.player.moving.Start()
	p.transport.showPlaying(p.Playing()) // a short one may be over
}

// playTo moves the playhead, and the window after it.
func (p *Page) playTo(at trace.Time) {
	if !p.Playing() {
		return // a last tick after the pause
	}
	p.lanes.Carry(at)
	p.beside.follow()
	p.showInstant()
}

// pause stops the playing.
func (p *Page) pause() {
	if p.Playing() {
		p.player.moving.Stop()
		p.player.moving = nil
		p.transport.showPlaying(false)
	}
}

// changeSpeed takes the next speed (1) or the one before (-1).
func (p *Page) changeSpeed(by int) {
	p.setSpeed(min(max(p.player.speed+by, 0), len(speeds)-1))
}

// setSpeed takes a speed of the table; a playing goes on with it.
func (p *Page) setSpeed(i int) {
	p.player.speed = i
	p.transport.showSpeed(speeds[i].name)
	if p.Playing() {
		p.pause()
		p.Play()
	}
}
