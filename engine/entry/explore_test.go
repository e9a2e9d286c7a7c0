package entry

// This file tests the search of a scenario's schedules: what it finds fails
// again whenever it is run, and what it does not find is not there.

import (
	"testing"

	"corelanes/engine/control"
	"corelanes/engine/model"
	"corelanes/engine/scenario"
)

// searched is what a search of a scenario at size tiny with two workers came to.
func searched(t testing.TB, id, modelID string, set map[string]string, limit int) (*trials, control.Report) {
	t.Helper()
	values := map[string]string{"size": "tiny"}
	for k, v := range set {
		values[k] = v
	}
	x := trialsOf(t, id, modelID, 2, values)
	r, err := (&control.Search{Limit: limit, Trial: x.judged}).Run()
	if err != nil {
		t.Fatal(err)
	}
	return x, r
}

func TestWhatASearchFindsFailsAgainTenTimesOutOfTen(t *testing.T) {
	for _, modelID := range controlled() {
		m, err := model.Find(modelID)
		if err != nil {
			t.Fatal(err)
		}
		if m.Isolated {
			continue // they share nothing to fight over
		}
		for id, kind := range map[string]string{"deadlock": control.Deadlock, "race": control.LostUpdate} {
			var set map[string]string
			if m.Tasks && id == "race" { // without an await between reading and writing nobody comes between
				if _, r := searched(t, id, modelID, nil, 50_000); !r.Exhausted || len(r.Failed) != 0 {
					t.Errorf("%s under %s, without a pause: %+v", id, modelID, r)
				}
				set = map[string]string{"pause": "true"}
			}
			x, r := searched(t, id, modelID, set, 50_000)
			if r.Failed[kind] == 0 || !r.Exhausted || r.Shortest == nil || r.Shortest.Kind != kind {
				t.Errorf("%s under %s: %+v", id, modelID, r)
				continue
			}
			for range 10 {
				replay := control.NewReplay(r.Shortest.Schedule, control.Plain{})
				c, again, err := x.judged(replay)
				if err != nil || replay.Unused() != nil || again != r.Shortest.Result || c.Points() != r.Shortest.Points {
					t.Errorf("%s under %s, %s: %+v after %d points, %v, %v", id, modelID, r.Shortest.Schedule, again, c.Points(), err, replay.Unused())
				}
			}
		}
	}
}

func TestWithACureNoScheduleFails(t *testing.T) {
	s, err := scenario.Find("deadlock")
	if err != nil {
		t.Fatal(err)
	}
	cures := s.Parameters[0].Choices
	for _, modelID := range []string{"threads", "free-threads"} {
		for _, cure := range cures {
			if cure == "none" {
				continue
			}
			if _, r := searched(t, "deadlock", modelID, map[string]string{"cure": cure}, 60_000); !r.Exhausted || len(r.Failed) != 0 || r.Outputs != 1 {
				t.Errorf("%s under %s: %+v", cure, modelID, r)
			}
		}
		if _, r := searched(t, "race", modelID, map[string]string{"lock": "true"}, 60_000); !r.Exhausted || r.Early != -1 || len(r.Failed) != 0 || r.Outputs != 1 {
			t.Errorf("the race with a lock under %s: %+v", modelID, r)
		}
	}
}

// BenchmarkSchedules is how long one schedule of the deadlock takes.
func BenchmarkSchedules(b *testing.B) {
	x := trialsOf(b, "deadlock", "threads", 2, map[string]string{"size": "tiny"})
	for b.Loop() {
		if _, _, err := x.judged(control.NewSeed(int64(b.N))); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "schedules/s")
}
