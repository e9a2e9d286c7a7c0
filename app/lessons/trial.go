package lessons

// This file holds the variant to try: what the learner may change, the runs, and
// whether they met the goal.

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/explore"
	"corelanes/app/form"
	"corelanes/app/text"
	"corelanes/app/version"
	"corelanes/engine"
	"corelanes/engine/lesson"
)

// trial is the variant on show.
type trial struct {
	session *session
	try     *lesson.Try
	values  map[string]string // of what may be changed
	latest  *made             // the latest run, or the first that failed
	done    int               // runs that met the goal, in a row
	ran     bool              // the latest attempt has ended
	met     bool
	trouble string
	told    bool // the answer

	cancel  context.CancelFunc // of the attempt under way, nil: none
	wg      sync.WaitGroup
	going   *widget.Label
	follows *conduct.Conductor // shows a single run while it goes on
}

func newTrial(s *session, t *lesson.Try) *trial {
	x := &trial{session: s, try: t, values: map[string]string{}}
	x.follows = conduct.New(s.page.post, x.hear)
	for _, name := range t.Change {
		x.values[name] = nowOf(t.Plan, name)
	}
	return x
}

// nowOf is what a plan has of something that may be changed.
func nowOf(p engine.Plan, name string) string {
	if checked, err := p.Checked(); err == nil {
		p = checked
	}
	switch name {
	case "model":
		return p.Model
	case "workers":
		return strconv.Itoa(p.Workers)
	}
	return p.Set[name]
}

// close ends what goes on, and waits for it.
func (x *trial) close() {
	x.stop()
	x.follows.Close()
	x.wg.Wait()
}

// stop stops the attempt under way.
func (x *trial) stop() {
	x.follows.Stop()
	if x.cancel != nil {
		x.cancel()
	}
}

func (x *trial) plan() (engine.Plan, error) { return lesson.With(x.try.Plan, x.values).Checked() }

// build makes the step anew.
func (x *trial) build() fyne.CanvasObject {
	box := container.NewVBox(rich(in(x.try.Text)))
	if g := x.goal(); g != "" {
		says := text.X("a.lesson.try.goal", text.With{"Goal": g})
		if x.try.Runs > 1 {
			says = text.X("a.lesson.try.goals", text.With{"Goal": g, "Runs": x.try.Runs})
		}
		l := para(says)
		l.TextStyle.Bold = true
		box.Add(l)
	}
	fields := form.New(func(key, v string) {
		x.values[key] = v
		x.check()
	})
	fields.OnKey = x.session.page.TypedKey
	fields.SetFields(x.fields())
	if len(x.try.Change) > 0 {
		box.Add(fields)
	}
	run := widget.NewButtonWithIcon(text.X("a.run"), theme.MediaPlayIcon(), x.start)
	run.Importance = widget.HighImportance
	stop := widget.NewButtonWithIcon(text.X("a.stop"), theme.MediaStopIcon(), x.stop)
	if x.cancel != nil {
		run.Disable()
	} else {
		stop.Disable()
	}
	x.going = para("")
	box.Add(container.NewHBox(run, stop))
	box.Add(x.going)
	x.tell(box)
	x.answer(box)
	x.check()
	return box
}

// goal is the goal in words, "" when there is none.
func (x *trial) goal() string {
	for _, s := range engine.Scenarios() {
		for _, g := range s.Goals {
			if s.ID == x.try.Plan.Scenario && g.Key == x.try.Goal {
				return text.Or("s."+s.ID+".goal."+g.Key, g.Text)
			}
		}
	}
	return ""
}

// fields are what may be changed.
func (x *trial) fields() []form.Field { return fieldsOf(x.try.Plan.Scenario, x.try.Change, x.values) }

// fieldsOf are fields for what may be changed of a plan, with their values.
func fieldsOf(scenario string, change []string, values map[string]string) (out []form.Field) {
	var s *engine.Scenario
	for _, c := range engine.Scenarios() {
		if c.ID == scenario {
			s = c
		}
	}
	for _, name := range change {
		f := form.Field{Key: name, Value: values[name]}
		switch name {
		case "model":
			f.Label = text.X("a.lesson.try.model")
			legal, _ := engine.Legal(s)
			for _, m := range legal {
				f.Options = append(f.Options, form.Option{Value: m, Label: text.Or("m."+m+".title", m)})
			}
		case "workers":
			f.Label = text.X("a.lesson.try.workers")
		default:
			i := slices.IndexFunc(s.Parameters, func(p engine.Parameter) bool { return p.Name == name })
			p := s.Parameters[i]
			f.Label = text.Or("s."+s.ID+"."+name, name)
			f.Check = p.Type == "bool"
			for _, c := range p.Choices {
				f.Options = append(f.Options, form.Option{Value: c, Label: text.Or("s."+s.ID+"."+name+"."+c, c)})
			}
		}
		out = append(out, f)
	}
	return out
}

// check says what is wrong with what is chosen.
func (x *trial) check() {
	if x.cancel != nil {
		return
	}
	x.going.Importance = widget.MediumImportance
	says := ""
	if _, err := x.plan(); err != nil {
		x.going.Importance = widget.DangerImportance
		says = sayPlan(err)
	}
	x.going.SetText(says)
}

// sayPlan says why a plan cannot be run.
func sayPlan(err error) string {
	return text.X("a.lesson.try.not", text.With{"Why": explore.SayError(err)})
}

