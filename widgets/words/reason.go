package words

// This file makes the sentence that says what a lane does at an instant and
// why: "Thread-2 waits for lock file, held by Thread-1 for 12 ms."

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/paint"
)

// Lane is what a lane is called.
func Lane(v *trace.View, l trace.Lane) string { return paint.LaneName(v, l) }

// Obj is what an object is called where somebody takes it or waits for it, "lock
// file": in Russian the accusative, "блокировку file".
func Obj(v *trace.View, o trace.Obj) string {
	return objAs(v, o, func(k trace.ObjKind) string { return X("w.kind." + k.String() + ".in") })
}

// Named is what an object is called in the middle of a sentence where it stands
// for itself, "lock file": in Russian the nominative, "блокировка file".
func Named(v *trace.View, o trace.Obj) string {
	return objAs(v, o, func(k trace.ObjKind) string {
		kind, _, _ := strings.Cut(Kind(k), " (") // what the library calls it adds nothing here
		first, n := utf8.DecodeRuneInString(kind)
		if second, _ := utf8.DecodeRuneInString(kind[n:]); unicode.IsUpper(second) {
			return kind // RLock
		}
		return string(unicode.ToLower(first)) + kind[n:]
	})
}

// objAs is an object's kind, as it is called here, and its name.
func objAs(v *trace.View, o trace.Obj, called func(trace.ObjKind) string) string {
	obj := v.Obj(o)
	if obj == nil {
		return X("w.obj.unknown")
	}
	kind := called(obj.Info.Kind)
	switch name := obj.Info.Name; {
	case name == "" || name == Kind(obj.Info.Kind):
		return kind
	case obj.Info.Kind == trace.ObjCounter || obj.Info.Kind == trace.ObjGIL:
		return name
	default:
		return kind + " " + name
	}
}

// Reason says what lane l does at instant t and why.
func Reason(v *trace.View, l trace.Lane, t trace.Time) string {
	lane := v.Lane(l)
	if lane == nil {
		return ""
	}
	s := lane.StateAt(t)
	if label := v.Label(s); label != "" {
		s.Arg = 0
		return X("w.reason.label", With{"Said": reason(v, lane, s, t), "What": label})
	}
	return reason(v, lane, s, t)
}

// Frozen says what held the loop of a task that stood under a freeze.
func Frozen(v *trace.View, f insight.Freeze) string {
	with := With{"Lane": Lane(v, f.Lane), "For": Units().Duration(f.To - f.From), "What": f.Call}
	if f.Call == "" || f.Call == insight.OwnCode {
		return X("w.tip.frozen", with)
	}
	return X("w.tip.frozen.by", with)
}

// reason is the sentence about a span of a lane; at its very beginning it says what
// begins, for no time has passed.
func reason(v *trace.View, lane *trace.LaneView, s trace.Span, t trace.Time) string {
	with := With{"Lane": Lane(v, lane.Info.ID), "For": Units().Duration(max(t-s.From, 0))}
	key := reasonKey(v, lane, s, t, with)
	if t <= s.From && key != unborn {
		key += ".now"
	}
	return X("w.reason."+key, with)
}

// unborn is the reason of a lane that has not begun.
const unborn = "unborn"

// reasonKey is which sentence it is; what stands in it goes into with.
func reasonKey(v *trace.View, lane *trace.LaneView, s trace.Span, t trace.Time, with With) string {
	switch s.State {
	case trace.StateBlocked, trace.StateWaitGIL:
		return waits(v, s, t, with)
	case trace.StateRunning, trace.StateNative:
		if s.Core != trace.CoreUnknown {
			with["Core"] = int(s.Core)
			return s.State.String() + ".core"
		}
	case trace.StateOverhead:
		with["What"] = Overhead(trace.Overhead(s.Arg))
	case trace.StateNone:
		switch {
		case lane.At(t) < 0 || lane.Len() == 0:
			return unborn
		case s.Arg == 1:
			return "crashed"
		}
	}
	return s.State.String()
}

// waits is which sentence it is of a lane that waits for an object, or for another
// lane's end.
func waits(v *trace.View, s trace.Span, t trace.Time, with With) string {
	if s.Obj == 0 {
		if s.State == trace.StateBlocked && s.Arg > 0 {
			with["Peer"] = Lane(v, trace.Lane(s.Arg))
			return "join"
		}
		return s.State.String()
	}
	with["Obj"] = Obj(v, s.Obj)
	o := v.Obj(s.Obj)
	if o == nil {
		return "waits"
	}
	state := o.At(t)
	if len(state.Holders) == 0 || state.Holders[0].Since >= t {
		return "waits" // whoever got it this very instant does not hold it up
	}
	if with["Owner"] = Lane(v, state.Holders[0].Lane); with["Owner"] == with["Lane"] {
		return "waits" // it got it this very instant
	}
	with["Held"] = Units().Duration(t - state.Holders[0].Since)
	return "waits.held"
}
