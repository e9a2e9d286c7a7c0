package compare

// This file holds the table as comma-separated values.

import (
	"encoding/csv"
	"io"
	"strconv"
)

// columns of the table, in order. A figure that is not known is empty.
var columns = []string{
	"scenario", "vary", "model", "workers", "wall_s", "min_s", "max_s", "spread", "speedup", "efficiency", "busy_cores", "max_parallel", "rss_bytes",
	"published_s", "published_over", "published_speedup", "own_speedup", "made_s", "predicted_s", "ratio", "word", "published_word", "agrees",
	"startup_s", "serialise_s", "switch_s", "wait_s", "work_s", "shutdown_s",
	"cpython_s", "cpython_speedup", "engine_speedup", "cpython_over", "cpython_agrees", "error",
}

// WriteCSV writes the comparison as a table with a header.
func (c *Comparison) WriteCSV(w io.Writer) error { return writeCSV(w, []Point{{"", c}}) }

// WriteCSV writes all comparisons of the range as one table; the column vary
// holds the value.
func (r *Range) WriteCSV(w io.Writer) error { return writeCSV(w, r.Points) }

func writeCSV(w io.Writer, points []Point) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	for _, p := range points {
		for _, e := range p.all() {
			if err := out.Write(p.row(p.Value, e)); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func num(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

// opt is a figure that may not be known.
func opt(x *float64) string {
	if x == nil {
		return ""
	}
	return num(*x)
}

func truth(x *bool) string {
	if x == nil {
		return ""
	}
	return strconv.FormatBool(*x)
}

// cells are CPython's columns, empty for nil.
func (r *Real) cells() []string {
	if r == nil || r.WallS <= 0 {
		return []string{"", "", "", "", ""}
	}
	return []string{num(r.WallS), opt(r.There), opt(r.Here), r.Over, truth(r.Agrees)}
}

func (c *Comparison) row(value string, e *Entry) []string {
	row := []string{c.Scenario, value, e.Model, strconv.Itoa(e.plan.Workers)}
	if e.Report == nil {
		row = append(row, "", "", "", "", "", "", "", "", "")
	} else {
		row = append(row, num(e.WallS), num(e.MinS), num(e.MaxS), num(e.Spread), opt(e.Speedup), opt(e.Efficiency),
			num(e.Report.BusyCores), strconv.Itoa(e.Report.MaxParallel), strconv.FormatInt(e.RSS, 10))
	}
	row = append(row, opt(e.Published), e.Beside, opt(e.Claimed), opt(e.Own), opt(e.MadeS), opt(e.Predicted), opt(e.Ratio), e.Word, e.TheirWord, truth(e.Agrees))
	if e.Report == nil {
		row = append(row, "", "", "", "", "", "")
	} else {
		l := e.Report.Ledger
		row = append(row, num(l.StartupS), num(l.SerialiseS), num(l.SwitchS), num(l.WaitS), num(l.WorkS), num(l.ShutdownS))
	}
	row = append(row, e.Real.cells()...)
	if e.Error != nil {
		return append(row, *e.Error)
	}
	return append(row, "")
}
