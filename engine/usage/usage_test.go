package usage

// This file tests what is said to somebody who chose something that does not
// exist.

import (
	"slices"
	"testing"
)

func TestTheNearestNamesAreThoseOneMeant(t *testing.T) {
	models := []string{"sequential", "threads", "free-threads", "processes", "asyncio"}
	for _, c := range []struct {
		got   string
		known []string
		want  []string
	}{
		{"thread", models, []string{"threads", "free-threads"}},
		{"Threads", models, []string{"threads", "free-threads"}},
		{"proceses", models, []string{"processes"}},
		{"seq", models, []string{"sequential"}},
		{"asincio", models, []string{"asyncio"}},
		{"xyz", models, nil},
		{"", models, nil},
		{"squars", []string{"squares", "downloads"}, []string{"squares"}},
		{"a", nil, nil},
		{"rnu", []string{"list", "run"}, []string{"run"}},
		{"ab", []string{"ab", "abc", "abcd"}, []string{"ab", "abc"}},
	} {
		if got := Nearest(c.got, c.known, 2); !slices.Equal(got, c.want) {
			t.Errorf("near %q are %v, want %v", c.got, got, c.want)
		}
	}
}

func TestAWrongChoiceIsExplained(t *testing.T) {
	for want, e := range map[string]*Error{
		`unknown model "thread"; did you mean threads?`:                 {What: "model", Got: "thread", Near: []string{"threads"}, Known: []string{"threads"}},
		`unknown model "x"; known are a, b`:                             {What: "model", Got: "x", Known: []string{"a", "b"}},
		`unknown model "x"`:                                             {What: "model", Got: "x"},
		`workers: "0" is not allowed; it must be a number from 1 to 64`: {What: "workers", Got: "0", Legal: "a number from 1 to 64"},
		`model "uvloop": not possible here`:                             {What: "model", Got: "uvloop", Why: "not possible here"},
		`unknown scenario "sq"; did you mean squares or squares-too?`:   {What: "scenario", Got: "sq", Near: []string{"squares", "squares-too"}},
	} {
		if got := e.Error(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if e := Unknown("model", "thread", []string{"threads"}); len(e.Near) != 1 || len(e.Known) != 1 {
		t.Errorf("%+v", e)
	}
}

func TestTheDistanceOfNamesIsSymmetric(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"kitten", "sitting", 3}, {"flaw", "lawn", 2}, {"same", "same", 0}, {"rnu", "run", 1}, {"wiat", "wait", 1}, {"ca", "abc", 3}} {
		if got, back := distance(c.a, c.b), distance(c.b, c.a); got != c.want || back != c.want {
			t.Errorf("%q and %q: %d and %d, want %d", c.a, c.b, got, back, c.want)
		}
	}
}
