package explore

// This file holds the critical path on the page: on the lanes, when it is asked
// for, and in words.

import (
	"strconv"
	"strings"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

// togglePath draws the critical path on the lanes, or no longer.
func (p *Page) togglePath() {
	p.pathShown = !p.pathShown
	p.transport.path.SetChecked(p.pathShown)
	p.showPath()
}

// showPath shows it, if it is wanted and known.
func (p *Page) showPath() {
	if f := p.frame.Found; p.pathShown && f != nil {
		p.lanes.SetPath(f.Path.Steps)
		return
	}
	p.lanes.SetPath(nil)
}

// partsTold is how many parts, lanes and objects the words name.
const partsTold = 3

// pathFigure is the critical path as a figure of the run; none while it is not
// known.
func pathFigure(f *conduct.Frame) [][2]string {
	if f.Found != nil && f.View != nil {
		if says := pathWords(f.View, &f.Found.Path, words.Units()); says != "" {
			return [][2]string{{text.X("a.path.title"), says}}
		}
	}
	return nil
}

// pathWords are the critical path in words: what it is made of, on which lanes
// it lies most, how often and through what it went from lane to lane.
func pathWords(v *trace.View, p *insight.Path, u look.Units) string {
	s := p.Sum()
	if s.Length <= 0 {
		return ""
	}
	percent := func(t trace.Time) string { return u.Percent(float64(t) / float64(s.Length)) }
	out := []string{strings.Join(pathParts(v, &s, percent), ", ") + "."}
	var lanes []string
	for _, l := range s.Lanes[:min(len(s.Lanes), partsTold)] {
		lanes = append(lanes, words.Lane(v, l.Lane)+" "+percent(l.Time))
	}
	out = append(out, text.X("a.path.lanes", text.With{"Lanes": strings.Join(lanes, ", ")}))
	if n, through := pathHops(v, &s); n > 0 {
		hops := text.N("a.path.hops", n)
		if through != "" {
			hops = text.X("a.path.through", text.With{"Hops": hops, "Through": through})
		}
		out = append(out, hops+".")
	}
	if s.Gaps > 0 {
		out = append(out, text.X("a.path.gap", text.With{"Time": u.Duration(s.Gaps)}))
	}
	if p.Cut {
		out = append(out, text.X("a.path.cut"))
	}
	return strings.Join(out, " ")
}

// pathParts are what the path is made of, the largest first: work, waits by what
// was waited for, and waking up.
func pathParts(v *trace.View, s *insight.PathSum, percent func(trace.Time) string) (out []string) {
	type part struct {
		name string
		t    trace.Time
	}
	var all []part
	for state, t := range s.States {
		if st := trace.State(state); st.Executing() && t > 0 {
			all = append(all, part{words.State(st), t})
		}
	}
	for _, w := range s.Waits {
		t := w.Time
		if t > 0 {
			all = append(all, part{waitName(v, w.State, w.Obj), t})
		}
	}
	for len(out) < 2*partsTold && len(all) > 0 {
		best := 0
		for i := range all {
			if all[i].t > all[best].t {
				best = i
			}
		}
		if all[best].t*1000 < s.Length && len(out) > 0 {
			break // less than a thousandth
		}
		out = append(out, all[best].name+" "+percent(all[best].t))
		all = append(all[:best], all[best+1:]...)
	}
	if s.Waking*1000 >= s.Length {
		out = append(out, text.X("a.path.waking", text.With{"Part": percent(s.Waking)}))
	}
	return out
}

// pathHops is how often the path goes from lane to lane, and through which
// objects most.
func pathHops(v *trace.View, s *insight.PathSum) (n int, through string) {
	var objs []string
	for _, h := range s.Hops {
		n += h.Times
		if h.Obj != 0 && len(objs) < partsTold {
			objs = append(objs, words.Named(v, h.Obj)+" "+strconv.Itoa(h.Times))
		}
	}
	return n, strings.Join(objs, ", ")
}
