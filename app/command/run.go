package command

// This file holds the command run.

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"corelanes/app/version"
	"corelanes/engine"
	"corelanes/engine/usage"
)

// settings collects --set KEY=VALUE.
type settings map[string]string

// String is for package flag.
func (s settings) String() string { return "" }

// Set is for package flag.
func (s settings) Set(kv string) error {
	k, v, ok := strings.Cut(kv, "=")
	if !ok || k == "" {
		return fmt.Errorf("%q is not KEY=VALUE", kv)
	}
	s[k] = v
	return nil
}

// maxRepeat is the largest --repeat.
const maxRepeat = 1000

// runFlags are the flags of run, parsed.
type runFlags struct {
	plan   engine.Plan
	repeat int
	json   bool
	out    string // the file to keep the recording in; "" for none
}

// parseRun parses the arguments of run. Flags may stand before and after the
// scenario.
func parseRun(args []string, help io.Writer) (runFlags, error) {
	f := runFlags{plan: engine.Plan{Set: settings{}}}
	fs := flag.NewFlagSet("run", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&f.plan.Model, "model", "", "the concurrency `model`; corelanes list names them (default sequential, or processes with --start)")
	fs.IntVar(&f.plan.Workers, "workers", 0, "how many workers, 1 to 64; the scenario's own number if not given")
	fs.StringVar(&f.plan.Start, "start", "", "how processes start: fork, spawn or forkserver")
	fs.DurationVar(&f.plan.SwitchInterval, "switch-interval", engine.DefaultSwitchInterval, "the GIL's switch interval, 1µs to 10s")
	fs.DurationVar(&f.plan.Deadline, "deadline", engine.DefaultDeadline, "end the run after this time")
	python := engine.DefaultPython()
	fs.StringVar(&python, "python", python, "a script to run under a real CPython and to record, `FILE.py`; what stands behind -- are its arguments. Or whose rules the primitives follow: "+strings.Join(engine.Pythons(), ", "))
	fs.StringVar(&f.plan.Inside, "inside", "", "the `MODEL` whose Python text the model cpython runs: threads, processes or asyncio")
	fs.StringVar(&f.plan.Interpreter, "interpreter", "", "the python3 that the model cpython and --python FILE.py take, a `PATH`; the one on PATH if not given")
	fs.BoolVar(&f.plan.Pin, "pin", false, "keep each worker on one core, in turn")
	fs.Float64Var(&f.plan.Penalty, "penalty", 0, "model free-threads that many times slower than they are, as a CPython without a GIL is in one thread")
	fs.BoolVar(&f.plan.NoLines, "no-lines", false, "do not record on which line of the text each worker is")
	fs.Var(settings(f.plan.Set), "set", "a parameter of the scenario, `KEY=VALUE`; may be given more than once")
	fs.IntVar(&f.repeat, "repeat", 1, "run it this often; the report is of the run with the median time")
	fs.BoolVar(&f.json, "json", false, "print one JSON object")
	fs.StringVar(&f.out, "o", "", "keep the recording in `FILE.lane`; with --repeat, the last run's")
	fs.Func("seed", "a controlled run: one worker goes at a time, who is next is drawn by lot, always alike for the same `SEED`", func(text string) error {
		seed, err := strconv.ParseInt(text, 10, 64)
		f.plan.Seed = &seed
		return err
	})
	fs.Func("schedule", "a controlled run in the order `LIST`, like 0,0,1,0: at each choice the number of the worker that goes, 0 the main one, the others as they were created", func(text string) error {
		f.plan.Schedule = &text
		return nil
	})
	fs.BoolVar(&f.plan.Split, "split", false, "in a controlled run, have threads stand also between load, compute and store")
	args, behind, dashes := cutDashes(args)
	names, err := parseAround(fs, args, help, "corelanes run SCENARIO --model M [flags]\ncorelanes run --python FILE.py [flags] [-- ARGS]", nil)
	if err != nil {
		return f, err
	}
	given := map[string]bool{}
	fs.Visit(func(x *flag.Flag) { given[x.Name] = true })
	if pythonVersion.MatchString(python) {
		f.plan.Python = python
	} else {
		f.plan.Script = &engine.Script{File: python, Args: behind}
	}
	switch {
	case f.plan.Script == nil && dashes:
		return f, errors.New("only a script has arguments: corelanes run --python FILE.py -- ARGS")
	case f.plan.Script != nil && given["model"] && f.plan.Model != engine.CPython:
		return f, &usage.Error{What: "model", Got: f.plan.Model, Why: "a script is run by a real CPython"}
	case f.plan.Script != nil && len(names) > 0:
		return f, fmt.Errorf("run takes a script or a scenario, not both: %s is one too many; a script's arguments stand behind --", names[0])
	case f.plan.Script != nil:
		f.plan.Model = engine.CPython
	case len(names) != 1:
		return f, fmt.Errorf("run takes one scenario, not %d; corelanes list names them", len(names))
	}
	if f.plan.Script == nil {
		f.plan.Scenario = names[0]
	}
	if f.plan.Seed != nil && f.plan.Schedule != nil {
		return f, errors.New("a run is controlled by --seed or by --schedule, not by both")
	}
	if f.repeat < 1 || f.repeat > maxRepeat {
		return f, &usage.Error{What: "repeat", Got: fmt.Sprint(f.repeat), Legal: fmt.Sprintf("a whole number from 1 to %d", maxRepeat)}
	}
	// A zero given on purpose is out of range, not a default.
	for _, x := range []struct {
		name  string
		zero  bool
		legal string
	}{
		{"workers", f.plan.Workers == 0, fmt.Sprintf("a whole number from 1 to %d", engine.MaxWorkers)},
		{"switch-interval", f.plan.SwitchInterval == 0, fmt.Sprintf("a duration from %s to %s", engine.MinSwitchInterval, engine.MaxSwitchInterval)},
		{"deadline", f.plan.Deadline == 0, fmt.Sprintf("a duration from %s to %s", time.Millisecond, engine.MaxDeadline)},
	} {
		if given[x.name] && x.zero {
			return f, &usage.Error{What: x.name, Got: "0", Legal: x.legal}
		}
	}
	return f, nil
}

