package work

// This file holds the pool: a crew of workers that takes tasks from one queue,
// as multiprocessing.Pool and the executors of concurrent.futures do. Python's
// rules are written here once; who the workers are, is a PoolEngine's affair,
// which the model supplies.

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"corelanes/engine/prim"
)

// PoolOptions say what a pool is like. The zero value is Pool().
type PoolOptions struct {
	Initializer      string // the body that each worker runs first; "" for none
	InitArg          []byte
	MaxTasksPerChild int  // after so many tasks a worker is replaced; 0: never
	Executor         bool // the rules of concurrent.futures: a worker that dies breaks the pool
}

// The errors of a pool (CPython 3.11, Lib/multiprocessing/pool.py and
// Lib/concurrent/futures/process.py).
var (
	ErrPoolSize      = &prim.Error{Class: "ValueError", Message: "Number of processes must be at least 1"}
	ErrMaxTasks      = &prim.Error{Class: "ValueError", Message: "maxtasksperchild must be a positive int or None"}
	ErrChunkSize     = &prim.Error{Class: "ValueError", Message: "Chunksize must be 1+"}
	ErrPoolClosed    = &prim.Error{Class: "ValueError", Message: "Pool not running"}
	ErrPoolRunning   = &prim.Error{Class: "ValueError", Message: "Pool is still running"}
	ErrPoolTimeout   = &prim.Error{Class: "TimeoutError", Message: "the result is not there yet"}
	ErrBrokenPool    = &prim.Error{Class: "BrokenProcessPool", Message: "A process in the process pool was terminated abruptly while the future was running or pending."}
	ErrInitializer   = &prim.Error{Class: "BrokenExecutor", Message: "An initializer failed, the pool is not usable anymore"}
	ErrStopIteration = &prim.Error{Class: "StopIteration"}

	// ErrTerminated and ErrTaskLost are results that Python would wait for for
	// ever: of a pool that was terminated, and of the task of a worker that
	// died, which Pool replaces without noticing what it was at.
	ErrTerminated = errors.New("the pool was terminated before the task was done")
	ErrTaskLost   = errors.New("the worker that had the task died; Python's Pool starts another one, and waits for this result for ever")
)

// RemoteError is an error that a task returned in another process. Its trace is
// what Python shows as the RemoteTraceback.
type RemoteError struct {
	Text  string
	Trace string // "" when the error is not the interpreted text's
}

// Error is the error's own text.
func (e *RemoteError) Error() string { return e.Text }

// EncodingError is the error of a task whose result cannot be sent: Python's
// MaybeEncodingError. The worker that ran it goes on.
type EncodingError struct {
	Value string // the result, in short
	Why   string
}

// Error is Python's text.
func (e *EncodingError) Error() string {
	return fmt.Sprintf("MaybeEncodingError: Error sending result: '%s'. Reason: '%s'", e.Value, e.Why)
}

// PoolTask is what a worker takes from the queue: a chunk of calls of one body.
type PoolTask struct {
	Body string
	Args [][]byte
	// Done is called once, from any goroutine, with the calls' results or the
	// error of the first that failed. It does not block.
	Done func(out [][]byte, err error)
}

// PoolEngine runs a pool's tasks. Its methods are called by workers of the
// process that made it.
type PoolEngine interface {
	// Size is how many workers there are.
	Size() int
	// DefaultChunk is how many of n calls Map puts into a task.
	DefaultChunk(n int) int
	// Put queues a task.
	Put(w Worker, t PoolTask) error
	// Await lets the worker wait until ready says so or the moment until has
	// come. Whoever makes ready true calls what it registered.
	Await(w Worker, r *Results, timeout prim.Seconds) error
	// Close says that no more tasks come; workers end when the queue is empty.
	Close(w Worker)
	// Terminate ends the workers at once; tasks that are left are done with
	// ErrTerminated.
	Terminate(w Worker)
	// Join waits until all workers have ended.
	Join(w Worker) error
}

// PoolMaker is a worker whose model has pools of its own.
type PoolMaker interface {
	// Pooled is how many workers the pool has through which Map goes; 0 if it
	// does not.
	Pooled() int
	MakePool(n int, o PoolOptions) (PoolEngine, error)
}

// Pool is a pool as a scenario uses it. It belongs to the worker that made it.
type Pool struct {
	engine PoolEngine
	w      Worker
	state  poolState
}

type poolState uint8

const (
	poolRuns poolState = iota
	poolClosed
	poolTerminated
)

// NewPool makes a pool: the model's own where it has one, otherwise one whose
// every task is a worker of the model, as many at a time as asked for. A loop's
// tasks cost nothing, so there all are under way at once. It has n workers;
// ErrPoolSize when that is less than one.
func NewPool(w Worker, n int, o PoolOptions) (*Pool, error) {
	if n < 1 {
		return nil, ErrPoolSize
	}
	if o.MaxTasksPerChild < 0 {
		return nil, ErrMaxTasks
	}
	if m, ok := w.(PoolMaker); ok {
		e, err := m.MakePool(n, o)
		if err != nil {
			return nil, err
		}
		return &Pool{engine: e, w: w}, nil
	}
	return &Pool{engine: newStarter(w, n, o), w: w}, nil
}

