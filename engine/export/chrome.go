package export

// This file writes Chrome's trace event format, as Perfetto reads it: times in
// microseconds with three decimals, one event a line.
//
// What a lane is doing becomes slices (X) and, for Perfetto from version 54 on,
// thread states (T) with the core, from which it draws the rows of the cores.
// An object is a thread of a process of its own, whose slices say who holds it;
// how many wait is a counter. A wake-up is a flow from the slice in which it was
// made to the one in which the other went on.

import (
	"encoding/json"
	"io"
	"strconv"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// objectsName is what the process of the objects is called.
const objectsName = "Primitives"

// chromeEvent is one event of the format. Its fields stand in the order in
// which others write them.
type chromeEvent struct {
	Name string         `json:"name,omitempty"`
	Cat  string         `json:"cat,omitempty"`
	Ph   string         `json:"ph"`
	Ts   *micros        `json:"ts,omitempty"`
	Dur  *micros        `json:"dur,omitempty"`
	Pid  int            `json:"pid"`
	Tid  int            `json:"tid"`
	ID   int            `json:"id,omitempty"`
	Bp   string         `json:"bp,omitempty"`
	S    string         `json:"s,omitempty"`
	Args map[string]any `json:"args,omitempty"`
}

// micros is a time that is written in microseconds, to the nanosecond.
type micros trace.Time

// MarshalJSON writes the time with three decimals.
func (m micros) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(m)/1e3, 'f', 3, 64), nil
}

// chrome writes events.
type chrome struct {
	w     io.Writer
	v     *trace.View
	first bool
	err   error
}

func writeChrome(w io.Writer, v *trace.View) error {
	c := &chrome{w: w, v: v, first: true}
	c.raw("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n")
	for i, p := range processes(v) {
		c.meta("process_name", p.pid, 0, map[string]any{"name": p.name})
		c.meta("process_sort_index", p.pid, 0, map[string]any{"sort_index": i})
		for _, l := range p.lanes {
			c.lane(p.pid, l)
		}
	}
	c.objects()
	c.flows()
	c.counters()
	c.gaps()
	c.raw("\n]}\n")
	return c.err
}

func (c *chrome) raw(s string) {
	if c.err == nil {
		_, c.err = io.WriteString(c.w, s)
	}
}

func (c *chrome) put(e chromeEvent) {
	if c.err != nil {
		return
	}
	data, err := json.Marshal(e)
	if err != nil {
		c.err = err
		return
	}
	if !c.first {
		c.raw(",\n")
	}
	c.first = false
	c.raw(string(data))
}

func (c *chrome) meta(name string, pid, tid int, args map[string]any) {
	c.put(chromeEvent{Name: name, Ph: "M", Pid: pid, Tid: tid, Args: args})
}

func at(t trace.Time) *micros { m := micros(t); return &m }

// code is the kernel's letter for a state of a thread, which thread states go
// by; what is not executing, not runnable and not stopped sleeps.
func code(s trace.State) string {
	switch {
	case s.Executing():
		return "Running"
	case s == trace.StateReady || s == trace.StateWaitGIL:
		return "R"
	case s == trace.StateStopped:
		return "T"
	}
	return "S"
}

func (c *chrome) lane(pid int, l *trace.LaneView) {
	tid := int(l.Info.ID)
	c.meta("thread_name", pid, tid, map[string]any{"name": laneName(c.v, l.Info.ID)})
	c.meta("thread_sort_index", pid, tid, map[string]any{"sort_index": tid})
	for i := range l.Len() {
		s, to := l.Span(i)
		if s.State == trace.StateNone || to <= s.From {
			continue
		}
		name, args := s.State.String(), map[string]any{}
		if why := reason(c.v, s); why != "" {
			args["reason"] = why
		}
		state := map[string]any{}
		if s.Core != trace.CoreUnknown {
			args["core"], state["cpu"] = s.Core, s.Core
		}
		c.put(chromeEvent{Name: name, Cat: "state", Ph: "X", Ts: at(s.From), Dur: at(to - s.From), Pid: pid, Tid: tid, Args: args})
		c.put(chromeEvent{Name: code(s.State), Ph: "T", Ts: at(s.From), Dur: at(to - s.From), Pid: pid, Tid: tid, Args: state})
	}
	for _, e := range l.Marks(0, trace.Forever) {
		if e.Kind == trace.KindSay {
			c.put(chromeEvent{Name: c.v.Text(e.Arg), Cat: "say", Ph: "i", Ts: at(e.Time), Pid: pid, Tid: tid, S: "t"})
		}
	}
}

