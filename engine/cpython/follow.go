package cpython

// This file holds the Follower: it reads what the agents of a run's processes
// write, brings it into one order, and hands it to the translation.
//
// Records of different threads come from different chunks, so they are sorted
// by their times. A record is seen a moment after its time was read (its thread
// may be stopped in between), so the youngest are held back for a little while.

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

const (
	pollEvery = 8 * time.Millisecond
	holdBack  = 15 * time.Millisecond

	// lookEvery is how many polls lie between two looks at which processes live.
	lookEvery = 8
)

// Follower turns what the agents of a run write into events of its recording.
// Its methods are for one goroutine.
type Follower struct {
	dir     string
	clock   trace.Clock
	files   map[string]bool // rings that were opened, by name
	all     []*process
	waiting []stamped
	tr      *translation
	polls   int
	watch   func(p *process) // called with every new process; nil for nobody
}

// stamped is a record and whose it is.
type stamped struct {
	record
	of *process
}

// NewFollower follows the agents that write to dir. script is the file whose
// lines the recording tells.
func NewFollower(dir string, a *trace.Arena, clock trace.Clock) *Follower {
	return &Follower{dir: dir, clock: clock, files: map[string]bool{}, tr: newTranslation(a, clock)}
}

// Follow polls until ctx ends, and once more.
func (f *Follower) Follow(ctx context.Context) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			f.poll(f.clock.Machine(), true)
			f.tr.finish()
			f.close()
			return
		case <-tick.C:
			f.poll(f.clock.Machine(), false)
		}
	}
}

// poll takes in what there is at a moment; everything when it is the last time.
func (f *Follower) poll(now int64, last bool) {
	f.discover()
	for _, p := range f.all {
		if !p.open(f.dir) {
			continue
		}
		before := f.tr.cost.facts
		p.silent = !f.take(p)
		f.tr.lost(p.ring.newlyLost())
		_ = p.facts.read(func(x *fact) { f.hear(p, x) }) // a file that is not there yet has no facts
		p.silent = p.silent && f.tr.cost.facts == before
		for _, s := range p.samples.take() {
			f.waiting = append(f.waiting, stamped{s.record(), p})
		}
	}
	slices.SortStableFunc(f.waiting, func(a, b stamped) int { return cmp.Compare(a.t, b.t) })
	n := len(f.waiting)
	if !last {
		n, _ = slices.BinarySearchFunc(f.waiting, now-int64(holdBack), func(s stamped, t int64) int { return cmp.Compare(s.t, t) })
	}
	var kept []stamped
	for i := range f.waiting[:n] {
		if x := &f.waiting[i]; last || f.tr.named(x.of, now) {
			f.tr.apply(x.of, &x.record)
		} else {
			kept = append(kept, *x)
		}
	}
	f.waiting = append(kept, f.waiting[n:]...)
	if f.polls++; f.polls%lookEvery == 0 || last {
		f.look(now)
	}
}

// take takes in the records of a process that are new, and says whether there
// were any. The facts that they refer to are there already.
func (f *Follower) take(p *process) bool {
	p.buffer = p.ring.read(p.buffer[:0])
	f.tr.cost.records += int64(len(p.buffer))
	for _, r := range p.buffer {
		f.waiting = append(f.waiting, stamped{r, p})
	}
	return len(p.buffer) > 0
}

// The files of a process: its records and its facts.
const (
	ringFile  = ".ring"
	factsFile = ".facts"
)

// discover opens the rings that are new.
func (f *Follower) discover() {
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return // it is being removed
	}
	for _, e := range entries {
		name, isRing := strings.CutSuffix(e.Name(), ringFile)
		if !isRing || f.files[name] {
			continue
		}
		f.files[name] = true
		f.all = append(f.all, newProcess(name, filepath.Join(f.dir, name+factsFile)))
	}
}

// hear takes a fact in: those with a time at their place among the records, the
// others at once.
func (f *Follower) hear(p *process, x *fact) {
	f.tr.cost.facts++
	r := record{t: x.T, fact: x, thread: x.Thread}
	switch {
	case f.tr.cost.tells(x):
		return
	case x.Process != 0:
		r.word = factProcess
		p.begun = x
		f.tr.processes[x.Process] = p
		if f.watch != nil {
			f.watch(p)
		}
	case x.Task != 0:
		p.tasks[x.Task] = x
		return
	case x.Thread != 0:
		r.word = factThread
		p.natives[x.Ident] = x.Native
	case x.Object != 0:
		x.Name = f.tr.names.of(x)
		p.made[x.Object] = x
		if x.Shared != "" && !x.Adopted {
			f.tr.shared[x.Shared] = origin{p, x.Object}
		}
		return
	case x.Predicate != 0:
		p.predicates[x.Predicate] = x
		return
	case x.Name != "" && x.Child == 0:
		r.word = factName
		p.called = x.Name
	default:
		f.tr.tell(p, x)
		return
	}
	f.waiting = append(f.waiting, stamped{r, p})
}

// look tells which processes have gone, and lets go of what they wrote: a script
// may start thousands.
func (f *Follower) look(now int64) {
	for _, p := range f.all {
		switch {
		case p.begun == nil:
		case !p.dead: // what it wrote last is read until the next look
			p.dead = !osys.Alive(p.begun.Process)
		case p.silent && f.ripe(p, now):
			f.tr.ended(p, now-int64(holdBack))
			p.gone = true
			p.close()
			f.forget(p.name)
		}
	}
	f.all = slices.DeleteFunc(f.all, func(p *process) bool { return p.gone })
}

// forget removes a process's files, whose name may come again.
func (f *Follower) forget(name string) {
	for _, kind := range []string{ringFile, factsFile} {
		_ = os.Remove(filepath.Join(f.dir, name+kind)) // the run's end removes the folder
	}
	delete(f.files, name)
}

// ripe says whether nothing of a process that has ended waits to be told.
func (f *Follower) ripe(p *process, now int64) bool {
	return !slices.ContainsFunc(f.waiting, func(s stamped) bool { return s.of == p && s.t > now-int64(holdBack) })
}

// close lets go of the memory of all rings.
func (f *Follower) close() {
	for _, p := range f.all {
		p.close()
	}
}
