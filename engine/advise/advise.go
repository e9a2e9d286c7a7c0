// Package advise says which model suits a job. A job is described by a few figures,
// or read off a recording; what each model would take is worked out from them and
// from what units cost on this machine, as far as that was measured; every reason
// carries its number.
//
// The time a model takes is the larger of two: what its computing takes on as many
// cores as can compute at once, and what all pieces take, so many at a time. To this
// comes the start of its workers, one after another, and, between processes, the
// passing on of every piece. What is left out (switching, contention, a busy
// network) makes everything slower; so the figures rank models, and promise nothing.
//
// This file holds what a job is, and what each model would take for it.
package advise

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"corelanes/engine"
)

// Limits of a job.
const (
	MaxPieces = 100_000_000
	MaxEach   = time.Hour
	MaxBytes  = 1 << 30
)

// Job is what there is to be done. Pieces are independent of each other, but for
// what they share.
type Job struct {
	Waiting   float64       `json:"waiting"`  // share of a piece's time that it waits, 0 … 1
	Native    float64       `json:"native"`   // share of its computing that is native code, which lets the GIL go, 0 … 1
	Pieces    int           `json:"pieces"`   // 1 … MaxPieces
	Each      time.Duration `json:"each"`     // one piece alone, up to MaxEach
	Bytes     int           `json:"bytes"`    // that go to and fro for a piece, up to MaxBytes
	Blocking  bool          `json:"blocking"` // its libraries block: nothing of them can be awaited
	Isolated  bool          `json:"isolated"` // a crash of one piece must leave the others alone
	Shared    bool          `json:"shared"`   // the pieces change common state
	Recording *Shares       `json:"recording,omitempty"`
}

// Check is the *engine.UsageError that says what is wrong with the job, nil if
// nothing is.
func (j Job) Check() error {
	wrong := func(what string, got any, legal string) error {
		return &engine.UsageError{What: what, Got: fmt.Sprint(got), Legal: legal}
	}
	switch {
	case !(j.Waiting >= 0 && j.Waiting <= 1):
		return wrong("waiting", j.Waiting, "a share from 0 to 1")
	case !(j.Native >= 0 && j.Native <= 1):
		return wrong("native", j.Native, "a share from 0 to 1")
	case j.Pieces < 1 || j.Pieces > MaxPieces:
		return wrong("pieces", j.Pieces, fmt.Sprintf("a whole number from 1 to %d", MaxPieces))
	case j.Each <= 0 || j.Each > MaxEach:
		return wrong("each", j.Each, fmt.Sprintf("a duration up to %s", MaxEach))
	case j.Bytes < 0 || j.Bytes > MaxBytes:
		return wrong("bytes", j.Bytes, fmt.Sprintf("a whole number from 0 to %d", MaxBytes))
	}
	return nil
}

// The parts of all pieces together, seconds.
func (j Job) all() float64    { return float64(j.Pieces) * j.Each.Seconds() }
func (j Job) native() float64 { return j.all() * (1 - j.Waiting) * j.Native }
func (j Job) text() float64   { return j.all() * (1 - j.Waiting) * (1 - j.Native) }

// inNativeCode says whether native code is what counts in the job.
func (j Job) inNativeCode() bool { return j.Native >= 0.5 && j.Waiting <= 0.7 }

// Candidate is a model, and what it would take.
type Candidate struct {
	Model     string  `json:"model"`
	Workers   int     `json:"workers"`
	Predicted float64 `json:"predicted_s"`
	Start     float64 `json:"start_s"`       // of that, for starting workers
	Pass      float64 `json:"pass_s"`        // of that, for passing pieces on
	Out       Why     `json:"out,omitempty"` // why it does not come into question; "" when it does
}

// Why is why a model does not come into question.
type Why string

// The reasons.
const (
	NotHere     Why = "not-here"     // it cannot be run on this machine
	NeedsAwait  Why = "needs-await"  // its tasks must await, and the libraries block
	NotIsolated Why = "not-isolated" // a crash takes all with it
)

// trait is what sets a model apart for the purpose.
type trait struct {
	model     string
	several   bool // more than one piece is under way at a time
	task      bool // so many that their number is no limit, on one thread
	textCores bool // text runs on several cores at once
	natCores  bool // native code does
	processes bool
	awaits    bool // what waits must be awaited
}

// traits are the models that are weighed, the simplest first: of two that take the
// same, the earlier one is recommended.
var traits = []trait{
	{model: "sequential"},
	{model: "thread-pool", several: true, natCores: true},
	{model: "asyncio", several: true, task: true, awaits: true},
	{model: "process-pool", several: true, textCores: true, natCores: true, processes: true},
	{model: "asyncio+processes", several: true, task: true, textCores: true, natCores: true, processes: true, awaits: true},
}

// alike is how much less a model must take to be worth its greater trouble.
const alike = 0.85

