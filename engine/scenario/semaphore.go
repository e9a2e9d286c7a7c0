package scenario

// This file holds S29, Semaphore: three places, ten visitors.

import (
	"corelanes/engine/prim"
	"corelanes/engine/work"
)

func semaphore() *Scenario {
	return &Scenario{
		ID: "semaphore", Number: "S29", Category: "sync", Workers: 10,
		Title:   "Semaphore: three places, ten visitors",
		Promise: "However many come, no more are inside than there are places.",
		Parameters: []Parameter{
			{Name: "places", Type: Int, Default: "3", Min: 1, Max: 64},
			{Name: "bounded", Type: Bool, Default: "false"},
			{Name: "fault", Type: Choice, Default: "none", Choices: []string{"none", "forgotten", "twice"}},
			hold("stay", "300ms", "3ms"),
		},
		Goals: []Goal{
			{Key: "kept", Text: "More come than there are places, and never are too many inside", Met: func(e Ended) bool {
				n, _ := e.field("visitors")
				return n > float64(e.Values.Int("places")) && e.is("never_too_many", 1)
			}},
			{Key: "crowded", Text: "Get one more inside than there are places", Met: func(e Ended) bool { return e.is("never_too_many", 0) }},
			{Key: "refused", Text: "Have a release refused", Met: func(e Ended) bool { return e.value("refused") > 0 }},
			stuck("lost", "Lose all places, so that the last ones wait for ever"),
		},
		Program: semaphoreProgram,
	}
}

func semaphoreProgram(v Values) (work.Program, error) {
	places, stay, fault := v.Int("places"), v.Duration("stay"), v["fault"]
	// count changes how many are inside, under the lock that guards it.
	count := func(w work.Worker, k *work.Kit, by int64) error {
		k.At(w, map[int64]string{1: "enter", -1: "leave"}[by])
		return withLock(w, k, "count", func() error {
			inside, err := k.Value("inside")
			if err != nil {
				return err
			}
			n := inside.Get(w.Self()) + by
			inside.Set(w.Self(), n)
			return most(w, k, "most", n)
		})
	}
	return work.Program{
		Setup: func(k *work.Kit) error {
			mk := k.MakeSemaphore
			if v.Bool("bounded") {
				mk = k.MakeBoundedSemaphore
			}
			return firstError(mk("places", int64(places)), k.MakeLock("count"), k.MakeValue("inside", 0), k.MakeValue("most", 0), k.MakeValue("refused", 0))
		},
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				k.Arena.SetSteps(k.Workers)
				if err := crew(w, k, k.Workers, "Visitor", "visit"); err != nil {
					return nil, err
				}
				peak, err := k.Value("most")
				if err != nil {
					return nil, err
				}
				return result(map[string]any{"visitors": k.Workers, "never_too_many": peak.Get(w.Self()) <= int64(places)})
			},
			"visit": player(func(w work.Worker, k *work.Kit, p part) error {
				s, err := k.AnySemaphore("places")
				if err != nil {
					return err
				}
				k.At(w, "acquire")
				if _, err := s.Acquire(w.Self(), true, prim.None); err != nil {
					return err
				}
				if err := count(w, k, 1); err != nil {
					return err
				}
				k.At(w, "inside")
				if err := firstError(w.Sleep(stay), count(w, k, -1)); err != nil {
					return err
				}
				releases := 1
				switch {
				case fault == "forgotten" && p.I%places == 0: // it takes its place home with it
					releases = 0
				case fault == "twice" && p.I == 0:
					releases = 2
				}
				k.At(w, "release")
				for range releases {
					if err := release(w, k, s); err != nil {
						return err
					}
				}
				return nil
			}),
		},
	}, nil
}

// release gives a place back. That it is refused, because there would be more
// than at first, is Python's ValueError: it is said and counted, and strikes
// whoever releases last, not who did it twice.
func release(w work.Worker, k *work.Kit, s *prim.Semaphore) error {
	err := s.Release(w.Self(), 1)
	if !raised(err, "ValueError") {
		return err
	}
	work.Say(w, err.Error())
	return withLock(w, k, "count", func() error { return countUp(w, k, "refused") })
}
