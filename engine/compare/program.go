package compare

// This file holds the comparison of a command of the user's own that takes a
// number of workers.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"corelanes/engine/usage"
)

// Place is what stands in a command for the number of workers.
const Place = "{workers}"

// Program is a command of the user's own.
type Program struct {
	Command string // as a shell reads it, with Place in it
	Workers []int  // with each of these
	Repeat  int
}

// Checked is the program with its defaults filled in, or the *usage.Error that
// says what is wrong with it.
func (p Program) Checked() (Program, error) {
	if !strings.Contains(p.Command, Place) {
		return p, &usage.Error{What: "command", Got: p.Command, Why: "it has no " + Place + " in it, to be replaced by a number"}
	}
	if p.Repeat == 0 {
		p.Repeat = DefaultRepeat
	}
	if p.Repeat < 1 || p.Repeat > MaxRepeat {
		return p, &usage.Error{What: "repeat", Got: strconv.Itoa(p.Repeat), Legal: fmt.Sprintf("a whole number from 1 to %d", MaxRepeat)}
	}
	if len(p.Workers) == 0 {
		for n := 1; n < runtime.NumCPU(); n *= 2 {
			p.Workers = append(p.Workers, n)
		}
		p.Workers = append(p.Workers, runtime.NumCPU())
	}
	for _, n := range p.Workers {
		if n < 1 || n > 1024 {
			return p, &usage.Error{What: workersName, Got: strconv.Itoa(n), Legal: "a whole number from 1 to 1024"}
		}
	}
	return p, nil
}

// ProgramRow is what was measured with one number of workers: the run with the
// median time.
type ProgramRow struct {
	Workers   int       `json:"workers"`
	WallS     float64   `json:"wall_s"`
	Runs      []float64 `json:"runs"`
	CPUS      float64   `json:"cpu_s"` // user and system time, its children's included
	BusyCores float64   `json:"busy_cores"`
	RSS       int64     `json:"rss_bytes"` // the largest of any one of its processes; 0 not told here
	Speedup   *float64  `json:"speedup"`   // over the first row
	Error     *string   `json:"error"`
}

// CarryProgram runs the command with each number of workers, one after
// another. When ctx ends, the command under way is killed with its children, and
// what was measured is returned with ctx's error.
func CarryProgram(ctx context.Context, p Program, progress func(workers, run int)) ([]ProgramRow, error) {
	rows := []ProgramRow{}
	for _, n := range p.Workers {
		row, err := p.row(ctx, n, progress)
		if err != nil {
			return rows, err
		}
		if len(rows) > 0 && rows[0].WallS > 0 && row.WallS > 0 {
			s := rows[0].WallS / row.WallS
			row.Speedup = &s
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (p Program) row(ctx context.Context, n int, progress func(workers, run int)) (ProgramRow, error) {
	row := ProgramRow{Workers: n, Runs: []float64{}}
	type run struct {
		wall, cpu float64
		rss       int64
	}
	var runs []run
	for i := range p.Repeat {
		if progress != nil {
			progress(n, i+1)
		}
		cmd := shell(ctx, strings.ReplaceAll(p.Command, Place, strconv.Itoa(n)))
		var said bytes.Buffer
		cmd.Stderr = &limited{buf: &said}
		cmd.WaitDelay = time.Second
		begin := time.Now()
		err := cmd.Run()
		wall := time.Since(begin).Seconds()
		if ctx.Err() != nil {
			return row, ctx.Err()
		}
		if err != nil {
			text := explain(err, said.String())
			row.Error = &text
			return row, nil
		}
		st := cmd.ProcessState
		runs = append(runs, run{wall, (st.UserTime() + st.SystemTime()).Seconds(), maxRSS(st)})
		row.Runs = append(row.Runs, wall)
	}
	slices.SortFunc(runs, func(a, b run) int {
		if a.wall < b.wall {
			return -1
		}
		return 1
	})
	m := runs[(len(runs)-1)/2]
	row.WallS, row.CPUS, row.RSS = m.wall, m.cpu, m.rss
	if m.wall > 0 {
		row.BusyCores = m.cpu / m.wall
	}
	return row, nil
}

// explain says how a command failed, with the end of what it printed.
func explain(err error, said string) string {
	var exit *exec.ExitError
	text := err.Error()
	if errors.As(err, &exit) {
		text = "the command ended with " + exit.String()
	}
	if said = strings.TrimSpace(said); said != "" {
		text += "; it printed: " + said
	}
	return text
}

// limited keeps the end of what a command prints.
type limited struct{ buf *bytes.Buffer }

const keptBytes = 2048

// Write keeps the last bytes. It never fails.
func (l *limited) Write(p []byte) (int, error) {
	l.buf.Write(p)
	if extra := l.buf.Len() - keptBytes; extra > 0 {
		l.buf.Next(extra)
	}
	return len(p), nil
}
