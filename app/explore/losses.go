package explore

// This file holds the histogram of the tab Summary: the race run again and
// again, for real, and how many updates each run lost. One run that lost none
// says nothing.

import (
	"encoding/json"
	"strconv"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
	"corelanes/widgets/bars"
	"corelanes/widgets/look"
)

// lossRuns is how often a race is run for its histogram.
const lossRuns = 100

// losses is the histogram, and the runs for it that go on.
type losses struct {
	page    *Page
	plan    engine.Plan // of the run on show
	results []json.RawMessage
	failed  string // why the runs ended early, "" if they did not
	goes    *lossCrew
	crews   sync.WaitGroup

	// Made anew with every language.
	again, stop *widget.Button
	says        *widget.Label
	bars        *bars.Bars
	box         *fyne.Container
	onGrow      func() // called when it takes another room
}

// lossCrew is the runs of one press of the button.
type lossCrew struct{ quit chan struct{} }

func newLosses(p *Page) *losses { return &losses{page: p} }

func (l *losses) build() fyne.CanvasObject {
	l.again = widget.NewButtonWithIcon(text.X("a.losses.again", text.With{"Runs": lossRuns}), theme.ViewRefreshIcon(), l.begin)
	l.stop = widget.NewButtonWithIcon(text.X("a.losses.stop"), theme.MediaStopIcon(), l.end)
	l.says = widget.NewLabel("")
	l.says.Wrapping = fyne.TextWrapWord
	l.bars = bars.New()
	l.box = container.NewVBox(container.NewHBox(l.again, l.stop), l.says, container.NewPadded(l.bars))
	l.fill()
	return l.box
}

// show shows what belongs to a frame's run; nothing where no updates are
// counted, or where each run is the same.
func (l *losses) show(f *conduct.Frame) {
	counts := f.Outcome != nil && engine.CountLosses([]json.RawMessage{f.Outcome.Result}) != nil && !f.Plan.Controlled()
	if counts && !samePlan(&f.Plan, &l.plan) {
		l.end()
		l.plan, l.results, l.failed = f.Plan, nil, ""
	}
	seen(l.box, counts)
	l.fill()
}

// samePlan says whether two plans come to the same runs.
func samePlan(a, b *engine.Plan) bool {
	one, err1 := json.Marshal(a)
	other, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(one) == string(other)
}

// begin runs the plan again and again, one after the other.
func (l *losses) begin() {
	if l.goes != nil {
		return
	}
	crew := &lossCrew{quit: make(chan struct{})}
	l.goes, l.results, l.failed = crew, nil, ""
	plan := l.plan
	l.crews.Go(func() { // ends with its last run, or when it is told to
		for range lossRuns {
			result, failed, stopped := once(plan, crew.quit)
			if stopped {
				break
			}
			l.page.post(func() { l.got(crew, result, failed) })
			if failed != "" {
				break
			}
		}
		l.page.post(func() { l.over(crew) })
	})
	l.fill()
}

// once is one run.
func once(plan engine.Plan, quit <-chan struct{}) (result json.RawMessage, failed string, stopped bool) {
	r, err := engine.Start(plan)
	if err != nil {
		return nil, sayError(err), false
	}
	select {
	case <-r.Done():
	case <-quit:
		r.Stop()
		stopped = true
	}
	o := r.Wait()
	if o.Err != nil {
		failed = sayError(o.Err)
	}
	return o.Result, failed, stopped
}

// got takes the result of a run.
func (l *losses) got(crew *lossCrew, result json.RawMessage, failed string) {
	if l.goes != crew {
		return
	}
	l.failed = failed
	if failed == "" {
		l.results = append(l.results, result)
	}
	l.fill()
}

// over notes that the runs of a crew have ended.
func (l *losses) over(crew *lossCrew) {
	if l.goes == crew {
		l.goes = nil
		l.fill()
	}
}

// end stops the runs. Those that have ended are kept.
func (l *losses) end() {
	if l.goes != nil {
		close(l.goes.quit)
		l.goes = nil
		l.fill()
	}
}

func (l *losses) close() {
	l.end()
	l.crews.Wait()
}

// fill shows how far it is.
func (l *losses) fill() {
	if l.box == nil {
		return
	}
	enable(l.again, l.goes == nil)
	enable(l.stop, l.goes != nil)
	x := engine.CountLosses(l.results)
	switch {
	case l.failed != "":
		l.says.SetText(l.failed)
	case x == nil && l.goes == nil:
		l.says.SetText(text.X("a.losses.hint"))
	case l.goes != nil:
		l.says.SetText(text.X("a.losses.at", text.With{"At": len(l.results), "Of": lossRuns}))
	default:
		l.says.SetText(text.X("a.losses.says", text.With{"Runs": text.N("a.losses.runs", x.Runs), "None": x.None, "Of": x.Of}))
	}
	l.bars.Set(lossBars(x))
	l.box.Refresh()
	l.onGrow()
}

// lossBars are the histogram's bars.
func lossBars(x *engine.Losses) (out []bars.Bar) {
	if x == nil {
		return nil
	}
	bar := func(label string, runs int, s trace.State) {
		out = append(out, bars.Bar{Label: label, Value: float64(runs), Text: strconv.Itoa(runs), Color: look.Of(s).Color})
	}
	bar(text.X("a.losses.none"), x.None, trace.StateRunning)
	for _, b := range x.Bins {
		label := strconv.FormatInt(b.Least, 10)
		if b.Most > b.Least {
			label += " … " + strconv.FormatInt(b.Most, 10)
		}
		bar(text.X("a.losses.bin", text.With{"Lost": label}), b.Runs, trace.StateBlocked)
	}
	return out
}
