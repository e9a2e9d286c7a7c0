package conduct

// This file holds the comparison: the same work done by one worker.

import (
	"fmt"
	"sort"
	"strings"
	"time"

	"corelanes/engine"
	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// oneWorker is the model to compare with.
const oneWorker = "sequential"

// baselines are the times that one worker took, by what it did. Only the
// conductor's goroutine uses them.
type baselines map[string]trace.Time

// of is the time for a plan's work, 0 if not known.
func (b baselines) of(p engine.Plan) trace.Time { return b[work(p)] }

func (b baselines) learn(p engine.Plan, t trace.Time) { b[work(p)] = t }

// work says what a plan does, without how.
func work(p engine.Plan) string {
	set := make([]string, 0, len(p.Set))
	for k, v := range p.Set {
		set = append(set, k+"="+v)
	}
	sort.Strings(set)
	return fmt.Sprintf("%s %d pin=%t python=%s %s", p.Scenario, p.Workers, p.Pin, p.Python, strings.Join(set, " "))
}

// compare measures one worker with the plan's work. Nothing is shown of it but
// how far it is; yet it is looked at as often as the person's run was, so that
// both were disturbed alike.
func (c *Conductor) compare(f *Frame, p engine.Plan) {
	p.Model, p.Start = oneWorker, ""
	f.Phase, f.Steps, f.Of, f.NotCompared = Comparing, 0, 0, true
	took := f.Now
	defer func() { f.Now = took }()
	f.Now = 0
	c.publish(*f)
	r, err := c.begin(p)
	if err != nil {
		return
	}
	defer c.ended()
	look, tempo := time.NewTimer(lookEveryBusy), newTempo()
	defer look.Stop()
	var own Frame
	for {
		select {
		case <-r.Done():
			if r.Wait().Status == engine.Done {
				f.OneWorker = insight.Summarise(r.Recording().Cut()).Wall
				c.known.learn(p, f.OneWorker)
				f.NotCompared = false
			}
			return
		case <-look.C:
			own.look(r)
			f.Now, f.Steps, f.Of = own.Now, own.Steps, own.Of
			c.publish(*f)
			look.Reset(tempo.next(own.View))
		}
	}
}
