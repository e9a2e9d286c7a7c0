package model

// This file holds the model green: green threads as gevent has them. The code is
// written as if it blocked; what waits (sleep, sockets, locks) is patched and
// switches. A call into foreign code cannot be patched, and holds up everything.

import "corelanes/engine/loop"

func green() Info {
	info := onLoop("green", "real: green threads of the engine's own on one thread, in the style of gevent; patched calls switch, foreign code does not", loop.Options{Patched: true})
	info.Reads = "threads" // the code is theirs, gevent patches it
	return info
}
