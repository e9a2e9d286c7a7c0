package entry

// This file holds the runner: the process in which a plan is run.

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"corelanes/engine/control"
	"corelanes/engine/loop"
	"corelanes/engine/model"
	"corelanes/engine/osys"
	"corelanes/engine/proc"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// spareProcs are the Ps that the Go runtime has beyond the workers: so that a
// worker that comes back from the kernel finds one free, and the runtime's own
// goroutines too.
const spareProcs = 4

// Runner is the life of a runner process: it receives a plan, runs it, and
// sends the result. It ends at once when told to stop, or when the parent is
// gone; the recording is up to date at every moment, so nothing is lost. late is
// nil in a runner whose program asks for no services and has no server.
func Runner(late Late) error {
	clock := osys.NewClock()
	mem, err := proc.Memory()
	if err != nil {
		return err
	}
	arena, err := trace.OpenArena(mem.Bytes(), mem)
	if err != nil {
		return err
	}
	m, err := proc.ReadMessage(os.Stdin)
	if err != nil {
		return fmt.Errorf("runner: %w", err)
	}
	r := &running{arena: arena, clock: clock, late: late, answers: make(chan json.RawMessage)}
	go r.obey()
	s := &model.Stage{Spec: m.Spec, Memory: mem, Arena: arena, Clock: clock, Family: &r.family}
	out, err := r.run(s)
	r.end(out, err, r.answer)
	return nil
}

// running is a run in its runner.
type running struct {
	arena  *trace.Arena
	clock  trace.Clock
	late   Late                   // nil: no services
	dir    atomic.Pointer[string] // for the run's files; nil before it is known
	family proc.Family
	once   sync.Once

	hand     bool                   // the parent is asked
	answers  chan json.RawMessage   // to what was asked
	replay   *control.Replay        // of a controlled run
	schedule atomic.Pointer[string] // what was chosen in it; nil before it has ended
}

// run runs the stage's spec.
func (r *running) run(s *model.Stage) ([]byte, error) {
	var spec Spec
	if err := json.Unmarshal(s.Spec, &spec); err != nil {
		return nil, fmt.Errorf("read what to run: %w", err)
	}
	p, err := spec.program()
	if err != nil {
		return nil, err
	}
	m, err := model.Find(spec.Model)
	if err != nil {
		return nil, err
	}
	runtime.GOMAXPROCS(spec.Options.Workers + spareProcs)
	s.Program, s.Options, s.Dir = p, spec.Options, spec.Dir
	r.dir.Store(&s.Dir)
	if r.late != nil {
		s.Services = r.late.Services().For(p)
	}
	if p.Server != nil {
		if s.Server, err = r.serve(*p.Server); err != nil {
			return nil, err
		}
	}
	if p.Python {
		s.Real = r.late
	}
	switch {
	case spec.Explore != nil:
		return r.explore(s, m, *spec.Explore)
	case spec.Controlled == nil:
		return m.Run(s)
	}
	if err := r.control(s, *spec.Controlled); err != nil {
		return nil, err
	}
	out, err := m.Run(s)
	return out, r.taken(s.Control, err)
}

// serve starts the program's server, as a lane of its own kind.
func (r *running) serve(s work.Server) (string, error) {
	c, address, err := r.late.Serve(&r.family, s)
	if err != nil {
		return "", err
	}
	_, err = r.arena.AddLane(trace.LaneInfo{Kind: trace.LaneServer, Name: "server " + address, PID: c.PID, PPID: os.Getpid(), TID: c.PID})
	return address, err
}

// obey listens to the parent. It ends with the process.
func (r *running) obey() {
	for {
		m, err := proc.ReadMessage(os.Stdin)
		switch {
		case err != nil:
			r.end(nil, errStopped, r.putAway)
			os.Exit(0)
		case m.Kind == proc.KindStop:
			r.end(nil, errStopped, r.answer)
			os.Exit(0)
		case m.Kind == proc.KindLet:
			r.answers <- m.Spec
		}
	}
}

// deadlocked says whether a run ended because its workers wait for ever.
func deadlocked(err error) bool {
	return errors.Is(err, loop.ErrNeverEnds) || errors.Is(err, control.ErrDeadlock)
}

var errStopped = errors.New("stopped")

// end ends the run: its recording, its children, and what last has to do. The
// first call counts; others wait for it.
func (r *running) end(out []byte, err error, last func(out []byte, err error)) {
	r.once.Do(func() {
		if now, virtual := r.arena.Virtual(); virtual {
			r.arena.Finish(now)
		} else if epoch, begun := r.arena.Epoch(); begun {
			if err != nil {
				r.account()
			}
			r.arena.Finish(trace.Time(r.clock.Machine() - epoch))
		}
		r.family.End()
		last(out, err)
	})
}

// answer tells the parent how the run ended.
func (r *running) answer(out []byte, err error) {
	m := proc.Message{Kind: proc.KindResult, Data: out}
	if err != nil {
		m = proc.Message{Kind: proc.KindError, Text: err.Error()}
	}
	m.Spec, _ = json.Marshal(r.outcome(err))
	// A parent that has gone in this moment needs no answer.
	_ = proc.WriteMessage(os.Stdout, m)
}

// putAway removes the run's files: the parent, who made them, is gone.
func (r *running) putAway([]byte, error) {
	if dir := r.dir.Load(); dir != nil && *dir != "" {
		_ = os.RemoveAll(*dir) // there is nobody left to tell
		osys.RemoveShared(osys.Base(*dir))
	}
}

// account records the processor time of the workers that are still at work:
// they do not come to do it themselves.
func (r *running) account() {
	rec := r.arena.NewWriter(r.clock, 0)
	for l := trace.Lane(1); int(l) <= r.arena.Lanes(); l++ {
		info, ok := r.arena.LaneInfo(l)
		if !ok || info.Exited || info.TID == 0 || info.Kind == trace.LaneServer {
			continue
		}
		ran, err := osys.ThreadRan(info.PID, info.TID)
		if info.Kind == trace.LaneProcess {
			ran, err = osys.ProcessRan(info.PID)
		}
		if err == nil {
			rec.Put(trace.Event{Kind: trace.KindCPU, Lane: l, Arg: ran, Core: trace.CoreUnknown})
		}
	}
}
