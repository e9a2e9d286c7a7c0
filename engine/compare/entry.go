package compare

// This file holds what a comparison comes to: an entry for each model, and its
// figures.

import (
	"bytes"
	"encoding/json"
	"slices"

	"corelanes/engine"
	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// Comparison is what was measured. Its field names in JSON are stable. Seconds
// are floats.
type Comparison struct {
	Scenario   string               `json:"scenario"`
	Workers    int                  `json:"workers"`
	Parameters map[string]string    `json:"parameters"`
	Repeat     int                  `json:"repeat"`
	Seed       uint64               `json:"seed"` // of the order of the runs
	Machine    engine.MachineReport `json:"machine"`
	Warnings   []Warning            `json:"warnings"`
	Reference  *Entry               `json:"reference"` // what speed-ups are over; nil when it is one of the models, or none was measured
	Models     []*Entry             `json:"models"`
	SameResult bool                 `json:"same_result"` // every run computed the same
	WhyNot     map[string]string    `json:"why_not"`     // models that cannot run it, and why
	CPython    string               `json:"cpython"`     // which one the models' texts ran under; "" none
	NoCPython  string               `json:"no_cpython"`  // why there is none, when it was asked for

	real  []*Entry                          // CPython's, one for each text
	lacks map[string]*engine.NoPackageError // the texts that it could not run, by their models
}

// Entry is one model's figures. The report is of the run with the median time.
type Entry struct {
	Model      string         `json:"model"`
	WallS      float64        `json:"wall_s"` // the median
	Runs       []float64      `json:"runs"`
	MinS       float64        `json:"min_s"`
	MaxS       float64        `json:"max_s"`
	Spread     float64        `json:"spread"`     // (max - min) / median
	Speedup    *float64       `json:"speedup"`    // over the reference; nil without one
	Efficiency *float64       `json:"efficiency"` // speed-up per worker, at most per core where it computes
	Ideal      *float64       `json:"ideal_s"`    // with perfect sharing among the workers and cores there are
	Predicted  *float64       `json:"predicted_s"`
	Published  *float64       `json:"published_s"`    // printed in the source text, on its machine
	Beside     string         `json:"published_over"` // the model that the source's speed-ups are over: the reference, or the first that it printed
	Claimed    *float64       `json:"published_speedup"`
	Own        *float64       `json:"own_speedup"` // measured, over the same model as Claimed
	MadeS      *float64       `json:"made_s"`      // from asking for the first worker to the last one's first instruction, where the source printed that
	Ratio      *float64       `json:"ratio"`       // measured over predicted
	AsTheory   *bool          `json:"as_predicted"`
	Word       string         `json:"word"`           // what the speed-up earns: see Grade
	TheirWord  string         `json:"published_word"` // what Claimed earns
	OwnWord    string         `json:"own_word"`       // what Own earns
	Agrees     *bool          `json:"agrees"`         // the same word; nil where nothing was published
	RSS        int64          `json:"rss_bytes"`      // the largest sum of its processes' resident memory; 0 not sampled
	Status     engine.Status  `json:"status"`
	Error      *string        `json:"error"`
	Real       *Real          `json:"cpython"`
	Report     *engine.Report `json:"report"` // nil when no run ended well

	View *trace.View `json:"-"` // the recording of the run with the median time, or of the one that failed

	shown *measured // the run that View is of

	plan engine.Plan
	runs []measured
}

// Failed says whether a run of the model did not end well.
func (e *Entry) Failed() bool { return e.Error != nil }

func (e *Entry) fail(s engine.Status, err error) {
	text := err.Error()
	e.Status, e.Error = s, &text
}

func (e *Entry) keep(m measured) { e.View, e.shown = m.rec.Cut(), &m }

// Opened is the run that View is of, as if it had been read from a file; nil
// when there was none.
func (e *Entry) Opened() *engine.Opened {
	if e.shown == nil {
		return nil
	}
	n, _ := e.View.Events()
	return &engine.Opened{Plan: e.plan, Outcome: e.shown.out, Recording: e.shown.rec, Started: e.shown.started, Events: n}
}

// newComparison has an entry for each model of a checked plan.
func newComparison(p Plan) *Comparison {
	c := &Comparison{
		Scenario: p.Base.Scenario, Workers: p.plans[0].Workers, Parameters: p.plans[0].Set, Repeat: p.Repeat, Seed: p.Seed,
		Warnings: []Warning{}, WhyNot: map[string]string{},
	}
	if s := c.scenario(); s != nil {
		_, c.WhyNot = engine.Legal(s)
	}
	for _, one := range p.plans {
		c.Models = append(c.Models, newEntry(one))
	}
	if p.ref != nil {
		c.Reference = newEntry(*p.ref)
	}
	return c
}

func newEntry(p engine.Plan) *Entry {
	return &Entry{Model: p.Model, plan: p, Status: engine.Stopped, Runs: []float64{}}
}

// all are the entries, the reference among them.
func (c *Comparison) all() []*Entry {
	if c.Reference == nil {
		return c.Models
	}
	return append([]*Entry{c.Reference}, c.Models...)
}

// Base is the entry that speed-ups are over, nil without one.
func (c *Comparison) Base() *Entry {
	for _, e := range c.all() {
		if e.Model == reference && len(e.runs) > 0 {
			return e
		}
	}
	return nil
}

// done works the figures out.
func (c *Comparison) done() *Comparison {
	for _, e := range c.all() {
		e.figures()
	}
	c.relate()
	c.beside()
	c.warn()
	c.SameResult = c.sameResult()
	return c
}

// figures works out what a model's runs alone tell.
func (e *Entry) figures() {
	if len(e.runs) == 0 {
		return
	}
	e.Runs = e.Runs[:0]
	for _, m := range e.runs {
		e.Runs = append(e.Runs, seconds(m.wall))
	}
	byTime := slices.SortedFunc(slices.Values(e.runs), func(a, b measured) int { return int(a.wall - b.wall) })
	median := byTime[(len(byTime)-1)/2]
	e.WallS, e.MinS, e.MaxS = seconds(median.wall), seconds(byTime[0].wall), seconds(byTime[len(byTime)-1].wall)
	if e.WallS > 0 {
		e.Spread = (e.MaxS - e.MinS) / e.WallS
	}
	view := median.rec.Cut()
	report := engine.NewReport(e.plan, view, median.out)
	e.Report, e.RSS = &report, insight.PeakRSS(view)
	if !e.Failed() {
		e.keep(median)
		e.Status = engine.Done
	}
}

// relate works out what the models tell beside the reference.
func (c *Comparison) relate() {
	base := c.Base()
	if base == nil {
		return
	}
	parts := partsOf(base)
	for _, e := range c.all() {
		info := modelInfo(e.Model)
		ideal, predicted := parts.ideal(max(e.plan.Workers, parts.inFlight(info, e.plan.Workers))), parts.predict(info, e.plan.Workers)
		e.Ideal, e.Predicted = &ideal, &predicted
		if e.WallS <= 0 {
			continue
		}
		speedup := base.WallS / e.WallS
		efficiency := speedup / parts.limit(e.plan.Workers)
		ratio := e.WallS / predicted
		as := ratio <= asPredicted && ratio >= 1/asPredicted
		e.Speedup, e.Efficiency, e.Ratio, e.AsTheory = &speedup, &efficiency, &ratio, &as
		e.Word = Grade(speedup, parts.limit(e.plan.Workers))
	}
	c.besideTheSource(parts)
}

// besideTheSource sets the source's speed-ups beside the same ones measured here.
// They are over the reference where the source has it; else over the first model
// that it does have.
func (c *Comparison) besideTheSource(parts parts) {
	s := c.scenario()
	if s == nil {
		return
	}
	published := s.PrintedWith(c.all()[0].plan.Set)
	over := PublishedOver(published)
	took := func(e *Entry) float64 { return e.WallS }
	if s.OfMaking {
		took = (*Entry).made
	}
	var wall float64 // of that model here
	for _, e := range c.all() {
		if e.Model == over {
			wall = took(e)
		}
	}
	for _, e := range c.all() {
		printed, ok := published[e.Model]
		if !ok {
			continue
		}
		e.Published, e.Beside = &printed, over
		if e.Model == over {
			continue
		}
		limit := parts.limit(e.plan.Workers)
		claimed := published[over] / printed
		e.Claimed, e.TheirWord = &claimed, Grade(claimed, limit)
		if here := took(e); wall > 0 && here > 0 {
			own := wall / here
			e.Own, e.OwnWord = &own, Grade(own, limit)
			same := e.OwnWord == e.TheirWord
			e.Agrees = &same
		}
	}
}

// made is how long it took until all workers of the run with the median time were
// at work, seconds; 0 when none ended well. It is told in MadeS.
func (e *Entry) made() float64 {
	if len(e.runs) == 0 || e.Failed() || e.View == nil {
		return 0
	}
	asked, ready := trace.Forever, trace.Time(0)
	for _, l := range insight.Summarise(e.View).Lanes {
		if !l.Worker {
			continue
		}
		asked = min(asked, l.From)
		at := l.From
		for _, t := range l.Before {
			at += t
		}
		ready = max(ready, at)
	}
	s := seconds(max(0, ready-asked))
	e.MadeS = &s
	return s
}

// PublishedOver is the model that the speed-ups of a source text are over: the
// reference, or else the first of the picker that it printed; "" where it printed
// none. Its seconds are of another machine and mostly of a larger size; its
// speed-ups are what can be compared.
func PublishedOver(printed map[string]float64) (over string) {
	for _, m := range engine.Models() {
		if printed[m.ID] > 0 && (over == "" || m.ID == reference) {
			over = m.ID
		}
	}
	return over
}

// scenario is the catalogue's entry, nil when this version has none.
func (c *Comparison) scenario() *engine.Scenario {
	for _, s := range engine.Scenarios() {
		if s.ID == c.Scenario {
			return s
		}
	}
	return nil
}

// sameResult says whether all that ended well computed the same.
func (c *Comparison) sameResult() bool {
	var first json.RawMessage
	for _, e := range c.all() {
		for _, m := range e.runs {
			if first == nil {
				first = m.out.Result
			} else if !bytes.Equal(first, m.out.Result) {
				return false
			}
		}
	}
	return true
}

func modelInfo(id string) engine.Model {
	for _, m := range engine.Models() {
		if m.ID == id {
			return m
		}
	}
	return engine.Model{ID: id}
}

func seconds(t trace.Time) float64 { return float64(t) / 1e9 }
