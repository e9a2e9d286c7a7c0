package compare

// This file holds theory: what a model should take, told from how the one
// worker of the reference spent its time.
//
// The reference's time has three parts: executing Python text, executing native
// code that has released the GIL, and waiting. Shared among workers, the parts
// shrink differently. Waiting overlaps with anything, limited only by how many
// pieces are in flight. Text runs on one core at a time where there is one GIL,
// on as many as there are where there are several or none. Native code needs
// cores, but no GIL; in a task, it keeps the loop. So
//
//	time = max(text / cores for text + native / cores for native, everything / pieces in flight)
//
// which leaves out what starting, switching and sending cost: what is measured
// above it is that cost (or a busy machine), and the ledger says which.

import (
	"runtime"

	"corelanes/engine"
)

// asPredicted is by which factor a measured time may differ from the predicted
// one and still agree: the machines these runs are made on differ by a quarter
// from one moment to the next.
const asPredicted = 1.25

// parts is how the reference spent its time, seconds.
type parts struct {
	text, native, wait float64
	pieces             int // of equal work, at least 1
	cores              int
}

// partsOf tells them from the median run of the reference.
func partsOf(e *Entry) parts {
	p := parts{pieces: e.runs[0].pieces, cores: runtime.NumCPU()}
	ready := 0.0
	for _, l := range e.Report.Lanes {
		if l.Kind == "server" || l.Kind == "manager" {
			continue
		}
		p.text += l.States["running"]
		p.native += l.States["native"]
		ready += l.States["ready"]
	}
	p.delayed(ready)
	p.text, p.native = min(p.text, e.WallS), min(p.native, e.WallS)
	p.wait = max(0, e.WallS-p.text-p.native)
	return p
}

// delayed adds the time in which other programs had the core that the reference was
// ready for: it overlaps with nothing, since every worker would want that core. It
// is shared out as what was executed is.
func (p *parts) delayed(ready float64) {
	if executed := p.text + p.native; executed > 0 {
		more := 1 + ready/executed
		p.text, p.native = p.text*more, p.native*more
	}
}

func (p parts) all() float64 { return p.text + p.native + p.wait }

// inFlight is how many pieces a model has under way at a time.
func (p parts) inFlight(m engine.Model, workers int) int {
	switch {
	case !m.Concurrent:
		return 1
	case m.Tasks:
		return p.pieces
	}
	return max(1, min(workers, p.pieces))
}

// predict is what a model with so many workers should take, seconds.
func (p parts) predict(m engine.Model, workers int) float64 {
	flight := p.inFlight(m, workers)
	forText, forNative := 1, 1
	if m.Concurrent && !m.Tasks {
		forNative = min(flight, p.cores)
	}
	if m.Parallel {
		forText = min(max(1, workers), p.cores, flight)
		forNative = forText
	}
	return max(p.text/float64(forText)+p.native/float64(forNative), p.all()/float64(flight))
}

// ideal is what so many workers would take that share cores and waiting
// perfectly, seconds.
func (p parts) ideal(workers int) float64 {
	workers = max(1, min(workers, p.pieces))
	return max((p.text+p.native)/float64(min(workers, p.cores)), p.all()/float64(workers))
}

// limit is the largest speed-up that so many workers could give here.
func (p parts) limit(workers int) float64 {
	if i := p.ideal(workers); i > 0 {
		return max(1, p.all()/i)
	}
	return 1
}

// The words that a speed-up earns.
const (
	Excellent = "excellent" // at least 0.6 of what is possible here
	Good      = "good"      // at least 2
	Some      = "some"      // more than none
	None      = "none"      // 0.9 to 1.1
	Bad       = "bad"       // slower
)

// Grade is the word for a speed-up where limit is the largest one possible.
func Grade(speedup, limit float64) string {
	switch {
	case speedup < 0.9:
		return Bad
	case speedup <= 1.1:
		return None
	case speedup >= 0.6*limit:
		return Excellent
	case speedup >= 2:
		return Good
	}
	return Some
}
