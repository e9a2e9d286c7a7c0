package control

import (
	"errors"
	"strings"
	"testing"

	"corelanes/engine/trace"
)

func TestASchedulePrintsAsItReads(t *testing.T) {
	for _, text := range []string{"", "0", "0,0,1,0", "12,3s@9,0", "1k@1,1n@2147483647"} {
		s, err := Parse(text)
		if err != nil || s.String() != text {
			t.Errorf("%q reads as %q, %v", text, s, err)
		}
	}
	if s, err := Parse(" 1 , 2l@3 "); err != nil || s.String() != "1,2l@3" {
		t.Errorf("spaces: %q, %v", s, err)
	}
}

func TestAMalformedScheduleSaysWhichEntryAndWhy(t *testing.T) {
	for _, c := range []struct {
		text  string
		entry int
	}{
		{"x", 1}, {"0,,1", 2}, {"0,1,", 3}, {"-1", 1}, {"1.5", 1}, {"0,70000", 2}, {"1s", 1}, {"1s@0", 1}, {"1q@3", 1}, {"1s@x", 1}, {"1s@3000000000", 1},
		{strings.Repeat("0,", MaxEntries) + "0", MaxEntries + 1},
		{"0," + strings.Repeat("9", 1000), 2},
	} {
		_, err := Parse(c.text)
		var e *EntryError
		if !errors.As(err, &e) || e.Entry != c.entry || len(e.Error()) > 200 {
			t.Errorf("%.20q: %v", c.text, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"", "0,0,1,0", "2s@9", "1,,", "0,1k@3,2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text)
		if err != nil {
			var e *EntryError
			if !errors.As(err, &e) || e.Entry < 1 || e.Why == "" || s != nil {
				t.Errorf("%v, %v", s, err)
			}
			return
		}
		again, err := Parse(s.String())
		if err != nil || again.String() != s.String() {
			t.Errorf("%q reads as %q, which reads as %q, %v", text, s, again, err)
		}
	})
}

func TestWhoeverWentLastGoesOnWhenNobodySaysOtherwise(t *testing.T) {
	timer := func(n int, due int64) Candidate { return Candidate{Worker: n, Timer: true, Due: trace.Time(due)} }
	for name, c := range map[string]struct {
		m    Moment
		want int
	}{
		"the last one":          {Moment{Last: 2, Candidates: []Candidate{{Worker: 0}, {Worker: 2}}}, 2},
		"the lowest number":     {Moment{Last: 1, Candidates: []Candidate{timer(0, 1), {Worker: 2}, {Worker: 3}}}, 2},
		"the earliest timer":    {Moment{Last: 1, Candidates: []Candidate{timer(0, 7), timer(1, 5), timer(2, 5)}}, 1},
		"a timer is not a turn": {Moment{Last: 0, Candidates: []Candidate{timer(0, 7), {Worker: 3}}}, 3},
		"nobody":                {Moment{}, -1},
	} {
		if got := c.m.Plain(); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
