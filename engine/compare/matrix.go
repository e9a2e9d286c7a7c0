package compare

// This file holds the matrix: every scenario under each of its models, in one
// go that can be interrupted and taken up again.
//
// A row is one comparison. It is finished, told and kept before the next begins,
// so that what was measured of a matrix that takes half an hour is never lost:
// whoever carries it out is called after every row, and a matrix that is handed
// in keeps those of its rows that are whole.

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"corelanes/engine"
	"corelanes/engine/usage"
)

// MatrixPlan says what a matrix is of.
type MatrixPlan struct {
	Scenarios []string      // by ID or number ("S18"), in any order; nil: all
	Models    []string      // of those that can run a scenario; nil: all of the engine's own
	Size      string        // of every scenario; "": class
	Repeat    int           // measured runs of each, 1 … MaxRepeat; 0: one
	WarmUp    bool          // with a run of each before that is not measured
	Quiet     float64       // of rows that there are already, those with more Noise are measured again; 0: none of them
	Deadline  time.Duration // of a run; 0: engine.DefaultDeadline
	Seed      uint64        // of the order of the runs

	rows []Plan // of a checked plan
}

// Checked is the plan with its defaults filled in, or the *usage.Error that says
// what is wrong with it. Nothing is started.
func (p MatrixPlan) Checked() (MatrixPlan, error) {
	if p.Size == "" {
		p.Size = "class"
	}
	if p.Repeat == 0 {
		p.Repeat = 1
	}
	p.rows = nil
	asked := map[string]bool{}
	var known []string
	for _, s := range engine.Scenarios() {
		known = append(known, s.ID)
		if p.Scenarios != nil && !asksFor(p.Scenarios, s) {
			continue
		}
		asked[s.ID], asked[s.Number] = true, true
		row, err := p.row(s)
		if err != nil {
			return p, err
		}
		if len(row.Models) > 0 {
			p.rows = append(p.rows, row)
		}
	}
	for _, name := range p.Scenarios {
		if !asked[name] {
			return p, usage.Unknown("scenario", name, known)
		}
	}
	if len(p.rows) == 0 {
		return p, &usage.Error{What: "models", Got: strings.Join(p.Models, ","), Why: "they can run none of the scenarios"}
	}
	return p, nil
}

func asksFor(names []string, s *engine.Scenario) bool {
	return slices.Contains(names, s.ID) || slices.Contains(names, s.Number)
}

// row is the comparison of one scenario; it has no models when none of those
// asked for can run it.
func (p MatrixPlan) row(s *engine.Scenario) (Plan, error) {
	plan := Plan{
		Base:   engine.Plan{Scenario: s.ID, Set: map[string]string{"size": p.Size}, Deadline: p.Deadline},
		Models: []string{}, Repeat: p.Repeat, Cold: !p.WarmUp, Seed: p.Seed,
	}
	legal, _ := engine.Legal(s)
	for _, m := range p.Models {
		if !slices.ContainsFunc(engine.Models(), func(x engine.Model) bool { return x.ID == m }) {
			return plan, usage.Unknown("model", m, modelIDs())
		}
	}
	for _, m := range legal {
		if p.Models == nil && m != engine.CPython || slices.Contains(p.Models, m) {
			plan.Models = append(plan.Models, m)
		}
	}
	if len(plan.Models) == 0 {
		return plan, nil
	}
	return plan.Checked()
}

func modelIDs() (all []string) {
	for _, m := range engine.Models() {
		all = append(all, m.ID)
	}
	return all
}

// Matrix is what was measured. Its field names in JSON are stable.
type Matrix struct {
	Size    string               `json:"size"`
	Repeat  int                  `json:"repeat"`
	WarmUp  bool                 `json:"warm_up"`
	Machine engine.MachineReport `json:"machine"`
	Rows    []*MatrixRow         `json:"rows"`
}

// MatrixRow is a scenario under each of its models.
type MatrixRow struct {
	Scenario   string            `json:"scenario"`
	Number     string            `json:"number"`
	Workers    int               `json:"workers"`
	Over       string            `json:"over"` // the model that ratios are over; "" when it failed
	SameResult bool              `json:"same_result"`
	Differs    bool              `json:"differs"` // it is about results that differ
	Sticks     bool              `json:"sticks"`  // it is about a deadlock
	Lost       int64             `json:"lost"`    // updates that were lost in all its runs
	Noise      float64           `json:"noise"`   // per cent of a busy thread's time that something else had its core, just before
	Cells      []MatrixCell      `json:"cells"`
	WhyNot     map[string]string `json:"why_not"` // models that cannot run it, and why
	Measured   time.Time         `json:"measured"`
}

// MatrixCell is a scenario under a model.
type MatrixCell struct {
	Model    string        `json:"model"`
	Status   engine.Status `json:"status"`
	Error    *string       `json:"error"`
	WallS    float64       `json:"wall_s"` // the median; 0 when it failed
	Runs     []float64     `json:"runs"`
	Ratio    *float64      `json:"ratio"` // how many times as fast as the model that ratios are over
	Word     string        `json:"word"`  // what that earns: see Grade
	AsTheory *bool         `json:"as_predicted"`

	// What the source text printed, where it did.
	Published *float64 `json:"published_s"`
	Beside    string   `json:"published_over"` // the model that both speed-ups are over; "" nothing was published
	Claimed   *float64 `json:"published_speedup"`
	Own       *float64 `json:"own_speedup"`
	TheirWord string   `json:"published_word"`
	OwnWord   string   `json:"own_word"`
	Agrees    *bool    `json:"agrees"`
}