// most is how many workers are asked for at most.
const most = engine.MaxWorkers

// workers is how many a model needs: as many as keep the cores busy while the
// others wait.
func (t trait) workers(j Job, cores int) int {
	if !t.several {
		return 1
	}
	if t.task && !t.processes {
		return 1 // tasks are made for the pieces
	}
	n := float64(cores)
	if !t.task { // who waits keeps its worker
		busy := 1 - j.Waiting
		if !t.textCores {
			busy = (1 - j.Waiting) * max(j.Native, 1/float64(cores))
		}
		n = math.Ceil(float64(cores) / max(busy, 1.0/most))
	}
	return max(1, min(int(n), most, j.Pieces))
}

// candidate is what a model would take.
func (t trait) candidate(j Job, cores int, c Costs) Candidate {
	x := Candidate{Model: t.model, Workers: t.workers(j, cores), Out: t.out(j)}
	flight := 1
	if t.several {
		flight = x.Workers
		if t.task {
			flight = j.Pieces
		}
	}
	on := func(several bool) float64 {
		if !several {
			return 1
		}
		return float64(max(1, min(cores, x.Workers)))
	}
	x.Predicted = max(j.text()/on(t.textCores)+j.native()/on(t.natCores), j.all()/float64(max(1, min(flight, j.Pieces))))
	switch {
	case t.processes:
		x.Start = float64(x.Workers) * c.Process.Value
		x.Pass = float64(j.Pieces) * (c.Pass.Value + float64(j.Bytes)*c.Byte.Value)
	case t.task:
		x.Start = float64(j.Pieces) * c.Task.Value
	case t.several:
		x.Start = float64(x.Workers) * c.Thread.Value
	}
	x.Predicted += x.Start + x.Pass
	return x
}

// out is why a model does not come into question.
func (t trait) out(j Job) Why {
	switch {
	case !possible(t.model):
		return NotHere
	case j.Isolated && !t.processes:
		return NotIsolated
	case j.Blocking && t.awaits:
		return NeedsAwait
	}
	return ""
}

func possible(model string) bool {
	return slices.ContainsFunc(engine.Models(), func(m engine.Model) bool { return m.ID == model && m.Possible })
}

// Advice is what is recommended, and why.
type Advice struct {
	Job        Job         `json:"job"`
	Cores      int         `json:"cores"`
	Best       Candidate   `json:"best"`
	Candidates []Candidate `json:"candidates"` // the fastest first, those out of question last
	Reasons    []Reason    `json:"reasons"`
	Costs      Costs       `json:"costs"`
}

// For is the advice for a checked job on so many cores.
func For(j Job, cores int, c Costs) Advice {
	a := Advice{Job: j, Cores: max(cores, 1), Costs: c}
	var best *Candidate
	for _, t := range traits {
		a.Candidates = append(a.Candidates, t.candidate(j, a.Cores, c))
	}
	for i := range a.Candidates {
		x := &a.Candidates[i]
		if x.Out == "" && (best == nil || x.Predicted < alike*best.Predicted) {
			best = x
		}
	}
	if best != nil { // without one, nothing here can do it
		a.Best = *best
	}
	slices.SortStableFunc(a.Candidates, func(x, y Candidate) int {
		return cmp.Or(cmp.Compare(x.Out, y.Out), cmp.Compare(x.Predicted, y.Predicted))
	})
	a.Reasons = reasons(a)
	return a
}

// Plan is a run that has the recommended model do such a job, made smaller where
// it would take too long to look at.
func (a Advice) Plan() engine.Plan {
	const longest = 8 * time.Second // of one worker alone
	workers := max(1, min(a.Best.Workers, engine.MaxWorkers))
	if a.Job.inNativeCode() {
		each := min(time.Duration(a.Job.all()*float64(time.Second)), longest) / time.Duration(workers)
		amount := max(1, min(int(each/released.unit), released.most))
		return engine.Plan{Scenario: released.scenario, Model: a.Best.Model, Workers: workers, Set: map[string]string{"what": "hash", "amount": fmt.Sprint(amount)}}
	}
	pieces := max(1, min(a.Job.Pieces, 400))
	each := min(a.Job.Each, longest)
	pieces = max(1, min(pieces, int(longest/max(each, time.Millisecond))))
	return engine.Plan{Scenario: slider, Model: a.Best.Model, Workers: workers, Set: map[string]string{
		"waiting": fmt.Sprint(int(math.Round(a.Job.Waiting * 100))), "tasks": fmt.Sprint(pieces), "each": each.Round(100 * time.Microsecond).String(),
	}}
}

// released is the scenario whose workers can compute in native code, so many units
// each.
var released = struct {
	scenario string
	unit     time.Duration
	most     int
}{"gil-released", 4 * time.Millisecond, 1000}

// slider is the scenario whose pieces can be made to wait and compute as wished.
const slider = "cpu-io-slider"
