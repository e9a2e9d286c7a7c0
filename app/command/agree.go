package command

// This file holds the command agree: the engine against a real CPython.

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"

	"corelanes/engine"
	"corelanes/engine/agree"
	"corelanes/engine/usage"
)

// maxAgreeRepeat is the largest --repeat of agree.
const maxAgreeRepeat = 50

func agreeCommand(s streams, args []string) int {
	fs := flag.NewFlagSet("agree", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	asJSON := fs.Bool("json", false, "print one JSON object")
	repeat := fs.Int("repeat", 3, "measure this often; the median counts")
	interpreter := fs.String("interpreter", "", "the python3 to compare with, a `PATH`; the one on PATH if not given")
	only, err := parseAround(fs, args, s.out, "corelanes agree [SCENARIO]... [flags]", nil)
	if errors.Is(err, flag.ErrHelp) {
		return ExitDone
	}
	if err == nil && (*repeat < 1 || *repeat > maxAgreeRepeat) {
		err = &usage.Error{What: "repeat", Got: strconv.Itoa(*repeat), Legal: fmt.Sprintf("a whole number from 1 to %d", maxAgreeRepeat)}
	}
	claims, wrongName := claimsOf(only)
	if err = errors.Join(err, wrongName); err != nil {
		return wrong(s, err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	path := *interpreter
	if path == "" {
		found := engine.Interpreters(ctx)
		if len(found) == 0 {
			return failed(s, engine.ErrNoPython)
		}
		path = found[0].Path
		fmt.Fprintf(s.err, "CPython %s\n", found[0])
	}
	var rows []agree.Row
	if !*asJSON {
		fmt.Fprintf(s.out, "%-22s %-74s %10s %10s  %s\n", "scenario", "what", "engine", "CPython", "agree?")
	}
	for _, c := range claims {
		r := c.Judge(ctx, path, *repeat)
		if ctx.Err() != nil {
			return ExitInterrupted
		}
		rows = append(rows, r)
		if !*asJSON {
			agreeRow(s.out, r)
		}
	}
	if *asJSON {
		enc := json.NewEncoder(s.out)
		enc.SetIndent("", "  ")
		_ = enc.Encode(map[string]any{"interpreter": path, "repeat": *repeat, "rows": rows}) // a closed pipe is the reader's choice
	}
	for _, r := range rows {
		if !r.Agree {
			return ExitFailed
		}
	}
	return ExitDone
}

// claimsOf are the claims about the scenarios named, by number or ID; all for
// none.
func claimsOf(only []string) ([]agree.Claim, error) {
	all := agree.Claims()
	if len(only) == 0 {
		return all, nil
	}
	var out []agree.Claim
	var known []string
	for _, c := range all {
		for _, name := range only {
			if strings.Contains(" "+c.Scenario+" ", " "+name+" ") {
				out = append(out, c)
			}
		}
		_, id, _ := strings.Cut(c.Scenario, " ")
		known = append(known, id)
	}
	if len(out) == 0 {
		return nil, usage.Unknown("scenario", only[0], known)
	}
	return out, nil
}

func agreeRow(w io.Writer, r agree.Row) {
	if r.Missing {
		fmt.Fprintf(w, "%-22s %-74s %10s %10s  no figure: %s\n", r.Scenario, r.What, "–", "–", r.Words)
		return
	}
	figure := func(x float64) string {
		digits := 2
		if x >= 100 {
			digits = 0
		}
		return strconv.FormatFloat(x, 'f', digits, 64) + " " + r.Unit
	}
	fmt.Fprintf(w, "%-22s %-74s %10s %10s  %s\n", r.Scenario, r.What, figure(r.Engine), figure(r.CPython), r.Words)
}
