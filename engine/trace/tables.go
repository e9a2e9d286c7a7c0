package trace

// This file holds the tables of an arena: the facts about lanes and objects
// that events refer to by number, and the texts that workers printed.

import (
	"errors"
	"strings"
	"sync/atomic"
	"unicode/utf8"
)

// ErrFull is returned when a table of the recording has no room left.
var ErrFull = errors.New("the recording has no room for more lanes, objects or texts")

// LaneKind is what a lane is, as in the command line's JSON.
type LaneKind uint8

// The kinds of lanes.
const (
	LaneMain LaneKind = iota + 1
	LaneThread
	LaneProcess
	LaneInterpreter
	LaneTask
	LaneLoop
	LaneServer
	LaneForkserver
	LaneManager
)

var laneKindNames = [...]string{"", "main", "thread", "process", "interpreter", "task", "loop", "server", "forkserver", "manager"}

// String is the kind's name in the command line's JSON, "thread".
func (k LaneKind) String() string {
	if int(k) < len(laneKindNames) {
		return laneKindNames[k]
	}
	return "unknown"
}

// ObjKind is what an object is.
type ObjKind uint8

// The kinds of objects. A counter has samples instead of a state.
const (
	ObjGIL ObjKind = iota + 1
	ObjLock
	ObjRLock
	ObjSemaphore
	ObjBoundedSemaphore
	ObjEvent
	ObjCondition
	ObjBarrier
	ObjQueue
	ObjLoop
	ObjCounter
	ObjValue
	ObjPool
	ObjPipe
	ObjChannel      // a queue between processes
	ObjSharedMemory // a named piece of it
	ObjManager      // a process that keeps objects for the others
	ObjArray        // numbers in memory that workers share
	ObjSocket       // a connection over TCP or a UNIX socket, or a socket that listens
)

var objKindNames = [...]string{"", "gil", "lock", "rlock", "semaphore", "bounded_semaphore", "event", "condition", "barrier", "queue", "loop", "counter", "value", "pool", "pipe", "process_queue", "shared_memory", "manager", "array", "socket"}

// String is the kind's name in the command line's JSON, "gil".
func (k ObjKind) String() string {
	if int(k) < len(objKindNames) {
		return objKindNames[k]
	}
	return "unknown"
}

// LaneInfo is what is known of a lane beside its events.
type LaneInfo struct {
	ID     Lane
	Kind   LaneKind
	Name   string
	Parent Lane // who started it, 0 if the run itself
	PID    int  // operating system's process id, 0 if not known
	PPID   int
	TID    int // operating system's thread id, 0 if not known
	Exited bool
	Exit   int // exit code, when Exited and Signal is 0
	Signal int // the signal that killed it, 0 if none
	Memory Resident
}

// Resident is how much memory a process had when it was measured last; zero if
// it never was.
type Resident struct {
	RSS     int64 // in all, bytes
	Shared  int64 // of that, what other processes have too
	Private int64 // of that, what is its own
}

// UnitLetter is the unit of a counter whose samples are letters, the states that
// the operating system shows of a process: no quantity, and not drawn as one.
const UnitLetter = "A"

// ObjInfo is what is known of an object beside its events.
type ObjInfo struct {
	ID    Obj
	Kind  ObjKind
	Name  string
	Unit  string // of a counter's samples: "", "%", "B"
	Lane  Lane   // the lane a counter is about; the process a GIL belongs to
	Core  Core   // the core a counter is about, CoreUnknown if none
	Param int64  // capacity, parties, permits; ns of the switch interval of a GIL
	Rule  int64  // which variant of its rules the object follows; its maker's number
}

const (
	nameBytes = 64
	textBytes = slotBytes - 12
)

type laneSlot struct {
	ready  atomic.Uint32
	parent uint32
	pid    atomic.Int32
	ppid   atomic.Int32
	tid    atomic.Int32
	exited atomic.Int32
	exit   atomic.Int32
	signal atomic.Int32
	kind   uint8
	length uint8
	name   [nameBytes]byte
	as     atomic.Uint32   // the LaneKind that it has become; 0: its first
	memory [3]atomic.Int64 // a Resident
	_      [slotBytes - 8*4 - 2 - nameBytes - 6 - 3*8]byte
}

