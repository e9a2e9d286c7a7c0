package importer

// This file holds the import of a file by its name.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"corelanes/engine"
)

// Open reads another program's recording from a file, as something that can be
// shown and saved like a run's. Note says in a sentence what was read. program
// is the version that reads it.
func Open(path, program string) (o *engine.Opened, note string, err error) {
	o, left, err := OpenWatched(context.Background(), path, program, nil)
	if err != nil {
		return nil, "", err
	}
	v := o.Recording.Cut()
	note = fmt.Sprintf("%d events, %d lanes, %.3f s", o.Events, len(v.Lanes()), float64(v.End())/1e9)
	if left > 0 {
		note += fmt.Sprintf("; %d events were left out: this program has no picture of them", left)
	}
	if o.Damage != "" {
		note += "; " + o.Damage
	}
	return o, note, nil
}

// source is a file being read, with the error that ended that: the readers of its
// format keep it for themselves.
type source struct {
	r   io.Reader
	ctx context.Context // until when what was read is of any use
	err error
}

// Read reads on.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil {
		s.err = err
	}
	return n, err
}

// stopped says whether the file was read no further because nobody wants it any
// more: then nothing need be made of what was read.
func (s *source) stopped() bool {
	return errors.Is(s.err, context.Canceled) || errors.Is(s.err, context.DeadlineExceeded)
}

// OpenWatched is Open, of a file that may be long: see engine.Watch. Left is how
// many events were left out. When ctx ends, its error is the error, and nothing
// is opened.
func OpenWatched(ctx context.Context, path, program string, progress func(part float64)) (o *engine.Opened, left int, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, fmt.Errorf("import: %w", err)
	}
	defer f.Close()
	x, err := ReadUntil(ctx, engine.Watch(ctx, f, progress))
	if over := ctx.Err(); over != nil {
		return nil, 0, fmt.Errorf("import %s: %w", path, over)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("import %s: %w", path, err)
	}
	v := x.Recording.Cut()
	o = &engine.Opened{
		Plan:      engine.Plan{Scenario: filepath.Base(path), Model: x.Format, Workers: len(v.Lanes())},
		Outcome:   engine.Outcome{Status: engine.Done},
		Recording: x.Recording, Program: program, Events: x.Events, Damage: x.Damage,
	}
	if info, err := f.Stat(); err == nil {
		o.Started = info.ModTime().Add(-time.Duration(v.End()))
	}
	return o, x.Left, nil
}
