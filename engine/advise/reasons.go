package advise

// This file holds why: each reason by its name, with its numbers. Who shows it has
// the words.

import "math"

// Reason is one reason; the window and the command line say it in their languages.
type Reason struct {
	Name     string             `json:"reason"`
	Numbers  map[string]float64 `json:"numbers"`
	Model    string             `json:"model,omitempty"` // that it speaks of
	Measured bool               `json:"measured"`        // its numbers were measured, here or in the recording; else they follow from the description
}

// ReasonNames are all reasons, for who has words for them.
func ReasonNames() []string {
	return []string{"waits", "computes", "both", "native", "gil", "serialise", "few", "start", "pass", "limit", "gain-computing", "gain-waiting", "shared", "isolated", "blocking", "next", "simpler", "typical"}
}

// reasons are those of an advice, the most telling first.
func reasons(a Advice) []Reason {
	j := a.Job
	var out []Reason
	measured := j.Recording != nil
	say := func(name, model string, measured bool, numbers map[string]float64) {
		out = append(out, Reason{name, numbers, model, measured})
	}
	share := map[string]float64{"Waiting": j.Waiting, "Computing": 1 - j.Waiting}
	switch {
	case j.Waiting >= 0.7:
		say("waits", "", measured, share)
	case j.Waiting <= 0.3:
		say("computes", "", measured, share)
	default:
		say("both", "", measured, share)
	}
	if j.inNativeCode() {
		say("native", "", measured, map[string]float64{"Native": j.Native})
	}
	if r := j.Recording; r != nil {
		if r.GIL >= telling {
			say("gil", "", true, map[string]float64{"GIL": r.GIL})
		}
		if r.Serialise >= telling {
			say("serialise", "", true, map[string]float64{"Serialise": r.Serialise})
		}
	}
	switch {
	case j.Pieces == 1:
		say("few", "", false, nil)
	case a.Best.Predicted > 0:
		say("limit", a.Best.Model, false, map[string]float64{"One": j.all(), "Predicted": a.Best.Predicted, "Times": j.all() / a.Best.Predicted})
	}
	for _, g := range a.Costs.Gains {
		if j.Waiting <= 0.7 && g.Of == Computing || j.Waiting >= 0.3 && g.Of == Waiting {
			say("gain-"+string(g.Of), g.Model, true, map[string]float64{"Times": g.Times})
		}
	}
	for _, c := range a.Candidates {
		if c.Model == "process-pool" && c.Start >= telling*c.Predicted {
			say("start", c.Model, a.Costs.Process.Measured, map[string]float64{"Start": c.Start, "Workers": float64(c.Workers), "One": a.Costs.Process.Value})
		}
		if c.Model == "process-pool" && c.Pass >= telling*c.Predicted {
			say("pass", c.Model, a.Costs.Pass.Measured, map[string]float64{"Pass": c.Pass, "One": c.Pass / float64(j.Pieces)})
		}
	}
	for _, x := range []struct {
		name string
		is   bool
	}{{"shared", j.Shared}, {"isolated", j.Isolated}, {"blocking", j.Blocking}} {
		if x.is {
			say(x.name, "", false, nil)
		}
	}
	if next, ok := a.next(); ok {
		name := "next"
		if next.Predicted < a.Best.Predicted {
			name = "simpler"
		}
		say(name, next.Model, false, map[string]float64{"Predicted": next.Predicted, "More": next.Predicted / math.Max(a.Best.Predicted, 1e-9)})
	}
	if !a.Costs.Process.Measured || !a.Costs.Thread.Measured {
		say("typical", "", false, nil)
	}
	return out
}

// telling is from which share of a time on something is worth telling.
const telling = 0.1

// next is the best of the others.
func (a Advice) next() (Candidate, bool) {
	for _, c := range a.Candidates {
		if c.Out == "" && c.Model != a.Best.Model {
			return c, true
		}
	}
	return Candidate{}, false
}
