package lesson_test

// This file tests with real, small runs that every shipped lesson can be run and
// every goal be reached.

import (
	"testing"

	"corelanes/engine"
	_ "corelanes/engine/entry" // the runs of the tests are processes of this program
	"corelanes/engine/lesson"
)

// attempts are how often a goal may be missed that takes a quiet machine.
const attempts = 5

func TestEveryGoalOfAShippedLessonIsReachedByItsAnswer(t *testing.T) {
	for _, l := range shipped(t) {
		if l.Try == nil || l.Try.Goal == "" {
			continue
		}
		t.Run(l.ID, func(t *testing.T) {
			for range attempts {
				r, err := engine.Start(lesson.With(l.Try.Plan, l.Try.Answer))
				if err != nil {
					t.Fatal(err)
				}
				o := r.Wait()
				if l.Try.Met(r.Plan, r.Recording().Cut(), o) {
					return
				}
				t.Logf("ended %s, %v", o.Status, o.Err)
			}
			t.Errorf("the goal %q is not met by %v", l.Try.Goal, l.Try.Answer)
		})
	}
}

// small are the sizes with which the shipped lessons' own are replaced, so that
// the test is quick; the choices stay.
func small(p engine.Plan) engine.Plan {
	set := map[string]string{"size": "smoke"}
	for _, s := range engine.Scenarios() {
		for _, x := range s.Parameters {
			if v, said := p.Set[x.Name]; said && s.ID == p.Scenario && (x.Type == "choice" || x.Type == "bool") {
				set[x.Name] = v
			}
		}
	}
	p.Set = set
	return p
}

func TestEveryRunOfAShippedLessonRunsAndMeasuresWhatIsAsked(t *testing.T) {
	for _, l := range shipped(t) {
		all := lesson.Reports{}
		for _, x := range l.Runs {
			r, err := engine.Start(small(x.Plan))
			if err != nil {
				t.Errorf("%s, %s: %v", l.ID, x.Name, err)
				continue
			}
			o := r.Wait()
			if o.Status != engine.Done && o.Status != engine.Deadlocked {
				t.Errorf("%s, %s: ended %s, %v", l.ID, x.Name, o.Status, o.Err)
			}
			all[x.Name] = engine.NewReport(r.Plan, r.Recording().Cut(), o)
		}
		guess := lesson.Predicted{Choice: 0, Number: 1}
		for _, x := range l.Runs {
			guess.Order = append(guess.Order, x.Name)
		}
		if _, ok := l.Score(guess, all); !ok {
			t.Errorf("%s: what is predicted cannot be measured", l.ID)
		}
	}
}
