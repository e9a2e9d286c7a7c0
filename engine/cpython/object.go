package cpython

// This file holds the objects: their names, and what a record about one means.

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"corelanes/engine/trace"
)

// object is a primitive of the script's own.
type object struct {
	obj     trace.Obj
	kind    trace.ObjKind
	seq     uint32
	param   int64
	value   int64    // units of a semaphore, tasks done of a pool, who is inside a barrier
	rounds  int64    // how often a barrier has opened
	holders []*actor // who holds it
	inside  [trace.NumRooms][]*actor
	items   []int64
	pushed  int64 // items that had no number of their own
	owed    int   // items that were taken before they were told of
}

var objectKinds = map[string]trace.ObjKind{
	"lock": trace.ObjLock, "rlock": trace.ObjRLock, "semaphore": trace.ObjSemaphore, "bounded_semaphore": trace.ObjBoundedSemaphore,
	"event": trace.ObjEvent, "condition": trace.ObjCondition, "barrier": trace.ObjBarrier, "queue": trace.ObjQueue,
	"process_queue": trace.ObjChannel, "pool": trace.ObjPool,
}

// Values and rooms are numbered as the engine's own primitives number theirs.
const (
	barrierFilling, barrierDraining            = 0, 1
	slotState, slotCount, slotGeneration       = 0, 1, 2
	slotOwner, slotDepth                       = 0, 1
	slotUnits, slotFlag, slotDone, slotPending = 0, 0, 0, 0
)

// object is an object of a process by its number there; nil when it was never
// announced, or there is no room for more.
func (tr *translation) object(p *process, n uint64) *object {
	if o, known := p.objects[n]; known {
		return o
	}
	x := p.made[n]
	var o *object
	switch {
	case x == nil && p.parent != nil && p.begun != nil && n <= p.begun.Objects: // it was there before the fork
		o = tr.inherited(p, n)
	case x == nil:
		return nil
	case x.Adopted:
		if from, known := tr.shared[x.Shared]; known { // else the library made it for itself
			o = tr.object(from.p, from.n)
		}
	default:
		o = tr.create(p, x, "")
	}
	p.objects[n] = o
	return o
}

// inherited is an object that a forked process has from its parent: the same
// one, if it is between processes, else a copy that is its own.
func (tr *translation) inherited(p *process, n uint64) *object {
	for q := p.parent; q != nil; q = q.parent {
		x := q.made[n]
		if x == nil {
			continue
		}
		if x.Shared != "" {
			return tr.object(q, n)
		}
		return tr.create(p, x, fmt.Sprintf(" in %d", pid(p)))
	}
	return nil
}

// create enters an object in the recording.
func (tr *translation) create(p *process, x *fact, suffix string) *object {
	kind, known := objectKinds[x.Kind]
	if !known {
		return nil
	}
	version := ""
	if p.begun != nil {
		version = p.begun.Version
	}
	param := x.Param
	if param > 1<<30 { // a queue without a limit
		param = 0
	}
	if kind == trace.ObjCondition && x.Lock != 0 {
		if l := tr.object(p, x.Lock); l != nil {
			param = int64(l.obj)
		}
	}
	rule := rules(x.Library, version)
	if kind == trace.ObjPool || kind == trace.ObjChannel {
		rule = 0
	}
	id, err := tr.arena.AddObj(trace.ObjInfo{Kind: kind, Name: tr.names.unlike(x.Kind, x.Name) + suffix, Core: trace.CoreUnknown, Param: param, Rule: rule, Lane: p.lane})
	if err != nil {
		return nil
	}
	o := &object{obj: id, kind: kind, param: param}
	if kind == trace.ObjSemaphore || kind == trace.ObjBoundedSemaphore {
		o.value = x.Param
		tr.set(o, p.lane, slotUnits, o.value, tr.at)
	}
	return o
}

// names finds out what an object is called in the script.
type names struct {
	taken map[string]int
	lines map[string][]string // of files
	made  map[string]int      // how many objects each line has made
}

// assigned finds the name that a line assigns to.
var assigned = regexp.MustCompile(`^\s*(?:with\s.*\sas\s+)?(?:(?:self|cls)\.)?([A-Za-z_]\w*)(?:\s*:[^=]+)?\s*=[^=]`)

// of is the name of an object: the variable's in the line that made it, else its
// kind and that line.
func (n *names) of(x *fact) string {
	name := strings.ReplaceAll(x.Kind, "_", " ")
	if all := n.assigned(n.line(x.File, x.Line)); len(all) > 0 {
		at := fmt.Sprint(x.File, ":", x.Line)
		name = all[n.made[at]%len(all)]
		n.made[at]++
	} else if x.Line > 0 {
		name = fmt.Sprintf("%s %s:%d", name, base(x.File), x.Line)
	}
	return name
}

