package pool

// This file holds the pool of processes, as the process sees it that made it:
// Pool and ProcessPoolExecutor.
//
// All workers receive from one end of one socket of packets, so the kernel
// keeps the queue and gives each task to one of those who ask; they send what
// comes of them into another. Nothing is locked for it, so a worker that is
// killed leaves nothing locked. Which task it had lies on the desk, in shared
// memory.
//
// Two goroutines belong to a pool: the feeder, which sends tasks for which there
// was no room, and the collector, which receives what came of them. Each worker
// process has a follower, which knows how it ended.

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// Crew is what a pool needs of the model whose processes it uses.
type Crew struct {
	Arena *trace.Arena
	Clock trace.Clock
	Share *osys.FileShare // offers the pool's files to its workers
	// Start starts a worker process that takes the seat. ended is called once,
	// when it is gone: with what it said at its end, or why it could not.
	Start func(w work.Worker, s Seat, ended func(said string, err error)) (Process, error)
}

// Process is a worker process.
type Process interface {
	Lane() trace.Lane
	Kill()
}

// Processes is a work.PoolEngine whose workers are processes.
type Processes struct {
	board
	crew Crew
	size int
	o    work.PoolOptions
	seat Seat
	desk desk
	base work.Worker // who made it, and starts workers

	tasks, results   *osys.Packets // this process's ends
	tasksW, resultsW *osys.Packets // the workers' ends, to be handed to each new one

	mu      sync.Mutex
	changed *sync.Cond // something of what follows
	writer  *trace.Writer
	queue   []packet // not yet sent
	feeding bool     // the feeder sends what came before
	open    map[uint64]work.PoolTask
	last    uint64
	desks   []Process // who sits where; nil: nobody
	alive   int
	ended   bool        // no more tasks come
	killed  bool        // the workers are being ended
	broken  error       // why the pool cannot be used
	late    *time.Timer // kills who has not ended; nil before the pool is
	helpers sync.WaitGroup
}

type packet struct {
	id   uint64
	data []byte
}

// NewProcesses makes a pool of n processes and starts them.
func NewProcesses(w work.Worker, c Crew, name string, n int, o work.PoolOptions) (*Processes, error) {
	b, err := newBoard(c.Arena, name, n)
	if err != nil {
		return nil, fmt.Errorf("make pool %s: %w", name, err)
	}
	p := &Processes{
		board: b, crew: c, size: n, o: o, base: w, writer: c.Arena.NewWriter(c.Clock, 0),
		open: map[uint64]work.PoolTask{}, desks: make([]Process, n),
		seat: Seat{Obj: b.obj, Files: fmt.Sprintf("pool/%d", b.obj), Init: o.Initializer, InitArg: o.InitArg, MaxTasks: o.MaxTasksPerChild},
	}
	p.changed = sync.NewCond(&p.mu)
	if err := p.connect(); err != nil {
		p.disconnect()
		return nil, err
	}
	p.helpers.Add(2)
	go p.feed()
	go p.collect()
	for i := range n {
		if err := p.start(i); err != nil {
			p.Terminate(w)
			return nil, errors.Join(err, p.Join(w))
		}
	}
	return p, nil
}

// connect makes what connects the pool with its workers, and offers it to them.
func (p *Processes) connect() (err error) {
	if p.tasks, p.tasksW, err = osys.PacketPair(); err != nil {
		return err
	}
	if p.resultsW, p.results, err = osys.PacketPair(); err != nil {
		return err
	}
	if p.desk.mem, err = osys.NewMemory(8 * p.size); err != nil {
		return err
	}
	p.crew.Share.Offer(p.seat.Files+tasksFile, p.tasksW.FD())
	p.crew.Share.Offer(p.seat.Files+resultsFile, p.resultsW.FD())
	p.crew.Share.Offer(p.seat.Files+deskFile, int(p.desk.mem.File().Fd()))
	return nil
}

// disconnect gives all that back.
func (p *Processes) disconnect() {
	for _, name := range []string{tasksFile, resultsFile, deskFile} {
		p.crew.Share.Withdraw(p.seat.Files + name)
	}
	for _, x := range []*osys.Packets{p.tasks, p.tasksW, p.results, p.resultsW} {
		if x != nil {
			x.Close()
		}
	}
	if p.desk.mem != nil {
		_ = p.desk.mem.CloseFile() // the memory itself stays as long as it is needed
	}
}

