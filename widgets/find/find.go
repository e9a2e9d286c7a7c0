// Package find searches a recording for what a person types: lanes, primitives,
// and steps of the log.
//
// A log has millions of steps, and to say each in words takes longer than
// anybody waits. So every word that was typed is looked for once in each lane's
// name, each primitive's and each operation's; a step is then a hit when each
// word was found in its lane, its primitive or its operation, or stands in what
// it printed.
package find

import (
	"strings"

	"corelanes/engine/trace"
	"corelanes/widgets/paint"
	"corelanes/widgets/words"
)

// Hits are what was found.
type Hits struct {
	Lanes []trace.Lane
	Objs  []trace.Obj
	Steps []int32 // numbers of the log's events, in their order
	Cut   bool    // the log is longer than what was looked through
}

// maxLooked is how many of the log's events are looked through.
const maxLooked = 4 << 20

// word is one word that was typed, and where it was found.
type word struct {
	text  string
	lanes []bool
	objs  []bool
	kinds [256]bool
}

// In finds the words of a query in a recording; an empty query finds nothing.
func In(v *trace.View, query string) (h Hits) {
	fields := strings.Fields(strings.ToLower(query))
	if v == nil || len(fields) == 0 {
		return h
	}
	var all []*word
	for _, text := range fields {
		all = append(all, look(v, text))
	}
	for i := range v.Lanes() {
		if v.Lanes()[i].Len() > 0 && every(all, func(w *word) bool { return w.lanes[i] }) {
			h.Lanes = append(h.Lanes, trace.Lane(i+1))
		}
	}
	for i := range v.Objs() {
		if v.Objs()[i].Info.ID != 0 && every(all, func(w *word) bool { return w.objs[i] }) {
			h.Objs = append(h.Objs, trace.Obj(i+1))
		}
	}
	n := v.LogLen()
	if n > maxLooked {
		n, h.Cut = maxLooked, true
	}
	for i := range n {
		e := v.Log(i)
		if e.Kind != trace.KindLine && every(all, func(w *word) bool { return w.in(v, &e) }) {
			h.Steps = append(h.Steps, int32(i))
		}
	}
	return h
}

func every(all []*word, is func(*word) bool) bool {
	for _, w := range all {
		if !is(w) {
			return false
		}
	}
	return true
}

// look looks for a word in all names.
func look(v *trace.View, text string) *word {
	w := &word{text: text, lanes: make([]bool, len(v.Lanes())), objs: make([]bool, len(v.Objs()))}
	names := words.Paint()
	for i := range w.lanes {
		w.lanes[i] = w.is(paint.LaneName(v, trace.Lane(i+1)))
	}
	for i := range w.objs {
		w.objs[i] = w.is(paint.ObjName(v, trace.Obj(i+1), names))
	}
	for k := trace.KindTake; k.String() != "" && int(k) < len(w.kinds) && !strings.HasPrefix(k.String(), "kind-"); k++ {
		w.kinds[k] = w.is(words.Operation(k)) || w.is(k.String())
	}
	return w
}

func (w *word) is(name string) bool { return strings.Contains(strings.ToLower(name), w.text) }

// in says whether the word is found in a step.
func (w *word) in(v *trace.View, e *trace.Event) bool {
	switch {
	case e.Lane > 0 && int(e.Lane) <= len(w.lanes) && w.lanes[e.Lane-1],
		e.Obj > 0 && int(e.Obj) <= len(w.objs) && w.objs[e.Obj-1],
		w.kinds[e.Kind]:
		return true
	}
	return e.Kind == trace.KindSay && w.is(v.Text(e.Arg))
}
