package engine

// This file holds reading a file that may be long: how far it is, and stopping.

import (
	"context"
	"fmt"
	"io"
	"os"
)

// Watch is a file that is read from its beginning; progress, which may be nil,
// is called with the part that has been read, 0 … 1, a hundred times at most, by
// whoever reads. When ctx ends the reading ends with its error.
func Watch(ctx context.Context, f *os.File, progress func(part float64)) io.Reader {
	w := &watched{ctx: ctx, file: f, progress: progress}
	if info, err := f.Stat(); err == nil {
		w.size = info.Size()
	}
	return w
}

type watched struct {
	ctx        context.Context
	file       *os.File
	size, read int64
	told       int // per cent
	progress   func(float64)
}

// Read reads on.
func (w *watched) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.file.Read(p)
	w.read += int64(n)
	if w.progress != nil && w.size > 0 {
		if now := int(100 * w.read / w.size); now > w.told {
			w.told = now
			w.progress(min(1, float64(w.read)/float64(w.size)))
		}
	}
	return n, err
}

// OpenWatched is Open, of a file that may be long; see Watch. When ctx ends, its
// error is the error, and nothing is opened.
func OpenWatched(ctx context.Context, path string, progress func(part float64)) (*Opened, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open recording: %w", err)
	}
	defer f.Close()
	o, err := readUntil(ctx, Watch(ctx, f, progress), path)
	if stopped := ctx.Err(); stopped != nil {
		return nil, fmt.Errorf("open recording %s: %w", path, stopped)
	}
	return o, err
}
