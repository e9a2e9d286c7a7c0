package loop

// This file holds the loop as a scenario's code sees it: work.Async.

import (
	"errors"
	"io"
	"time"

	"corelanes/engine/osys"
	"corelanes/engine/work"
)

// Async is what the task's loop offers to a scenario.
func (t *Task) Async() work.Async { return async{t} }

type async struct{ t *Task }

// CurrentTask is as in work.Async.
func (a async) CurrentTask() string { return a.t.loop.CurrentTask().Name() }

// AllTasks is as in work.Async.
func (a async) AllTasks() (names []string) {
	for _, t := range a.t.loop.AllTasks() {
		names = append(names, t.name)
	}
	return names
}

// awaitable is what a handle stands for.
func (a async) awaitable(h work.Handle) (Awaitable, error) {
	x, ok := h.(*handle)
	if !ok {
		return nil, errors.New("TypeError: an asyncio.Future, a coroutine or an awaitable is required")
	}
	return x.on, nil
}

// Gather is as in work.Async.
func (a async) Gather(returnExceptions bool, all ...work.Handle) ([]work.Outcome, error) {
	var on []Awaitable
	for _, h := range all {
		x, err := a.awaitable(h)
		if err != nil {
			return nil, err
		}
		on = append(on, x)
	}
	v, err := a.t.Await(a.t.loop.Gather(returnExceptions, on...))
	if err != nil {
		return nil, err
	}
	var out []work.Outcome
	for _, o := range v.([]Outcome) { // what Gather's future holds
		data, _ := o.Value.([]byte)
		out = append(out, work.Outcome{Out: data, Err: o.Err})
	}
	return out, nil
}

// WaitFor is as in work.Async.
func (a async) WaitFor(h work.Handle, limit time.Duration) ([]byte, error) {
	x, err := a.awaitable(h)
	if err != nil {
		return nil, err
	}
	return bytesOf(a.t.WaitFor(x, limit))
}

// Cancel is as in work.Async.
func (a async) Cancel(h work.Handle) bool {
	x, err := a.awaitable(h)
	return err == nil && x.future().Cancel()
}

// Generate is as in work.Async.
func (a async) Generate(f func(yield func(v []byte) error) error, each func(v []byte) error) error {
	g := a.t.loop.Generator(func(g *Generator) error {
		return f(func(v []byte) error { return g.Yield(v) })
	})
	for {
		v, ok, err := g.Next(a.t)
		if err != nil || !ok {
			return err
		}
		data, _ := v.([]byte)
		if err := each(data); err != nil {
			return errors.Join(err, g.Close(a.t))
		}
	}
}

// places are a scenario's places by the loop's names.
var places = [...]Where{work.ThreadPool: InThreads, work.ProcessPool: InProcesses}

// Offload is as in work.Async.
func (a async) Offload(where work.Elsewhere, name, body string, arg []byte) ([]byte, error) {
	return bytesOf(a.t.offload(places[where], &Job{Name: name, Body: body, Arg: arg}))
}

// ToThread is as in work.Async.
func (a async) ToThread(name string, f func(w work.Worker) ([]byte, error)) ([]byte, error) {
	return bytesOf(a.t.ToThread(name, func(w work.Worker) (any, error) { return f(w) }))
}

// Threadsafe is as in work.Async.
func (a async) Threadsafe(from work.Worker, name, body string, arg []byte) ([]byte, error) {
	l := a.t.loop
	x, err := l.RunThreadsafe(name, func(t *Task) (any, error) {
		f, ok := l.bodies[body]
		if !ok {
			return nil, errors.New("the scenario has no body " + body)
		}
		return f(t, l.kit, arg)
	})
	if err != nil {
		return nil, err
	}
	return bytesOf(x.Result(from, NoLimit))
}

// Serve is as in work.Async.
func (a async) Serve(path string, handle func(w work.Worker, c io.ReadWriteCloser) error) (address string, shut func() error, err error) {
	s, err := a.t.loop.StartServer(osys.Door(path), work.ServeBacklog, func(t *Task, s *Stream) error { return handle(t, stream{s}) })
	if err != nil {
		return "", nil, err
	}
	return s.Address().String(), func() error {
		return errors.Join(s.Close(), s.WaitClosed(a.t))
	}, nil
}

// Connect is as in work.Async.
func (a async) Connect(address string) (io.ReadWriteCloser, error) {
	at, err := osys.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	s, err := a.t.loop.OpenConnection(at)
	if err != nil {
		return nil, err
	}
	return stream{s}, nil
}

// stream is a Stream whose writes wait for room.
type stream struct{ *Stream }

// Write is as in io.Writer.
func (s stream) Write(p []byte) (int, error) {
	if err := s.Stream.Write(p); err != nil {
		return 0, err
	}
	return len(p), s.Drain()
}

func bytesOf(v any, err error) ([]byte, error) {
	data, _ := v.([]byte)
	return data, err
}
