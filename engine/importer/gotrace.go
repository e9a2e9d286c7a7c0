package importer

// This file reads Go's execution traces: goroutines become lanes, and the
// scheduler's processors (Ps) the cores they ran on.

import (
	"errors"
	"fmt"
	"io"
	"strings"

	gotrace "golang.org/x/exp/trace"

	"corelanes/engine/trace"
)

// goroutines is a Go trace being read.
type goroutines struct {
	b     *builder
	lanes map[gotrace.GoID]trace.Lane
	last  trace.Time
	tasks map[gotrace.TaskID]string
}

// readGo reads the format. A trace that was cut off is read up to there.
func readGo(r io.Reader, file *source) (out *Imported, err error) {
	g := &goroutines{b: newBuilder(), lanes: map[gotrace.GoID]trace.Lane{}, tasks: map[gotrace.TaskID]string{}}
	damage := g.read(r)
	if file.stopped() {
		return nil, file.err
	}
	if g.b.read == 0 {
		return nil, fmt.Errorf("%w: %w", ErrFormat, errors.Join(damage, errors.New("there is no event in it")))
	}
	out = &Imported{Format: "go", Events: g.b.read, Left: g.b.left}
	if damage != nil {
		out.Damage = fmt.Sprintf("the trace breaks off or is damaged after %d events: %v", g.b.read, damage)
	}
	if out.Recording, err = g.b.finish(file.ctx); err != nil {
		return nil, err
	}
	return out, nil
}

// read reads events until there is none; the error says why there is no more. The
// reader is another's, and a file anybody's: a panic in it is an error of the
// file.
func (g *goroutines) read(r io.Reader) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("it cannot be understood: %v", p)
		}
	}()
	in, err := gotrace.NewReader(r)
	if err != nil {
		return err
	}
	for {
		e, err := in.ReadEvent()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		g.event(&e)
	}
}

func (g *goroutines) event(e *gotrace.Event) {
	at := trace.Time(e.Time())
	g.last = at
	g.b.read++
	switch e.Kind() {
	case gotrace.EventStateTransition:
		st := e.StateTransition()
		if st.Resource.Kind == gotrace.ResourceGoroutine {
			g.moves(e, st, at)
		}
	case gotrace.EventLog:
		if l := g.lanes[e.Goroutine()]; l != 0 {
			x := e.Log()
			if n := g.b.text(strings.TrimPrefix(x.Category+": "+x.Message, ": ")); n != 0 {
				g.b.put(trace.Event{Kind: trace.KindSay, Lane: l, Time: at, Arg: n, Core: trace.CoreUnknown})
			}
		}
	case gotrace.EventMetric:
		g.metric(e.Metric(), at)
	}
}

// moves notes that a goroutine changes its state.
func (g *goroutines) moves(e *gotrace.Event, st gotrace.StateTransition, at trace.Time) {
	id := st.Resource.Goroutine()
	from, to := st.Goroutine()
	l, known := g.lanes[id]
	if !known {
		info := trace.LaneInfo{Kind: trace.LaneThread, Name: fmt.Sprintf("goroutine %d", id)}
		if from == gotrace.GoNotExist {
			info.Parent = g.lanes[e.Goroutine()]
		}
		f := entry(st.Stack)
		if made := maker(e.Stack()); strings.HasPrefix(f, "sync.") && made != "" {
			f = "started by " + made // WaitGroup.Go's own function says nothing
		}
		if f != "" {
			info.Name = fmt.Sprintf("%d %s", id, f[strings.LastIndex(f, "/")+1:]) // the package's path would leave no room
		}
		l = g.b.lane(info)
		g.lanes[id] = l
	}
	if l == 0 {
		return
	}
	switch to {
	case gotrace.GoNotExist:
		g.b.put(trace.Event{Kind: trace.KindEnd, Lane: l, Time: at, Core: trace.CoreUnknown})
		delete(g.lanes, id) // the number may come again
	case gotrace.GoRunning:
		core := trace.CoreUnknown
		if p := e.Proc(); p >= 0 && p < maxCores {
			core = trace.Core(p)
		}
		g.b.state(l, at, trace.StateRunning, core, "")
	case gotrace.GoRunnable:
		g.b.state(l, at, trace.StateReady, trace.CoreUnknown, "")
		if by := g.lanes[e.Goroutine()]; from == gotrace.GoWaiting && by != 0 && by != l {
			g.b.put(trace.Event{Kind: trace.KindWake, Lane: by, Arg: int64(l), Time: at, Core: trace.CoreUnknown})
		}
	case gotrace.GoSyscall:
		g.b.state(l, at, trace.StateIO, trace.CoreUnknown, "system call")
	case gotrace.GoWaiting:
		g.b.state(l, at, waiting(st.Reason), trace.CoreUnknown, st.Reason)
	}
}

// waiting is the state of a goroutine that waits for a reason of the runtime's.
func waiting(reason string) trace.State {
	switch {
	case strings.Contains(reason, "sleep"):
		return trace.StateSleep
	case strings.Contains(reason, "network"):
		return trace.StateIO
	}
	return trace.StateBlocked
}

// entry is the function that a goroutine began with: the outermost of its
// stack.
func entry(s gotrace.Stack) (f string) {
	for frame := range s.Frames() {
		f = frame.Func
	}
	return f
}

// maker is the function that started a goroutine: the innermost of the stack
// that does not belong to sync.
func maker(s gotrace.Stack) string {
	for frame := range s.Frames() {
		if !strings.HasPrefix(frame.Func, "sync.") {
			return frame.Func
		}
	}
	return ""
}

// metric samples one of the runtime's own figures.
func (g *goroutines) metric(m gotrace.Metric, at trace.Time) {
	if m.Value.Kind() != gotrace.ValueUint64 {
		return
	}
	o := trace.Obj(0)
	for i, x := range g.b.objs {
		if x.Name == m.Name {
			o = trace.Obj(i + 1)
		}
	}
	if o == 0 {
		if o = g.b.obj(trace.ObjInfo{Kind: trace.ObjCounter, Name: m.Name, Core: trace.CoreUnknown}); o == 0 {
			return
		}
	}
	if v := m.Value.Uint64(); v < 1<<62 {
		g.b.put(trace.Event{Kind: trace.KindSample, Obj: o, Time: at, Arg: int64(v), Core: trace.CoreUnknown})
	}
}
