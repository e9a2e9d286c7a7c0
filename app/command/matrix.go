package command

// This file holds the command matrix: every scenario under each of its models.

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"corelanes/engine"
	"corelanes/engine/compare"
	"corelanes/engine/usage"
)

// matrixFlags are the flags of matrix, parsed.
type matrixFlags struct {
	plan   compare.MatrixPlan
	json   bool
	resume bool
	out    []string // files, each in the format that its suffix names
}

// matrixFormats are how a matrix is written, by the file's suffix.
var matrixFormats = map[string]func(*compare.Matrix, io.Writer) error{
	".json": (*compare.Matrix).WriteJSON,
	".csv":  (*compare.Matrix).WriteCSV,
	".md":   (*compare.Matrix).WriteMarkdown,
}

func parseMatrix(args []string, help io.Writer) (matrixFlags, error) {
	f := matrixFlags{}
	var scenarios, models string
	flags := flag.NewFlagSet("matrix", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&scenarios, "scenarios", "", "the `scenarios`, A,B,… by name or number (S18); all if not given")
	flags.StringVar(&models, "models", "", "the `models`, A,B,…; all that can run a scenario if not given")
	flags.StringVar(&f.plan.Size, "size", "class", "the `size` of every scenario: smoke, class or published")
	flags.IntVar(&f.plan.Repeat, "repeat", 1, "measured runs of each, 1 to 100; the median counts")
	flags.BoolVar(&f.plan.WarmUp, "warm-up", false, "with a first run of each that is not measured")
	flags.DurationVar(&f.plan.Deadline, "deadline", engine.DefaultDeadline, "end a run after this time")
	flags.Uint64Var(&f.plan.Seed, "order", 1, "the `number` from which the random order of a row's runs is made")
	flags.BoolVar(&f.json, "json", false, "print one JSON object instead of a table")
	flags.BoolVar(&f.resume, "resume", false, "keep what the FILE.json of -o holds; measure only what is missing or failed")
	flags.Float64Var(&f.plan.Quiet, "quiet", 0, "with --resume, measure again what was measured while something else had the core for more than `PERCENT` of the time; 0: nothing")
	flags.Func("o", "write into `FILE`.json, .csv or .md too, after every scenario; may be given more than once", func(path string) error {
		if matrixFormats[filepath.Ext(path)] == nil {
			return fmt.Errorf("%q is no FILE.json, FILE.csv or FILE.md", path)
		}
		f.out = append(f.out, path)
		return nil
	})
	names, err := parseAround(flags, args, help, "corelanes matrix [SCENARIO]... [flags]", nil)
	if err != nil {
		return f, err
	}
	f.plan.Scenarios = names
	if scenarios != "" {
		f.plan.Scenarios = append(f.plan.Scenarios, strings.Split(scenarios, ",")...)
	}
	if models != "" {
		f.plan.Models = strings.Split(models, ",")
	}
	if f.resume && f.kept() == "" {
		return f, &usage.Error{What: "resume", Got: "nothing", Why: "-o FILE.json says what to take up"}
	}
	if slices.Contains(f.plan.Models, engine.CPython) {
		askPackages("")
	}
	f.plan, err = f.plan.Checked()
	return f, err
}

// kept is the file that a matrix can be taken up from, "" for none.
func (f *matrixFlags) kept() string {
	for _, path := range f.out {
		if filepath.Ext(path) == ".json" {
			return path
		}
	}
	return ""
}

// before is what was measured until now, nil for nothing.
func (f *matrixFlags) before() (*compare.Matrix, error) {
	if !f.resume {
		return nil, nil
	}
	file, err := os.Open(f.kept())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return compare.ReadMatrix(file)
}

func (f *matrixFlags) write(m *compare.Matrix) error {
	for _, path := range f.out {
		write := matrixFormats[filepath.Ext(path)]
		if err := engine.WriteWhole(path, func(w io.Writer) error { return write(m, w) }); err != nil {
			return err
		}
	}
	return nil
}

func matrixCommand(s streams, args []string) int {
	f, err := parseMatrix(args, s.out)
	if errors.Is(err, flag.ErrHelp) {
		return ExitDone
	}
	if err != nil {
		return wrong(s, err)
	}
	before, err := f.before()
	if err != nil {
		return failed(s, err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	begun := time.Now()
	m, err := compare.CarryMatrix(ctx, f.plan, before, func(p compare.MatrixProgress) {
		if isTerminal(s.err) {
			fmt.Fprintf(s.err, "\r\x1b[Kscenario %d of %d: %s  %s  run %d of %d  %s", p.Row, p.Of, p.Scenario, p.Model, p.Run, p.Progress.Of, time.Since(begun).Round(time.Second))
		} else if p.Run == 1 {
			fmt.Fprintf(s.err, "scenario %d of %d: %s\n", p.Row, p.Of, p.Scenario)
		}
	}, f.write)
	if isTerminal(s.err) {
		fmt.Fprint(s.err, "\r\x1b[K")
	}
	if len(m.Rows) > 0 {
		err = errors.Join(err, f.write(m), f.print(s, m))
	}
	switch {
	case errors.Is(err, context.Canceled):
		return ExitInterrupted
	case err != nil:
		return failed(s, err)
	}
	if len(m.Failures()) > 0 {
		return ExitFailed
	}
	return ExitDone
}

func (f *matrixFlags) print(s streams, m *compare.Matrix) error {
	if f.json {
		return m.WriteJSON(s.out)
	}
	return m.WriteWords(s.out)
}
