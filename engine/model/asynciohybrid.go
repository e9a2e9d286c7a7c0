package model

// This file holds the hybrids: an event loop that hands to others what would
// hold it.

import (
	"corelanes/engine/loop"
	"corelanes/engine/osys"
)

func asyncioThreads() Info {
	return onLoop("asyncio+threads", honest("real: an event loop, and a pool of OS threads for whatever would hold it: blocking calls and computing (to_thread, run_in_executor)", "they share one GIL"),
		loop.Options{Computing: loop.InThreads, Blocking: loop.InThreads})
}

func asyncioProcesses() Info {
	i := onLoop("asyncio+processes", "real: an event loop, a pool of OS processes for computing (run_in_executor with a ProcessPoolExecutor), and threads for blocking calls",
		loop.Options{Computing: loop.InProcesses, Blocking: loop.InThreads})
	i.Starts, i.Parallel = processes().Starts, true
	if i.Possible && !osys.PacketSockets() {
		i.Possible, i.WhyNot = false, processPool().WhyNot
	}
	return i
}
