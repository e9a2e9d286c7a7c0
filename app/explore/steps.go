package explore

// This file holds the tab Steps: whether a run is free, drawn by lot or steered
// by hand, and a button for each worker to let it go.

import (
	"errors"
	"strconv"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/form"
	"corelanes/app/pick"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
)

// The ways to run, as they are chosen.
const (
	runFree   = "free"
	runSeed   = "seed"
	runByHand = "hand"
)

// steps is the tab, and the run that is steered in it.
type steps struct {
	page *Page
	mode string
	seed string // as typed

	split bool // steps into load, compute, store

	// The run that is steered; all of it the main goroutine's.
	run       *engine.Run
	asked     *engine.Situation // the latest; nil before the first
	left      *engine.Run       // the one before, which is being stopped
	waits     bool              // for the person
	view      *trace.View       // of the moment of asked
	others    []branch          // ways that were left
	followers sync.WaitGroup

	// Made anew with every language.
	modes   *pick.Picker
	number  *form.Entry
	parts   *form.Check
	wrong   *widget.Label
	rows    *fyne.Container
	content *fyne.Container
}

func newSteps(p *Page) *steps { return &steps{page: p, mode: runFree, seed: "1"} }

const (
	modeWidth = 200
	seedWidth = 90
)

// build makes the tab in the language of now.
func (s *steps) build() fyne.CanvasObject {
	scale := float32(s.page.Scale())
	s.modes = pick.New(modeWidth*scale, s.choose)
	s.modes.Search, s.modes.None, s.modes.OnKey = text.X("a.pick.choice"), text.X("a.pick.none"), s.page.TypedKey
	var items []pick.Item
	for _, m := range []string{runFree, runSeed, runByHand} {
		items = append(items, pick.Item{ID: m, Title: text.X("a.steps.mode." + m), Detail: text.X("a.steps.mode." + m + ".hint")})
	}
	s.modes.SetItems(items)
	s.modes.Choose(s.mode)
	s.number = form.NewEntry(func(t string) {
		s.seed = t
		s.show()
	}, s.page.TypedKey)
	s.number.SetText(s.seed)
	s.parts = s.page.check(text.X("a.steps.split"), func(on bool) { s.split = on })
	s.parts.SetChecked(s.split)
	s.wrong = widget.NewLabel("")
	s.wrong.Importance = widget.DangerImportance
	s.rows = container.NewVBox()
	head := container.New(&skin.Flow{}, widget.NewLabel(text.X("a.steps.mode")), s.modes, container.NewGridWrap(fyne.NewSize(seedWidth*scale, s.number.MinSize().Height), s.number), s.parts, s.wrong)
	s.content = container.NewStack(container.NewVScroll(container.NewVBox(head, s.rows)))
	s.show()
	return s.content
}

// open shows the tab.
func (s *steps) open() {
	if s.page.hidden {
		s.page.toggleInspector()
	}
	s.page.inspector.tabs.SelectIndex(tabSteps)
}

// choose takes another way to run.
func (s *steps) choose(mode string) {
	s.mode = mode
	s.show()
	s.page.changed()
}

// controlled is a plan as it is to be run.
func (s *steps) controlled(p engine.Plan) engine.Plan {
	s.run, s.asked, s.waits, s.view, s.others = nil, nil, false, nil, nil
	if s.whyNot() != "" {
		return p
	}
	switch s.mode {
	case runSeed:
		if n, err := strconv.ParseInt(strings.TrimSpace(s.seed), 10, 64); err == nil {
			p.Seed = &n
		}
	case runByHand:
		p.Hand, p.Split = 1, s.split && s.canSplit()
	}
	checked, err := p.Checked()
	if err != nil {
		return p // the free run of it has been checked
	}
	return checked
}

// canSplit says whether the chosen model has steps that are more than one: a task
// is never interrupted between two of its awaits.
func (s *steps) canSplit() bool { return !s.page.choice.model.Tasks }

// whyNot is why what is chosen cannot be controlled, "" if it can.
func (s *steps) whyNot() string {
	if s.mode == runFree {
		return ""
	}
	plan, err := s.page.choice.plan()
	if err != nil {
		return ""
	}
	plan.Hand = 1
	_, err = plan.Checked()
	var u *engine.UsageError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &u) && u.Reason != "":
		return text.X("a.steps.not", text.With{"Why": text.Or("a.steps.not."+u.Reason, u.Why)})
	}
	return text.X("a.steps.not", text.With{"Why": sayError(err)})
}

// follow takes the questions of a run that is steered. It is called on another
// goroutine.
func (s *steps) follow(r *engine.Run) {
	if r.Plan.Hand == 0 {
		return
	}
	s.followers.Go(func() { // ends with the run
		for now := range r.Choices() {
			v := r.Recording().Cut()
			s.page.post(func() { s.ask(r, now, v) })
		}
	})
}

func (s *steps) close() { s.followers.Wait() }

