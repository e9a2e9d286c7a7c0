package lesson

// This file finds in a recording what a step of the explanation speaks of: an
// instant that is told by what happens there, since no two runs take the same
// time.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"corelanes/engine/trace"
)

// Instant is where in a recording to look. The zero value is the end.
type Instant struct {
	which string      // "first", "longest", "" for Percent
	state trace.State // of a worker
	part  int         // of the recording, in hundredths
}

// instantForms is what an instant can be, for who writes a lesson.
const instantForms = "start, end, a percentage like 40%, or first or longest and a state: "

// atEnd is the end of a recording.
const atEnd = 100

// instant reads an instant.
func (r *reader) instant(into *Instant) func(*yaml.Node, string) {
	return func(n *yaml.Node, path string) {
		s, ok := r.word(n, path)
		if !ok {
			return
		}
		if *into, ok = parseInstant(s); !ok {
			r.mistake(n, path, NotLegal, strconv.Quote(s), instantForms+strings.Join(states(), ", "))
		}
	}
}

func parseInstant(s string) (x Instant, ok bool) {
	switch s {
	case "start":
		return Instant{part: -1}, true
	case "end":
		return Instant{}, true
	}
	if p, percent := strings.CutSuffix(s, "%"); percent {
		n, err := strconv.Atoi(p)
		return Instant{part: n}, err == nil && n > 0 && n <= atEnd
	}
	which, name, _ := strings.Cut(s, " ")
	i := slices.Index(states(), name)
	if i < 0 || which != "first" && which != "longest" {
		return x, false
	}
	return Instant{which: which, state: trace.State(i + 1)}, true
}

// states are the names of the states of a worker, in their order, from the first
// that is one.
func states() (out []string) {
	for s := trace.StateNone + 1; s < trace.NumStates; s++ {
		out = append(out, s.String())
	}
	return out
}

// objects are the names of the kinds of objects.
func objects() (out []string) {
	for k := trace.ObjGIL; k <= trace.ObjSocket; k++ {
		if k != trace.ObjCounter {
			out = append(out, k.String())
		}
	}
	return out
}

// String is the instant as it is written.
func (x Instant) String() string {
	switch {
	case x.which != "":
		return x.which + " " + x.state.String()
	case x.part < 0:
		return "start"
	case x.part == 0:
		return "end"
	}
	return fmt.Sprintf("%d%%", x.part)
}

// Spot is what a step shows of a recording.
type Spot struct {
	At       trace.Time
	From, To trace.Time // in view
	Lane     trace.Lane // 0: none is selected
	Obj      trace.Obj  // 0: none is selected
}

// Find is what a step shows of a recording. Where what it speaks of did not
// happen (it is another machine), it is the whole, with the playhead at its
// middle, and found is false.
func (s *Step) Find(v *trace.View) (spot Spot, found bool) {
	workers := crew(v)
	found = true
	if s.Lane > 0 && s.Lane <= len(workers) {
		spot.Lane = workers[s.Lane-1]
	} else if s.Lane > 0 {
		found = false
	}
	switch {
	case s.At.which != "":
		only := workers
		if spot.Lane != 0 {
			only = []trace.Lane{spot.Lane}
		}
		at, lane, there := s.At.span(v, only)
		if spot.At = at; there {
			spot.Lane = lane
		} else {
			found, spot.At = false, v.End()/2
		}
	case s.At.part < 0:
	case s.At.part == 0:
		spot.At = v.End()
	default:
		spot.At = v.End() / atEnd * trace.Time(s.At.part)
	}
	for i := range v.Objs() {
		if o := &v.Objs()[i].Info; s.Obj != "" && o.Kind.String() == s.Obj {
			spot.Obj = o.ID
			break
		}
	}
	found = found && (s.Obj == "" || spot.Obj != 0)
	spot.From, spot.To = 0, v.End()
	if z := trace.Time(s.Zoom); z > 0 && z < v.End() {
		spot.From = min(max(spot.At-z/2, 0), v.End()-z)
		spot.To = spot.From + z
	}
	return spot, found
}

// span is the middle of a span in the state, the first or the longest of some
// lanes, and whose it is.
func (x Instant) span(v *trace.View, lanes []trace.Lane) (at trace.Time, lane trace.Lane, found bool) {
	var best trace.Time
	for _, id := range lanes {
		l := v.Lane(id)
		for i := range l.Len() {
			s, to := l.Span(i)
			if s.State != x.state {
				continue
			}
			long := to - s.From
			if better := x.which == "longest" && long > best || x.which == "first" && (!found || s.From < at); found && !better {
				continue
			}
			best, lane, found = long, id, true
			at = s.From + long/2
			if x.which == "first" {
				at = s.From
			}
		}
	}
	return at, lane, found
}

// crew are the lanes that do the scenario's work, in the order of the picture:
// all but the main one, which is one of them only when it is alone.
func crew(v *trace.View) (out []trace.Lane) {
	var main trace.Lane
	for i := range v.Lanes() {
		switch info := &v.Lanes()[i].Info; info.Kind {
		case trace.LaneMain:
			main = info.ID
		case trace.LaneLoop, trace.LaneServer, trace.LaneForkserver, trace.LaneManager:
		default:
			out = append(out, info.ID)
		}
	}
	if len(out) == 0 && main != 0 {
		out = append(out, main)
	}
	return out
}
