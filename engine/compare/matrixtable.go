package compare

// This file holds the matrix for people and for other programs: as a table in a
// terminal and in Markdown, and as comma-separated values.

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"corelanes/engine"
)

// Models are the columns of the matrix: every model of its rows, in the order of
// the picker.
func (m *Matrix) Models() []string {
	var out []string
	for _, info := range engine.Models() {
		if slices.ContainsFunc(m.Rows, func(r *MatrixRow) bool { return r.cell(info.ID) != nil }) {
			out = append(out, info.ID)
		}
	}
	return out
}

func (r *MatrixRow) cell(model string) *MatrixCell {
	for i := range r.Cells {
		if r.Cells[i].Model == model {
			return &r.Cells[i]
		}
	}
	return nil
}

// title is the scenario, marked when the machine was too busy to measure it well.
func (r *MatrixRow) title() string {
	if r.Noise >= noisyAt {
		return r.Scenario + " " + markNoisy
	}
	return r.Scenario
}

// Marks behind a cell's ratio.
const (
	markAgrees    = "="
	markDisagrees = "≠"
	markNoisy     = "~" // behind a scenario
)

// words are a cell in a table: its time, its ratio, and whether the source
// agrees. It is nil when the model cannot run the scenario.
func (c *MatrixCell) words() string {
	switch {
	case c == nil:
		return "·"
	case c.Error != nil, c.WallS <= 0:
		return string(c.Status)
	}
	s := short(c.WallS)
	if c.Ratio != nil {
		s += " " + ratio(*c.Ratio)
	}
	if c.Agrees != nil && *c.Agrees {
		s += markAgrees
	} else if c.Agrees != nil {
		s += markDisagrees
	}
	return s
}

func short(seconds float64) string {
	switch {
	case seconds < 0.001:
		return fmt.Sprintf("%.0fµs", 1e6*seconds)
	case seconds < 1:
		return fmt.Sprintf("%.3gms", 1e3*seconds)
	}
	return fmt.Sprintf("%.2fs", seconds)
}

func ratio(x float64) string {
	if x >= 9.95 {
		return fmt.Sprintf("%.0fx", x)
	}
	return fmt.Sprintf("%.2gx", x)
}

// WriteWords writes the matrix as a table for a terminal, and under it every
// failure and every disagreement in words.
func (m *Matrix) WriteWords(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	models := m.Models()
	fmt.Fprintf(t, "\tscenario\tworkers\t%s\n", strings.Join(models, "\t"))
	for _, r := range m.Rows {
		fmt.Fprintf(t, "%s\t%s\t%d", r.Number, r.title(), r.Workers)
		for _, id := range models {
			fmt.Fprint(t, "\t", r.cell(id).words())
		}
		fmt.Fprintln(t)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(w, "\n%s", m.legend())
	notes := m.Notes()
	if len(notes) > 0 {
		fmt.Fprintln(w)
	}
	for _, n := range notes {
		fmt.Fprintln(w, n)
	}
	return nil
}

// legend says what stands in a cell, and on what it was measured.
func (m *Matrix) legend() string {
	times := "one run of each"
	if m.Repeat > 1 {
		times = fmt.Sprintf("the median of %d runs of each", m.Repeat)
	}
	if m.WarmUp {
		times += " after one that is not counted"
	}
	return fmt.Sprintf("Size %s, %d cores, %s: time, and how many times as fast as sequential (or the row's first model).\n"+
		"%s the source text's speed-up earns the same word, %s another one; · the model cannot run the scenario; "+
		"%s something else had the core for %.0f %% of the time or more: measure it again.\n",
		m.Size, m.Machine.Cores, times, markAgrees, markDisagrees, markNoisy, noisyAt)
}

// Notes are the failures and the disagreements, a sentence each.
func (m *Matrix) Notes() (out []string) {
	for _, r := range m.Rows {
		name := r.Number + " " + r.Scenario
		var stuck []string
		for i := range r.Cells {
			c := &r.Cells[i]
			if r.asMeant(c) {
				stuck = append(stuck, c.Model)
			} else if c.Error != nil {
				out = append(out, fmt.Sprintf("%s under %s: %s: %s", name, c.Model, c.Status, *c.Error))
			}
			if c.Agrees != nil && !*c.Agrees {
				out = append(out, fmt.Sprintf("%s under %s: the source has %s the speed of %s (%s), here it is %s (%s)",
					name, c.Model, ratio(*c.Claimed), c.Beside, c.TheirWord, ratio(*c.Own), c.OwnWord))
			}
		}
		if len(stuck) > 0 {
			out = append(out, fmt.Sprintf("%s: deadlocked, which is what it shows, under %s", name, strings.Join(stuck, ", ")))
		}
		switch {
		case r.Lost > 0:
			out = append(out, fmt.Sprintf("%s: %d updates were lost, which is what it shows", name, r.Lost))
		case !r.SameResult && !r.Differs && len(stuck) == 0:
			out = append(out, name+": the models did not all compute the same result")
		}
	}
	return out
}

// WriteMarkdown writes the matrix as a table of Markdown with its notes.
func (m *Matrix) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	models := m.Models()
	fmt.Fprintf(&b, "| | scenario | workers | %s |\n|---|---|--:|%s\n", strings.Join(models, " | "), strings.Repeat("---|", len(models)))
	for _, r := range m.Rows {
		fmt.Fprintf(&b, "| %s | %s | %d |", r.Number, r.title(), r.Workers)
		for _, id := range models {
			fmt.Fprintf(&b, " %s |", r.cell(id).words())
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "\n%s\n", m.legend())
	for _, n := range m.Notes() {
		fmt.Fprintf(&b, "* %s\n", strings.ReplaceAll(n, "\n", " "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// matrixColumns of the comma-separated values. A figure that is not known is
// empty.
var matrixColumns = []string{
	"number", "scenario", "workers", "model", "status", "wall_s", "over", "ratio", "word", "as_predicted",
	"published_s", "published_over", "published_speedup", "own_speedup", "published_word", "own_word", "agrees", "same_result", "error",
}

// WriteCSV writes a line for each cell, with a header.
func (m *Matrix) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(matrixColumns); err != nil {
		return err
	}
	for _, r := range m.Rows {
		for _, c := range r.Cells {
			wall, text := "", ""
			if c.WallS > 0 {
				wall = num(c.WallS)
			}
			if c.Error != nil {
				text = *c.Error
			}
			if err := out.Write([]string{
				r.Number, r.Scenario, strconv.Itoa(r.Workers), c.Model, string(c.Status), wall, r.Over, opt(c.Ratio), c.Word, truth(c.AsTheory),
				opt(c.Published), c.Beside, opt(c.Claimed), opt(c.Own), c.TheirWord, c.OwnWord, truth(c.Agrees), strconv.FormatBool(r.SameResult), text,
			}); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}
