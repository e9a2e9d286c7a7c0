package sources

// This file holds what is told of a book and what was measured: the object that
// "tables --json" prints. Its field names are a contract.

import "time"

// Report is all of it in one language.
type Report struct {
	Tables []ReportTable `json:"tables,omitempty"`
	Claims []ReportClaim `json:"claims,omitempty"`
	Sum    ReportSum     `json:"sum"`
}

// ReportSum is how many cells or claims came to what.
type ReportSum map[Verdict]int

// ReportTable is a table.
type ReportTable struct {
	ID      string      `json:"table"`
	Title   string      `json:"title"`
	Source  string      `json:"source"`
	Columns []string    `json:"columns"`
	Rows    []ReportRow `json:"rows"`
}

// ReportRow is a row.
type ReportRow struct {
	ID        string       `json:"row"`
	Title     string       `json:"title"`
	Shows     string       `json:"shows"`
	Judgement bool         `json:"judgement"`
	Cells     []ReportCell `json:"cells"`
}

// ReportCell is a cell.
type ReportCell struct {
	Columns []string      `json:"columns"`
	Says    string        `json:"says"`
	Verdict Verdict       `json:"verdict"`
	Words   string        `json:"words"` // the verdict in words
	Checks  []ReportCheck `json:"checks"`
}

// ReportCheck is what was measured.
type ReportCheck struct {
	Label   string    `json:"label"`
	Measure string    `json:"measure"`
	Value   *float64  `json:"value"`  // in the base unit: seconds, bytes, shares; null: not measured
	Number  string    `json:"number"` // the same in words
	Word    string    `json:"word"`   // the word that it earns, as the scale names it
	Earns   string    `json:"earns"`  // the same in words
	Holds   bool      `json:"holds"`
	Command string    `json:"command"` // runs what backs it
	At      time.Time `json:"at,omitzero"`
	Machine *Machine  `json:"machine"`
	Runs    []float64 `json:"runs,omitempty"`
	Spread  float64   `json:"spread,omitempty"`
	Noise   float64   `json:"noise,omitempty"`
	Noisy   bool      `json:"noisy,omitempty"` // something else had the cores
	WhyNot  string    `json:"why_not,omitempty"`
}

// ReportClaim is a statement.
type ReportClaim struct {
	ID      string        `json:"claim"`
	Source  string        `json:"source"`
	Says    string        `json:"says"`
	Verdict Verdict       `json:"verdict"`
	Words   string        `json:"words"`
	Truth   string        `json:"truth"`
	Checks  []ReportCheck `json:"checks"`
}

// Report tells the book with what was measured, in a language.
func (b *Book) Report(kept Kept, language string) Report {
	r := Report{Sum: ReportSum{}}
	for _, t := range b.Tables {
		x := ReportTable{ID: t.ID, Title: t.Title.In(language), Source: b.Sources[t.Source].In(language)}
		for _, c := range t.Columns {
			x.Columns = append(x.Columns, c.Title.In(language))
		}
		for _, row := range t.Rows {
			y := ReportRow{ID: row.ID, Title: row.Title.In(language), Shows: row.Shows.In(language), Judgement: row.Judgement}
			at := 0
			for _, c := range row.Cells {
				found, v := b.Cell(row, c, kept)
				r.Sum[v]++
				y.Cells = append(y.Cells, ReportCell{
					Columns: x.Columns[at : at+c.Width()], Says: c.Says.In(language),
					Verdict: v, Words: b.Words[string(v)].In(language), Checks: b.reportChecks(found, language),
				})
				at += c.Width()
			}
			x.Rows = append(x.Rows, y)
		}
		r.Tables = append(r.Tables, x)
	}
	for _, c := range b.Claims {
		found, v := b.Claim(c, kept)
		r.Sum[v]++
		r.Claims = append(r.Claims, ReportClaim{
			ID: c.ID, Source: b.Sources[c.Source].In(language), Says: c.Says.In(language), Verdict: v, Words: b.ClaimVerdict(v, language),
			Truth: b.Truth(c, found, language), Checks: b.reportChecks(found, language),
		})
	}
	return r
}

// ClaimVerdict is a verdict on a claim in words.
func (b *Book) ClaimVerdict(v Verdict, language string) string {
	if t, ok := b.Words["claim."+string(v)]; ok {
		return t.In(language)
	}
	return b.Words[string(v)].In(language)
}

func (b *Book) reportChecks(found []Finding, language string) []ReportCheck {
	out := []ReportCheck{}
	for _, f := range found {
		x := ReportCheck{
			Label: f.Check.Label.In(language), Measure: f.Check.Measure, Number: b.Value(f, language), Word: f.Word, Earns: b.Word(f, language),
			Holds: f.Holds, Noisy: f.Noisy(), Command: f.Check.Run.Command(),
		}
		if f.Known() {
			x.Value = &f.Value
		}
		if m := f.Measured; m != nil {
			x.At, x.Machine, x.Runs, x.Spread, x.Noise, x.WhyNot = m.At, &m.Machine, m.Runs, m.Spread, m.Noise, m.WhyNot
		}
		out = append(out, x)
	}
	return out
}
