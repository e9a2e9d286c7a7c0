// Package command is the command line: the same engine as the window's, with
// text and JSON instead of pictures.
//
// This file holds the table of commands, and what they have in common.
package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"corelanes/app/version"
	"corelanes/engine"
	"corelanes/engine/usage"
)

// Exit statuses.
const (
	ExitDone        = 0
	ExitFailed      = 1
	ExitUsage       = 2
	ExitStuck       = 3   // deadlocked, or hit its deadline
	ExitInterrupted = 130 // by the person
)

// streams are where a command reads and writes.
type streams struct {
	out, err io.Writer
	more     []Target // formats of export beside the engine's own
}

// command is one row of the table.
type command struct {
	name string
	args string // as in the help
	does string
	run  func(s streams, args []string) int
}

func commands() []command {
	return []command{
		{"list", "[--json]", "scenarios and models, and what can run on this machine", list},
		{"run", "SCENARIO --model M [flags]", "run a scenario; see corelanes run --help", run},
		{"compare", "SCENARIO [--models A,B,…] [flags]", "run a scenario under several models and compare; see compare --help", compareCommand},
		{"matrix", "[SCENARIO]... [flags]", "every scenario under each of its models: time, ratio, as the source?; see matrix --help", matrixCommand},
		{"tables", "[--table N] [--row R] [flags]", "the source texts' tables, measured here; see tables --help", tablesCommand},
		{"advise", "FILE.lane | --cpu PERCENT [flags]", "which model suits a job, and why; see advise --help", adviseCommand},
		{"slides", "[CLAIM]... [flags]", "statements of the source texts, tested here; see slides --help", slidesCommand},
		{"agree", "[SCENARIO]... [flags]", "the engine against a real CPython: rates, waits, order, ratios", agreeCommand},
		{"explore", "SCENARIO [--model M] [flags]", "look for a schedule that fails; see explore --help", explore},
		{"info", "FILE.lane [--json]", "what a recording holds", info},
		{"export", "FILE.lane --to FORMAT -o FILE", "write a recording for other programs; see export --help", exportCommand},
		{"import", "FILE -o FILE.lane", "read what another program recorded: Chrome's JSON, Go's traces", importCommand},
		{"lesson", "list | check FILE | record FOLDER", "the lessons; see lesson --help", lessonCommand},
		{"homework", "check FILE | publish FILE | grid FOLDER", "homeworks and a class's answers; see homework --help", homeworkCommand},
		{"version", "", "the version", versionCommand},
	}
}

// Main carries out a command line, without the program's name, and is the
// exit status. More are the formats that need something to draw with, which this
// package does without.
func Main(args []string, more ...Target) int {
	return dispatch(streams{os.Stdout, os.Stderr, more}, args)
}

func dispatch(s streams, args []string) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		help(s.out)
		return ExitDone
	}
	var known []string
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(s, args[1:])
		}
		known = append(known, c.name)
	}
	return wrong(s, usage.Unknown("command", args[0], known))
}

func help(w io.Writer) {
	fmt.Fprintln(w, "corelanes shows concurrency: the same work under threads, processes and an event loop.")
	fmt.Fprintln(w, "Without arguments it opens its window; with FILE.lane alone, to show that recording.")
	fmt.Fprintln(w)
	for _, c := range commands() {
		fmt.Fprintf(w, "  corelanes %-36s %s\n", strings.TrimSpace(c.name+" "+c.args), c.does)
	}
	fmt.Fprintln(w)
	fmt.Fprintln(w, "Exit status: 0 done, 1 the run failed, 2 wrong usage, 3 deadlock or deadline, 130 interrupted.")
}

func versionCommand(s streams, args []string) int {
	if len(args) > 0 {
		return wrong(s, fmt.Errorf("version takes no arguments"))
	}
	number := version.Number
	if c := version.Commit(); c != "" {
		number += " (" + c + ")"
	}
	fmt.Fprintln(s.out, "corelanes", number)
	return ExitDone
}

// wrong reports wrong usage.
func wrong(s streams, err error) int {
	fmt.Fprintln(s.err, "corelanes:", err)
	var u *engine.UsageError
	if errors.As(err, &u) && u.What == "command" {
		fmt.Fprintln(s.err, "corelanes help shows the commands.")
	}
	return ExitUsage
}
