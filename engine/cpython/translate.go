package cpython

// This file holds the translation: records become events of the recording, the
// same ones that the engine's own models write.
//
// The agent tells what a thread is about to do and what it has done; states,
// rooms, values and who waits for whom are put together here, so that the
// interpreter is kept from its work as little as can be.

import (
	"fmt"
	"path/filepath"
	"strings"

	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

// translation is the state of all processes of a run.
type translation struct {
	arena     *trace.Arena
	rec       *trace.Writer
	epoch     int64
	processes map[int]*process  // by PID, the latest of it
	shared    map[string]origin // by the name that an object has between processes
	names     names
	asked     map[*fact]int64    // the recording's number of each predicate's text
	children  map[int]trace.Lane // lanes of processes that have not told of themselves yet
	main      *process
	at        trace.Time // of the last record
	used      int64      // processor time that was told, ns
	cost      cost       // of recording all this
	notes     []string   // what the agents could not do
	unknown   string     // a version that the agent does not know
}

// origin is who announced an object, and by which number.
type origin struct {
	p *process
	n uint64
}

func newTranslation(a *trace.Arena, clock trace.Clock) *translation {
	epoch, _ := a.Epoch()
	return &translation{
		arena: a, rec: a.NewWriter(clock, 0), epoch: epoch, processes: map[int]*process{}, shared: map[string]origin{},
		names: names{taken: map[string]int{}, lines: map[string][]string{}, made: map[string]int{}}, children: map[int]trace.Lane{}, asked: map[*fact]int64{},
	}
}

// time is a moment of the run.
func (tr *translation) time(machine int64) trace.Time { return trace.Time(max(0, machine-tr.epoch)) }

// lost counts records that found no room.
func (tr *translation) lost(n uint64) {
	if n > 0 {
		tr.arena.AddDropped(n)
	}
}

// tell takes a fact in that has no place among the records.
func (tr *translation) tell(p *process, x *fact) {
	switch {
	case x.Child != 0:
		tr.laneOfChild(p, x)
	case x.Ended != 0 && x.Code != nil:
		if c := tr.processes[x.Ended]; c != nil {
			c.code = x.Code
		}
		if l := tr.children[x.Ended]; l != 0 {
			code, signal := *x.Code, 0
			if code < 0 {
				code, signal = 0, -code
			}
			tr.arena.SetLaneExit(l, code, signal)
		}
	case x.Unpatched != "":
		tr.note(fmt.Sprintf("the agent could not wrap %s: %s", x.Unpatched, x.Why))
	case x.Unanswered != "":
		tr.note("the script's result could not be asked for: " + x.Unanswered)
	}
}

func (tr *translation) note(text string) {
	for _, n := range tr.notes {
		if n == text {
			return
		}
	}
	tr.notes = append(tr.notes, text)
}

// namedWithin is how long is waited for the name of a process, ns: its parent, or
// it itself a little later, tells it, if multiprocessing has started it.
const namedWithin = 150e6

// named says whether a process's lane can be made: its name is known, or will
// not be told any more.
func (tr *translation) named(p *process, now int64) bool {
	return p.lane != 0 || p.begun == nil || p.called != "" || tr.children[p.begun.Process] != 0 || now-p.begun.T > namedWithin
}

// laneOfChild makes the lane of a process of which its parent tells, or gives it
// the name that it has there.
func (tr *translation) laneOfChild(p *process, x *fact) trace.Lane {
	if l := tr.children[x.Child]; l != 0 {
		return l
	}
	l, err := tr.arena.AddLane(trace.LaneInfo{Kind: trace.LaneProcess, Name: x.Name, Parent: p.laneOf(x.By), PID: x.Child, PPID: pid(p), TID: x.Child})
	if err != nil {
		return 0
	}
	tr.children[x.Child] = l
	return l
}

func pid(p *process) int {
	if p.begun == nil {
		return 0
	}
	return p.begun.Process
}

// laneOf is the lane of a thread by its number; the process's own if there is
// none.
func (p *process) laneOf(number uint64) trace.Lane {
	if th := p.threads[number]; th != nil {
		return th.lane
	}
	return p.lane
}

// apply translates one record.
func (tr *translation) apply(p *process, r *record) {
	t := tr.time(r.t)
	tr.at = max(tr.at, t)
	switch r.word {
	case factProcess:
		tr.begins(p, r.fact, t)
		return
	case factThread:
		tr.threadBegins(p, r.fact, t)
		return
	case factName:
		if p.lane != 0 && p.threads[1] != nil {
			tr.enter(&p.threads[1].actor, trace.StateRunning, 0, 0, t)
		}
		return
	}
	switch r.kind() {
	case sampled:
		tr.sample(p, r, t)
		return
	case seenRunning:
		tr.seen(p, r, t)
		return
	}
	th := p.threads[r.thread]
	if th == nil || th.ended {
		return // its fact was lost with its process
	}
	tr.holds(p, th, t)
	tr.did(p, th, r, t)
}

// begins makes the lane of a process.
func (tr *translation) begins(p *process, x *fact, t trace.Time) {
	if !x.Known && tr.unknown == "" {
		tr.unknown = x.Version
	}
	parent := tr.processes[x.PPID]
	if x.How == "fork" {
		p.parent = parent
	}
	if p.gil == nil && x.GIL && x.Known {
		p.gil = &gil{}
	}
	kind, name := trace.LaneProcess, fmt.Sprintf("python %d", x.Process)
	switch {
	case tr.main == nil && parent == nil:
		tr.main = p
		kind, name = trace.LaneMain, "MainThread"
	case p.called != "":
		name = p.called
	case x.How == "exec" && strings.Contains(x.Args, "multiprocessing.resource_tracker"):
		name = "resource_tracker"
	case x.How == "exec" && strings.Contains(x.Args, "multiprocessing.forkserver"):
		kind, name = trace.LaneForkserver, "forkserver"
	}
	l := tr.children[x.Process]
	if l == 0 {
		info := trace.LaneInfo{Kind: kind, Name: name, PID: x.Process, PPID: x.PPID, TID: x.Process}
		if parent != nil {
			info.Parent = parent.lane
		}
		var err error
		if l, err = tr.arena.AddLane(info); err != nil {
			return
		}
		tr.children[x.Process] = l
	} else {
		tr.arena.SetLaneIDs(l, x.Process, x.PPID, x.Process)
	}
	p.lane = l
	if kind == trace.LaneProcess && x.How == "exec" {
		tr.rec.PutAt(state(l, trace.StateOverhead, 0, int64(trace.OverheadImport), trace.CoreUnknown, t))
	}
}

// threadBegins makes the lane of a thread; a process's first is its own.
func (tr *translation) threadBegins(p *process, x *fact, t trace.Time) {
	if p.begun == nil || p.threads[x.Thread] != nil {
		return
	}
	th := &thread{number: x.Thread, native: x.Native, ident: x.Ident}
	th.core, th.told = trace.CoreUnknown, trace.CoreUnknown
	if x.Thread == 1 {
		th.lane = p.lane
	} else {
		name := x.Name
		if name == "" {
			name = fmt.Sprintf("thread %d", x.Native)
		}
		l, err := tr.arena.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: name, Parent: p.laneOf(x.By), PID: pid(p), PPID: p.begun.PPID, TID: x.Native})
		if err != nil {
			return
		}
		th.lane = l
	}
	p.threads[x.Thread] = th
	p.idents[x.Ident] = th
	if x.Thread != 1 || p == tr.main || p.begun.How == "fork" {
		tr.enter(&th.actor, trace.StateRunning, 0, 0, t)
	}
	tr.holds(p, th, t)
	if executes, seen := p.early[x.Native]; seen && !p.begun.Known {
		tr.glimpsed(th, executes, t)
	}
	delete(p.early, x.Native)
}

