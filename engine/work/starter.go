package work

// This file holds the pool of a model that has none: every task is a worker of
// the model, started when there is room for it.

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"corelanes/engine/osys"
	"corelanes/engine/prim"
)

// starter is a PoolEngine made of Worker.Start.
type starter struct {
	o     PoolOptions
	size  int
	limit int // how many are under way at most
	n     int
	open  []started // oldest first
}

type started struct {
	h    Handle
	task PoolTask
}

// newStarter makes one that has as many workers under way as were asked for,
// or as the model would use where these cost nothing.
func newStarter(w Worker, n int, o PoolOptions) *starter {
	const many = 1 << 20
	limit := n
	if w.Crew(many) == many {
		limit = many
	}
	return &starter{o: o, size: n, limit: limit}
}

// Size is as in PoolEngine.
func (s *starter) Size() int { return s.size }

// DefaultChunk is as in PoolEngine: every call is a task.
func (s *starter) DefaultChunk(int) int { return 1 }

// PoolBody is the body that runs a task of a pool, for models that start a
// worker for each. Every program has it.
const PoolBody = "pool task"

// poolCall is a task as it travels to such a worker.
type poolCall struct {
	Body string   `json:"body"`
	Init string   `json:"init,omitempty"`
	Arg  []byte   `json:"arg,omitempty"`
	Args [][]byte `json:"args"`
}

// poolOutcome is what came of it. A task that failed is not a worker that failed:
// where the failure of one ends its siblings, a pool's tasks go on.
type poolOutcome struct {
	Out      [][]byte       `json:"out,omitempty"`
	Error    string         `json:"error,omitempty"`
	Encoding *EncodingError `json:"encoding,omitempty"`
}

// runPoolCall is PoolBody's body, with the program's own beside it.
func runPoolCall(bodies map[string]Body) Body {
	return func(w Worker, k *Kit, arg []byte) ([]byte, error) {
		var c poolCall
		if err := json.Unmarshal(arg, &c); err != nil {
			return nil, fmt.Errorf("read the task: %w", err)
		}
		var o poolOutcome
		out, err := c.run(bodies, w, k)
		switch {
		case errors.Is(err, prim.ErrStopped):
			return nil, err
		case err == nil:
			o.Out = out
		case !errors.As(err, &o.Encoding):
			o.Error = err.Error()
		}
		return json.Marshal(o)
	}
}

// run makes the calls. A panic in one is its error; a worker that is to end does.
func (c *poolCall) run(bodies map[string]Body, w Worker, k *Kit) (out [][]byte, err error) {
	defer func() {
		if p := recover(); p == any(prim.ErrStopped) {
			panic(p)
		} else if p != nil {
			err = fmt.Errorf("internal error: %v\n%s", p, osys.Stack())
		}
	}()
	if c.Init != "" {
		if _, err := RunChunk(bodies, w, k, c.Init, [][]byte{c.Arg}); err != nil {
			return nil, err
		}
	}
	return RunChunk(bodies, w, k, c.Body, c.Args)
}

// RunChunk calls a body once for each argument, and stops at the first error.
func RunChunk(bodies map[string]Body, w Worker, k *Kit, body string, args [][]byte) ([][]byte, error) {
	f, ok := bodies[body]
	if !ok {
		return nil, fmt.Errorf("the scenario has no body %q", body)
	}
	out := make([][]byte, 0, len(args))
	for _, a := range args {
		x, err := f(w, k, a)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// WithPoolBody is the program's bodies, PoolBody and CallBody.
func WithPoolBody(bodies map[string]Body) map[string]Body {
	out := make(map[string]Body, len(bodies)+2)
	for name, f := range bodies {
		out[name] = f
	}
	out[PoolBody] = runPoolCall(bodies)
	out[CallBody] = runCall
	return out
}

// Put is as in PoolEngine: where there is no room the oldest is waited for.
func (s *starter) Put(w Worker, t PoolTask) error {
	if len(s.open) == s.limit {
		s.join()
	}
	arg, err := json.Marshal(poolCall{Body: t.Body, Init: s.o.Initializer, Arg: s.o.InitArg, Args: t.Args})
	if err != nil {
		return fmt.Errorf("send the task: %w", err)
	}
	s.n++
	h, err := w.Start(fmt.Sprintf("PoolWorker-%d", s.n), PoolBody, arg)
	if err != nil {
		return err
	}
	s.open = append(s.open, started{h, t})
	return nil
}

// join waits for the oldest task that is under way.
func (s *starter) join() {
	x := s.open[0]
	s.open = s.open[1:]
	data, err := x.h.Join()
	var o poolOutcome
	if err == nil {
		err = json.Unmarshal(data, &o)
	}
	switch {
	case err != nil:
	case o.Encoding != nil:
		err = o.Encoding
	case o.Error != "":
		err = &RemoteError{Text: o.Error}
	}
	x.task.Done(o.Out, err)
}

// Await is as in PoolEngine. The time-out counts between two tasks only.
func (s *starter) Await(w Worker, r *Results, timeout prim.Seconds) error {
	begin := w.Self().Rec.Now()
	for r.Until(func() {}) {
		if len(s.open) == 0 || float64(w.Self().Rec.Now()-begin) > float64(timeout)*1e9 {
			return ErrPoolTimeout
		}
		s.join()
	}
	return nil
}

// Close is as in PoolEngine.
func (s *starter) Close(Worker) {}

// Terminate is as in PoolEngine: what has begun ends by itself.
func (s *starter) Terminate(Worker) {
	for _, x := range slices.Clone(s.open) {
		x.task.Done(nil, ErrTerminated)
	}
}

// Join is as in PoolEngine.
func (s *starter) Join(Worker) error {
	for len(s.open) > 0 {
		s.join()
	}
	return nil
}
