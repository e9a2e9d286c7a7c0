// Command program is what runners and workers are, where they need no network
// and no database: the engine alone, without a C library and without the
// window's toolkit. scripts/lean builds it, and package lean carries it.
package main

import (
	"fmt"
	"os"

	_ "corelanes/engine/entry" // in a child process: does its work and exits
)

func main() {
	fmt.Fprintln(os.Stderr, "this program is a part of Corelanes, which starts it")
	os.Exit(2) // lean.Alone, which this program cannot name: it would carry itself
}