// state is the event that opens a span.
func state(l trace.Lane, s trace.State, o trace.Obj, arg int64, c trace.Core, t trace.Time) trace.Event {
	if !s.Executing() {
		c = trace.CoreUnknown
	}
	return trace.Event{Kind: trace.KindState, Slot: trace.Slot(s), Lane: l, Obj: o, Arg: arg, Core: c, Time: t}
}

// enter has an actor enter a state, if it is not in it already.
func (tr *translation) enter(a *actor, s trace.State, o trace.Obj, arg int64, t trace.Time) {
	if a.ended || a.lane == 0 || a.state == s && a.obj == o && a.arg == arg && (a.told == a.core || !s.Executing()) {
		return
	}
	a.state, a.obj, a.arg, a.told = s, o, arg, a.core
	tr.rec.PutAt(state(a.lane, s, o, arg, a.core, t))
}

// end ends an actor's lane.
func (tr *translation) end(a *actor, failed int64, t trace.Time) {
	if a.ended || a.lane == 0 {
		return
	}
	for len(a.waits) > 0 {
		tr.leave(a, t)
	}
	a.ended = true
	tr.rec.PutAt(trace.Event{Kind: trace.KindEnd, Lane: a.lane, Arg: failed, Core: trace.CoreUnknown, Time: t})
}

