// Package insight holds facts derived from a recording: pure functions from a
// view to numbers, which know nothing of the engine at work.
//
// This file holds the summary of a run: time by state, cores used, and what
// its objects were used for.
package insight

import "corelanes/engine/trace"

// Summary is what a run comes to.
type Summary struct {
	From, To    trace.Time // the first worker's start and the last one's end
	Wall        trace.Time // To - From
	Gaps        trace.Time // of that, in which the run was stopped or nobody saw it: no wait of anybody
	CPU         trace.Time // processor time of the workers, from the operating system
	Busy        float64    // CPU / Wall: cores' worth of work at a time
	MaxParallel int        // the largest number of cores on which lanes executed at one instant
	Lanes       []LaneSummary
	Objects     []ObjSummary // without counters
	Ledger      Ledger
}

// LaneSummary is what one lane spent its time on.
type LaneSummary struct {
	Info   trace.LaneInfo
	From   trace.Time // its first span
	To     trace.Time // its end
	States [trace.NumStates]trace.Time
	Spent  [trace.NumOverheads]trace.Time // of StateOverhead, what on
	Before [trace.NumOverheads]trace.Time // of that, before the lane's first instruction
	Cores  []trace.Core                   // on which it was seen executing, lowest first
	Worker bool                           // it runs a scenario's body that was started, or is the only lane
	Died   bool
}

// ObjSummary is what one object was used for.
type ObjSummary struct {
	Info      trace.ObjInfo
	Acquires  int        // how often it was taken
	Contended int        // how often somebody had to wait first
	Wait      trace.Time // summed over all who waited
	Hold      trace.Time // summed over all who held it
	Longest   trace.Time // the longest hold
	Forced    int        // releases on request (a GIL's)
}

// Ledger is where the workers' time went, summed over the workers; each moment of
// theirs is in one of its entries.
type Ledger struct {
	Startup   trace.Time // from asking for a worker to its first instruction; a pool's initializer
	Serialise trace.Time // encoding and decoding what travels after that
	Switch    trace.Time // waiting for the GIL, for a core, for the loop
	Wait      trace.Time // for network, timers and primitives
	Work      trace.Time // executing
	Shutdown  trace.Time
}
