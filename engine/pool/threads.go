package pool

// This file holds the pool of threads: ThreadPoolExecutor. A thread is started
// when a task comes and nobody is idle, until there are as many as were asked
// for; then the tasks wait in the queue.

import (
	"fmt"
	"slices"
	"sync"

	"corelanes/engine/interp"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// Threads is a work.PoolEngine whose workers are threads of an interpreter.
type Threads struct {
	board
	base   *interp.Thread
	bodies map[string]work.Body
	name   string
	size   int
	o      work.PoolOptions

	mu      sync.Mutex // guards what follows; never held across a wait
	queue   []task
	last    uint64
	idle    []trace.Lane // threads that wait for a task, the longest first
	handles []work.Handle
	ended   bool  // no more tasks come
	broken  error // why the pool cannot be used
}

// task is a task with its number.
type task struct {
	id uint64
	work.PoolTask
}

// NewThreads makes a pool of n threads, which base's interpreter runs. bodies
// are the program's.
func NewThreads(base *interp.Thread, bodies map[string]work.Body, name string, n int, o work.PoolOptions) (*Threads, error) {
	b, err := newBoard(base.Self().Rec.Arena(), name, n)
	if err != nil {
		return nil, fmt.Errorf("make pool %s: %w", name, err)
	}
	return &Threads{board: b, base: base, bodies: bodies, name: name, size: n, o: o}, nil
}

// Size is as in work.PoolEngine.
func (p *Threads) Size() int { return p.size }

// DefaultChunk is as in work.PoolEngine: Executor.map makes a task of each call.
func (p *Threads) DefaultChunk(int) int { return 1 }

// Put is as in work.PoolEngine.
func (p *Threads) Put(w work.Worker, t work.PoolTask) error {
	self := w.Self()
	self.At(prim.OpPut, p.obj)
	p.mu.Lock()
	if p.broken != nil {
		defer p.mu.Unlock()
		return p.broken
	}
	p.last++
	p.pushed(self.Rec, self.Lane, p.last, len(t.Args))
	p.queue = append(p.queue, task{p.last, t})
	var wake trace.Lane
	start := 0
	switch {
	case len(p.idle) > 0:
		wake, p.idle = p.idle[0], p.idle[1:]
	case len(p.handles) < p.size:
		p.handles = append(p.handles, nil) // taken before the mutex is free
		start = len(p.handles)
	}
	p.mu.Unlock()
	if wake != 0 {
		p.wake(self, wake)
	}
	if start == 0 {
		return nil
	}
	h, err := p.base.Begin(fmt.Sprintf("%s_%d", p.name, start-1), p.work, nil)
	if err != nil {
		return p.breakDown(w, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.handles[start-1] = h
	return nil
}

func (p *Threads) wake(self *prim.Worker, lane trace.Lane) {
	self.Rec.Put(trace.Event{Kind: trace.KindWake, Lane: self.Lane, Obj: p.obj, Arg: int64(lane), Core: trace.CoreUnknown})
	self.Parker.Unpark(lane)
}

// work is the life of a thread of the pool.
func (p *Threads) work(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
	if p.o.Initializer != "" {
		err := work.Spend(w, trace.OverheadInit, func() error {
			_, err := guard(p.bodies, w, k, p.o.Initializer, [][]byte{p.o.InitArg})
			return err
		})
		if err != nil {
			work.Say(w, "Exception in initializer: "+err.Error())
			_ = p.breakDown(w, fmt.Errorf("%w: %w", work.ErrInitializer, err)) // who waits for a task is told
			return nil, nil
		}
	}
	self := w.Self()
	for {
		t, ok := p.next(self)
		if !ok {
			return nil, nil
		}
		out, err := guard(p.bodies, w, k, t.Body, t.Args)
		p.gave(self.Rec, self.Lane, err != nil)
		t.Done(out, err)
	}
}

// next waits for a task; false when there will be none.
func (p *Threads) next(self *prim.Worker) (task, bool) {
	self.At(prim.OpGet, p.obj)
	for {
		p.mu.Lock()
		if i := slices.Index(p.idle, self.Lane); i >= 0 {
			p.idle = slices.Delete(p.idle, i, i+1)
		}
		if len(p.queue) > 0 {
			t := p.queue[0]
			p.queue = p.queue[1:]
			p.took(self.Rec, self.Lane, t.id)
			p.mu.Unlock()
			return t, true
		}
		if p.ended {
			p.mu.Unlock()
			return task{}, false
		}
		p.idle = append(p.idle, self.Lane)
		p.mu.Unlock()
		self.Parker.Park(p.obj, trace.Forever)
	}
}

// Await is as in work.PoolEngine.
func (p *Threads) Await(w work.Worker, r *work.Results, timeout prim.Seconds) error {
	return await(w, p.obj, r, timeout)
}

// Close is as in work.PoolEngine.
func (p *Threads) Close(w work.Worker) {
	p.mu.Lock()
	p.ended = true
	idle := p.idle
	p.idle = nil
	p.mu.Unlock()
	for _, lane := range idle {
		p.wake(w.Self(), lane)
	}
}

// Terminate is as in work.PoolEngine. A thread cannot be ended from outside:
// those at work finish their task, as ThreadPool's do.
func (p *Threads) Terminate(w work.Worker) {
	p.mu.Lock()
	left := p.empty(w.Self())
	p.mu.Unlock()
	for _, t := range left {
		t.Done(nil, work.ErrTerminated)
	}
	p.Close(w)
}

// breakDown makes the pool unusable, and is why.
func (p *Threads) breakDown(w work.Worker, why error) error {
	p.mu.Lock()
	p.broken = why
	left := p.empty(w.Self())
	p.mu.Unlock()
	for _, t := range left {
		t.Done(nil, why)
	}
	p.Close(w)
	return why
}

// empty takes all tasks out of the queue. The mutex is held.
func (p *Threads) empty(self *prim.Worker) []task {
	left := p.queue
	p.queue = nil
	p.dropped(self.Rec, self.Lane, len(left))
	return left
}

// Join is as in work.PoolEngine.
func (p *Threads) Join(work.Worker) error {
	p.mu.Lock()
	handles := p.handles
	p.mu.Unlock()
	for _, h := range handles {
		if h == nil {
			continue
		}
		if _, err := h.Join(); err != nil {
			return err
		}
	}
	return nil
}

// guard runs a chunk of calls; a panic in one is its error.
func guard(bodies map[string]work.Body, w work.Worker, k *work.Kit, body string, args [][]byte) ([][]byte, error) {
	return interp.Guard(func() ([][]byte, error) { return work.RunChunk(bodies, w, k, body, args) })
}

// await parks a worker until what it waits for has come true.
func await(w work.Worker, o trace.Obj, r *work.Results, timeout prim.Seconds) error {
	self := w.Self()
	until := trace.Forever
	if timeout < prim.MaxSeconds {
		until = self.Rec.Now() + trace.Time(max(0, timeout)*1e9)
	}
	for r.Until(func() { self.Parker.Unpark(self.Lane) }) {
		switch self.Parker.Park(o, until) {
		case osys.WokeTimeout:
			return nil
		case osys.WokeStopped:
			panic(prim.ErrStopped)
		}
	}
	return nil
}