// pythonVersion is how a version of Python is written; anything else is a file.
var pythonVersion = regexp.MustCompile(`^\d+(\.\d+)*$`)

// askPackages asks an interpreter for the packages that texts need. One that does
// not answer says why when it is run.
func askPackages(interpreter string) {
	_ = engine.AskPackages(context.Background(), interpreter)
}

// cutDashes takes off what stands behind --.
func cutDashes(args []string) (before, behind []string, found bool) {
	if i := slices.Index(args, "--"); i >= 0 {
		return args[:i], args[i+1:], true
	}
	return args, nil, false
}

func run(s streams, args []string) int {
	f, err := parseRun(args, s.out)
	if errors.Is(err, flag.ErrHelp) {
		return ExitDone
	}
	if err != nil {
		return wrong(s, err)
	}
	asked := f.plan.Workers
	if f.plan.Model == engine.CPython {
		askPackages(f.plan.Interpreter)
	}
	plan, err := f.plan.Checked()
	if err != nil {
		return wrong(s, err)
	}
	if asked > 0 && plan.Model == "sequential" {
		fmt.Fprintln(s.err, "corelanes: note: sequential has one worker; --workers sets only how many pieces a scenario starts one after another")
	}
	interrupt := make(chan os.Signal, 1)
	signal.Notify(interrupt, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupt)
	var reports []engine.Report
	var last engine.Outcome
	var saved error
	for i := range f.repeat {
		r, err := engine.Start(plan)
		if err != nil {
			fmt.Fprintln(s.err, "corelanes:", err)
			return ExitFailed
		}
		prints := s.out
		if f.json {
			prints = s.err // standard output is the report's
		}
		interrupted := follow(s, r, i, f.repeat, interrupt, prints)
		last = r.Wait()
		reports = append(reports, engine.NewReport(plan, r.Recording().Cut(), last))
		if interrupted {
			show(s, f.json, reports)
			return ExitInterrupted
		}
		if last.Err != nil || i == f.repeat-1 {
			if f.out != "" {
				saved = r.Save(f.out, version.Number)
			}
			break
		}
	}
	show(s, f.json, reports)
	if saved != nil {
		fmt.Fprintln(s.err, "corelanes:", saved)
		return ExitFailed
	}
	if last.Err != nil && !f.json {
		fmt.Fprintln(s.err, "corelanes:", last.Err)
	}
	var misused *engine.UsageError
	if errors.As(last.Err, &misused) { // a schedule that does not fit the run
		return ExitUsage
	}
	switch last.Status {
	case engine.Done:
		return ExitDone
	case engine.Deadline, engine.Deadlocked:
		return ExitStuck
	}
	return ExitFailed
}

// follow shows the run's progress on a terminal, or what its script prints,
// until it has ended; true when the person interrupted it.
func follow(s streams, r *engine.Run, i, of int, interrupt <-chan os.Signal, prints io.Writer) bool {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	shown, interrupted := false, false
	for {
		select {
		case <-r.Done():
			if shown {
				fmt.Fprint(s.err, "\r\x1b[K")
			}
			r.Printed(prints, s.err)
			return interrupted
		case <-interrupt:
			interrupted = true
			r.Stop()
		case <-tick.C:
			r.Printed(prints, s.err)
			if r.Plan.Model == engine.CPython {
				continue // what it prints is its progress
			}
			if isTerminal(s.err) {
				shown = true
				done, total := r.Steps()
				fmt.Fprintf(s.err, "\r\x1b[K%s %s  run %d of %d  %.1f s  %d/%d", r.Plan.Scenario, r.Plan.Model, i+1, of, float64(r.Now())/1e9, done, total)
			}
		}
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// show prints the report of the runs: of the one with the median time, or of
// the last when it failed.
func show(s streams, asJSON bool, reports []engine.Report) {
	r := reports[len(reports)-1]
	if r.Error == nil && len(reports) > 1 {
		walls := make([]float64, len(reports))
		for i, x := range reports {
			walls[i] = x.WallS
		}
		sorted := slices.Sorted(slices.Values(walls))
		median := sorted[(len(sorted)-1)/2]
		r = reports[slices.Index(walls, median)]
		r.Runs = walls
	}
	if len(reports) > 1 {
		var results []json.RawMessage
		for _, x := range reports {
			results = append(results, x.Result)
		}
		r.Losses = engine.CountLosses(results)
	}
	if asJSON {
		enc := json.NewEncoder(s.out)
		enc.SetIndent("", "  ")
		_ = enc.Encode(r) // a closed pipe is the reader's choice
		return
	}
	words(s.out, r)
}
