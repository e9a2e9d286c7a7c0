package model

// This file holds the worker process: what a child of the model processes does
// from its first moment to its last.

import (
	"encoding/json"
	"fmt"
	"os"
	"sync/atomic"

	"corelanes/engine/interp"
	"corelanes/engine/osys"
	"corelanes/engine/prim"
	"corelanes/engine/proc"
	"corelanes/engine/proc/dawn"
	"corelanes/engine/proc/forker"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// Program makes a scenario's program anew from a stage's Spec.
type Program func(spec json.RawMessage) (work.Program, error)

// Work is the life of a worker process. The services are those that it was
// linked with.
func Work(program Program, services work.Services, clock trace.Clock) error {
	begun := clock.Machine()
	mem, err := proc.Memory()
	if err != nil {
		return err
	}
	arena, err := trace.OpenArena(mem.Bytes(), mem)
	if err != nil {
		return err
	}
	lane := proc.Lane()
	rec := arena.NewWriter(clock, lane)
	recordBirth(rec, lane, begun)
	m, err := proc.ReadMessage(os.Stdin)
	if err != nil {
		return fmt.Errorf("worker: %w", err)
	}
	var spec startSpec
	if err := json.Unmarshal(m.Spec, &spec); err != nil {
		return fmt.Errorf("worker: %w", err)
	}
	inherited := forker.Own().Data
	if spec.Inherit > 0 {
		if inherited, err = proc.ReadData(os.Stdin, spec.Inherit); err != nil {
			return fmt.Errorf("worker: %w", err)
		}
	}
	rec.State(lane, trace.StateOverhead, 0, int64(trace.OverheadReady), trace.CoreUnknown)
	var done atomic.Bool
	var remote *proc.Remote
	if spec.Options.waitsThroughParent() {
		remote = proc.NewRemote(mem.Bytes(), osys.OS(), os.Stdout)
	}
	go watchParent(&done, remote)
	out, err := workerBody(program, services, clock, arena, remote, lane, m, spec, inherited)
	done.Store(true)
	if r, err := osys.Resident(os.Getpid()); err == nil {
		arena.SetLaneMemory(lane, r)
	}
	rec.State(lane, trace.StateOverhead, 0, int64(trace.OverheadSend), trace.CoreUnknown)
	answer := proc.Message{Kind: proc.KindResult, Data: out}
	end := trace.Event{Kind: trace.KindEnd, Lane: lane, Core: trace.CoreUnknown}
	if err != nil {
		answer, end.Arg = proc.Message{Kind: proc.KindError, Text: err.Error()}, 1
	}
	err = proc.WriteMessage(os.Stdout, answer)
	rec.Put(end)
	return err
}

// recordBirth writes down, after the fact, how the process came to the point,
// begun, at which it knows what it is: the machine's clock was read on the way.
// Where a moment was not told, its phase is part of the one before.
func recordBirth(rec *trace.Writer, lane trace.Lane, begun int64) {
	epoch, _ := rec.Arena().Epoch()
	phase := func(what trace.Overhead, machine int64) {
		if machine != 0 {
			rec.PutAt(trace.Event{Time: trace.Time(machine - epoch), Kind: trace.KindState, Lane: lane, Slot: trace.Slot(trace.StateOverhead), Arg: int64(what), Core: trace.CoreUnknown})
		}
	}
	phase(trace.OverheadRuntime, forker.Own().Born)
	phase(trace.OverheadImport, dawn.At)
	phase(trace.OverheadReceive, begun)
}

// watchParent hears what the parent says: how waits have ended, where this
// process waits through it. It ends this process when the parent hangs up, or
// says what makes no sense, before the result is there. It ends with the
// process.
func watchParent(done *atomic.Bool, remote *proc.Remote) {
	for {
		m, err := proc.ReadMessage(os.Stdin)
		if err == nil && m.Kind == proc.KindWoke && remote != nil {
			err = remote.Woken(m)
		}
		if err != nil {
			if !done.Load() {
				os.Exit(1)
			}
			return
		}
	}
}

// workerBody runs the body that a message asks for.
func workerBody(program Program, services work.Services, clock trace.Clock, arena *trace.Arena, remote *proc.Remote, lane trace.Lane, m proc.Message, spec startSpec, inherited []byte) ([]byte, error) {
	p, err := program(spec.Stage)
	if err != nil {
		return nil, err
	}
	s := &Stage{Program: p, Arena: arena, Clock: clock, Dir: spec.Dir, Server: spec.Server, Services: services.For(p), Options: spec.Options, child: true}
	if remote != nil {
		s.wait = remote
	}
	k := s.kit(prim.Multiprocessing)
	k.Inherited = inherited
	k.Queues = processQueues{}
	in, err := interp.New(k, clock, p, interp.Options{Workers: 1, SwitchInterval: s.SwitchInterval, Pin: s.Pin, Lane: lane, Name: "GIL " + m.Name})
	if err != nil {
		return nil, err
	}
	body, ok := in.Bodies[m.Body]
	if spec.Seat != nil {
		body, ok = poolWorker(in, spec), true
	}
	if !ok {
		return nil, fmt.Errorf("the scenario has no body %q", m.Body)
	}
	t := in.Attach(lane)
	out, err := interp.Guard(func() ([]byte, error) { return body(t, k, m.Data) })
	if err != nil {
		work.Say(t, "Process "+m.Name+": "+err.Error())
	}
	if cerr := k.Talk.Close(t); err == nil {
		err = cerr
	}
	t.Leave()
	in.Wait()
	return out, err
}
