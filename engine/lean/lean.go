// Package lean carries the program that runners and workers are: the engine
// without the window's toolkit and without a C library, which starts in half
// the time. It is a part of this program's file, so that there is one file to
// install, and never a worker of another version.
//
// This file holds what is the same for everybody.
package lean

import "errors"

// ErrNone is returned where no such program is carried: it was not built, or is
// not made for this system. This program is its own worker then.
var ErrNone = errors.New("no lean program is carried here")

// Alone is the exit code of the program when it is started by nobody who has
// work for it.
const Alone = 2
