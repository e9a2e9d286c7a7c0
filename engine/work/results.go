package work

// This file holds what a pool's tasks come to: a future, the result of a map,
// and the iterator over one.

import (
	"slices"
	"sync"

	"corelanes/engine/prim"
)

// Results are what the chunks of a call of a pool come to, as they come.
// AsyncResult, MapResult and Future are this.
type Results struct {
	pool    *Pool
	mu      sync.Mutex
	chunks  [][][]byte
	errs    []error
	there   []bool
	arrived []int // the chunks in the order in which they came
	first   error // the error that came first
	done    []func(out [][]byte, err error)
	ready   func() bool // what one waits for; nil: nobody waits
	wake    func()
}

func newResults(p *Pool, n int) *Results {
	return &Results{pool: p, chunks: make([][][]byte, n), errs: make([]error, n), there: make([]bool, n)}
}

// settle notes a chunk's results. Only the first time counts.
func (r *Results) settle(i int, out [][]byte, err error) {
	r.mu.Lock()
	if r.there[i] {
		r.mu.Unlock()
		return
	}
	r.there[i], r.chunks[i], r.errs[i] = true, out, err
	r.arrived = append(r.arrived, i)
	if r.first == nil {
		r.first = err
	}
	var done []func([][]byte, error)
	if len(r.arrived) == len(r.there) {
		done, r.done = r.done, nil
	}
	wake := r.wake
	if r.ready == nil || !r.ready() {
		wake = nil
	}
	r.mu.Unlock()
	if wake != nil {
		wake()
	}
	if done != nil {
		out, err := r.all()
		for _, f := range done {
			f(out, err)
		}
	}
}

// all is every result in order, or the first error.
func (r *Results) all() ([][]byte, error) {
	if r.first != nil {
		return nil, r.first
	}
	return slices.Concat(r.chunks...), nil
}

// OnDone has f called with the outcome when all is there, at once if it is:
// apply_async's callback and error_callback in one. It is called from any
// goroutine, and must not block.
func (r *Results) OnDone(f func(out [][]byte, err error)) {
	r.mu.Lock()
	if len(r.arrived) < len(r.there) {
		r.done = append(r.done, f)
		r.mu.Unlock()
		return
	}
	r.mu.Unlock()
	f(r.all())
}

// Ready says whether all is there.
func (r *Results) Ready() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.arrived) == len(r.there)
}

// Until has wake called, from any goroutine, when what Await waits for has come
// true; false when it is so already. It is for a PoolEngine's Await.
func (r *Results) Until(wake func()) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ready == nil || r.ready() {
		return false
	}
	r.wake = wake
	return true
}

// await waits until ready, which is called with the mutex held.
func (r *Results) await(ready func() bool, timeout prim.Seconds) error {
	r.mu.Lock()
	r.ready, r.wake = ready, nil
	if ready() {
		r.ready = nil
		r.mu.Unlock()
		return nil
	}
	r.mu.Unlock()
	err := r.pool.engine.Await(r.pool.w, r, timeout)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ready, r.wake = nil, nil
	if err == nil && !ready() {
		err = ErrPoolTimeout
	}
	return err
}

// Wait waits until all is there, at most timeout; ErrPoolTimeout when it is not.
func (r *Results) Wait(timeout prim.Seconds) error {
	return r.await(func() bool { return len(r.arrived) == len(r.there) }, timeout)
}

// Get is the results in the arguments' order, or the error of the first task
// that failed. It waits for all of them, at most timeout.
func (r *Results) Get(timeout prim.Seconds) ([][]byte, error) {
	if err := r.Wait(timeout); err != nil {
		return nil, err
	}
	return r.all()
}

// One is the result of a single call.
func (r *Results) One(timeout prim.Seconds) ([]byte, error) {
	out, err := r.Get(timeout)
	if err != nil || len(out) == 0 {
		return nil, err
	}
	return out[0], nil
}

// taken is what chunk k came to, or the k-th that came.
func (r *Results) taken(k int, unordered bool) ([][]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if unordered {
		k = r.arrived[k]
	}
	return r.chunks[k], r.errs[k]
}

// Iterator gives the results of an Imap one by one.
type Iterator struct {
	r         *Results
	unordered bool
	chunk     int      // how many chunks have been begun
	part      [][]byte // what is left of the last one
	failed    error    // what the sequence of arguments ended with
}

// Next waits for the next result, at most timeout (then ErrPoolTimeout, and the
// result can still be had). A chunk that failed gives its error in its place,
// and the iteration can go on. ErrStopIteration after the last.
func (it *Iterator) Next(timeout prim.Seconds) ([]byte, error) {
	for len(it.part) == 0 {
		r, k := it.r, it.chunk
		if k == len(r.there) {
			if err := it.failed; err != nil {
				it.failed = nil
				return nil, err
			}
			return nil, ErrStopIteration
		}
		there := func() bool { return r.there[k] }
		if it.unordered {
			there = func() bool { return len(r.arrived) > k }
		}
		if err := r.await(there, timeout); err != nil {
			return nil, err
		}
		it.chunk++
		var err error
		if it.part, err = r.taken(k, it.unordered); err != nil {
			return nil, err
		}
	}
	out := it.part[0]
	it.part = it.part[1:]
	return out, nil
}
