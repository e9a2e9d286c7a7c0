package compare

// This file tests the matrix: with small real runs, and with invented rows.

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"

	"corelanes/engine"
	"corelanes/engine/usage"
)

func smokeMatrix(t *testing.T, scenarios, models []string) MatrixPlan {
	t.Helper()
	p, err := MatrixPlan{Scenarios: scenarios, Models: models, Size: "smoke"}.Checked()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAMatrixHasARowForEachScenarioAndItsRatios(t *testing.T) {
	var after []int
	m, err := CarryMatrix(context.Background(), smokeMatrix(t, []string{"S18", "say-hello"}, []string{"sequential", "threads"}), nil, nil, func(m *Matrix) error {
		after = append(after, len(m.Rows))
		return nil
	})
	if err != nil || !slices.Equal(after, []int{1, 2}) {
		t.Fatalf("%v, rows kept %v", err, after)
	}
	for i, want := range []string{"S10", "S18"} { // the catalogue's order
		r := m.Rows[i]
		if r.Number != want || r.Over != reference || len(r.Cells) != 2 || *r.Cells[0].Ratio != 1 || r.Cells[1].WallS <= 0 || !r.SameResult {
			t.Errorf("%+v", r)
		}
	}
	threads := m.Rows[1].Cells[1]
	if threads.Beside != reference || threads.Claimed == nil || threads.Own == nil || threads.Agrees == nil || threads.TheirWord != Bad {
		t.Errorf("what the source printed is not beside it: %+v", threads)
	}
	var table bytes.Buffer
	if err := m.WriteCSV(&table); err != nil {
		t.Fatal(err)
	}
	if all, err := csv.NewReader(&table).ReadAll(); err != nil || len(all) != 5 || len(all[4]) != len(matrixColumns) {
		t.Errorf("%v, %v", err, all)
	}
}

func TestAMatrixIsTakenUpWhereItWasLeft(t *testing.T) {
	p := smokeMatrix(t, []string{"say-hello", "lock-file"}, []string{"threads", "asyncio"})
	ctx, cancel := context.WithCancel(context.Background())
	half, err := CarryMatrix(ctx, p, nil, nil, func(*Matrix) error {
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || len(half.Rows) != 1 {
		t.Fatalf("%v, %d rows", err, len(half.Rows))
	}
	var file bytes.Buffer
	if err := half.WriteJSON(&file); err != nil {
		t.Fatal(err)
	}
	read, err := ReadMatrix(&file)
	if err != nil {
		t.Fatal(err)
	}
	began := map[string]bool{}
	m, err := CarryMatrix(context.Background(), p, read, func(x MatrixProgress) { began[x.Scenario] = true }, nil)
	if err != nil || len(m.Rows) != 2 || began["say-hello"] || !began["lock-file"] {
		t.Errorf("%v, %d rows, measured %v", err, len(m.Rows), began)
	}
	p.Quiet = 1e-9 // whatever was measured was measured on a busier machine
	for _, r := range m.Rows {
		r.Noise = 50
	}
	clear(began)
	if _, err := CarryMatrix(context.Background(), p, m, func(x MatrixProgress) { began[x.Scenario] = true }, nil); err != nil || len(began) != 2 {
		t.Errorf("%v, measured again %v", err, began)
	}
	p.Size = "class" // measured in another way, nothing is kept
	p.rows = nil
	if m, err := CarryMatrix(context.Background(), p, read, nil, nil); err != nil || len(m.Rows) != 0 {
		t.Errorf("%v, %d rows", err, len(m.Rows))
	}
}

func TestARowThatFailedIsMeasuredAgain(t *testing.T) {
	text := "stuck"
	r := &MatrixRow{Scenario: "race", Cells: []MatrixCell{{Model: "threads", Status: engine.Done}, {Model: "asyncio", Status: engine.Deadlocked, Error: &text}}}
	plan := Plan{Base: engine.Plan{Scenario: "race"}}
	for _, c := range []struct {
		models []string
		want   bool
	}{{[]string{"threads"}, true}, {[]string{"threads", "asyncio"}, false}, {[]string{"processes"}, false}} {
		if plan.Models = c.models; r.holds(plan) != c.want {
			t.Errorf("%v: holds %t", c.models, !c.want)
		}
	}
}

func TestAMatrixThatCannotBeSaysWhy(t *testing.T) {
	for _, p := range []MatrixPlan{
		{Scenarios: []string{"squares", "nothing"}},
		{Models: []string{"nothing"}},
		{Size: "huge"},
		{Repeat: MaxRepeat + 1},
		{Scenarios: []string{"squares"}, Models: []string{}},
	} {
		var u *usage.Error
		if _, err := p.Checked(); !errors.As(err, &u) {
			t.Errorf("%+v: %v", p, err)
		}
	}
}

func TestFailuresAndDisagreementsAreToldInWords(t *testing.T) {
	one, three, half, no, yes, stuck := 1.0, 3.1, 0.5, false, true, "two wait for each other"
	m := &Matrix{Size: "class", Repeat: 1, Rows: []*MatrixRow{
		{Scenario: "squares", Number: "S18", Workers: 4, Over: reference, SameResult: true, Cells: []MatrixCell{
			{Model: "sequential", Status: engine.Done, WallS: 2, Ratio: &one},
			{Model: "threads", Status: engine.Done, WallS: 4, Ratio: &half, Beside: reference, Claimed: &half, Own: &half, TheirWord: Bad, OwnWord: Bad, Agrees: &yes},
			{Model: "processes", Status: engine.Done, WallS: 2, Ratio: &one, Beside: reference, Claimed: &three, Own: &one, TheirWord: Excellent, OwnWord: None, Agrees: &no},
		}},
		{Scenario: "condition", Number: "S31", Workers: 2, Cells: []MatrixCell{{Model: "threads", Status: engine.Deadlocked, Error: &stuck}}},
		{Scenario: "deadlock", Number: "S33", Workers: 2, Sticks: true, Cells: []MatrixCell{{Model: "threads", Status: engine.Deadlocked, Error: &stuck}}},
		{Scenario: "race", Number: "S26", Workers: 2, Lost: 7, Noise: 40},
	}}
	notes := m.Notes()
	want := []string{
		"S18 squares under processes: the source has 3.1x the speed of sequential (excellent), here it is 1x (none)",
		"S31 condition under threads: deadlocked: two wait for each other",
		"S31 condition: the models did not all compute the same result",
		"S33 deadlock: deadlocked, which is what it shows, under threads",
		"S26 race: 7 updates were lost, which is what it shows",
	}
	if f := m.Failures(); len(f) != 1 || f[0].Status != engine.Deadlocked {
		t.Errorf("failures: %v", f)
	}
	if !slices.Equal(notes, want) {
		t.Errorf("%q", notes)
	}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"words": func(b *bytes.Buffer) error { return m.WriteWords(b) }, "Markdown": func(b *bytes.Buffer) error { return m.WriteMarkdown(b) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		for _, s := range append(want, "4.00s 0.5x=", "2.00s 1x≠", "·", "race ~") {
			if !strings.Contains(b.String(), s) {
				t.Errorf("%s: no %q in\n%s", name, s, b.String())
			}
		}
	}
}

func TestADamagedMatrixIsRefused(t *testing.T) {
	for _, s := range []string{"", "[]", "{", `{"rows":[null]}`} {
		if m, err := ReadMatrix(strings.NewReader(s)); err == nil {
			t.Errorf("%q is read as %+v", s, m)
		}
	}
}
