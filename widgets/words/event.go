package words

// This file says an event of the log in words.

import (
	"corelanes/engine/trace"
)

// events are the keys of the kinds of events.
var events = map[trace.Kind]string{
	trace.KindTake: "w.log.take", trace.KindGive: "w.log.give",
	trace.KindJoin: "w.log.join", trace.KindPart: "w.log.part",
	trace.KindSet: "w.log.set", trace.KindPush: "w.log.push", trace.KindPop: "w.log.pop",
	trace.KindWake: "w.log.wake", trace.KindLine: "w.log.line", trace.KindSay: "w.log.say",
}

// gilValues are the keys of a step of a GIL's values, by their slot; the first
// is told apart by whether it was set or cleared.
const (
	gilDropSlot   = 0
	gilSwitchSlot = 1
)

// Event says an event in words, "Thread-1 took lock file".
func Event(v *trace.View, e trace.Event) string {
	with := With{"Lane": Lane(v, e.Lane), "Value": e.Arg, "Slot": int(e.Slot)}
	if e.Obj != 0 {
		with["Obj"] = Obj(v, e.Obj)
	}
	key := events[e.Kind]
	switch e.Kind {
	case trace.KindTake:
		if e.Arg > 1 {
			key, with["Depth"] = "w.log.take.depth", e.Arg
		}
	case trace.KindGive:
		if e.Arg == 1 {
			key = "w.log.give.forced"
		}
	case trace.KindSet:
		key = setKey(v, e)
	case trace.KindWake:
		with["Peer"] = Lane(v, trace.Lane(max(e.Arg, 0)))
	case trace.KindSay:
		with["Text"] = v.Text(e.Arg)
	}
	if key == "" {
		key, with["Kind"] = "w.log.other", int(e.Kind)
	}
	return X(key, with)
}

func setKey(v *trace.View, e trace.Event) string {
	if o := v.Obj(e.Obj); o != nil && o.Info.Kind == trace.ObjGIL {
		switch {
		case e.Slot == gilDropSlot && e.Arg != 0:
			return "w.log.drop"
		case e.Slot == gilDropSlot:
			return "w.log.drop.off"
		case e.Slot == gilSwitchSlot:
			return "w.log.switch"
		}
	}
	return "w.log.set"
}
