package explore

// This file makes the sentence that says what happened: "4 threads, 1 GIL:
// 1.0 of 2 cores busy, 1.05× slower than one thread."

import (
	"math"
	"runtime"
	"strconv"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

const (
	// alike is how far two times may lie apart and still count as equal.
	alike = 0.02
	// noise is how much faster than one worker a model whose workers never
	// execute at the same instant may seem: the machine was quieter then. What
	// it gains by waiting for several things at once is much more.
	noise = 0.15
)

// sentence says what a frame comes to.
func sentence(f *conduct.Frame) string {
	if f.View == nil || f.Phase == conduct.Starting {
		return text.X("a.said.starting", text.With{"Who": who(f.Plan, nil)})
	}
	if f.Outcome == nil {
		return going(f)
	}
	if f.Summary == nil {
		if f.Phase == conduct.Searching {
			return text.X("a.said.searching", text.With{"Who": who(f.Plan, nil), "Took": words.Units().Duration(f.View.End())})
		}
		return ""
	}
	u := words.Units()
	with := text.With{
		"Who": who(f.Plan, f.Summary), "Busy": oneDecimal(f.Summary.Busy, u), "Cores": cores(f.View),
		"Took": u.Duration(f.Summary.Wall), "Ratio": "",
	}
	switch {
	case f.Outcome.Status == engine.Stopped:
		return text.X("a.said.stopped", with)
	case f.Outcome.Status == engine.Deadlocked:
		return text.X("a.said.deadlock", with)
	case f.Outcome.Status != engine.Done:
		return text.X("a.said.failed", with)
	case f.Plan.Model == "sequential":
		return text.X("a.said.alone", with)
	case f.Phase == conduct.Comparing:
		return text.X("a.said.comparing", with)
	case f.OneWorker == 0 || f.Summary.Wall == 0:
		return text.X("a.said.done", with)
	}
	ratio := float64(f.Summary.Wall) / float64(f.OneWorker)
	if ratio < 1 && ratio > 1-noise && !findModel(f.Plan.Model).Parallel {
		ratio = 1
	}
	return compared(with, ratio, u)
}

// cores is how many cores the machine had that a recording was made on.
func cores(v *trace.View) (n int) {
	for i := range v.Objs() {
		if info := &v.Objs()[i].Info; info.Kind == trace.ObjCounter && info.Unit == "%" && info.Core != trace.CoreUnknown {
			n++
		}
	}
	if n == 0 {
		return runtime.NumCPU()
	}
	return n
}

// compared says how the run stands to one worker; ratio is its time over
// theirs.
func compared(with text.With, ratio float64, u look.Units) string {
	switch {
	case math.Abs(ratio-1) < alike:
		return text.X("a.said.same", with)
	case ratio > 1:
		with["Ratio"] = text.Times(u.Number(ratio))
		return text.X("a.said.slower", with)
	}
	with["Ratio"] = text.Times(u.Number(1 / ratio))
	return text.X("a.said.faster", with)
}

// going is the sentence of a run that goes on.
func going(f *conduct.Frame) string {
	with := text.With{"Who": who(f.Plan, f.Summary), "Steps": f.Steps, "Of": f.Of}
	if f.Of > 0 {
		return text.X("a.said.steps", with)
	}
	return text.X("a.said.going", with)
}

// who is what ran: "4 threads, 1 GIL".
func who(p engine.Plan, s *insight.Summary) string {
	n := p.Workers
	if s != nil {
		if seen := workers(s); seen > 0 {
			n = seen
		}
	}
	c, known := crews[p.Model]
	switch {
	case p.Model == engine.CPython: // one program, however many workers its text starts
		return modelTitle(findModel(p.Model))
	case findModel(p.Model).ID != p.Model: // another program's, or a newer one's
		return text.N("a.who.workers", n)
	case !known:
		return strconv.Itoa(n) + " " + modelTitle(findModel(p.Model))
	case p.Model == "sequential":
		n = 1
	}
	out := text.N(c.unit, n)
	if c.beside != "" {
		out += text.X(c.beside)
	}
	if findModel(p.Model).Tasks {
		out += flight(p, n)
	}
	return out
}

// crews are the models' workers: what they are, and what they have beside
// them.
var crews = map[string]struct{ unit, beside string }{
	"sequential":        {"a.who.threads", ""},
	"threads":           {"a.who.threads", "a.who.gil"},
	"thread-pool":       {"a.who.threads", "a.who.pool.gil"},
	"free-threads":      {"a.who.threads", "a.who.nogil"},
	"processes":         {"a.who.processes", ""},
	"process-pool":      {"a.who.processes", "a.who.pool"},
	"asyncio":           {"a.who.tasks", "a.who.loop"},
	"asyncio+threads":   {"a.who.tasks", "a.who.loop.threads"},
	"asyncio+processes": {"a.who.tasks", "a.who.loop.processes"},
	"nursery":           {"a.who.tasks", "a.who.loop"},
	"green":             {"a.who.tasks", "a.who.green"},
	"uvloop":            {"a.who.tasks", "a.who.loop"},
	"interpreters":      {"a.who.interpreters", ""},
	"goroutines":        {"a.who.goroutines", ""},
}

// flight says that all tasks are in flight at once, where other models have
// fewer workers for the same work: it is that difference that is compared.
func flight(p engine.Plan, tasks int) string {
	if s := findScenario(p.Scenario); s.ID != p.Scenario || !s.SharesOut || tasks == p.Workers {
		return ""
	}
	return text.X("a.who.flight", text.With{"Workers": text.N("a.who.workers", p.Workers)})
}

// workers is how many lanes did the work.
func workers(s *insight.Summary) (n int) {
	for i := range s.Lanes {
		if s.Lanes[i].Worker && s.Lanes[i].Info.Kind != trace.LaneServer {
			n++
		}
	}
	return n
}

// oneDecimal writes cores' worth of work.
func oneDecimal(x float64, u look.Units) string {
	s := strconv.FormatFloat(x, 'f', 1, 64)
	if u.Decimal == "," {
		return s[:len(s)-2] + "," + s[len(s)-1:]
	}
	return s
}