// did translates what a thread did.
func (tr *translation) did(p *process, th *thread, r *record, t trace.Time) {
	a := th.now()
	switch r.kind() {
	case kindEnd:
		tr.releases(p, th, t, false)
		if p != tr.main || th.number != 1 {
			tr.processorTime(th, t)
		}
		tr.end(&th.actor, r.arg&1, t)
		if p.idents[th.ident] == th {
			delete(p.idents, th.ident)
		}
	case kindRun:
		tr.goesOn(th, a, t)
	case kindSleep:
		a.sleep = r.timed()
		if !a.sleep { // a task that will sleep goes on until it is suspended
			tr.enter(a, trace.StateSleep, 0, 0, t)
			tr.releases(p, th, t, false)
		}
	case kindIO:
		tr.enter(a, trace.StateIO, 0, 0, t)
		tr.releases(p, th, t, false)
	case kindBlock:
		if a != &th.actor || len(a.waits) == 0 { // else this is how the library waits for what the thread waits for
			tr.enter(a, trace.StateBlocked, 0, 0, t)
		}
		tr.releases(p, th, t, false)
	case kindJoin:
		peer := p.laneOf(uint64(r.arg))
		if r.word&flagChild != 0 {
			peer = tr.children[int(r.arg)]
		}
		arg := int64(peer)
		if r.timed() {
			arg = 0 // it ends by itself, so it is no wait for that lane
		}
		tr.enter(a, trace.StateBlocked, 0, arg, t)
		tr.releases(p, th, t, false)
	case kindStart:
		tr.enter(a, trace.StateOverhead, 0, int64(trace.OverheadStart), t)
	case kindChild:
		if l := tr.children[int(r.arg)]; l != 0 {
			if c := tr.processes[int(r.arg)]; c == nil || c.lane == 0 {
				tr.rec.PutAt(state(l, trace.StateOverhead, 0, int64(trace.OverheadRuntime), trace.CoreUnknown, t))
			}
		}
	case kindLine:
		tr.rec.PutAt(trace.Event{Kind: trace.KindLine, Lane: a.lane, Arg: r.arg, Core: trace.CoreUnknown, Time: t})
	case kindResume, kindSuspend, kindDone:
		tr.task(p, th, r, t)
	default:
		if o := tr.object(p, r.obj); o != nil {
			tr.touch(p, th, a, o, r, t)
		}
	}
}

// goesOn ends a sleep, or another wait for nothing that has a name. Who has such
// a wait within the wait for an object waits for that still.
func (tr *translation) goesOn(th *thread, a *actor, t trace.Time) {
	if n := len(a.waits); n > 0 && a == &th.actor {
		tr.enter(a, trace.StateBlocked, a.waits[n-1].o.obj, a.waits[n-1].arg, t)
		return
	}
	tr.enter(a, trace.StateRunning, 0, 0, t)
}

