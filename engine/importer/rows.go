package importer

// This file holds how Chrome's events become lanes: slices that nest, tracks
// beside the threads, counters, arrows.

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"corelanes/engine/trace"
)

// row is a thread, or an async track, of the file.
type row struct {
	key    string
	lane   trace.Lane
	slices []slice
	open   []slice // begun with B or b, not yet ended
	said   []moment
	states []slice // thread states (T), used where there are no slices
}

// slice is a stretch with a name.
type slice struct {
	from, to trace.Time
	name     string
	state    trace.State // what it says of the lane
	core     trace.Core
}

type moment struct {
	at   trace.Time
	text string
}

// arrow is the beginning of a flow.
type arrow struct {
	at  trace.Time
	row *row
}

// wake is a whole flow.
type wake struct {
	arrow
	to *row
}

// chrome is a file being read.
type chrome struct {
	b        *builder
	rows     map[string]*row
	order    []*row
	names    map[string]string // of rows, by their keys
	owners   map[string]string // of processes
	counters map[string]trace.Obj
	arrows   map[string]arrow
	woken    []wake
	holds    []hold
	last     trace.Time
}

func newChrome() *chrome {
	return &chrome{
		b: newBuilder(), rows: map[string]*row{}, names: map[string]string{}, owners: map[string]string{},
		counters: map[string]trace.Obj{}, arrows: map[string]arrow{},
	}
}

// row is the row with a key, made at the first call.
func (c *chrome) row(key string) *row {
	r := c.rows[key]
	if r == nil {
		r = &row{key: key}
		c.rows[key] = r
		c.order = append(c.order, r)
	}
	return r
}

// event takes one event.
func (c *chrome) event(e *chromeEvent) {
	pid, tid := name(e.Pid), name(e.Tid)
	if e.Tid == nil {
		tid = pid
	}
	thread := pid + "\x00" + tid
	if e.Ph == "M" {
		c.metadata(e, pid, thread)
		return
	}
	at, ok := nanos(e.Ts)
	if !ok || len(c.order) > maxLanes {
		c.b.left++
		return
	}
	c.last = max(c.last, at)
	what := name(e.Name)
	track := pid + "\x00async\x00" + name(e.Cat) + "\x00" + what + "\x00" + name(e.ID) + name(e.ID2)
	switch e.Ph {
	case "X", "T":
		dur, ok := nanos(e.Dur)
		if !ok || dur < 0 {
			dur = 0
		}
		c.last = max(c.last, at+dur)
		if e.Ph == "X" && name(e.Cat) == ownHeld {
			c.holds = append(c.holds, ownHold(thread, e.Args, at, at+dur))
		} else if r := c.row(thread); e.Ph == "T" {
			r.states = append(r.states, threadState(what, e.Args, at, at+dur))
		} else {
			r.slices = append(r.slices, meaning(what, name(e.Cat), e.Args, at, at+dur))
		}
	case "B":
		r := c.row(thread)
		r.open = append(r.open, meaning(what, name(e.Cat), e.Args, at, at))
	case "E":
		c.close(c.row(thread), at)
	case "b":
		r := c.row(track)
		c.names[track] = what
		r.open = append(r.open, meaning(what, name(e.Cat), e.Args, at, at))
	case "e":
		c.close(c.row(track), at)
	case "i", "I", "R", "n":
		key := thread
		if e.Ph == "n" {
			key = track
		}
		r := c.row(key)
		r.said = append(r.said, moment{at, what})
	case "C":
		c.counter(pid, what, e.Args, at)
	case "s", "t":
		c.arrows[name(e.Cat)+"\x00"+what+"\x00"+name(e.ID)] = arrow{at, c.row(thread)}
	case "f":
		c.arrow(name(e.Cat)+"\x00"+what+"\x00"+name(e.ID), c.row(thread))
	default:
		c.b.left++
		return
	}
	c.b.read++
}

// close ends the innermost open slice of a row; one that was never begun is
// left out.
func (c *chrome) close(r *row, at trace.Time) {
	n := len(r.open)
	if n == 0 {
		c.b.left++
		return
	}
	s := r.open[n-1]
	r.open = r.open[:n-1]
	s.to = max(at, s.from)
	r.slices = append(r.slices, s)
}

func (c *chrome) metadata(e *chromeEvent, pid, thread string) {
	var args struct{ Name string }
	if json.Unmarshal(e.Args, &args) != nil || args.Name == "" {
		return
	}
	switch name(e.Name) {
	case "process_name":
		c.owners[pid] = args.Name
	case "thread_name":
		c.names[thread] = args.Name
	}
}