// start starts a worker for desk i.
func (p *Processes) start(i int) error {
	s := p.seat
	s.Desk = i
	atomic.StoreUint64(p.desk.place(i), busy)
	p.mu.Lock()
	p.alive++
	p.mu.Unlock()
	begun := make(chan struct{})
	x, err := p.crew.Start(p.base, s, func(said string, err error) {
		<-begun
		p.gone(i, said, err)
	})
	p.mu.Lock()
	if err != nil {
		p.alive--
	} else {
		p.desks[i] = x
		if p.killed {
			x.Kill()
		}
	}
	p.mu.Unlock()
	close(begun)
	return err
}

// Size is as in work.PoolEngine.
func (p *Processes) Size() int { return p.size }

// DefaultChunk is as in work.PoolEngine: Pool.map makes about four tasks for
// each worker, ProcessPoolExecutor.map one of each call.
func (p *Processes) DefaultChunk(n int) int {
	if p.o.Executor {
		return 1
	}
	per := 4 * p.size
	return (n + per - 1) / per
}

// Put is as in work.PoolEngine.
func (p *Processes) Put(w work.Worker, t work.PoolTask) error {
	data, err := encodeTask(make([]byte, headBytes, headBytes+64), t.Body, t.Args)
	if err == nil && len(data) > maxBytes {
		err = &work.EncodingError{Value: fmt.Sprintf("%d bytes", len(data)), Why: fmt.Sprintf("ValueError('at most %d bytes can be sent')", maxBytes)}
	}
	if err != nil {
		return err
	}
	self := w.Self()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.broken != nil {
		return p.broken
	}
	p.last++
	newPacket(data, p.last)
	p.open[p.last] = t
	p.pushed(self.Rec, self.Lane, p.last, len(t.Args))
	if len(p.queue) == 0 && !p.feeding && len(data) <= osys.MaxPacket {
		if sent, err := p.tasks.TrySend(data, nil); sent && err == nil {
			return nil // nothing is before it, and there was room
		}
	}
	p.queue = append(p.queue, packet{p.last, data})
	if len(p.queue) == 1 {
		p.changed.Broadcast()
	}
	return nil
}

// feed is the feeder's life: it sends what is queued, and, when no more comes,
// says so.
func (p *Processes) feed() {
	defer p.helpers.Done()
	direct := func(f func() error) error { return f() }
	for {
		p.mu.Lock()
		p.feeding = false
		for len(p.queue) == 0 && !p.ended {
			p.changed.Wait()
		}
		batch := p.queue
		p.queue, p.feeding = nil, true
		p.mu.Unlock()
		if len(batch) == 0 {
			p.tasks.HangWrite() // the workers take what is there, and end
			return
		}
		for _, x := range batch {
			if err := send(p.tasks, x.data, direct); err != nil {
				// Nobody can receive: the pool was terminated, or is broken. What
				// waits for the tasks is told there; one that alone cannot be
				// sent is told here.
				p.settle(x.id, nil, err)
			}
		}
	}
}

// collect is the collector's life: until the socket is shut down.
func (p *Processes) collect() {
	defer p.helpers.Done()
	buf := make([]byte, osys.MaxPacket)
	for {
		n, file, err := p.results.Receive(buf)
		if err != nil {
			if !errors.Is(err, io.EOF) {
				p.breakDown(err)
			}
			return
		}
		id, body, err := open(buf[:n], file)
		var out [][]byte
		var outcome error
		if err == nil {
			out, outcome, err = decodeOutcome(body)
		}
		if err != nil {
			p.breakDown(err) // a worker that says such things is not to be trusted
			continue
		}
		p.settle(id, out, outcome)
	}
}

// settle tells who waits for a task what came of it. Only the first time
// counts.
func (p *Processes) settle(id uint64, out [][]byte, err error) {
	p.mu.Lock()
	t, ok := p.open[id]
	delete(p.open, id)
	p.mu.Unlock()
	if ok {
		t.Done(out, err)
	}
}

// gone is called when a worker process has ended.
func (p *Processes) gone(i int, said string, err error) {
	had := atomic.LoadUint64(p.desk.place(i))
	p.mu.Lock()
	lane := p.desks[i].Lane()
	p.desks[i] = nil
	if had == busy {
		had = 0
	}
	if had != 0 && err != nil {
		p.gave(p.writer, lane, true) // the dead do not write it themselves
	}
	killed := p.killed
	replace := !killed && (err != nil || said == retired) && (!p.ended || len(p.open) > 0)
	p.mu.Unlock()
	defer p.left() // not before there is another one in its place
	switch {
	case killed:
		return
	case strings.HasPrefix(said, initFailed):
		p.breakDown(fmt.Errorf("%w: %s", work.ErrInitializer, strings.TrimSpace(said[len(initFailed):])))
		return
	case err != nil && p.o.Executor:
		p.breakDown(work.ErrBrokenPool)
		return
	case err != nil && had != 0:
		p.settle(had, nil, work.ErrTaskLost)
	case err != nil:
		p.helpers.Add(1)
		go p.lookForLost()
	}
	if replace {
		if err := p.start(i); err != nil {
			p.breakDown(err)
		}
	}
}

