package agree

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"corelanes/engine"
	_ "corelanes/engine/entry/late" // this test binary is the runner, too
)

func TestAgreementIsSaidInWords(t *testing.T) {
	for _, c := range []struct {
		band, ours, theirs float64
		agree              bool
		words              string
	}{
		{1.25, 10, 10, true, "yes: the same"},
		{1.25, 10, 12, true, "yes: within 20 %"},
		{1.25, 10, 13, false, "no: 1.30 times apart, 1.25 are allowed"},
		{1.25, 13, 10, false, "no: 1.30 times apart, 1.25 are allowed"},
		{1.25, 0, 10, false, "no: one of them is nothing"},
		{1.25, 0, 0, true, "yes: the same"},
		{0, 70, 5, true, "yes: more than 1 under both"},
		{0, 0.5, 0.9, true, "yes: not more than 1 under both"},
		{0, 0.5, 5, false, "no: on different sides of 1"},
	} {
		if agree, words := (Claim{Band: c.band}).words(c.ours, c.theirs); agree != c.agree || words != c.words {
			t.Errorf("%v and %v within %v: %v, %q", c.ours, c.theirs, c.band, agree, words)
		}
	}
}

func TestResultsAreComparedByTheFieldsThatATextCanTell(t *testing.T) {
	ours := json.RawMessage(`{"lost": 0, "counted": 400}`)
	if err := SameResult(ours, json.RawMessage(`{"lost": 0}`)); err != nil {
		t.Error(err)
	}
	if err := SameResult(ours, json.RawMessage(`{"lost": 3}`)); !errors.Is(err, errResults) {
		t.Error("a difference goes unnoticed")
	}
}

// TestTheTextsUnderCPythonComputeWhatTheEngineDoes runs every scenario whose
// texts say what they computed, in its smallest size, under both.
func TestTheTextsUnderCPythonComputeWhatTheEngineDoes(t *testing.T) {
	if p := (engine.Plan{Scenario: "race", Model: engine.CPython}); !possible(p) {
		t.Skip("there is no python3 here")
	}
	looked := 0
	for _, s := range engine.Scenarios() {
		if s.Answer() == "" {
			continue
		}
		for _, inside := range engine.Insides(s) {
			t.Run(s.ID+"/"+inside, func(t *testing.T) {
				if p := (engine.Plan{Scenario: s.ID, Model: inside}); !possible(p) {
					t.Skip("this system cannot run that model")
				}
				small := map[string]string{"size": "smoke"}
				ours := side{ctx: context.Background()}
				mine, err := ours.run(s.ID, inside, 3, small)
				if err != nil {
					t.Fatal(err)
				}
				ours.real = true
				theirs, err := ours.run(s.ID, inside, 3, small)
				var lacks *engine.NoPackageError
				if errors.As(err, &lacks) {
					t.Skip(err) // from outside the standard library
				}
				if err != nil {
					t.Fatal(err)
				}
				if err := SameResult(mine.Result, theirs.Result); err != nil {
					t.Errorf("%v (%s, %s)", err, mine.Result, theirs.Result)
				}
				looked++
			})
		}
	}
	if looked < 10 {
		t.Errorf("only %d texts were compared", looked)
	}
}

func possible(p engine.Plan) bool {
	_, err := p.Checked()
	return err == nil
}

func TestEveryClaimNamesAScenario(t *testing.T) {
	for _, c := range Claims() {
		number, id, _ := strings.Cut(c.Scenario, " ")
		if s := find(id); s.Number != number {
			t.Errorf("%q: %s has the number %q", c.Scenario, id, s.Number)
		}
		if c.What == "" || c.Band != 0 && c.Band <= 1 {
			t.Errorf("%+v", c)
		}
	}
}

func TestEveryScenarioWithATextHasAClaim(t *testing.T) {
	claimed := map[string]bool{}
	for _, c := range Claims() {
		number, id, _ := strings.Cut(c.Scenario, " ")
		claimed[id] = true
		if s := find(id); s.Number != number {
			t.Errorf("%s: %s is %q", c.Key, id, s.Number)
		}
	}
	for _, s := range engine.Scenarios() {
		if len(engine.Insides(s)) > 0 && !claimed[s.ID] {
			t.Errorf("nothing is claimed of %s", s.ID)
		}
	}
}
