package past

// This file makes the small pictures of the runs.

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"corelanes/app/picture"
	"corelanes/engine"
	"corelanes/engine/history"
	"corelanes/engine/trace"
)

// Portray makes the small picture of a run that was kept under a name. That there
// is none is no loss.
func Portray(s *history.Store, id string, r *engine.Run) {
	if id != "" {
		portray(s, id, r.Recording().Cut())
	}
}

// PortrayLeft makes the small pictures of kept runs that have none, as when the
// program was killed while they went on, and says whether there were any. It ends
// with the context.
func PortrayLeft(ctx context.Context, s *history.Store) (some bool) {
	runs, _, err := s.List()
	if err != nil {
		return false
	}
	for _, e := range runs {
		if _, err := os.Stat(s.Picture(e.ID)); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if o, err := engine.OpenWatched(ctx, s.Path(e.ID), nil); err == nil {
			some = portray(s, e.ID, o.Recording.Cut()) || some
		}
		if ctx.Err() != nil {
			break
		}
	}
	return some
}

func portray(s *history.Store, id string, v *trace.View) bool {
	f, err := s.NewPicture()
	if err != nil {
		return false
	}
	err = picture.Small(f, v)
	if cerr := f.Close(); err == nil && cerr == nil && os.Rename(f.Name(), s.Picture(id)) == nil {
		return true
	}
	_ = os.Remove(f.Name())
	return false
}
