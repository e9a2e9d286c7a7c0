package explore

// This file lets others have a run carried out, and be told of it: what shows
// runs without a window.

import (
	"errors"

	"corelanes/app/conduct"
	"corelanes/engine"
	"corelanes/engine/trace"
)

// Told is what the page tells of its latest run.
type Told struct {
	Scenario, Model string // their titles
	Sentence        string
	Failure         string // "" if it did not fail
	Figures         [][2]string
}

// errBusy is the error of starting a run while one goes on.
var errBusy = errors.New("a run goes on")

// Start chooses a plan's scenario and model, and runs them as the Run button
// does.
func (p *Page) Start(plan engine.Plan) error {
	if p.frame.Phase != conduct.Idle {
		return errBusy
	}
	plan, err := plan.Checked()
	if err != nil {
		return err
	}
	p.choice.take(plan)
	p.Rebuild()
	if _, err := p.choice.plan(); err != nil {
		return err
	}
	p.run()
	return nil
}

// Phase is what the page is doing.
func (p *Page) Phase() conduct.Phase { return p.frame.Phase }

// View is the recording on show, nil if there is none.
func (p *Page) View() *trace.View { return p.frame.View }

// Instant is where the playhead stands.
func (p *Page) Instant() trace.Time { return p.lanes.Instant() }

// Told is what the page tells of its latest run.
func (p *Page) Told() Told {
	f := &p.frame
	t := Told{
		Scenario: titleOf(f.Plan.Scenario), Model: modelTitle(findModel(f.Plan.Model)),
		Sentence: p.says(), Failure: failure(f),
	}
	if f.Summary != nil {
		t.Figures = append(figures(f), pathFigure(f)...)
	}
	return t
}

// Tell is what the page would tell of a recording from a file.
func Tell(o *engine.Opened) Told {
	f := recorded(o)
	t := Told{Scenario: titleOf(o.Plan.Scenario), Model: o.Plan.Model, Sentence: sentence(&f), Failure: failure(&f), Figures: append(figures(&f), pathFigure(&f)...)}
	if m := findModel(o.Plan.Model); m.ID == o.Plan.Model {
		t.Model = modelTitle(m)
	}
	return t
}

// SelectRange selects a range of the run, from and to as parts of its length;
// none where they are equal.
func (p *Page) SelectRange(from, to float64) {
	if v := p.frame.View; v != nil {
		p.lanes.SelectRange(trace.Time(from*float64(v.End())), trace.Time(to*float64(v.End())))
	}
}

// ShowMiddle moves the playhead into the middle of the run, where there is
// more to see than at its end.
func (p *Page) ShowMiddle() {
	if p.frame.View != nil {
		p.moveTo(p.frame.View.End() / 2)
	}
}
