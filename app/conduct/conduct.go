// Package conduct carries out what the Run button asks for: the person's run,
// and after it, quietly, the same work with one worker, to compare with.
//
// One goroutine, the conductor's, sits beside the run. While the run goes on
// it looks at the recording twenty times a second, less often when the run needs
// the cores, and hands what it saw to the main goroutine: a Frame. Frames are never
// queued up: the main goroutine always gets the latest. When nothing runs there
// is no goroutine and no clock.
//
// This file holds the conductor.
package conduct

import (
	"sync"
	"sync/atomic"
	"time"

	"corelanes/engine"
	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// Phase is what the conductor is doing.
type Phase uint8

// The phases.
const (
	Idle      Phase = iota
	Starting        // the person's run is being started
	Running         // it goes on
	Searching       // it has ended; it is being summed up, and findings are looked for
	Comparing       // that is done; one worker does the same
)

// Over says whether nothing of the person's goes on: another run may begin.
func (p Phase) Over() bool { return p == Idle || p >= Searching }

// Frame is what is known at one moment.
type Frame struct {
	Phase       Phase
	Plan        engine.Plan      // of the person's run
	Run         *engine.Run      // the person's, nil before it has begun
	Started     time.Time        // when it began
	View        *trace.View      // its recording, nil before there is one
	Summary     *insight.Summary // of the run; while it goes on it lags, nil at first
	Found       *Found           // in the recording; nil until the run has ended
	Outcome     *engine.Outcome  // how it ended, nil while it goes on
	OneWorker   trace.Time       // what one worker took for the same, 0 if not known
	Now         trace.Time       // how long the run of the phase goes on, or took
	Steps, Of   int              // of its work; Of is 0 when that is not known
	NotCompared bool             // the comparison was stopped or failed
}

// Job is what to do.
type Job struct {
	Plan    engine.Plan // checked
	Compare bool        // measure one worker afterwards
}

// Conductor carries out one job at a time. Its methods are for one goroutine,
// the main one.
type Conductor struct {
	// Began, if set before the first job, is called on another goroutine with
	// every run of the person's when it has begun.
	Began func(*engine.Run)

	post  func(func()) // runs a function on the main goroutine, later
	show  func(Frame)  // on the main goroutine
	known baselines

	searchFrom int // a run of more events is told to have ended before it is searched

	latest atomic.Pointer[Frame]
	queued atomic.Bool
	wg     sync.WaitGroup

	mu     sync.Mutex
	active bool        // there is a goroutine
	next   *Job        // to begin when the present job has been stopped
	run    *engine.Run // under way
	halted bool        // the present job was stopped
	closed bool
}

// New makes a conductor. Post runs a function on the main goroutine and does
// not wait for it; show is called there with every frame.
func New(post func(func()), show func(Frame)) *Conductor {
	return &Conductor{post: post, show: show, known: baselines{}, searchFrom: sumEvents}
}

// Start begins a job; one that is under way is stopped first.
func (c *Conductor) Start(j Job) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	if c.active {
		c.next = &j
		c.halt()
		return
	}
	c.active, c.halted = true, false
	c.wg.Add(1)
	go c.conduct(j)
}

// Stop ends the person's run, or only the comparison when that is under way.
func (c *Conductor) Stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.next = nil // what was to follow is not wanted either
	c.halt()
}

// halt stops the present job; the lock is held.
func (c *Conductor) halt() {
	c.halted = true
	if c.run != nil {
		c.run.Stop()
	}
}

// Close stops what is under way and waits until nothing of it is left.
func (c *Conductor) Close() {
	c.mu.Lock()
	c.closed, c.next = true, nil
	c.halt()
	c.mu.Unlock()
	c.wg.Wait()
}

// conduct is the conductor's goroutine: jobs until there is none.
func (c *Conductor) conduct(j Job) {
	defer c.wg.Done()
	for more := true; more; j, more = c.another() {
		c.do(j)
	}
}

// another is the next job, if one is waiting.
func (c *Conductor) another() (Job, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.halted = false
	if c.next == nil {
		c.active = false
		return Job{}, false
	}
	j := *c.next
	c.next = nil
	return j, true
}

// do carries out one job.
func (c *Conductor) do(j Job) {
	f := Frame{Phase: Starting, Plan: j.Plan, OneWorker: c.known.of(j.Plan)}
	c.publish(f)
	if !c.carryOut(&f, j.Plan, Running) {
		c.finish(f)
		return
	}
	if f.Outcome.Status == engine.Done && j.Plan.Model == oneWorker {
		c.known.learn(j.Plan, f.Summary.Wall)
		f.OneWorker = f.Summary.Wall
	}
	if j.Compare && f.Outcome.Status == engine.Done && f.OneWorker == 0 {
		c.compare(&f, j.Plan)
	}
	c.finish(f)
}

// finish publishes a job's last frame, unless another job is waiting to begin.
func (c *Conductor) finish(f Frame) {
	c.mu.Lock()
	replaced := c.next != nil
	c.mu.Unlock()
	if f.Phase = Idle; !replaced {
		c.publish(f)
	}
}

// begin starts a run, unless the job was stopped meanwhile.
func (c *Conductor) begin(p engine.Plan) (*engine.Run, error) {
	r, err := engine.Start(p)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.run = r
	if c.halted {
		r.Stop()
	}
	return r, nil
}

func (c *Conductor) ended() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.run = nil
}

// publish hands a frame to the main goroutine, in place of one that it has
// not yet taken.
func (c *Conductor) publish(f Frame) {
	c.latest.Store(&f)
	if c.queued.CompareAndSwap(false, true) {
		c.post(func() {
			c.queued.Store(false)
			c.show(*c.latest.Load())
		})
	}
}
