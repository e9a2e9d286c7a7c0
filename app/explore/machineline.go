package explore

// This file holds the line above the processes, like the head of htop: how busy
// each core is, how many processes and threads there are, and what memory they
// have, at the playhead.

import (
	"strings"

	"corelanes/app/text"
	"corelanes/engine/trace"
	"corelanes/widgets/words"
)

// coresListed is up to how many cores each is told; beyond, how many of them are
// busy in all.
const coresListed = 8

// machineLine is the line for the processes of a recording at an instant; "" when
// there is nothing to tell.
func machineLine(v *trace.View, rows []process, at trace.Time) string {
	var parts []string
	if s := coresLine(v, at); s != "" {
		parts = append(parts, s)
	}
	live, running := 0, 0
	var threads, memory int64
	for _, r := range rows {
		if r.letter == "" || strings.Contains("XZ", r.letter) {
			continue
		}
		live++
		threads += r.threads
		memory += r.rss
		if r.letter == "R" {
			running++
		}
	}
	if live > 0 {
		parts = append(parts, text.N("a.who.processes", live)+", "+text.N("a.who.threads", int(threads))+", "+text.X("a.process.running", text.With{"Running": running}),
			text.X("a.process.resident", text.With{"Size": words.Units().Size(memory)}))
	}
	return strings.Join(parts, " · ")
}

// coresLine is how busy the cores are.
func coresLine(v *trace.View, at trace.Time) string {
	if v == nil {
		return ""
	}
	var loads []float64
	for i := range v.Objs() {
		info := &v.Objs()[i].Info
		if info.Kind == trace.ObjCounter && info.Name == "load" && info.Core != trace.CoreUnknown {
			if x, ok := sampleAt(v.Samples(info.ID), at); ok {
				loads = append(loads, float64(x)/100)
			}
		}
	}
	if len(loads) == 0 {
		return ""
	}
	u := words.Units()
	if len(loads) > coresListed {
		sum := 0.0
		for _, x := range loads {
			sum += x
		}
		return text.X("a.process.busy", text.With{"Busy": u.Number(sum), "Cores": len(loads)})
	}
	var each []string
	for _, x := range loads {
		each = append(each, u.Percent(x))
	}
	return text.X("a.process.cores", text.With{"Loads": strings.Join(each, ", ")})
}