// objects writes who held each object, and how many waited.
func (c *chrome) objects() {
	named := false
	for i := range c.v.Objs() {
		o := &c.v.Objs()[i]
		if o.Info.Kind == trace.ObjCounter || o.Info.Kind == 0 {
			continue
		}
		if !named {
			c.meta("process_name", pidObjects, 0, map[string]any{"name": objectsName})
			named = true
		}
		tid, name := int(o.Info.ID), objName(c.v, o.Info.ID)
		c.meta("thread_name", pidObjects, tid, map[string]any{"name": name})
		for x, to := range owned(o) {
			c.put(chromeEvent{Name: laneName(c.v, x.Owner), Cat: "held", Ph: "X", Ts: at(x.From), Dur: at(to - x.From), Pid: pidObjects, Tid: tid, Args: c.holder(x.Owner)})
		}
		for t, depth := range waiting(o) {
			c.put(chromeEvent{Name: name + " waiting", Ph: "C", Ts: at(t), Pid: pidObjects, Args: map[string]any{"lanes": depth}})
		}
	}
}

// holder says which row holds an object: a name alone may stand for two.
func (c *chrome) holder(l trace.Lane) map[string]any {
	x := c.v.Lane(l)
	if x == nil {
		return nil
	}
	return map[string]any{"pid": pidOf(c.v, x), "tid": int(l)}
}

// flows writes who woke whom.
func (c *chrome) flows() {
	for i, w := range insight.Wakes(c.v, 0, c.v.LogLen()) {
		from, to := c.v.Lane(w.From), c.v.Lane(w.To)
		if from == nil || to == nil || w.Resumed < w.At {
			continue
		}
		name := "wake"
		if w.Obj != 0 {
			name = objName(c.v, w.Obj)
		}
		c.put(chromeEvent{Name: name, Cat: "wake", Ph: "s", ID: i + 1, Ts: at(w.At), Pid: pidOf(c.v, from), Tid: int(w.From)})
		c.put(chromeEvent{Name: name, Cat: "wake", Ph: "f", Bp: "e", ID: i + 1, Ts: at(w.Resumed), Pid: pidOf(c.v, to), Tid: int(w.To)})
	}
}

func (c *chrome) counters() {
	for i := range c.v.Objs() {
		o := c.v.Objs()[i].Info
		if o.Kind != trace.ObjCounter || o.Unit == trace.UnitLetter {
			continue
		}
		pid := pidObjects
		if l := c.v.Lane(o.Lane); l != nil {
			pid = pidOf(c.v, l)
		}
		name := counterName(c.v, o)
		for _, s := range c.v.Samples(o.ID) {
			c.put(chromeEvent{Name: name, Ph: "C", Ts: at(s.Time), Pid: pid, Args: map[string]any{unitName(o.Unit): s.Value}})
		}
	}
}

// gaps writes the stretches of which the lanes tell nothing, as slices of a thread
// of their own; one in which the run's clock stood still is a moment for all.
func (c *chrome) gaps() {
	all := c.v.Gaps()
	if len(all) == 0 {
		return
	}
	c.meta("process_name", pidGaps, 0, map[string]any{"name": gapsName})
	c.meta("thread_name", pidGaps, 1, map[string]any{"name": gapsName})
	for _, g := range all {
		length := map[string]any{"ns": g.Length}
		if g.To > g.From {
			c.put(chromeEvent{Name: gapName(g), Cat: "gap", Ph: "X", Ts: at(g.From), Dur: at(g.To - g.From), Pid: pidGaps, Tid: 1, Args: length})
		} else {
			c.put(chromeEvent{Name: gapName(g), Cat: "gap", Ph: "i", Ts: at(g.To), Pid: pidGaps, Tid: 1, S: "g", Args: length})
		}
	}
}

// unitName is what a counter's series is called.
func unitName(unit string) string {
	if unit == "" {
		return "value"
	}
	return unit
}

func itoa(n int) string { return strconv.Itoa(n) }