type objSlot struct {
	ready  atomic.Uint32
	lane   uint32
	param  int64
	rule   int64
	core   int16
	kind   uint8
	length uint8
	unit   [4]byte
	name   [nameBytes]byte
	_      [slotBytes - 4 - 4 - 8 - 8 - 2 - 1 - 1 - 4 - nameBytes]byte
}

type textSlot struct {
	ready  atomic.Uint32
	length uint32
	text   [textBytes]byte
	_      [4]byte
}

// AddLane enters a lane and gives it its number. The info's ID is ignored; a
// name longer than 64 bytes is cut at a rune. ErrFull when the table is full.
func (a *Arena) AddLane(info LaneInfo) (Lane, error) {
	i := a.hdr.lanes.Add(1) - 1
	if int(i) >= a.most {
		a.hdr.lanes.Store(uint32(a.most))
		return 0, ErrFull
	}
	s := a.lane(i)
	s.parent, s.kind = uint32(info.Parent), uint8(info.Kind)
	s.length = uint8(copy(s.name[:], cut(info.Name, nameBytes)))
	s.pid.Store(int32(info.PID))
	s.ppid.Store(int32(info.PPID))
	s.tid.Store(int32(info.TID))
	s.ready.Store(1)
	return Lane(i + 1), nil
}

// SetLaneIDs notes the operating system's ids of the lane's worker; a worker
// that starts calls it about itself.
func (a *Arena) SetLaneIDs(l Lane, pid, ppid, tid int) {
	s := a.lane(uint32(l - 1))
	s.pid.Store(int32(pid))
	s.ppid.Store(int32(ppid))
	s.tid.Store(int32(tid))
}

// SetLaneKind says that lane l has become one of another kind: a process that
// serves the others.
func (a *Arena) SetLaneKind(l Lane, k LaneKind) { a.lane(uint32(l - 1)).as.Store(uint32(k)) }

func (s *laneSlot) kindNow() LaneKind {
	if k := s.as.Load(); k != 0 {
		return LaneKind(k)
	}
	return LaneKind(s.kind)
}

// SetLaneExit notes how the lane's process ended: its exit code, or the signal
// that killed it.
func (a *Arena) SetLaneExit(l Lane, code, signal int) {
	s := a.lane(uint32(l - 1))
	s.exit.Store(int32(code))
	s.signal.Store(int32(signal))
	s.exited.Store(1)
}

// SetLaneMemory notes how much memory the lane's process has.
func (a *Arena) SetLaneMemory(l Lane, r Resident) {
	s := a.lane(uint32(l - 1))
	s.memory[0].Store(r.RSS)
	s.memory[1].Store(r.Shared)
	s.memory[2].Store(r.Private)
}

// Lanes is how many lanes there are.
func (a *Arena) Lanes() int { return min(int(a.hdr.lanes.Load()), a.most) }

// LaneInfo is what is known of lane l now; ok is false while the lane's
// maker has not finished entering it.
func (a *Arena) LaneInfo(l Lane) (info LaneInfo, ok bool) {
	if l == 0 || int(l) > a.Lanes() {
		return info, false
	}
	s := a.lane(uint32(l - 1))
	if s.ready.Load() == 0 {
		return info, false
	}
	return LaneInfo{
		ID: l, Kind: s.kindNow(), Name: text(s.name[:], int(s.length)), Parent: Lane(s.parent),
		PID: int(s.pid.Load()), PPID: int(s.ppid.Load()), TID: int(s.tid.Load()),
		Exited: s.exited.Load() != 0, Exit: int(s.exit.Load()), Signal: int(s.signal.Load()),
		Memory: Resident{s.memory[0].Load(), s.memory[1].Load(), s.memory[2].Load()},
	}, true
}

// AddObj enters an object and gives it its number. ErrFull when the table is
// full. The object's cell (see Cell) is zero.
func (a *Arena) AddObj(info ObjInfo) (Obj, error) {
	i := a.hdr.objs.Add(1) - 1
	if i >= maxObjs {
		a.hdr.objs.Store(maxObjs)
		return 0, ErrFull
	}
	s := a.obj(i)
	s.lane, s.core, s.kind, s.param, s.rule = uint32(info.Lane), int16(info.Core), uint8(info.Kind), info.Param, info.Rule
	s.length = uint8(copy(s.name[:], cut(info.Name, nameBytes)))
	copy(s.unit[:], cut(info.Unit, len(s.unit)))
	s.ready.Store(1)
	return Obj(i + 1), nil
}