// holds says whether the row has every model of a plan, measured well.
func (r *MatrixRow) holds(p Plan) bool {
	return r.Scenario == p.Base.Scenario && !slices.ContainsFunc(p.Models, func(m string) bool {
		c := r.cell(m)
		return c == nil || c.Status != engine.Done && !r.asMeant(c)
	})
}

// asMeant says whether a cell ended in the deadlock that its scenario shows.
func (r *MatrixRow) asMeant(c *MatrixCell) bool { return r.Sticks && c.Status == engine.Deadlocked }

// Failures are the cells whose runs did not end as they are meant to.
func (m *Matrix) Failures() (out []*MatrixCell) {
	for _, r := range m.Rows {
		for i := range r.Cells {
			if c := &r.Cells[i]; c.Error != nil && !r.asMeant(c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// MatrixProgress is how far a matrix is.
type MatrixProgress struct {
	Scenario string
	Row, Of  int // this row's number, from 1 on, and of how many
	Progress     // within the row
}

// CarryMatrix measures a checked plan row by row. The rows of before, which may
// be nil, are kept when they were measured in the same way; those that hold what
// the plan asks for are not measured again. After each row that was measured,
// done is called with the matrix as it is then; its error ends the matrix. When
// ctx ends, the rows that are finished are returned with its error.
func CarryMatrix(ctx context.Context, p MatrixPlan, before *Matrix, progress func(MatrixProgress), done func(*Matrix) error) (*Matrix, error) {
	m := &Matrix{Size: p.Size, Repeat: p.Repeat, WarmUp: p.WarmUp, Rows: []*MatrixRow{}}
	kept := func(r *MatrixRow, plan Plan) bool { return r.holds(plan) && (p.Quiet == 0 || r.Noise <= p.Quiet) }
	if before != nil && before.Size == m.Size && before.Repeat == m.Repeat && before.WarmUp == m.WarmUp {
		m.Machine, m.Rows = before.Machine, slices.Clone(before.Rows)
	}
	for i, plan := range p.rows {
		if slices.ContainsFunc(m.Rows, func(r *MatrixRow) bool { return kept(r, plan) }) {
			continue
		}
		c, err := Carry(ctx, plan, func(x Progress) {
			if progress != nil {
				progress(MatrixProgress{Scenario: plan.Base.Scenario, Row: i + 1, Of: len(p.rows), Progress: x})
			}
		})
		if err != nil {
			return m, err
		}
		m.Machine = c.Machine
		m.put(newRow(c))
		if done != nil {
			if err := done(m); err != nil {
				return m, err
			}
		}
	}
	return m, nil
}

// put has the row replace that of its scenario, or stand where the catalogue has
// it.
func (m *Matrix) put(r *MatrixRow) {
	m.Rows = append(slices.DeleteFunc(m.Rows, func(x *MatrixRow) bool { return x.Scenario == r.Scenario }), r)
	place := map[string]int{}
	for i, s := range engine.Scenarios() {
		place[s.ID] = i
	}
	slices.SortStableFunc(m.Rows, func(a, b *MatrixRow) int { return place[a.Scenario] - place[b.Scenario] })
}

func newRow(c *Comparison) *MatrixRow {
	r := &MatrixRow{
		Scenario: c.Scenario, Workers: c.Workers, SameResult: c.SameResult, WhyNot: c.WhyNot,
		Cells: []MatrixCell{}, Measured: time.Now().UTC().Truncate(time.Second),
	}
	r.Noise = c.Machine.NoisePercent
	if s := c.scenario(); s != nil {
		r.Number, r.Differs, r.Sticks = s.Number, s.Differs, s.Sticks
	}
	for _, e := range c.Models {
		if e.Report != nil && e.Report.Race != nil {
			r.Lost += e.Report.Race.Lost
		}
	}
	base := c.Base()
	if base == nil && len(c.Models[0].runs) > 0 {
		base = c.Models[0]
	}
	if base != nil {
		r.Over = base.Model
	}
	for _, e := range c.Models {
		x := MatrixCell{
			Model: e.Model, Status: e.Status, Error: e.Error, WallS: e.WallS, Runs: e.Runs, Word: e.Word, AsTheory: e.AsTheory,
			Published: e.Published, Beside: e.Beside, Claimed: e.Claimed, Own: e.Own, TheirWord: e.TheirWord, OwnWord: e.OwnWord, Agrees: e.Agrees,
		}
		if base != nil && e.WallS > 0 {
			ratio := base.WallS / e.WallS
			x.Ratio = &ratio
		}
		r.Cells = append(r.Cells, x)
	}
	return r
}

// ReadMatrix reads what WriteJSON wrote.
func ReadMatrix(r io.Reader) (*Matrix, error) {
	m := &Matrix{}
	if err := json.NewDecoder(r).Decode(m); err != nil {
		return nil, fmt.Errorf("read the matrix: %w", err)
	}
	for _, row := range m.Rows {
		if row == nil {
			return nil, fmt.Errorf("read the matrix: a row is missing")
		}
	}
	return m, nil
}

// WriteJSON writes the matrix as one object.
func (m *Matrix) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(m)
}