// unlike tells objects of one kind and name apart. A condition and the lock inside
// have the same name.
func (n *names) unlike(kind, name string) string {
	n.taken[kind+" "+name]++
	if k := n.taken[kind+" "+name]; k > 1 {
		name = fmt.Sprintf("%s %d", name, k)
	}
	return name
}

// assigned are the names that a line assigns to: most lines are one statement.
func (n *names) assigned(line string) (all []string) {
	for statement := range strings.SplitSeq(line, ";") {
		if m := assigned.FindStringSubmatch(statement); m != nil {
			all = append(all, m[1])
		}
	}
	return all
}

// maxSource is how large a file may be to be looked into for names.
const maxSource = 4 << 20

func (n *names) line(file string, line int) string {
	all, known := n.lines[file]
	if !known {
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() && info.Size() < maxSource {
			b, _ := os.ReadFile(file) // one that cannot be read has no names in it
			all = strings.Split(string(b), "\n")
		}
		n.lines[file] = all
	}
	if line < 1 || line > len(all) {
		return ""
	}
	return all[line-1]
}

// put records an event of the object, in its order.
func (tr *translation) put(o *object, k trace.Kind, l trace.Lane, slot trace.Slot, arg int64, t trace.Time) {
	o.seq++
	tr.rec.PutAt(trace.Event{Kind: k, Lane: l, Obj: o.obj, Seq: o.seq, Slot: slot, Arg: arg, Core: trace.CoreUnknown, Time: t})
}

func (tr *translation) set(o *object, l trace.Lane, slot trace.Slot, v int64, t trace.Time) {
	tr.put(o, trace.KindSet, l, slot, v, t)
}

// touch translates what an actor did with an object.
func (tr *translation) touch(p *process, th *thread, a *actor, o *object, r *record, t trace.Time) {
	room := trace.Slot(r.slot() % trace.NumRooms)
	switch r.kind() {
	case kindWait:
		tr.waits(p, th, a, o, room, r.timed(), t)
	case kindTook:
		tr.leaveRoom(a, o, room, t)
		tr.take(a, o, r.arg, 0, t)
		tr.enter(a, trace.StateRunning, 0, 0, t)
	case kindLeft:
		tr.leaveRoom(a, o, room, t)
		tr.enter(a, trace.StateRunning, 0, 0, t)
	case kindTake:
		how := trace.Slot(0)
		if r.timed() {
			how = trace.TookBounded
		}
		tr.take(a, o, r.arg, how, t)
	case kindGive:
		tr.give(a, o, r.arg, t)
	case kindSet:
		tr.set(o, a.lane, trace.Slot(r.slot()%trace.NumValues), r.arg, t)
		if o.kind == trace.ObjEvent && r.arg == 1 {
			tr.wake(a, o, len(o.inside[0]), t)
		}
		if o.kind == trace.ObjSemaphore || o.kind == trace.ObjBoundedSemaphore {
			o.value = r.arg
		}
	case kindPush:
		tr.push(a, o, r.arg, t)
	case kindPop:
		tr.pop(a, o, r.arg, r.timed(), t)
	case kindTest:
		tr.asks(p, a, o, r, t)
	case kindWake:
		tr.wake(a, o, int(r.arg), t)
		if r.arg == 0 { // nobody heard it
			tr.rec.PutAt(trace.Event{Kind: trace.KindWake, Lane: a.lane, Obj: o.obj, Core: trace.CoreUnknown, Time: t})
		}
	}
}

// waits has an actor enter a room of an object. Who waits for a condition's lock
// has been let out of the condition's own room.
func (tr *translation) waits(p *process, th *thread, a *actor, o *object, room trace.Slot, timed bool, t trace.Time) {
	if n := len(a.waits); n > 0 && a.waits[n-1].o.kind == trace.ObjCondition {
		tr.letOut(a, a.waits[n-1].o, a.waits[n-1].room, t)
	}
	arg := int64(0)
	if timed {
		arg = trace.Timed
	}
	a.waits = append(a.waits, wait{o, room, arg})
	o.inside[room] = append(o.inside[room], a)
	tr.put(o, trace.KindJoin, a.lane, room, arg, t)
	if o.kind == trace.ObjBarrier && tr.arrives(a, o, t) {
		return
	}
	if a == &th.actor {
		tr.enter(a, trace.StateBlocked, o.obj, arg, t)
		tr.releases(p, th, t, false)
	} else {
		a.arg = arg // of the state in which the task will be when it is suspended
	}
}

// arrives counts an actor into a barrier; true when it is the last.
func (tr *translation) arrives(a *actor, o *object, t trace.Time) bool {
	o.value++
	tr.set(o, a.lane, slotCount, o.value, t)
	if o.value != o.param {
		return false
	}
	o.rounds++
	tr.set(o, a.lane, slotState, barrierDraining, t)
	tr.set(o, a.lane, slotGeneration, o.rounds, t)
	tr.wake(a, o, len(o.inside[0]), t)
	return true
}

