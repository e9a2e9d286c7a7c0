// Corelanes lets people see concurrency happen: the same work under threads,
// processes and an event loop, drawn as it runs on the cores of their machine.
//
// This file is the table of contents. The child processes of a run never get
// to main: package entry takes over while the program initialises.
package main

import (
	"os"

	"corelanes/app"
	"corelanes/app/command"
	"corelanes/app/crash"
	"corelanes/app/picture"
	_ "corelanes/engine/entry" // in a child process: does its work and exits
)

func main() { os.Exit(crash.Guarded(run)) }

// run is a command line with arguments, a window without or with a recording,
// and its exit status.
func run() int {
	switch args := os.Args[1:]; {
	case len(args) == 0:
		return app.Main("")
	case len(args) == 1 && app.IsRecording(args[0]):
		return app.Main(args[0])
	default:
		return command.Main(args, picture.Targets()...)
	}
}
