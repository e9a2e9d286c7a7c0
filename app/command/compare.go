package command

// This file holds the command compare.

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"corelanes/engine"
	"corelanes/engine/compare"
	"corelanes/engine/usage"
)

// compareFlags are the flags of compare, parsed.
type compareFlags struct {
	plan    compare.Plan
	vary    *compare.Variation
	program *compare.Program
	below   map[string]float64 // the least speed-up, by model
	json    bool
	csv     bool
	out     string
}

func parseCompare(args []string, help io.Writer) (compareFlags, error) {
	f := compareFlags{plan: compare.Plan{Base: engine.Plan{Set: settings{}}}, below: map[string]float64{}}
	var models, vary, command string
	fs := flag.NewFlagSet("compare", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&models, "models", "", "the `models` to compare, A,B,…; all that can run the scenario if not given")
	fs.IntVar(&f.plan.Base.Workers, "workers", 0, "how many workers, 1 to 64; the scenario's own number if not given")
	fs.StringVar(&f.plan.Base.Start, "start", "", "how processes start: fork, spawn or forkserver")
	fs.DurationVar(&f.plan.Base.SwitchInterval, "switch-interval", engine.DefaultSwitchInterval, "the GIL's switch interval, 1µs to 10s")
	fs.DurationVar(&f.plan.Base.Deadline, "deadline", engine.DefaultDeadline, "end a run after this time")
	fs.StringVar(&f.plan.Base.Python, "python", engine.DefaultPython(), "whose rules the primitives follow: Python `VERSION` "+strings.Join(engine.Pythons(), ", "))
	fs.BoolVar(&f.plan.Base.Pin, "pin", false, "keep each worker on one core, in turn")
	fs.Float64Var(&f.plan.Base.Penalty, "penalty", 0, "model free-threads that many times slower than they are, as a CPython without a GIL is in one thread")
	fs.BoolVar(&f.plan.Base.NoLines, "no-lines", false, "do not record on which line of the text each worker is")
	fs.Var(settings(f.plan.Base.Set), "set", "a parameter of the scenario, `KEY=VALUE`; may be given more than once")
	fs.IntVar(&f.plan.Repeat, "repeat", compare.DefaultRepeat, "measured runs of each model, 1 to 100; the table shows the median")
	fs.BoolVar(&f.plan.Cold, "cold", false, "without a first run of each model that is not measured")
	fs.Uint64Var(&f.plan.Seed, "order", 1, "the `number` from which the random order of the runs is made")
	fs.BoolVar(&f.plan.Real, "cpython", false, "with what a python3 of this machine takes for the same, where there is a Python text")
	fs.StringVar(&f.plan.Interpreter, "interpreter", "", "the python3 of --cpython and of the model cpython, a `PATH`; the one on PATH if not given")
	fs.StringVar(&vary, "vary", "", "compare at each value of a setting, `NAME=V1,V2,…`, such as workers=1..4, a parameter of the scenario, or interpreter=PATH,PATH for the model cpython")
	fs.StringVar(&command, "command", "", "instead of a scenario, a `command` of your own with {workers} in it; --vary workers=… says with how many")
	fs.Func("fail-below", "exit with 1 if a model's speed-up over one worker is smaller, `MODEL=SPEEDUP`; may be given more than once", f.failBelow)
	fs.BoolVar(&f.json, "json", false, "print one JSON object")
	fs.BoolVar(&f.csv, "csv", false, "print a table of comma-separated values")
	fs.StringVar(&f.out, "o", "", "write into `FILE` instead of to standard output; FILE.csv means --csv, FILE.json --json")
	names, err := parseAround(fs, args, help, "corelanes compare SCENARIO [--models A,B,…] [flags]\ncorelanes compare --command 'prog -j {workers}' [flags]", nil)
	if err != nil {
		return f, err
	}
	switch ext := filepath.Ext(f.out); {
	case f.json || f.csv:
	case ext == ".csv":
		f.csv = true
	case ext == ".json":
		f.json = true
	}
	if f.json && f.csv {
		return f, errors.New("--json and --csv: one of them")
	}
	if vary != "" {
		v, err := compare.ParseVariation(vary)
		if err != nil {
			return f, err
		}
		f.vary = &v
	}
	if command != "" {
		return f, f.ownCommand(command, names)
	}
	if len(names) != 1 {
		return f, fmt.Errorf("compare takes one scenario, not %d; corelanes list names them", len(names))
	}
	f.plan.Base.Scenario = names[0]
	if models != "" {
		f.plan.Models = strings.Split(models, ",")
	}
	if f.plan.Interpreter != "" && !f.plan.Real && !slices.Contains(f.plan.Models, engine.CPython) {
		return f, &usage.Error{What: "interpreter", Got: f.plan.Interpreter, Why: "it is for --cpython and the model cpython"}
	}
	for m := range f.below {
		if f.plan.Models != nil && !slices.Contains(f.plan.Models, m) {
			return f, &usage.Error{What: "fail-below", Got: m, Why: "it is not one of the models that are compared"}
		}
	}
	return f, nil
}

// failBelow reads MODEL=SPEEDUP.
func (f *compareFlags) failBelow(s string) error {
	m, least, ok := strings.Cut(s, "=")
	x, err := strconv.ParseFloat(least, 64)
	if !ok || m == "" || err != nil || !(x > 0) {
		return fmt.Errorf("%q is not MODEL=SPEEDUP, such as processes=1.5", s)
	}
	f.below[m] = x
	return nil
}