// counter takes a sample for each of an event's series.
func (c *chrome) counter(pid, what string, args json.RawMessage, at trace.Time) {
	var series map[string]any
	if json.Unmarshal(args, &series) != nil {
		c.b.left++
		return
	}
	for key, x := range series {
		if pid == ownObjects && key == ownWaiting {
			continue // the waiting that an object's lane shows
		}
		v, ok := x.(float64)
		if !ok || v > 1<<53 || v < -(1<<53) {
			continue
		}
		id := pid + "\x00" + what + "\x00" + key
		o, known := c.counters[id]
		if !known {
			title := what
			if key != "" && key != "value" && key != what {
				title += " " + key
			}
			o = c.b.obj(trace.ObjInfo{Kind: trace.ObjCounter, Name: title, Core: trace.CoreUnknown})
			c.counters[id] = o
		}
		if o != 0 {
			c.b.put(trace.Event{Kind: trace.KindSample, Obj: o, Time: at, Arg: int64(v), Core: trace.CoreUnknown})
		}
	}
}

// arrow ends a flow: who began it woke who it ends at.
func (c *chrome) arrow(key string, to *row) {
	a, ok := c.arrows[key]
	if !ok {
		c.b.left++
		return
	}
	delete(c.arrows, key)
	if a.row != to {
		c.woken = append(c.woken, wake{a, to})
	}
}

// end turns the rows into lanes.
func (c *chrome) end() {
	for _, r := range c.order {
		for len(r.open) > 0 { // never ended: up to the end of all
			c.close(r, c.last)
		}
		l := c.b.lane(c.info(r))
		if l == 0 {
			continue
		}
		r.lane = l
		if len(r.slices) == 0 {
			r.slices = r.states
		}
		c.spans(l, r.slices)
		for _, m := range r.said {
			if n := c.b.text(m.text); n != 0 {
				c.b.put(trace.Event{Kind: trace.KindSay, Lane: l, Time: m.at, Arg: n, Core: trace.CoreUnknown})
			}
		}
	}
	c.held()
	for _, w := range c.woken {
		if w.row.lane != 0 && w.to.lane != 0 {
			c.b.put(trace.Event{Kind: trace.KindWake, Lane: w.row.lane, Arg: int64(w.to.lane), Time: w.at, Core: trace.CoreUnknown})
		}
	}
}

func (c *chrome) info(r *row) trace.LaneInfo {
	parts := strings.Split(r.key, "\x00")
	info := trace.LaneInfo{Kind: trace.LaneThread, Name: c.names[r.key]}
	info.PID, _ = strconv.Atoi(parts[0]) // a name instead of a number is no PID
	if parts[1] == "async" && len(parts) > 2 {
		info.Kind = trace.LaneTask
	} else {
		info.TID, _ = strconv.Atoi(parts[1])
		if info.Name == "" && c.owners[parts[0]] != "" {
			info.Name = c.owners[parts[0]] + " " + parts[1]
		}
	}
	if info.Name == "" {
		info.Name = parts[len(parts)-1]
	}
	const most = 1 << 31
	if info.PID < 0 || info.PID >= most || info.TID < 0 || info.TID >= most {
		info.PID, info.TID = 0, 0
	}
	return info
}

// spans writes what a lane was doing at each moment: the innermost of the slices
// there, which may nest or, in careless files, overlap.
func (c *chrome) spans(l trace.Lane, all []slice) {
	slices.SortStableFunc(all, func(a, b slice) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to))
	})
	var under []slice
	leave := func(upTo trace.Time) {
		for len(under) > 0 && under[len(under)-1].to <= upTo {
			ended := under[len(under)-1].to
			for len(under) > 0 && under[len(under)-1].to <= ended {
				under = under[:len(under)-1]
			}
			if n := len(under); n == 0 {
				c.b.state(l, ended, trace.StateNone, trace.CoreUnknown, "")
			} else {
				c.b.state(l, ended, under[n-1].state, under[n-1].core, under[n-1].name)
			}
		}
	}
	for _, s := range all {
		leave(s.from)
		if s.to <= s.from {
			continue // too short to be seen
		}
		c.b.state(l, s.from, s.state, s.core, s.name)
		under = append(under, s)
	}
	leave(trace.Forever)
}