// tell says what became of the latest attempt.
func (x *trial) tell(box *fyne.Container) {
	switch {
	case x.trouble != "":
		l := para(x.trouble)
		l.Importance = widget.DangerImportance
		box.Add(l)
	case !x.ran:
	case x.goal() == "":
		m := x.latest.report
		box.Add(para(text.X("a.lesson.figures", text.With{"Time": duration(x.latest.view.End()), "Busy": number(m.BusyCores), "Parallel": m.MaxParallel})))
	case x.met:
		box.Add(x.session.verdict(true, text.X("a.lesson.try.met")))
	case x.try.Runs > 1:
		box.Add(x.session.verdict(false, text.X("a.lesson.try.failed", text.With{"Run": x.done + 1, "Of": x.try.Runs})))
	default:
		box.Add(x.session.verdict(false, text.X("a.lesson.try.unmet")))
	}
}

// answer shows how it is done, when asked.
func (x *trial) answer(box *fyne.Container) {
	if len(x.try.Answer) == 0 && x.try.Why.Zero() {
		return
	}
	if !x.told {
		box.Add(container.NewHBox(widget.NewButtonWithIcon(text.X("a.lesson.try.answer"), theme.VisibilityIcon(), func() {
			x.told = true
			for k, v := range x.try.Answer {
				x.values[k] = v
			}
			x.session.page.Rebuild()
		})))
		return
	}
	box.Add(heading(text.X("a.lesson.try.told")))
	for _, f := range x.fields() {
		if v, ok := x.try.Answer[f.Key]; ok {
			says := v
			for _, o := range f.Options {
				if o.Value == v {
					says = o.Label
				}
			}
			if f.Check {
				says = text.X(map[bool]string{true: "a.yes", false: "a.no"}[v == "true"])
			}
			box.Add(para("• " + f.Label + ": " + says))
		}
	}
	if !x.try.Why.Zero() {
		box.Add(rich(in(x.try.Why)))
	}
}

// start makes an attempt: one run that is followed as it goes, or many in a row
// up to the first that does not meet the goal.
func (x *trial) start() {
	plan, err := x.plan()
	if err != nil || x.cancel != nil {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	x.cancel, x.done, x.ran, x.met, x.trouble, x.latest = cancel, 0, false, false, "", nil
	if x.try.Runs > 1 {
		x.wg.Go(func() { x.many(ctx, plan) })
	} else {
		x.session.stage.follow("")
		x.follows.Start(conduct.Job{Plan: plan})
	}
	x.session.page.Rebuild()
}

// hear takes what is known of a single run.
func (x *trial) hear(f conduct.Frame) {
	if x.cancel == nil {
		return
	}
	if f.View != nil && x.session.step == stepTry {
		x.session.stage.live(f.View)
	}
	if f.Phase != conduct.Idle {
		x.going.SetText(text.X("a.lesson.going", text.With{"Time": duration(f.Now)}))
		return
	}
	switch {
	case f.Outcome == nil:
		x.ended(nil, false, nil)
	case f.Run == nil:
		x.ended(nil, false, f.Outcome.Err)
	case f.Outcome.Status == engine.Stopped:
		x.ended(nil, false, engine.ErrStopped)
	default:
		met := x.try.Met(f.Plan, f.View, *f.Outcome)
		if met {
			x.done = 1
		}
		x.ended(makeOf(f.Run.Kept(version.Number), ""), met, nil)
	}
}

// many makes runs in a row; it is a goroutine of its own.
func (x *trial) many(ctx context.Context, plan engine.Plan) {
	for i := range x.try.Runs {
		o, err := once(ctx, plan)
		met := err == nil && x.try.Met(o.Plan, o.Recording.Cut(), o.Outcome)
		if err != nil || !met || i+1 == x.try.Runs {
			x.session.page.post(func() {
				x.done = i
				var m *made
				if err == nil {
					m = makeOf(o, "")
				}
				x.ended(m, met, err)
			})
			return
		}
		if i%tellEvery == 0 {
			x.session.page.post(func() {
				if x.cancel != nil {
					x.going.SetText(text.X("a.lesson.try.row", text.With{"Run": i + 1, "Of": x.try.Runs}))
				}
			})
		}
	}
}

// tellEvery is after how many runs of a row it is told how far it is.
const tellEvery = 5

// once makes a run that nobody looks at while it goes on.
func once(ctx context.Context, plan engine.Plan) (*engine.Opened, error) {
	r, err := engine.Start(plan)
	if err != nil {
		return nil, err
	}
	defer context.AfterFunc(ctx, r.Stop)()
	if o := r.Wait(); o.Status == engine.Stopped {
		return nil, engine.ErrStopped
	}
	return r.Kept(version.Number), nil
}

// ended takes how an attempt ended.
func (x *trial) ended(m *made, met bool, err error) {
	x.cancel()
	x.cancel = nil
	x.latest, x.met, x.ran = m, met, m != nil
	switch {
	case errors.Is(err, engine.ErrStopped):
		x.trouble = text.X("a.lesson.stopped")
	case err != nil:
		x.trouble = sayPlan(err)
	}
	if met && x.try.Goal != "" {
		x.session.page.book.note(x.session.lesson.ID, func(p *page) { p.Mastered = true })
	}
	if x.session.step == stepTry {
		x.session.stage.show(m, nil)
		x.session.page.Rebuild()
	}
}