// task translates what the loop says of its tasks.
func (tr *translation) task(p *process, th *thread, r *record, t trace.Time) {
	a := tr.taskOf(p, th, r.obj)
	if a == nil {
		return
	}
	switch r.kind() {
	case kindResume:
		th.task = a
		a.sleep = false
		a.core = th.core
		tr.enter(a, trace.StateRunning, 0, 0, t)
		return
	case kindDone:
		tr.end(a, r.arg&1, t)
		delete(p.running, r.obj)
	case kindSuspend:
		switch {
		case len(a.waits) > 0:
			w := a.waits[len(a.waits)-1]
			tr.enter(a, trace.StateBlocked, w.o.obj, a.arg, t)
		case a.sleep:
			tr.enter(a, trace.StateSleep, 0, 0, t)
		case r.arg == 0:
			tr.enter(a, trace.StateReady, 0, 0, t)
		case r.arg > 0:
			peer := tr.taskOf(p, th, uint64(r.arg))
			if peer != nil {
				tr.enter(a, trace.StateBlocked, 0, int64(peer.lane), t)
			}
		default:
			tr.enter(a, trace.StateIO, 0, 0, t)
		}
	}
	th.task = nil
}

// taskOf is a task by its number, with a lane of its own.
func (tr *translation) taskOf(p *process, th *thread, n uint64) *actor {
	if a := p.running[n]; a != nil {
		return a
	}
	x := p.tasks[n]
	if x == nil {
		return nil
	}
	if info, ok := tr.arena.LaneInfo(th.lane); ok && info.Kind != trace.LaneLoop && info.Kind != trace.LaneProcess {
		tr.arena.SetLaneKind(th.lane, trace.LaneLoop)
	}
	name := x.Name
	if x.Coro != "" {
		name = fmt.Sprintf("%s (%s)", x.Name, strings.ReplaceAll(x.Coro, "<locals>.", ""))
	}
	l, err := tr.arena.AddLane(trace.LaneInfo{Kind: trace.LaneTask, Name: name, Parent: th.lane, PID: pid(p)})
	if err != nil {
		return nil
	}
	a := &actor{lane: l, core: trace.CoreUnknown, told: trace.CoreUnknown}
	p.running[n] = a
	return a
}

// processorTime records what a thread has used, as far as is known.
func (tr *translation) processorTime(th *thread, t trace.Time) {
	if th.ran > 0 {
		tr.used += th.ran
		tr.rec.PutAt(trace.Event{Kind: trace.KindCPU, Lane: th.lane, Arg: th.ran, Core: trace.CoreUnknown, Time: t})
	}
}

// ended ends what is left of a process that is gone.
func (tr *translation) ended(p *process, machine int64) {
	t := max(tr.time(machine), tr.at)
	failed := int64(0)
	if p.code != nil && *p.code != 0 {
		failed = 1
	}
	for _, a := range p.running {
		tr.end(a, 0, t)
	}
	for _, th := range p.threads {
		if !th.ended && !(p == tr.main && th.number == 1) { // whose time is known when the process has been waited for
			tr.processorTime(th, t)
		}
		tr.end(&th.actor, failed, t)
	}
	if p.lane == 0 {
		return
	}
	if p.code != nil && p != tr.main {
		code, signal := *p.code, 0
		if code < 0 {
			code, signal = 0, -code
		}
		tr.arena.SetLaneExit(p.lane, code, signal)
	}
}

// finish ends everything.
func (tr *translation) finish() {
	for _, p := range tr.processes {
		if !p.gone {
			tr.ended(p, tr.epoch+int64(tr.at))
		}
	}
}

// total tells what the first process has used, and all those that were waited
// for in it, of which the lanes have told a part.
func (tr *translation) total(ns int64) {
	if p := tr.main; p != nil && ns > tr.used {
		tr.rec.PutAt(trace.Event{Kind: trace.KindCPU, Lane: p.lane, Arg: ns - tr.used, Core: trace.CoreUnknown, Time: tr.at})
	}
}

// rules are whose rules an object of a process follows.
func rules(library, version string) int64 {
	l := prim.Threading
	switch library {
	case "asyncio":
		l = prim.Asyncio
	case "multiprocessing":
		l = prim.Multiprocessing
	}
	var minor int
	if _, err := fmt.Sscanf(version, "3.%d", &minor); err != nil || minor > 255 || minor < 0 {
		minor = int(prim.DefaultPython)
	}
	return int64(l.In(prim.Python(minor)))
}

// base is a file's name without its folders.
func base(file string) string { return filepath.Base(file) }
