// Package meter measures from outside, while a run goes on, what the operating
// system can tell: how busy each core is, and how much processor time and
// memory each of the run's processes uses. The samples go into the run's
// recording, as counters.
package meter

import (
	"time"

	"github.com/shirou/gopsutil/v3/cpu"
	"github.com/shirou/gopsutil/v3/process"

	"corelanes/engine/osys"
	"corelanes/engine/trace"
)

// Names of the counters in a recording. Each is a ObjCounter whose Core, or
// Lane, says what it is about; CounterBusy is about the whole machine.
const (
	CounterLoad    = "load"    // of a core, per cent of its time
	CounterBusy    = "busy"    // cores' worth of load of the whole machine, in thousandths
	CounterRSS     = "rss"     // resident memory of a process, bytes
	CounterCPU     = "cpu"     // of a process, thousandths of a core
	CounterThreads = "threads" // of a process
	CounterState   = "state"   // of a process, the letter that the operating system shows; 'X' when it is gone
)

// Units of the counters.
const (
	UnitPercent = "%"
	UnitBytes   = "B"
	UnitMilli   = "m" // thousandths of a core
	UnitCount   = ""
)

// Follow samples until quit is closed: every core's load, and the processes
// that are lanes of the recording; runner is the process whose lanes are
// threads. It begins when the run has begun. What cannot be sampled, or finds no
// room in the recording, is left out.
func Follow(a *trace.Arena, clock trace.Clock, runner int, every time.Duration, quit <-chan struct{}) {
	m := &meter{arena: a, runner: runner, procs: map[int]*follower{}, gaps: gaps{every: trace.Time(every)}}
	tick := time.NewTicker(every)
	defer tick.Stop()
	m.last, _ = cpu.Times(true)
	for {
		select {
		case <-quit:
			if m.rec != nil {
				m.tell(m.gaps.over(m.rec.Now()))
			}
			return
		case <-tick.C:
		}
		if _, begun := a.Epoch(); !begun {
			m.last, _ = cpu.Times(true)
			continue
		}
		if m.rec == nil {
			m.rec = a.NewWriter(clock, 0)
		}
		m.sample()
	}
}

type meter struct {
	arena  *trace.Arena
	rec    *trace.Writer
	runner int
	last   []cpu.TimesStat
	cores  []trace.Obj
	busy   trace.Obj
	procs  map[int]*follower
	found  bool // the runner was looked for
	seen   int  // lanes looked at
	gaps   gaps
}

// follower is one process that is sampled.
type follower struct {
	p                 *process.Process
	pid               int
	cpu, rss, threads trace.Obj
	state             trace.Obj
	letter            byte    // its state as the operating system shows it, 0 if it does not
	used              float64 // seconds of processor time at the last sample
	at                trace.Time
}

func (m *meter) sample() {
	m.sampleCores()
	m.find()
	for pid, f := range m.procs {
		if !m.sampleProcess(f) {
			delete(m.procs, pid)
		}
	}
	m.tell(m.gaps.look(m.rec.Now(), osys.Slept(), m.stopped()))
}

func (m *meter) tell(all []trace.Event) {
	for _, e := range all {
		m.rec.PutAt(e)
	}
}

// stopped says whether all processes of the run that live are stopped by a
// signal.
func (m *meter) stopped() bool {
	some := false
	for _, f := range m.procs {
		switch f.letter {
		case 'T':
			some = true
		case 'Z', 'X':
		default:
			return false
		}
	}
	return some
}

// counter makes a counter; 0 when the recording has no room.
func (m *meter) counter(info trace.ObjInfo) trace.Obj {
	info.Kind = trace.ObjCounter
	o, err := m.arena.AddObj(info)
	if err != nil {
		return 0
	}
	return o
}

func (m *meter) put(o trace.Obj, l trace.Lane, c trace.Core, v int64) {
	if o != 0 {
		m.rec.Put(trace.Event{Kind: trace.KindSample, Obj: o, Lane: l, Core: c, Arg: v})
	}
}

