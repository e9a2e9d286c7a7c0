package command

// This file holds comparisons in words: tables for a terminal.

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"text/tabwriter"

	"corelanes/engine/compare"
)

func comparisonWords(w io.Writer, c *compare.Comparison) {
	fmt.Fprintf(w, "%s, %d workers, %d cores, median of %d runs\n\n", c.Scenario, c.Workers, runtime.NumCPU(), c.Repeat)
	table(w, c)
	realWords(w, c)
	if !c.SameResult {
		fmt.Fprintln(w, "\nThe runs did not all compute the same result; --json has them.")
	}
	for _, x := range c.Warnings {
		fmt.Fprintln(w, "\nwarning:", x.Words)
	}
}

func rangeWords(w io.Writer, r *compare.Range) {
	for i, p := range r.Points {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s = %s\n", r.Name, p.Value)
		table(w, p.Comparison)
	}
	for _, x := range r.Crossovers {
		fmt.Fprintf(w, "\nBetween %s %s and %s the fastest changes from %s to %s.\n", r.Name, x.From, x.To, x.Was, x.Is)
	}
	for _, x := range r.Printed {
		alike := ""
		if len(x.Fastest) > 1 {
			alike = ", alike"
		}
		fmt.Fprintf(w, "\nThe source text printed as the fastest at %s %s: %s%s.\n", r.Name, x.Value, strings.Join(x.Fastest, " and "), alike)
	}
	for m, f := range r.Serial {
		fmt.Fprintf(w, "\n%s behaves as if %.0f %% of the work were serial (Amdahl's law).\n", m, 100*f)
	}
}

func table(w io.Writer, c *compare.Comparison) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "model\ttime\tspread\tspeed-up\tcores\tmemory\tpredicted\tpublished\tagrees?\t")
	rows := c.Models
	if c.Reference != nil {
		rows = append([]*compare.Entry{c.Reference}, rows...)
	}
	for _, e := range rows {
		if e.Report == nil {
			fmt.Fprintf(t, "%s\t%s\t\t\t\t\t\t\t\t\n", e.Model, e.Status)
			continue
		}
		agrees := ""
		if e.Agrees != nil {
			agrees = "no"
			if *e.Agrees {
				agrees = "yes"
			}
		}
		fmt.Fprintf(t, "%s\t%.3f s\t%.0f %%\t%s\t%.2f\t%s\t%s\t%s\t%s\t\n", e.Model, e.WallS, 100*e.Spread, times(e.Speedup, e.Word),
			e.Report.BusyCores, megabytes(e.RSS), inSeconds(e.Predicted), times(e.Claimed, e.TheirWord), agrees)
	}
	t.Flush()
}

// realWords says what a CPython of this machine takes for the same.
func realWords(w io.Writer, c *compare.Comparison) {
	if c.NoCPython != "" {
		fmt.Fprintln(w, "\nNo CPython beside it:", c.NoCPython)
	}
	if c.CPython == "" {
		return
	}
	fmt.Fprintf(w, "\nCPython %s, cold runs\n", c.CPython)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "model\tits text\tengine\tCPython\tagree?")
	for _, e := range c.Models {
		switch r := e.Real; {
		case r == nil:
			fmt.Fprintf(t, "%s\t–\t%.3f s\t–\tno Python text of it runs by itself\n", e.Model, e.WallS)
		case r.Error != nil:
			fmt.Fprintf(t, "%s\t%s\t%.3f s\t%s\t%s\n", e.Model, r.Inside, e.WallS, r.Status, *r.Error)
		case r.Agrees == nil:
			fmt.Fprintf(t, "%s\t%s\t%.3f s\t%.3f s\t%.2f times the engine's time\n", e.Model, r.Inside, e.WallS, r.WallS, r.Slower)
		default:
			fmt.Fprintf(t, "%s\t%s\t%.3f s\t%.3f s\t%s\n", e.Model, r.Inside, e.WallS, r.WallS, r.Words)
		}
	}
	t.Flush()
}

func programWords(w io.Writer, rows []compare.ProgramRow) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "workers\ttime\tspeed-up\tCPU\tcores\tmemory\t")
	for _, r := range rows {
		if r.Error != nil {
			t.Flush()
			fmt.Fprintf(w, "%d workers: %s\n", r.Workers, *r.Error)
			continue
		}
		fmt.Fprintf(t, "%d\t%.3f s\t%s\t%.3f s\t%.2f\t%s\t\n", r.Workers, r.WallS, times(r.Speedup, ""), r.CPUS, r.BusyCores, megabytes(r.RSS))
	}
	t.Flush()
}

func times(x *float64, word string) string {
	if x == nil {
		return ""
	}
	if word != "" {
		word = " " + word
	}
	return fmt.Sprintf("%.2fx%s", *x, word)
}

func inSeconds(x *float64) string {
	if x == nil {
		return ""
	}
	return fmt.Sprintf("%.3f s", *x)
}

// megabytes is "" for what was not sampled.
func megabytes(b int64) string {
	if b == 0 {
		return ""
	}
	return fmt.Sprintf("%d MB", b>>20)
}
