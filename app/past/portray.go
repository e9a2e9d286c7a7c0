package past

// This file makes the small pictures of the runs.

import (
	"os"

	"corelanes/app/picture"
	"corelanes/engine"
	"corelanes/engine/history"
)

// Portray makes the small picture of a run that was kept under a name. That there
// is none is no loss.
func Portray(s *history.Store, id string, r *engine.Run) {
	if id == "" {
		return
	}
	f, err := s.NewPicture()
	if err != nil {
		return
	}
	err = picture.Small(f, r.Recording().Cut())
	if cerr := f.Close(); err == nil && cerr == nil && os.Rename(f.Name(), s.Picture(id)) == nil {
		return
	}
	_ = os.Remove(f.Name())
}