// Objs is how many objects there are.
func (a *Arena) Objs() int { return int(min(a.hdr.objs.Load(), maxObjs)) }

// ObjInfo is what is known of object o; ok is false while its maker has not
// finished entering it.
func (a *Arena) ObjInfo(o Obj) (info ObjInfo, ok bool) {
	if o == 0 || int(o) > a.Objs() {
		return info, false
	}
	s := a.obj(uint32(o - 1))
	if s.ready.Load() == 0 {
		return info, false
	}
	return ObjInfo{
		ID: o, Kind: ObjKind(s.kind), Name: text(s.name[:], int(s.length)), Unit: strings.TrimRight(string(s.unit[:]), "\x00"),
		Lane: Lane(s.lane), Core: Core(s.core), Param: s.param, Rule: s.rule,
	}, true
}

// laneKind is the kind of lane l, 0 if it is not known yet.
func (a *Arena) laneKind(l Lane) LaneKind {
	if l == 0 || int(l) > a.Lanes() {
		return 0
	}
	if s := a.lane(uint32(l - 1)); s.ready.Load() != 0 {
		return s.kindNow()
	}
	return 0
}

// objKind is the kind of object o, 0 if it is not known yet.
func (a *Arena) objKind(o Obj) ObjKind {
	if o == 0 || int(o) > a.Objs() {
		return 0
	}
	if s := a.obj(uint32(o - 1)); s.ready.Load() != 0 {
		return ObjKind(s.kind)
	}
	return 0
}

// FindObj looks an object up by kind and name: how a worker process attaches
// to what its parent made.
func (a *Arena) FindObj(kind ObjKind, name string) (Obj, bool) {
	name = cut(name, nameBytes)
	for o := Obj(1); int(o) <= a.Objs(); o++ {
		if info, ok := a.ObjInfo(o); ok && info.Kind == kind && info.Name == name {
			return o, true
		}
	}
	return 0, false
}

// Texts is how many texts there are.
func (a *Arena) Texts() int { return int(min(a.hdr.texts.Load(), maxTexts)) }

// AddText keeps a text, for a recording that is read from a file: its number is
// that of the KindSay events there. ErrFull when the table is full.
func (a *Arena) AddText(t string) (int64, error) {
	n := a.addText(t)
	if n == 0 {
		return 0, ErrFull
	}
	return n, nil
}

// addText keeps a text and gives its number, from 1 on; 0 when the table is
// full. Longer than 116 bytes is cut at a rune, with an ellipsis.
func (a *Arena) addText(t string) int64 {
	i := a.hdr.texts.Add(1) - 1
	if i >= maxTexts {
		a.hdr.texts.Store(maxTexts)
		return 0
	}
	if len(t) > textBytes {
		t = cut(t, textBytes-len("…")) + "…"
	}
	s := (*textSlot)(a.at(textsAt, i, slotBytes, maxTexts))
	s.length = uint32(copy(s.text[:], t))
	s.ready.Store(1)
	return int64(i + 1)
}

// Text is the text with the number that a KindSay event carries; "" if there
// is none.
func (a *Arena) Text(n int64) string {
	if n < 1 || n > int64(min(a.hdr.texts.Load(), maxTexts)) {
		return ""
	}
	s := (*textSlot)(a.at(textsAt, uint32(n-1), slotBytes, maxTexts))
	if s.ready.Load() == 0 {
		return ""
	}
	return text(s.text[:], int(s.length))
}

func (a *Arena) lane(i uint32) *laneSlot {
	if i < homeLanes {
		return (*laneSlot)(a.at(lanesAt, i, slotBytes, homeLanes))
	}
	return (*laneSlot)(a.at(a.moreAt, i-homeLanes, slotBytes, a.most-homeLanes))
}

func (a *Arena) obj(i uint32) *objSlot { return (*objSlot)(a.at(objsAt, i, slotBytes, maxObjs)) }

// cut shortens s to at most n bytes without breaking a rune.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func text(b []byte, n int) string { return strings.ToValidUTF8(string(b[:min(n, len(b))]), "�") }