// ownCommand takes up a command of the user's own.
func (f *compareFlags) ownCommand(command string, names []string) error {
	if len(names) > 0 {
		return fmt.Errorf("--command stands in place of a scenario: leave %q out", names[0])
	}
	if f.csv {
		return errors.New("--csv is for scenarios; --command has --json")
	}
	f.program = &compare.Program{Command: command, Repeat: f.plan.Repeat}
	if f.vary == nil {
		return nil
	}
	if f.vary.Name != "workers" {
		return &usage.Error{What: "vary", Got: f.vary.Name, Why: "of a command only the number of workers is known"}
	}
	for _, v := range f.vary.Values {
		n, err := strconv.Atoi(v)
		if err != nil {
			return &usage.Error{What: "workers", Got: v, Legal: "a whole number"}
		}
		f.program.Workers = append(f.program.Workers, n)
	}
	return nil
}

func compareCommand(s streams, args []string) int {
	f, err := parseCompare(args, s.out)
	if errors.Is(err, flag.ErrHelp) {
		return ExitDone
	}
	if err != nil {
		return wrong(s, err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	switch {
	case f.program != nil:
		return f.compareProgram(ctx, s)
	case slices.Contains(f.plan.Models, engine.CPython):
		askPackages(f.plan.Interpreter)
	}
	if f.vary != nil {
		return f.compareRange(ctx, s)
	}
	plan, err := f.plan.Checked()
	if err != nil {
		return wrong(s, err)
	}
	c, err := compare.Carry(ctx, plan, func(p compare.Progress) { f.progress(s, "", p) })
	f.progressDone(s)
	status := f.print(s, c, c.WriteCSV, func(w io.Writer) { comparisonWords(w, c) })
	return f.status(s, err, status, c)
}

func (f *compareFlags) compareRange(ctx context.Context, s streams) int {
	plans, err := f.vary.Plans(f.plan)
	if err != nil {
		return wrong(s, err)
	}
	r, err := compare.CarryRange(ctx, *f.vary, plans, func(value string, p compare.Progress) { f.progress(s, f.vary.Name+"="+value+"  ", p) })
	f.progressDone(s)
	status := f.print(s, r, r.WriteCSV, func(w io.Writer) { rangeWords(w, r) })
	all := make([]*compare.Comparison, 0, len(r.Points))
	for _, p := range r.Points {
		all = append(all, p.Comparison)
	}
	return f.status(s, err, status, all...)
}

func (f *compareFlags) compareProgram(ctx context.Context, s streams) int {
	p, err := f.program.Checked()
	if err != nil {
		return wrong(s, err)
	}
	rows, err := compare.CarryProgram(ctx, p, func(workers, run int) {
		if isTerminal(s.err) {
			fmt.Fprintf(s.err, "\r\x1b[K%d workers, run %d of %d", workers, run, p.Repeat)
		}
	})
	f.progressDone(s)
	status := f.print(s, map[string]any{"command": p.Command, "rows": rows}, nil, func(w io.Writer) { programWords(w, rows) })
	if errors.Is(err, context.Canceled) {
		return ExitInterrupted
	}
	for _, r := range rows {
		if r.Error != nil {
			status = max(status, ExitFailed)
		}
	}
	return status
}

func (f *compareFlags) progress(s streams, at string, p compare.Progress) {
	if isTerminal(s.err) {
		fmt.Fprintf(s.err, "\r\x1b[K%s%s  run %d of %d", at, p.Model, p.Run, p.Of)
	}
}

func (f *compareFlags) progressDone(s streams) {
	if isTerminal(s.err) {
		fmt.Fprint(s.err, "\r\x1b[K")
	}
}

// print writes what was measured, where and how the flags say; ExitDone or
// ExitFailed.
func (f *compareFlags) print(s streams, all any, asCSV func(io.Writer) error, asWords func(io.Writer)) int {
	var b strings.Builder
	var err error
	switch {
	case f.json:
		enc := json.NewEncoder(&b)
		enc.SetIndent("", "  ")
		err = enc.Encode(all)
	case f.csv:
		err = asCSV(&b)
	default:
		asWords(&b)
	}
	if err == nil && f.out != "" {
		err = engine.WriteWhole(f.out, func(w io.Writer) error {
			_, err := io.WriteString(w, b.String())
			return err
		})
	} else if err == nil {
		fmt.Fprint(s.out, b.String())
	}
	if err != nil {
		fmt.Fprintln(s.err, "corelanes:", err)
		return ExitFailed
	}
	return ExitDone
}

// status is the exit status after a comparison.
func (f *compareFlags) status(s streams, err error, status int, all ...*compare.Comparison) int {
	if errors.Is(err, context.Canceled) {
		return ExitInterrupted
	}
	for _, c := range all {
		for _, e := range c.Models {
			if e.Error != nil {
				fmt.Fprintf(s.err, "corelanes: %s: %s\n", e.Model, *e.Error)
				status = max(status, ExitFailed)
				if e.Status == engine.Deadlocked || e.Status == engine.Deadline {
					status = ExitStuck
				}
			}
			least, asked := f.below[e.Model]
			if asked && (e.Speedup == nil || *e.Speedup < least) {
				got := "not known"
				if e.Speedup != nil {
					got = fmt.Sprintf("%.2f", *e.Speedup)
				}
				fmt.Fprintf(s.err, "corelanes: the speed-up of %s is %s, below %g\n", e.Model, got, least)
				status = max(status, ExitFailed)
			}
		}
	}
	return status
}
