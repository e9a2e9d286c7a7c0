package explore

// This file holds what a worker of a controlled run would do next, and why it
// cannot, in words.

import (
	"slices"
	"strings"

	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
)

// standing says where a worker stands.
func standing(v *trace.View, w engine.Standing) string {
	with := text.With{"Thing": nameOfObj(v, w.Obj), "Peer": nameOfLane(v, w.Peer), "Line": w.Line}
	var says string
	switch op := w.Op.String(); {
	case w.Ended && w.Doomed == engine.Kill:
		return killed(v, w)
	case w.Ended && failed(v, w.Lane):
		return text.X("a.steps.died")
	case w.Ended:
		return text.X("a.steps.ended")
	case w.Can && w.Timer && op == "sleep":
		says = text.X("a.steps.wakes")
	case w.Can && w.Timer:
		says = text.X("a.steps.times.out", with)
	case w.Can && w.Obj == 0 && op == "resume":
		says = text.X("a.steps.op.goes")
	case w.Can:
		says = text.X("a.steps.op."+op, with)
	case w.Keeps != 0:
		return text.X("a.steps.cannot.gil", text.With{"Who": nameOfLane(v, w.Keeps)})
	case op == "join":
		return text.X("a.steps.cannot.join", with)
	default:
		holders := holdersOf(v, w.Obj)
		if holders == "" {
			return text.X("a.steps.cannot.wait", with)
		}
		with["Who"] = holders
		return text.X("a.steps.cannot.held", with)
	}
	if did := nameOfObj(v, w.Did); did != "" && w.Can && !w.Timer && w.Op.String() == "text" {
		key := "a.steps.has.read"
		if w.Wrote {
			key = "a.steps.has.written"
		}
		says = stopped(says) + " " + text.X(key, text.With{"Thing": did})
	}
	if w.Doomed != 0 {
		says = stopped(says) + " " + text.X("a.steps.doomed."+string(rune(w.Doomed)))
	}
	return says
}

// failed says whether a lane ended with an error.
func failed(v *trace.View, l trace.Lane) bool {
	if v == nil || v.Lane(l) == nil {
		return false
	}
	s := v.Lane(l).StateAt(v.End())
	return s.State == trace.StateNone && s.Arg == 1
}

// killed says of a worker that was killed what it still holds, which nobody can
// give back.
func killed(v *trace.View, w engine.Standing) string {
	var held []string
	if v != nil {
		for i := range v.Objs() {
			x := &v.Objs()[i]
			its := func(m trace.Member) bool { return m.Lane == w.Lane }
			if x.Info.Kind != trace.ObjGIL && slices.ContainsFunc(x.At(v.End()).Holders, its) {
				held = append(held, x.Info.Name)
			}
		}
	}
	if len(held) == 0 {
		return text.X("a.steps.killed")
	}
	return text.X("a.steps.killed.holds", text.With{"Things": strings.Join(held, ", ")})
}

// stopped ends words with a full stop, so that another sentence can follow.
func stopped(words string) string { return strings.TrimSuffix(words, ".") + "." }

// nameOfObj is an object's name, "" where there is none.
func nameOfObj(v *trace.View, o trace.Obj) string {
	if v != nil {
		if x := v.Obj(o); x != nil {
			return x.Info.Name
		}
	}
	return ""
}

// nameOfLane is a lane's name, "" where there is none.
func nameOfLane(v *trace.View, l trace.Lane) string {
	if v != nil {
		if x := v.Lane(l); x != nil {
			return x.Info.Name
		}
	}
	return ""
}

// holdersOf are those who hold an object now.
func holdersOf(v *trace.View, o trace.Obj) string {
	if v == nil || v.Obj(o) == nil {
		return ""
	}
	var names []string
	state := v.Obj(o).At(v.End())
	for _, h := range state.Holders {
		names = append(names, nameOfLane(v, h.Lane))
	}
	return strings.Join(names, ", ")
}