// leaveRoom ends an actor's wait for an object.
func (tr *translation) leaveRoom(a *actor, o *object, room trace.Slot, t trace.Time) {
	i := len(a.waits) - 1
	for i >= 0 && (a.waits[i].o != o || a.waits[i].room != room) {
		i--
	}
	if i < 0 {
		return
	}
	a.waits = slices.Delete(a.waits, i, i+1)
	tr.letOut(a, o, room, t)
	if o.kind == trace.ObjBarrier && o.value > 0 {
		o.value--
		tr.set(o, a.lane, slotCount, o.value, t)
		if o.value == 0 {
			tr.set(o, a.lane, slotState, barrierFilling, t)
		}
	}
}

// leave ends an actor's last wait.
func (tr *translation) leave(a *actor, t trace.Time) {
	w := a.waits[len(a.waits)-1]
	tr.leaveRoom(a, w.o, w.room, t)
}

// letOut takes an actor out of a room, if it is still in it.
func (tr *translation) letOut(a *actor, o *object, room trace.Slot, t trace.Time) {
	i := slices.Index(o.inside[room], a)
	if i < 0 {
		return
	}
	o.inside[room] = slices.Delete(o.inside[room], i, i+1)
	tr.put(o, trace.KindPart, a.lane, room, 0, t)
}

// wake lets the first n out of an object's room, and says who was woken.
func (tr *translation) wake(a *actor, o *object, n int, t trace.Time) {
	for range min(n, len(o.inside[0])) {
		first := o.inside[0][0]
		tr.letOut(first, o, 0, t)
		if first != a {
			tr.rec.PutAt(trace.Event{Kind: trace.KindWake, Lane: a.lane, Obj: o.obj, Arg: int64(first.lane), Core: trace.CoreUnknown, Time: t})
		}
	}
}

// take has an actor hold an object.
func (tr *translation) take(a *actor, o *object, depth int64, how trace.Slot, t trace.Time) {
	switch o.kind {
	case trace.ObjSemaphore, trace.ObjBoundedSemaphore:
		o.value = max(0, o.value-1)
		tr.set(o, a.lane, slotUnits, o.value, t)
		depth = 1
	case trace.ObjRLock:
		tr.set(o, a.lane, slotOwner, int64(a.lane), t)
		tr.set(o, a.lane, slotDepth, depth, t)
	}
	if !slices.Contains(o.holders, a) || o.kind == trace.ObjSemaphore {
		o.holders = append(o.holders, a)
	}
	tr.put(o, trace.KindTake, a.lane, how, depth, t)
}

// give has an object given up: by who holds it, or by another for it.
func (tr *translation) give(a *actor, o *object, n int64, t trace.Time) {
	units := o.kind == trace.ObjSemaphore || o.kind == trace.ObjBoundedSemaphore
	if units {
		o.value += max(n, 1)
		tr.set(o, a.lane, slotUnits, o.value, t)
	}
	i := slices.Index(o.holders, a)
	if i < 0 && len(o.holders) > 0 && o.kind == trace.ObjLock {
		tr.put(o, trace.KindGive, o.holders[0].lane, trace.GaveForeign, 0, t)
		o.holders = o.holders[:0]
		return
	}
	if i < 0 {
		return
	}
	o.holders = slices.Delete(o.holders, i, i+1)
	if o.kind == trace.ObjRLock {
		tr.set(o, a.lane, slotOwner, 0, t)
		tr.set(o, a.lane, slotDepth, 0, t)
	}
	tr.put(o, trace.KindGive, a.lane, 0, 0, t)
	if o.kind == trace.ObjPool {
		o.value++
		tr.set(o, a.lane, slotDone, o.value, t)
	}
}

// push adds an item; one that was taken before it was told of is not there.
func (tr *translation) push(a *actor, o *object, item int64, t trace.Time) {
	if item == 0 {
		o.pushed++
		item = o.pushed
	}
	tr.put(o, trace.KindPush, a.lane, 0, item, t)
	if o.owed > 0 {
		o.owed--
		tr.put(o, trace.KindPop, a.lane, 0, item, t)
		return
	}
	o.items = append(o.items, item)
}

// pop takes an item out: the one of the number given, else the first or the last.
func (tr *translation) pop(a *actor, o *object, item int64, last bool, t trace.Time) {
	if len(o.items) == 0 {
		o.owed++
		return
	}
	i, slot := 0, trace.PopFirst
	switch {
	case item != 0:
		i = max(0, slices.Index(o.items, item))
	case last:
		i, slot = len(o.items)-1, trace.PopLast
	}
	tr.put(o, trace.KindPop, a.lane, slot, o.items[i], t)
	o.items = slices.Delete(o.items, i, i+1)
}
