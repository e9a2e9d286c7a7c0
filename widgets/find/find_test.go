package find_test

// This file tests what is found, and how long it takes.

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"corelanes/widgets/find"
	"corelanes/widgets/internal/synth"
)

func TestLanesPrimitivesAndStepsAreFoundByAnyOfTheirWords(t *testing.T) {
	test.NewTempApp(t)
	v := synth.Primitives().View(350 * synth.MS)
	for _, c := range []struct {
		query              string
		lanes, objs, steps int
	}{
		{"", 0, 0, 0}, {"nothing like that", 0, 0, 0},
		{"thread-2", 1, 0, -1}, {"PHASE", 0, 1, -1}, {"semaphore places", 0, 1, -1},
		{"thread-1 count", 0, 0, 1}, {"count set", 0, 0, 2}, {"pistol woken", 0, 0, 2},
	} {
		h := find.In(v, c.query)
		if len(h.Lanes) != c.lanes || len(h.Objs) != c.objs || c.steps >= 0 && len(h.Steps) != c.steps || c.steps < 0 && len(h.Steps) == 0 {
			t.Errorf("%q: %d lanes, %d primitives, %d steps; want %d, %d, %d", c.query, len(h.Lanes), len(h.Objs), len(h.Steps), c.lanes, c.objs, c.steps)
		}
	}
}

func TestWhatWasPrintedIsFound(t *testing.T) {
	test.NewTempApp(t)
	v := synth.GIL(3, 400*synth.MS).View(400 * synth.MS)
	h := find.In(v, "Thread-2 started")
	if len(h.Steps) != 1 {
		t.Errorf("%d steps, want the one that printed it", len(h.Steps))
	}
}
