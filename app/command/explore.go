package command

// This file holds the command explore: looking for a schedule that fails.

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"corelanes/engine"
	"corelanes/engine/usage"
)

// exploreReport is what explore prints.
type exploreReport struct {
	Scenario   string            `json:"scenario"`
	Model      string            `json:"model"`
	Workers    int               `json:"workers"`
	Parameters map[string]string `json:"parameters"`
	Seed       *int64            `json:"seed"`
	engine.Exploration
	Replay *string `json:"replay"` // the command that replays the shortest one
	Error  *string `json:"error"`
}

// exploreFlags are the flags of explore, parsed.
type exploreFlags struct {
	plan   engine.Plan
	search engine.Explore
	json   bool
}

func parseExplore(args []string, help io.Writer) (exploreFlags, error) {
	f := exploreFlags{plan: engine.Plan{Set: settings{}}}
	fs := flag.NewFlagSet("explore", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&f.plan.Model, "model", "threads", "the concurrency `model`: one whose runs can be controlled")
	fs.IntVar(&f.plan.Workers, "workers", 2, "how many workers, 1 to 64; few, for the schedules are many")
	fs.IntVar(&f.search.Schedules, "schedules", engine.DefaultSchedules, "run at most so many schedules")
	fs.Func("seed", "draw schedules by lot, from this `SEED` on, instead of trying all", func(text string) error {
		seed, err := strconv.ParseInt(text, 10, 64)
		f.search.Seed = &seed
		return err
	})
	fs.DurationVar(&f.plan.Deadline, "deadline", engine.DefaultDeadline, "end the search after this time")
	fs.Var(settings(f.plan.Set), "set", "a parameter of the scenario, `KEY=VALUE`; size is tiny if not given")
	fs.BoolVar(&f.json, "json", false, "print one JSON object")
	names, err := parseAround(fs, args, help, "corelanes explore SCENARIO [flags]", func(w io.Writer) { fmt.Fprint(w, exploreHelp) })
	if err != nil {
		return f, err
	}
	if len(names) != 1 {
		return f, fmt.Errorf("explore takes one scenario, not %d; corelanes list names them", len(names))
	}
	f.plan.Scenario = names[0]
	if f.plan.Workers == 0 {
		return f, &usage.Error{What: "workers", Got: "0", Legal: fmt.Sprintf("a whole number from 1 to %d", engine.MaxWorkers)}
	}
	if f.search.Schedules == 0 {
		return f, &usage.Error{What: "schedules", Got: "0", Legal: fmt.Sprintf("a whole number from 1 to %d", engine.MaxSchedules)}
	}
	return f, nil
}

const exploreHelp = `
All schedules are tried, depth first; of those that differ only in the order of independent steps, one (sleep sets). A time-out or
sleep that ends ahead of its turn, because the rest of the program is slow, is tried at most twice in a schedule (more often if
that is cheap): otherwise workers that give up and try again in step could do so for ever. If --schedules is not enough for all, the last third of them is drawn by lot.

Exit status: 0 none fails, 3 a deadlock was found, 1 another failure, 2 wrong usage, 130 interrupted.
`

func explore(s streams, args []string) int {
	f, err := parseExplore(args, s.out)
	if errors.Is(err, flag.ErrHelp) {
		return ExitDone
	}
	if err != nil {
		return wrong(s, err)
	}
	interrupt := make(chan os.Signal, 1)
	signal.Notify(interrupt, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupt)
	r, err := engine.StartExplore(f.plan, f.search)
	var misused *engine.UsageError
	switch {
	case errors.As(err, &misused):
		return wrong(s, err)
	case err != nil:
		fmt.Fprintln(s.err, "corelanes:", err)
		return ExitFailed
	}
	interrupted := follow(s, r, 0, 1, interrupt, s.err)
	o := r.Wait()
	report := exploreReport{Scenario: r.Plan.Scenario, Model: r.Plan.Model, Workers: r.Plan.Workers, Parameters: r.Plan.Set, Seed: f.search.Seed}
	if report.Exploration, err = engine.Explored(o); err != nil {
		text := err.Error()
		report.Error = &text
	}
	if x := report.Shortest; x != nil {
		line := replayLine(r.Plan, x.Schedule)
		report.Replay = &line
	}
	if f.json {
		enc := json.NewEncoder(s.out)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		_ = enc.Encode(report) // a closed pipe is the reader's choice
	} else if err == nil {
		exploreWords(s.out, report)
	} else {
		fmt.Fprintln(s.err, "corelanes:", err)
	}
	switch {
	case interrupted:
		return ExitInterrupted
	case o.Status == engine.Deadline:
		return ExitStuck
	case err != nil:
		return ExitFailed
	case report.Deadlocks > 0:
		return ExitStuck
	case report.Failed > 0:
		return ExitFailed
	}
	return ExitDone
}

// replayLine is the command that runs a schedule of a plan.
func replayLine(p engine.Plan, schedule string) string {
	line := fmt.Sprintf("corelanes run %s --model %s --workers %d", p.Scenario, p.Model, p.Workers)
	for _, k := range slices.Sorted(maps.Keys(p.Set)) {
		line += fmt.Sprintf(" --set %s=%s", k, p.Set[k])
	}
	return line + " --schedule " + schedule
}

func exploreWords(w io.Writer, r exploreReport) {
	fmt.Fprintf(w, "%s, %s, %d workers: %d schedules tried in %.2f s, %d more given up as the same in another order\n", r.Scenario, r.Model, r.Workers, r.Tried, r.Seconds, r.Pruned)
	switch {
	case r.Exhausted && r.EarlyTimers == nil:
		fmt.Fprintln(w, "these are all there are")
	case r.Exhausted:
		fmt.Fprintf(w, "these are all in which at most %d time-outs or sleeps end ahead of their turn\n", *r.EarlyTimers)
	case r.Random == r.Tried:
		fmt.Fprintln(w, "they were drawn by lot; there may be others")
	default:
		fmt.Fprintf(w, "there are more: %d of these were drawn by lot (--schedules N tries more)\n", r.Random)
	}
	if r.TooLong > 0 {
		fmt.Fprintf(w, "%d did not end within the points that a search allows\n", r.TooLong)
	}
	if r.Shortest == nil {
		fmt.Fprintf(w, "none fails; different results: %d\n", r.Results)
		return
	}
	var how []string
	for _, k := range []struct {
		n    int
		what string
	}{{r.Deadlocks, "deadlocks"}, {r.LostUpdates, "with lost updates"}, {r.Errors, "with errors"}} {
		if k.n > 0 {
			how = append(how, fmt.Sprintf("%d %s", k.n, k.what))
		}
	}
	fmt.Fprintf(w, "%d fail: %s\n", r.Failed, strings.Join(how, ", "))
	fmt.Fprintf(w, "the shortest: %s after %d points: %s\n", r.Shortest.Kind, r.Shortest.Points, r.Shortest.Words)
	fmt.Fprintf(w, "  %s\n", *r.Replay)
}
