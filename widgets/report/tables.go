package report

// This file holds the tables under the lanes, and the words of the page.

import (
	"strconv"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

// table is one table of the page.
type table struct {
	Title string
	Head  []string
	Rows  [][]string
}

// lanesTable is how long each lane was in each state.
func lanesTable(s *insight.Summary) table {
	t := table{Title: words.X("w.section.workers"), Head: []string{words.X("w.report.lane")}}
	states := look.States()
	for _, st := range states {
		t.Head = append(t.Head, words.State(st.State))
	}
	u := words.Units()
	for _, l := range s.Lanes {
		row := []string{l.Info.Name}
		for _, st := range states {
			cell := ""
			if d := l.States[st.State]; d > 0 {
				cell = u.Duration(d)
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// objsTable is what each primitive was used for.
func objsTable(v *trace.View, s *insight.Summary) table {
	t := table{Title: words.X("w.section.primitives"), Head: []string{
		words.X("w.report.object"), words.X("w.report.taken"), words.X("w.report.contended"), words.X("w.report.waited"), words.X("w.report.held"),
	}}
	u := words.Units()
	for _, o := range s.Objects {
		t.Rows = append(t.Rows, []string{
			words.Named(v, o.Info.ID), strconv.Itoa(o.Acquires), strconv.Itoa(o.Contended), u.Duration(o.Wait), u.Duration(o.Hold),
		})
	}
	return t
}

// pageWords are the texts that the script puts on the page.
func pageWords() map[string]string {
	out := map[string]string{}
	for key, text := range map[string]string{
		"held": "w.report.heldby", "free": "w.report.free", "waiting": "w.report.waiting", "nobody": "w.report.nobody",
		"workers": "w.section.workers", "primitives": "w.section.primitives", "counters": "w.section.counters",
		"binned": "w.report.binned", "stateless": "w.report.stateless", "fit": "w.report.fit",
		"ns": "w.unit.ns", "us": "w.unit.us", "ms": "w.unit.ms", "s": "w.unit.s", "decimal": "w.unit.decimal",
	} {
		out[key] = words.X(text)
	}
	return out
}

// values are the values of a kind of primitive that are worth telling.
func values(k trace.ObjKind) []named {
	word := func(slot trace.Slot, key string) named { return named{int(slot), words.X(key)} }
	switch k {
	case trace.ObjSemaphore, trace.ObjBoundedSemaphore:
		return []named{word(insight.SemaphoreLeft, "w.report.left")}
	case trace.ObjEvent:
		return []named{word(insight.EventFlag, "w.report.flag")}
	case trace.ObjBarrier:
		return []named{word(insight.BarrierCount, "w.report.arrived"), word(insight.BarrierGeneration, "w.report.generation")}
	case trace.ObjValue:
		return []named{word(insight.ValueNumber, "w.report.value")}
	}
	return []named{}
}