// ask shows what the run asks.
func (s *steps) ask(r *engine.Run, now engine.Situation, v *trace.View) {
	if s.page.frame.Phase == conduct.Idle || r == s.left {
		return // it has been stopped
	}
	s.run, s.asked, s.view, s.waits = r, &now, v, !now.Over()
	f := s.page.frame
	f.Phase, f.View, f.Now, f.Run = conduct.Running, v, now.Now, r
	s.page.show(f)
}

// let lets a worker go, or has something happen to it.
func (s *steps) let(worker int, f engine.Fault) {
	if !s.waits || s.page.frame.Phase != conduct.Running {
		return
	}
	s.waits = false
	_ = s.run.Let(worker, f) // a run that has ended says so itself
}

// letAction is what the keys 1 … 9 do: they let go the workers in the order of
// the list.
func (s *steps) letAction() Action {
	a := Action{ID: "let", Group: groupPlay, Word: "a.key.let", Do: s.open, On: func(k Key) { s.letNth(int(k.Rune - '1')) }}
	for r := '1'; r <= '9'; r++ {
		a.Keys = append(a.Keys, Key{Rune: r, Show: string(r)})
	}
	return a
}

// letNth lets the worker of the n-th row go.
func (s *steps) letNth(n int) {
	if s.asked != nil && n < len(s.asked.Workers) && s.asked.Workers[n].Can {
		s.let(n, 0)
	}
}

// show shows the tab as it is now.
func (s *steps) show() {
	if s.rows == nil {
		return
	}
	seen(s.number, s.mode == runSeed)
	seen(s.parts, s.mode == runByHand && s.canSplit())
	s.wrong.SetText("")
	if _, err := strconv.ParseInt(strings.TrimSpace(s.seed), 10, 64); s.mode == runSeed && err != nil {
		s.wrong.SetText(text.X("a.steps.seed.wrong"))
	}
	seen(s.wrong, s.wrong.Text != "")
	s.rows.Objects = nil
	if s.mode != runFree {
		s.add(text.X("a.steps.order"), widget.LowImportance)
	}
	if s.mode == runByHand && !s.canSplit() {
		s.add(text.X("a.steps.tasks"), widget.LowImportance)
	}
	switch why := s.whyNot(); {
	case why != "":
		s.add(why, widget.WarningImportance)
	case s.asked == nil && s.mode == runByHand:
		s.add(text.X("a.steps.press"), widget.MediumImportance)
	case s.asked == nil:
		s.add(text.X("a.steps.mode."+s.mode+".hint"), widget.MediumImportance)
	}
	if s.asked != nil {
		s.showWorkers()
	}
	s.showWays()
	s.rows.Refresh()
}

// add adds a sentence.
func (s *steps) add(t string, i widget.Importance) {
	l := widget.NewLabel(t)
	l.Wrapping, l.Importance = fyne.TextWrapWord, i
	s.rows.Add(l)
}

// showWorkers adds a row for each worker.
func (s *steps) showWorkers() {
	open := s.page.frame.Phase == conduct.Running
	if o := s.page.frame.Outcome; !open && o != nil {
		s.add(s.ending(o), widget.HighImportance)
	} else {
		s.add(text.X("a.steps.point", text.With{"Point": s.asked.Point}), widget.MediumImportance)
	}
	back := s.page.button(text.X("a.steps.back"), theme.NavigateBackIcon(), "", s.back)
	enable(back, s.asked.Point > 1 || !open)
	s.rows.Add(container.NewHBox(back))
	for i, w := range s.asked.Workers {
		s.rows.Add(s.row(i, w, open))
	}
}

// row is one worker: its button, what it would do or why it cannot, and what can
// go wrong with it.
func (s *steps) row(i int, w engine.Standing, open bool) fyne.CanvasObject {
	label := w.Name
	if i < 9 {
		label = strconv.Itoa(i+1) + "   " + w.Name
	}
	b := s.page.button(label, theme.MediaPlayIcon(), "", func() { s.let(w.Worker, 0) })
	b.Alignment = widget.ButtonAlignLeading
	if i == s.asked.Last {
		b.Importance = widget.HighImportance
	}
	enable(b, open && w.Can)
	says := widget.NewLabel(standing(s.view, w))
	says.Wrapping = fyne.TextWrapWord
	if !w.Can {
		says.Importance = widget.LowImportance
	}
	if faults := s.faults(w); open && len(faults) > 0 {
		return container.NewVBox(container.NewBorder(nil, nil, nil, container.NewHBox(faults...), b), says)
	}
	return container.NewVBox(b, says)
}

// faults are buttons for what can be made to go wrong with a worker.
func (s *steps) faults(w engine.Standing) (out []fyne.CanvasObject) {
	for _, f := range w.Faults {
		b := s.page.quiet(text.X("a.steps.fault."+string(f)), nil, "", func() { s.let(w.Worker, engine.Fault(f)) })
		out = append(out, b)
	}
	return out
}
