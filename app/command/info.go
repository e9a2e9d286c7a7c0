package command

// This file holds the command info: what a recording holds.

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"corelanes/engine"
)

// infoReport is what info prints of a file: the run's report, and the file's
// own state.
type infoReport struct {
	engine.Report
	Complete bool         `json:"complete"`
	Damage   string       `json:"damage"`
	Started  time.Time    `json:"started"`
	Machine  *engine.Host `json:"machine"`    // null if it is not known
	Recorded float64      `json:"recorded_s"` // how far it reaches from its start on
	Program  string       `json:"program"`
}

func info(s streams, args []string) int {
	path, asJSON := "", false
	for _, a := range args {
		switch {
		case a == "--json" || a == "-json":
			asJSON = true
		case path == "":
			path = a
		default:
			return wrong(s, errors.New("info takes one file"))
		}
	}
	if path == "" {
		return wrong(s, errors.New("info takes the name of a recording, FILE.lane"))
	}
	o, err := engine.Open(path)
	if err != nil {
		fmt.Fprintln(s.err, "corelanes:", err)
		return ExitFailed
	}
	r := infoReport{Report: engine.NewReport(o.Plan, o.Recording.Cut(), o.Outcome), Complete: o.Damage == "", Damage: o.Damage, Started: o.Started, Machine: o.Machine, Recorded: float64(o.Recording.Cut().End()) / 1e9, Program: o.Program}
	if asJSON {
		enc := json.NewEncoder(s.out)
		enc.SetIndent("", "  ")
		_ = enc.Encode(r) // a closed pipe is the reader's choice
		return ExitDone
	}
	fmt.Fprintf(s.out, "recorded %s by corelanes %s, %d events\n", o.Started.Format(time.DateTime), o.Program, o.Events)
	if o.Damage != "" {
		fmt.Fprintf(s.out, "not complete: %s\n", o.Damage)
	}
	words(s.out, r.Report)
	return ExitDone
}
