package sources

// This file holds what is measured without a comparison: by looking for schedules
// that fail, or by reading programs.

import (
	"context"
	"strings"

	"corelanes/engine"
)

// schedules is how many are tried at most, where there are too many to try all.
const schedules = 1000

// special are the quantities that need something else than a run in a
// comparison.
var special = map[string]func(ctx context.Context, s Setup) (x float64, err error){
	"races": races,
	"lines": lines,
}

// races is the share of a scenario's schedules that fail, 0 … 1, of the smallest
// size with two workers.
func races(ctx context.Context, s Setup) (float64, error) {
	p, err := s.plan()
	if err != nil {
		return 0, err
	}
	r, err := engine.StartExplore(p, engine.Explore{Schedules: schedules})
	if err != nil {
		return 0, err
	}
	stop := context.AfterFunc(ctx, r.Stop)
	defer stop()
	found, err := engine.Explored(r.Wait())
	if err != nil {
		return 0, err
	}
	if found.Tried == 0 {
		return 0, nil
	}
	return float64(found.Failed) / float64(found.Tried), nil
}

// lines is how long the scenario's Python text is under a model, empty lines left
// out.
func lines(_ context.Context, s Setup) (float64, error) {
	p, err := s.plan()
	if err != nil {
		return 0, err
	}
	if p, err = p.Checked(); err != nil {
		return 0, err
	}
	n := 0
	for line := range strings.Lines(p.Source()) {
		n += int(one(strings.TrimSpace(line) != ""))
	}
	return float64(n), nil
}