// Size is how many workers the pool has.
func (p *Pool) Size() int { return p.engine.Size() }

// MapAsync queues one call of the body for each argument, chunk of them to a
// task (0: the pool's own choice).
func (p *Pool) MapAsync(body string, args [][]byte, chunk int) (*Results, error) {
	if chunk < 0 {
		return nil, ErrChunkSize
	}
	if chunk == 0 {
		chunk = p.engine.DefaultChunk(len(args))
	}
	return p.put(body, slices.Collect(slices.Chunk(args, max(1, chunk))))
}

// put queues chunks.
func (p *Pool) put(body string, chunks [][][]byte) (*Results, error) {
	if p.state != poolRuns {
		return nil, ErrPoolClosed
	}
	r := newResults(p, len(chunks))
	for i, c := range chunks {
		err := p.engine.Put(p.w, PoolTask{Body: body, Args: c, Done: func(out [][]byte, err error) { r.settle(i, out, err) }})
		if err != nil {
			r.settle(i, nil, err) // its own error: the others go on
		}
	}
	return r, nil
}

// Map calls the body for each argument and waits for all results, which come in
// the arguments' order. When calls fail, the others are still waited for; the
// error is that of the first to fail.
func (p *Pool) Map(body string, args [][]byte, chunk int) ([][]byte, error) {
	r, err := p.MapAsync(body, args, chunk)
	if err != nil {
		return nil, err
	}
	return r.Get(prim.None)
}

// ApplyAsync queues one call. It is also an executor's submit.
func (p *Pool) ApplyAsync(body string, arg []byte) (*Results, error) {
	return p.put(body, [][][]byte{{arg}})
}

// Apply is one call, waited for.
func (p *Pool) Apply(body string, arg []byte) ([]byte, error) {
	r, err := p.ApplyAsync(body, arg)
	if err != nil {
		return nil, err
	}
	return r.One(prim.None)
}

// Imap calls the body for each argument that the sequence gives; the results
// come one by one, in the arguments' order, each as soon as it is there. When
// the sequence itself fails, what it gave before is worked on by whole chunks,
// and then Next returns its error.
func (p *Pool) Imap(body string, args iter.Seq2[[]byte, error], chunk int) (*Iterator, error) {
	return p.imap(body, args, chunk, false)
}

// ImapUnordered is Imap whose results come in the order in which they are
// there.
func (p *Pool) ImapUnordered(body string, args iter.Seq2[[]byte, error], chunk int) (*Iterator, error) {
	return p.imap(body, args, chunk, true)
}

func (p *Pool) imap(body string, args iter.Seq2[[]byte, error], chunk int, unordered bool) (*Iterator, error) {
	if chunk < 1 {
		return nil, ErrChunkSize
	}
	var chunks [][][]byte
	var part [][]byte
	var failed error
	for a, err := range args {
		if failed = err; failed != nil {
			part = nil
			break
		}
		if part = append(part, a); len(part) == chunk {
			chunks, part = append(chunks, part), nil
		}
	}
	if len(part) > 0 {
		chunks = append(chunks, part)
	}
	r, err := p.put(body, chunks)
	if err != nil {
		return nil, err
	}
	return &Iterator{r: r, unordered: unordered, failed: failed}, nil
}

// Args is a sequence of arguments that does not fail, for Imap.
func Args(args ...[]byte) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, a := range args {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// Close says that no more tasks come.
func (p *Pool) Close() {
	if p.state == poolRuns {
		p.state = poolClosed
		p.engine.Close(p.w)
	}
}

// Terminate ends the workers at once, whatever they do. What is left undone
// never comes: whoever waits for it gets ErrTerminated.
func (p *Pool) Terminate() {
	if p.state != poolTerminated {
		p.state = poolTerminated
		p.engine.Terminate(p.w)
	}
}

// Join waits until the workers have ended; ErrPoolRunning before Close or
// Terminate.
func (p *Pool) Join() error {
	if p.state == poolRuns {
		return ErrPoolRunning
	}
	return p.engine.Join(p.w)
}

// WithPool is Python's "with Pool(…) as pool", and for an executor's: when f
// has returned, a Pool is terminated, an executor waits for what is under way.
func WithPool(w Worker, n int, o PoolOptions, f func(p *Pool) error) error {
	p, err := NewPool(w, n, o)
	if err != nil {
		return err
	}
	ended := false
	defer func() {
		if !ended { // f panicked
			p.Terminate()
		}
	}()
	err = f(p)
	if o.Executor {
		p.Close()
	} else {
		p.Terminate()
	}
	ended = true
	return errors.Join(err, p.Join())
}
