package command

// This file holds a report in words.

import (
	"fmt"
	"io"
	"runtime"
	"strings"

	"corelanes/engine"
)

func words(w io.Writer, r engine.Report) {
	fmt.Fprintf(w, "%s, %s, %d workers: %.3f s, %.2f of %d cores busy, at most %d executing at once\n",
		r.Scenario, r.Model, r.Workers, r.WallS, r.BusyCores, runtime.NumCPU(), r.MaxParallel)
	if r.Controlled {
		fmt.Fprintln(w, "controlled: one worker went at a time. It shows order, never speed: each step takes a millisecond of a clock of its own")
	}
	if r.Schedule != nil {
		fmt.Fprintf(w, "schedule %s\n", *r.Schedule)
	}
	if r.Race != nil {
		fmt.Fprintf(w, "race    %s\n", r.Race.Words)
	}
	if r.Result != nil {
		fmt.Fprintf(w, "result  %s\n", r.Result)
	}
	if r.Losses != nil {
		lossWords(w, r.Losses)
	}
	if len(r.Runs) > 0 {
		fmt.Fprintf(w, "runs    %s s (median above)\n", strings.Trim(fmt.Sprintf("%.3f", r.Runs), "[]"))
	}
	const most = 24
	for i, l := range r.Lanes {
		if i == most {
			fmt.Fprintf(w, "  … and %d more lanes; --json has them all\n", len(r.Lanes)-most)
			break
		}
		fmt.Fprintf(w, "  %-14s", l.Name)
		for _, st := range []string{"running", "native", "wait_gil", "blocked", "io", "sleep", "ready", "overhead"} {
			if s := l.States[st]; s >= 0.0005 {
				fmt.Fprintf(w, "  %s %.3f s", strings.ReplaceAll(st, "_", " "), s)
			}
		}
		if l.Signal != nil {
			fmt.Fprintf(w, "  killed by signal %d", *l.Signal)
		}
		if l.Exit != nil && *l.Exit != 0 {
			fmt.Fprintf(w, "  exit code %d", *l.Exit)
		}
		fmt.Fprintln(w)
	}
	for _, l := range r.Loops {
		fmt.Fprintf(w, "  event loop      %.1f ms late at most (%.1f ms without the time that it had no core), %.3f ms in the middle\n", l.LagS*1e3, l.OwnLagS*1e3, l.LagMedianS*1e3)
		for _, f := range l.Freezes[:min(len(l.Freezes), 3)] {
			fmt.Fprintf(w, "  held            for %.3f s by %s: %s\n", f.TookS, f.Worker, f.Call)
		}
	}
	for _, p := range r.Primitives {
		fmt.Fprintf(w, "  %-14s  %s: taken %d times, %d after waiting, %.3f s waited", p.Name, p.Kind, p.Acquires, p.Contended, p.WaitS)
		if p.Forced > 0 {
			fmt.Fprintf(w, ", given up on request %d times", p.Forced)
		}
		fmt.Fprintln(w)
	}
	for _, g := range r.Goals {
		met := "not met"
		if g.Met {
			met = "met"
		}
		fmt.Fprintf(w, "goal     %s: %s\n", g.Text, met)
	}
	for _, g := range r.Guards {
		fmt.Fprintf(w, "guard    %s guards %s: held at %d of %d accesses\n", g.Lock, g.Value, g.With, g.Of)
	}
	findings(w, "warning", r.Warnings)
	findings(w, "pattern", r.Patterns)
}

// findings tells what was found, and what helps.
func findings(w io.Writer, what string, found []engine.ReportFinding) {
	for _, f := range found {
		fmt.Fprintf(w, "%s  %.3f to %.3f s: %s\n         cure: %s\n", what, f.FromS, f.ToS, f.Words, f.Cure)
	}
}

// lossWords prints how many runs lost how many updates, as a histogram.
func lossWords(w io.Writer, x *engine.Losses) {
	const widest = 40
	most := x.None
	for _, b := range x.Bins {
		most = max(most, b.Runs)
	}
	row := func(label string, runs int) {
		bar := strings.Repeat("#", (runs*widest+max(most, 1)-1)/max(most, 1))
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("  %17s %5d  %s", label, runs, bar), " "))
	}
	fmt.Fprintf(w, "lost    of %d updates, in %d runs:\n", x.Of, x.Runs)
	row("none", x.None)
	for _, b := range x.Bins {
		label := fmt.Sprint(b.Least)
		if b.Most > b.Least {
			label = fmt.Sprintf("%d to %d", b.Least, b.Most)
		}
		row(label, b.Runs)
	}
}
