package timeline

// This file paints off the main goroutine.
//
// There are two pictures: the one on show, which the driver may read at any
// time on the main goroutine, and the one being painted. A painting gets a
// goroutine for itself, which ends with it: there is never more than one, and
// none while nothing changes. When it is done, the main goroutine swaps the
// pictures; if something changed in the meantime, the next painting starts
// then. So however often views come in, each painting shows the latest, and
// the machine is never asked for more frames than it can paint.

import (
	"image"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"corelanes/widgets/internal/mainloop"
	"corelanes/widgets/paint"
)

// easel holds the pictures and the painting under way.
type easel struct {
	raster   *canvas.Raster
	painter  *paint.Painter
	size     image.Point // of the picture, pixels, as the driver asked last
	front    *image.RGBA // on show
	back     *image.RGBA // painted into, or resting
	layout   paint.Layout
	painting bool
	stale    bool // something changed while painting
	closed   bool
	frames   int
	running  sync.WaitGroup

	onPaint func() // a picture was put on show

	// post runs a function on the main goroutine; nil paints at once, within
	// the call, for drivers that show nothing.
	post func(func())
}

func (e *easel) init() {
	p, err := paint.New(paint.Fonts{
		Regular: theme.DefaultTextFont().Content(),
		Bold:    theme.DefaultTextBoldFont().Content(),
	})
	if err != nil {
		fyne.LogError("The timeline has no font", err)
	}
	e.painter = p
	e.post = mainloop.Post()
}

// close forbids new paintings and waits for the one under way.
func (e *easel) close() {
	e.closed = true
	e.running.Wait()
}

// repaint paints the present state, now or after the painting under way.
func (t *Timeline) repaint() {
	e := &t.easel
	switch {
	case e.closed || e.painter == nil || e.size.X <= 0 || e.size.Y <= 0:
		return
	case e.painting:
		e.stale = true
		return
	}
	e.painting, e.stale = true, false
	s, dst := t.scene(), e.canvas()
	if e.post == nil {
		t.painted(dst, e.painter.Paint(dst, &s))
		return
	}
	e.running.Add(1)
	go func() {
		defer e.running.Done()
		l := e.painter.Paint(dst, &s)
		e.post(func() { t.painted(dst, l) })
	}()
}

// canvas is a picture to paint into: not the one on show.
func (e *easel) canvas() *image.RGBA {
	if e.back == nil || e.back.Rect.Max != e.size {
		e.back = image.NewRGBA(image.Rectangle{Max: e.size})
	}
	return e.back
}

// painted puts a finished picture on show.
func (t *Timeline) painted(img *image.RGBA, l paint.Layout) {
	e := &t.easel
	e.painting = false
	if e.closed {
		return
	}
	e.front, e.back = img, e.front
	e.layout = l
	e.frames++
	t.scroll = l.Scroll // the layout knows how far the rows go
	if l, now := t.toReveal, e.layout; l != 0 {
		t.toReveal = 0
		if r, ok := now.RowOf(l); ok {
			t.revealRow(r)
		}
	}
	if e.raster != nil {
		e.raster.Refresh()
	}
	t.placeOverlays()
	if t.over.tip.Visible() { // maybe something else is under the pointer now
		t.pointAt(t.pointer)
	}
	if e.onPaint != nil {
		e.onPaint()
	}
	if e.stale {
		t.repaint()
	}
}

// SetOnPaint says what is done whenever another picture was put on show: what
// changes together with it is then drawn in the same frame.
func (t *Timeline) SetOnPaint(f func()) { t.easel.onPaint = f }

// Painting says whether a picture is being painted.
func (t *Timeline) Painting() bool { return t.easel.painting }

// picture is the raster's generator: the picture on show, and a wish for one
// of the right size where that is not it.
func (t *Timeline) picture(w, h int) image.Image {
	e := &t.easel
	if size := image.Pt(w, h); e.size != size {
		e.size = size
		e.raster = nil // the driver is drawing it: no refresh from within
		t.repaint()
		e.raster = t.over.raster
	}
	if e.front == nil {
		return image.NewUniform(t.theme().Background)
	}
	return e.front
}
