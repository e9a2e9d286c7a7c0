package explore

// This file holds reading a file that was asked for: one of this program's or
// of another's, told by what is in it; how far it is, and stopping.

import (
	"context"
	"errors"
	"path/filepath"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/app/version"
	"corelanes/engine"
	"corelanes/engine/importer"
)

// read is what came of a file.
type read struct {
	opened *engine.Opened
	frame  conduct.Frame
	left   int // events of another program's that there is no picture of
	err    error
}

// open reads a file, makes a frame of it and shows that.
func (p *Page) open(path string, frame func(*engine.Opened) conduct.Frame, show func(*engine.Opened, conduct.Frame)) {
	name := filepath.Base(path)
	if !p.frame.Phase.Over() {
		p.tell(trouble, "a.file.busy", nil)
		return
	}
	p.stopReading()
	p.files.shown++
	turn := p.files.shown
	ctx, stop := context.WithCancel(context.Background())
	p.files.stop = stop
	p.tell(remark, "a.file.reading", text.With{"File": name})
	far := func(part float64) {
		p.post(func() {
			if turn == p.files.shown && p.files.stop != nil {
				p.tell(remark, "a.file.part", text.With{"File": name, "Percent": int(100 * part)})
			}
		})
	}
	p.files.wg.Go(func() {
		defer stop()
		r := readFile(ctx, path, far, frame)
		p.post(func() {
			if turn != p.files.shown { // a run was begun meanwhile, or another file
				return
			}
			p.files.stop = nil
			p.came(path, r, show)
		})
	})
}

// came shows what came of a file.
func (p *Page) came(path string, r read, show func(*engine.Opened, conduct.Frame)) {
	name := filepath.Base(path)
	switch {
	case errors.Is(r.err, context.Canceled):
		p.tell(remark, "a.file.stopped", text.With{"File": name})
		return
	case r.err != nil:
		p.complain(func() string { return unread(name, r.err) })
		return
	}
	show(r.opened, r.frame)
	p.files.foreign = p.files.opened == r.opened && !IsRecording(path)
	if r.left > 0 {
		p.setNote(note{func() string { return text.N("a.file.left", r.left) }, remark})
	}
	if p.OnOpened != nil {
		p.OnOpened(path, p.files.opened != r.opened)
	}
}

// stopReading ends reading a file, if one is being read: who reads it says so.
func (p *Page) stopReading() {
	if p.files.stop != nil {
		p.files.stop()
	}
}

// readFile reads a file of this program or, when it is none, of another.
func readFile(ctx context.Context, path string, far func(part float64), frame func(*engine.Opened) conduct.Frame) (r read) {
	r.opened, r.err = engine.OpenWatched(ctx, path, far)
	if errors.Is(r.err, engine.ErrNotRecording) && !IsRecording(path) {
		r.opened, r.left, r.err = importer.OpenWatched(ctx, path, version.Number, far)
	}
	if r.err != nil {
		return r
	}
	r.frame = frame(r.opened)
	return r
}

// atOnceEvents is of how many events the sums are made before anything is shown.
// Of more the lanes are shown first.
const atOnceEvents = 300_000

// soonRecorded is recorded for a recording that is not large, and drawn for one that
// is.
func soonRecorded(o *engine.Opened) conduct.Frame {
	if o.Events > atOnceEvents {
		return drawn(o)
	}
	return recorded(o)
}

// sumUpLater makes the sums of the recording on show if it has none yet.
func (p *Page) sumUpLater() {
	f := p.frame
	if f.View == nil || f.Summary != nil || f.Outcome == nil {
		return
	}
	p.tell(remark, "a.file.summing", nil)
	p.files.note.kind = summing
	p.files.wg.Go(func() {
		sumUp(&f)
		p.post(func() {
			if p.files.note.kind == summing {
				p.setNote(note{})
			}
			if b := p.beside; b != nil && b.held.frame.View == f.View {
				b.held.frame.Summary, b.held.frame.Found = f.Summary, f.Found
			}
			if p.frame.View == f.View {
				p.frame.Summary, p.frame.Found = f.Summary, f.Found
				p.show(p.frame)
			}
		})
	})
}