// left counts a worker out.
func (p *Processes) left() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.alive--
	p.changed.Broadcast()
}

// lookForLost is started when a worker died that showed no task. It may have
// received one in the very moment; then that is open, yet nobody has it. When
// that looks so twice, and nothing moved between, it is so.
func (p *Processes) lookForLost() {
	defer p.helpers.Done()
	const every = 100 * time.Millisecond
	tick := time.NewTicker(every)
	defer tick.Stop()
	for before := int64(-1); ; <-tick.C {
		p.mu.Lock()
		if p.killed || len(p.open) == 0 {
			p.mu.Unlock()
			return
		}
		idle := len(p.queue) == 0 && !p.tasks.Pending()
		for i, x := range p.desks {
			idle = idle && x != nil && atomic.LoadUint64(p.desk.place(i)) == 0
		}
		done := atomic.LoadInt64(&p.cell.done)
		var lost []uint64
		if idle && done == before {
			lost = slices.Collect(maps.Keys(p.open))
		}
		before = -1
		if idle {
			before = done
		}
		p.mu.Unlock()
		for _, id := range lost {
			p.settle(id, nil, work.ErrTaskLost)
		}
	}
}

// breakDown makes the pool unusable, and ends its workers.
func (p *Processes) breakDown(why error) {
	p.mu.Lock()
	if p.broken == nil {
		p.broken = why
	}
	p.mu.Unlock()
	p.end(why)
}

// end ends the workers, and why is what comes of the tasks that are left.
func (p *Processes) end(why error) {
	p.mu.Lock()
	first := !p.killed
	p.ended, p.killed = true, true
	left := p.open
	p.open = map[uint64]work.PoolTask{}
	p.queue = nil
	if first {
		p.tasks.Hang() // who waits for a task ends by itself
		p.drain()
		p.dropped(p.writer, 0, max(0, int(int64(p.last)-atomic.LoadInt64(&p.cell.taken))))
		p.killBusy()
		p.late = time.AfterFunc(killAfter, p.killRest)
	}
	p.changed.Broadcast()
	p.mu.Unlock()
	for _, t := range left {
		t.Done(nil, why)
	}
}

// killAfter is how long a worker that had no task is given to end by itself.
const killAfter = 100 * time.Millisecond

// drain takes the tasks out of the socket that no worker has received. The mutex
// is held.
func (p *Processes) drain() {
	buf := make([]byte, osys.MaxPacket)
	for {
		_, file, ok, err := p.tasksW.TryReceive(buf)
		if file != nil {
			file.Close()
		}
		if !ok || err != nil {
			return
		}
	}
}

// killBusy ends the workers that have a task. The mutex is held.
func (p *Processes) killBusy() {
	for i, x := range p.desks {
		if x != nil && atomic.LoadUint64(p.desk.place(i)) != 0 {
			x.Kill()
		}
	}
}

// killRest ends every worker that is still there.
func (p *Processes) killRest() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, x := range p.desks {
		if x != nil {
			x.Kill()
		}
	}
}

// Await is as in work.PoolEngine.
func (p *Processes) Await(w work.Worker, r *work.Results, timeout prim.Seconds) error {
	return await(w, p.obj, r, timeout)
}

// Close is as in work.PoolEngine.
func (p *Processes) Close(work.Worker) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
	p.changed.Broadcast()
}

// Terminate is as in work.PoolEngine: a worker that is at work is killed.
func (p *Processes) Terminate(work.Worker) { p.end(work.ErrTerminated) }

// Join is as in work.PoolEngine.
func (p *Processes) Join(w work.Worker) error {
	return work.WaitOn(w, p.obj, func() error {
		p.mu.Lock()
		for p.alive > 0 {
			p.changed.Wait()
		}
		if p.late != nil {
			p.late.Stop()
		}
		p.mu.Unlock()
		p.results.Hang()
		p.helpers.Wait()
		p.disconnect()
		return nil
	})
}
