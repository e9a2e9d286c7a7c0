package conduct

// This file follows one run: how often it is looked at, and what is seen.

import (
	"runtime"
	"time"

	"corelanes/engine"
	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

const (
	lookEvery     = 50 * time.Millisecond  // 20 frames a second
	lookEveryBusy = 200 * time.Millisecond // 5, when all cores are busy: looking costs a core's time, too
	lookEveryDear = 900 * time.Millisecond // when a look costs much; seldomer than once a second would seem dead

	// A core is busy when it was so for this share of the latest measurements
	// taken together: a single one has steps of a tenth.
	busyPercent = 80
	busySamples = 3

	// ownCores is what the window needs to draw twenty times a second without
	// a graphics card. With less left by the run it would take from the run,
	// and what is told of it would be wrong.
	ownCores = 1.25

	// ownShare is how much of the machine the window may take while the run
	// needs all of it. Where drawing is dear, without a graphics card, that is
	// fewer than five looks a second.
	ownShare = 0.03

	// sumEvery and sumEvents bound what summing up costs while the run goes on.
	sumEvery  = time.Second
	sumEvents = 100_000
)

// carryOut starts the person's plan and follows it to its end; false when
// there was no run, with the reason in the frame's outcome.
func (c *Conductor) carryOut(f *Frame, p engine.Plan, phase Phase) bool {
	r, err := c.begin(p)
	if err != nil {
		f.Outcome = &engine.Outcome{Status: engine.Failed, Err: err}
		return false
	}
	defer c.ended()
	f.Phase, f.Run, f.Started = phase, r, r.Started()
	if c.Began != nil {
		c.Began(r)
	}
	if p.Hand > 0 { // what it shows changes when the person decides, who asks for it then
		out := r.Wait()
		f.look(r)
		c.search(f, out)
		return true
	}
	look := time.NewTimer(lookEveryBusy)
	defer look.Stop()
	tempo := newTempo()
	summed := time.Now()
	for {
		select {
		case <-r.Done():
			out := r.Wait()
			f.look(r)
			c.search(f, out)
			return true
		case <-look.C:
		}
		f.look(r)
		if n, _ := f.View.Events(); n <= sumEvents && time.Since(summed) >= sumEvery {
			f.sum()
			summed = time.Now()
		}
		c.publish(*f)
		look.Reset(tempo.next(f.View))
	}
}

// search sums a run up that has ended, and looks for findings. Of a long one that takes
// seconds, so it is said at once that it has ended.
func (c *Conductor) search(f *Frame, out engine.Outcome) {
	f.Outcome = &out
	if n, _ := f.View.Events(); n > c.searchFrom {
		f.Phase, f.Summary = Searching, nil
		c.publish(*f)
	}
	f.sum()
	if f.Phase == Searching {
		c.publish(*f)
	}
	f.Found = Find(f.Plan, f.View, out)
}

// look takes in what the run has recorded.
func (f *Frame) look(r *engine.Run) {
	f.Now = r.Now()
	r.Recording().Update(f.Now)
	f.View = r.Recording().Cut()
	f.Steps, f.Of = r.Steps()
}

// sum sums up what has been taken in.
func (f *Frame) sum() {
	s := insight.Summarise(f.View)
	f.Summary = &s
}

// tempo decides how often a run is looked at, from what its looks have cost.
type tempo struct{ spent time.Duration }

func newTempo() *tempo { return &tempo{engine.OwnTime()} }

// next is how long to wait before the next look. As long as nothing has been
// measured the run is taken to need all cores.
func (t *tempo) next(v *trace.View) time.Duration {
	before := t.spent
	t.spent = engine.OwnTime()
	cores := float64(runtime.NumCPU())
	if measured(v) && !allBusy(v) && cores-used(v) >= ownCores {
		return lookEvery
	}
	cost := float64(t.spent - before)
	return min(max(lookEveryBusy, time.Duration(cost/(ownShare*cores))), lookEveryDear)
}

// measured says whether the load of the cores has been measured a few times.
func measured(v *trace.View) bool {
	for i := range v.Objs() {
		if info := &v.Objs()[i].Info; info.Unit == "%" && info.Core != trace.CoreUnknown && len(v.Samples(info.ID)) >= busySamples {
			return true
		}
	}
	return false
}

// used is how many cores' worth of time the run's processes used lately.
func used(v *trace.View) (cores float64) {
	for i := range v.Objs() {
		if info := &v.Objs()[i].Info; info.Kind == trace.ObjCounter && info.Name == "cpu" {
			cores += float64(latest(v.Samples(info.ID))) / 1000
		}
	}
	return cores
}

// allBusy says whether the latest measurements found every core busy.
func allBusy(v *trace.View) bool {
	found := false
	for i := range v.Objs() {
		info := &v.Objs()[i].Info
		if info.Kind != trace.ObjCounter || info.Unit != "%" || info.Core == trace.CoreUnknown {
			continue
		}
		if latest(v.Samples(info.ID)) < busyPercent {
			return false
		}
		found = true
	}
	return found
}

// latest is the mean of the latest samples, 0 if there are none.
func latest(s []trace.Sample) (mean int64) {
	s = s[max(0, len(s)-busySamples):]
	for _, x := range s {
		mean += x.Value
	}
	return mean / int64(max(1, len(s)))
}