func (m *meter) sampleCores() {
	now, err := cpu.Times(true)
	if err != nil || len(now) != len(m.last) {
		m.last = now
		return
	}
	if m.cores == nil {
		for i := range now {
			m.cores = append(m.cores, m.counter(trace.ObjInfo{Name: CounterLoad, Unit: UnitPercent, Core: trace.Core(i)}))
		}
		m.busy = m.counter(trace.ObjInfo{Name: CounterBusy, Unit: UnitMilli, Core: trace.CoreUnknown})
	}
	sum := 0.0
	for i := range now {
		v := load(m.last[i], now[i])
		sum += v
		m.put(m.cores[i], 0, trace.Core(i), int64(100*v+0.5))
	}
	m.put(m.busy, 0, trace.CoreUnknown, int64(1000*sum+0.5))
	m.last = now
}

// load is how much of the time between two readings a core was not idle, 0 … 1.
func load(a, b cpu.TimesStat) float64 {
	idle := b.Idle + b.Iowait - a.Idle - a.Iowait
	busy := busySeconds(b) - busySeconds(a)
	if busy+idle <= 0 {
		return 0
	}
	return min(1, max(0, busy/(busy+idle)))
}

// busySeconds is all that a core did but idle; guests are counted in User.
func busySeconds(t cpu.TimesStat) float64 {
	return t.User + t.Nice + t.System + t.Irq + t.Softirq + t.Steal
}

// find takes up the processes of lanes that are new.
func (m *meter) find() {
	if !m.found {
		m.found = true
		m.follow(m.runner, 1)
	}
	for n := m.arena.Lanes(); m.seen < n; m.seen++ {
		info, ok := m.arena.LaneInfo(trace.Lane(m.seen + 1))
		if !ok || info.Kind == trace.LaneProcess && info.PID == 0 {
			return // not finished entering: next time
		}
		switch info.Kind {
		case trace.LaneProcess, trace.LaneServer, trace.LaneForkserver, trace.LaneManager:
			m.follow(info.PID, info.ID)
		}
	}
}

func (m *meter) follow(pid int, l trace.Lane) {
	p, err := process.NewProcess(int32(pid))
	if err != nil {
		return // gone already
	}
	of := func(name, unit string) trace.Obj {
		return m.counter(trace.ObjInfo{Name: name, Unit: unit, Lane: l, Core: trace.CoreUnknown})
	}
	m.procs[pid] = &follower{p: p, pid: pid, state: of(CounterState, trace.UnitLetter), cpu: of(CounterCPU, UnitMilli), rss: of(CounterRSS, UnitBytes), threads: of(CounterThreads, UnitCount), used: -1}
}

// sampleProcess measures one process; false when it is gone.
func (m *meter) sampleProcess(f *follower) bool {
	begun := m.rec.Now()
	if letter := osys.StateLetter(f.pid); letter != "" {
		m.tellStop(f, letter[0], begun)
		f.letter = letter[0]
		m.put(f.state, 0, trace.CoreUnknown, int64(f.letter))
	}
	t, err := f.p.Times()
	if err != nil {
		return false
	}
	now, used := m.rec.Now(), t.User+t.System
	if f.used >= 0 && now > f.at {
		m.put(f.cpu, 0, trace.CoreUnknown, int64((used-f.used)*1e12/float64(now-f.at)+0.5))
	}
	f.used, f.at = used, now
	if mem, err := f.p.MemoryInfo(); err == nil {
		m.put(f.rss, 0, trace.CoreUnknown, int64(mem.RSS))
	}
	if n, err := f.p.NumThreads(); err == nil {
		m.put(f.threads, 0, trace.CoreUnknown, int64(n))
	}
	return true
}

// tellStop has the lanes of a process say that a signal has stopped it, or that
// it goes on. The parents of the run's processes tell it more exactly; nobody
// else tells it of the runner, and of processes that a real Python starts. The
// moment is one before the letter was read, so that it is before all that a
// parent hears of later changes.
func (m *meter) tellStop(f *follower, letter byte, before trace.Time) {
	const stopped, zombie, gone = 'T', 'Z', 'X'
	if letter == f.letter || letter != stopped && f.letter != stopped || letter == zombie || letter == gone {
		return
	}
	m.rec.StopAt(before, f.pid, letter == stopped)
}
