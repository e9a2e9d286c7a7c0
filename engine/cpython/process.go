package cpython

// This file holds what is known of one Python process.

import (
	"os"
	"path/filepath"
	"sync"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// process is a Python process with an agent in it.
type process struct {
	name   string // of its files
	memory *osys.Memory
	ring   ring
	facts  factFile
	buffer []record

	begun   *fact    // nil before it was heard of
	called  string   // what multiprocessing calls it; "" if that is not known
	silent  bool     // nothing new was read from it the last time
	dead    bool     // it has been seen to be no more
	gone    bool     // and everything of it has been read
	parent  *process // of one that was forked
	lane    trace.Lane
	threads map[uint64]*thread
	idents  map[uint64]*thread // by what CPython calls them, as long as they live
	natives map[uint64]int     // TIDs by ident
	early   map[int]bool       // by TID, whether a thread executed when it was seen before it had told of itself
	tasks   map[uint64]*fact
	running map[uint64]*actor // its tasks, by number
	made    map[uint64]*fact  // its objects, as announced
	objects map[uint64]*object

	predicates map[uint64]*fact // of its conditions

	gil  *gil
	code *int // how it ended, as its parent says

	sampling bool  // its GIL is watched from outside
	blind    error // why not
	samples  samples
}

func newProcess(name, facts string) *process {
	return &process{
		name: name, facts: factFile{path: facts}, threads: map[uint64]*thread{}, idents: map[uint64]*thread{}, natives: map[uint64]int{}, early: map[int]bool{},
		tasks: map[uint64]*fact{}, running: map[uint64]*actor{}, made: map[uint64]*fact{}, objects: map[uint64]*object{}, predicates: map[uint64]*fact{},
	}
}

// open maps the ring, if that has not been done; true when it can be read.
func (p *process) open(dir string) bool {
	if p.memory == nil {
		f, err := os.OpenFile(filepath.Join(dir, p.name+ringFile), os.O_RDWR, 0)
		if err != nil {
			return false
		}
		if info, err := f.Stat(); err != nil || info.Size() < ringBytes {
			f.Close()
			return false // its process has not come to it yet
		}
		m, err := osys.OpenMemory(f)
		if err != nil {
			return false
		}
		_ = m.CloseFile() // the memory stays
		p.memory, p.ring.mem = m, m.Bytes()
	}
	return p.ring.ready()
}

func (p *process) close() {
	p.ring.mem, p.memory = nil, nil
}

// actor is what has a lane: a thread, or a task.
type actor struct {
	lane  trace.Lane
	state trace.State
	obj   trace.Obj
	arg   int64
	core  trace.Core // where it was seen last
	told  trace.Core // which of them was recorded
	waits []wait
	sleep bool // the task has said that it will sleep
	ended bool
}

// wait is a room in which an actor stands.
type wait struct {
	o    *object
	room trace.Slot
	arg  int64 // trace.Timed, if it ends by itself
}

// thread is a thread of a process.
type thread struct {
	actor
	number uint64
	native int
	ident  uint64
	ran    int64  // processor time, ns
	task   *actor // the one that it runs

	held    int64      // for how long it has had the GIL, ns, up to when it got it last
	since   trace.Time // when that was
	glances []glance   // the latest looks at it from outside
}

// actor is whose doings the thread's records are: the task's that it runs, or
// its own.
func (th *thread) now() *actor {
	if th.task != nil {
		return th.task
	}
	return &th.actor
}

// sample is who held the GIL at a moment, as seen from outside; or, with a tid,
// where a thread was.
type sample struct {
	t        int64
	locked   bool
	ident    uint64 // the last holder
	switches uint64

	tid  int // 0: it is about the GIL
	core int
	runs bool  // it executes, or could
	ran  int64 // its processor time, ns
}

// sampled is the kind of records that are samples.
const (
	sampled     = factName + 1
	seenRunning = factName + 2

	coreShift = 32 // where in its word the core stands
)

func (s sample) record() record {
	r := record{t: s.t, obj: s.ident, arg: int64(s.switches), word: sampled}
	if s.tid != 0 {
		r.obj, r.arg, r.word = uint64(s.tid), s.ran, seenRunning|uint64(s.core)<<coreShift
	}
	if s.locked || s.runs {
		r.word |= flagTimed
	}
	return r
}

// samples come from another goroutine.
type samples struct {
	mu  sync.Mutex
	all []sample
}

func (s *samples) add(x sample) {
	s.mu.Lock()
	s.all = append(s.all, x)
	s.mu.Unlock()
}

func (s *samples) take() []sample {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.all
	s.all = nil
	return all
}
