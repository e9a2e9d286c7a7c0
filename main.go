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
	_ "corelanes/engine/entry" // in a child process: does its work and exits
)

func main() { os.Exit(crash.Guarded(run)) }

// run is a command line with arguments, a window without, and its exit status.
func run() int {
	if len(os.Args) > 1 {
		return command.Main(os.Args[1:])
	}
	return app.Main()
}
