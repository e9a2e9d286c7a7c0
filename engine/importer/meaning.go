package importer

// This file holds what slices say of a lane. In most files a slice is a piece of
// code that ran. This program's own say which state the lane was in.

import (
	"encoding/json"
	"strings"

	"corelanes/engine/trace"
)

// states are the states by their names in files of this program.
var states = func() map[string]trace.State {
	out := map[string]trace.State{}
	for s := trace.StateRunning; s < trace.NumStates; s++ {
		out[s.String()] = s
	}
	return out
}()

// meaning is a slice of a file.
func meaning(what, category string, args json.RawMessage, from, to trace.Time) slice {
	s := slice{from: from, to: to, name: what, state: trace.StateRunning, core: trace.CoreUnknown}
	state, ours := states[what]
	if category != "state" || !ours {
		return s
	}
	own := struct {
		Reason string
		Core   *int
	}{}
	s.state, s.name = state, ""
	if json.Unmarshal(args, &own) == nil {
		s.name = own.Reason
		if own.Core != nil && *own.Core >= 0 && *own.Core < maxCores {
			s.core = trace.Core(*own.Core)
		}
	}
	return s
}

// threadState is a thread state of a file, by the kernel's letters.
func threadState(code string, args json.RawMessage, from, to trace.Time) slice {
	s := slice{from: from, to: to, core: trace.CoreUnknown}
	own := struct {
		CPU     *int   `json:"cpu"`
		Blocked string `json:"blocked_function"`
	}{}
	known := json.Unmarshal(args, &own) == nil
	switch code {
	case "Running":
		s.state = trace.StateRunning
		if known && own.CPU != nil && *own.CPU >= 0 && *own.CPU < maxCores {
			s.core = trace.Core(*own.CPU)
		}
	case "R", "R+":
		s.state = trace.StateReady
	case "D":
		s.state, s.name = trace.StateIO, own.Blocked
	case "S":
		s.state, s.name = trace.StateSleep, own.Blocked
	case "T":
		s.state = trace.StateStopped
	}
	return s
}

// How this program's own files say who held an object.
const (
	ownObjects = "1073741824" // the number of the process whose threads are objects
	ownHeld    = "held"       // the category of their slices
	ownWaiting = "lanes"      // the series of how many wait
)

// hold is a stretch in which an object was held.
type hold struct {
	object   string // the key of its row
	holder   string // the key of the row that held it
	from, to trace.Time
}

func ownHold(object string, args json.RawMessage, from, to trace.Time) hold {
	var who struct{ Pid, Tid json.Number }
	_ = json.Unmarshal(args, &who) // without them nobody is known to have held it
	return hold{object, string(who.Pid) + "\x00" + string(who.Tid), from, to}
}

// kinds are the kinds of objects by their names in files of this program.
var kinds = func() map[string]trace.ObjKind {
	out := map[string]trace.ObjKind{}
	for k := trace.ObjGIL; k.String() != "unknown"; k++ {
		out[k.String()] = k
	}
	return out
}()

// held makes objects of what was held, and says who held them when.
func (c *chrome) held() {
	objs := map[string]trace.Obj{}
	for _, h := range c.holds {
		o, known := objs[h.object]
		if !known {
			kind, title, _ := strings.Cut(c.names[h.object], " ")
			k, ours := kinds[kind]
			if !ours {
				k, title = trace.ObjLock, c.names[h.object]
			}
			o = c.b.obj(trace.ObjInfo{Kind: k, Name: title, Core: trace.CoreUnknown})
			objs[h.object] = o
		}
		r := c.rows[h.holder]
		if o == 0 || r == nil || r.lane == 0 {
			c.b.left++
			continue
		}
		c.b.put(trace.Event{Kind: trace.KindTake, Lane: r.lane, Obj: o, Time: h.from, Arg: 1, Core: trace.CoreUnknown})
		c.b.put(trace.Event{Kind: trace.KindGive, Lane: r.lane, Obj: o, Time: h.to, Core: trace.CoreUnknown})
	}
}
