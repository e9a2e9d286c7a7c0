package explore

// This file writes what is on show into files for other programs, and says how
// that went.

import (
	"context"
	"errors"
	"io"
	"path/filepath"

	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
)

// Seen is the part of the run in sight.
func (p *Page) Seen() (from, to trace.Time) { return p.lanes.Window() }

// stoppable is a writer that refuses to go on when its context has ended.
type stoppable struct {
	ctx context.Context
	w   io.Writer
}

func (s stoppable) Write(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.w.Write(b)
}

// Export writes the recording on show into a file, without what names machine
// and person if private is set, and says whether that went well. Write is called
// off the main goroutine; Escape stops it, and then the file is as it was.
func (p *Page) Export(path string, private bool, write func(w io.Writer, o *engine.Opened) error) {
	if !p.CanShare() {
		return
	}
	kept, name := p.kept(), filepath.Base(path)
	ctx, cancel := context.WithCancel(context.Background())
	p.stopExport()
	p.files.ending = cancel
	p.tell(remark, "a.export.goes", text.With{"File": name})
	p.files.wg.Go(func() {
		defer cancel()
		var err error
		o := kept
		if private {
			o, err = kept.Private()
		}
		if err == nil {
			err = engine.WriteWhole(path, func(w io.Writer) error { return write(stoppable{ctx, w}, o) })
		}
		p.post(func() {
			switch {
			case errors.Is(err, context.Canceled):
				p.tell(remark, "a.export.stopped", text.With{"File": name})
			case err != nil:
				p.unsaved(err)
			default:
				p.tell(remark, "a.file.saved", text.With{"File": name})
			}
		})
	})
}

// stopExport stops the export that goes on, if there is one: it says so itself.
func (p *Page) stopExport() {
	if p.files.ending != nil {
		p.files.ending()
		p.files.ending = nil
	}
}
