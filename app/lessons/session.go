package lessons

// This file holds a lesson on show: its steps, what was predicted, run and
// answered, and the frame around the step on show.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/explore"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/app/version"
	"corelanes/engine"
	"corelanes/engine/lesson"
)

// step is one step of a lesson.
type step int

// The steps, in their order.
const (
	stepRead step = iota
	stepPredict
	stepRun
	stepReveal
	stepExplain
	stepTry
	stepCheck
	numSteps
)

// stepWords are the keys of the steps' names.
var stepWords = [numSteps]string{"a.lesson.step.read", "a.lesson.step.predict", "a.lesson.step.run", "a.lesson.step.reveal", "a.lesson.step.explain", "a.lesson.step.try", "a.lesson.step.check"}

// session is a lesson on show.
type session struct {
	page      *Page
	lesson    *lesson.Lesson
	shipped   bool
	stage     *stage
	conductor *conduct.Conductor

	step      step
	said      int // which part of the explanation is on show
	predicted lesson.Predicted
	guessed   bool // something was predicted
	counting  bool // hands of the class are being counted
	tally     []int
	runs      map[string]*made
	queue     []string // runs that are still to be made; the first is under way
	trouble   string   // why the latest run could not be made
	answers   []int    // the first one given to each question, -1: none yet
	trial     *trial

	running *runView // parts of the step on show that change while a run goes on; nil: none
}

func newSession(p *Page, l *lesson.Lesson, shipped bool) *session {
	s := &session{page: p, lesson: l, shipped: shipped, stage: newStage(p), runs: map[string]*made{}}
	s.conductor = conduct.New(p.post, s.hear)
	s.predicted = lesson.Predicted{Choice: -1}
	done := p.book.of(l.ID)
	s.tally = make([]int, s.hands())
	if len(done.Tally) == len(s.tally) {
		copy(s.tally, done.Tally)
	}
	s.answers = make([]int, len(l.Check))
	for i := range s.answers {
		s.answers[i] = -1
	}
	if l.Try != nil {
		s.trial = newTrial(s, l.Try)
	}
	s.goTo(stepRead)
	return s
}

// close ends what goes on, and waits for it.
func (s *session) close() {
	s.queue = nil
	if s.trial != nil {
		s.trial.close()
	}
	s.conductor.Close()
	s.stage.close()
}

// steps are the steps that the lesson has.
func (s *session) steps() (out []step) {
	for x := range numSteps {
		if x != stepTry || s.lesson.Try != nil {
			out = append(out, x)
		}
	}
	return out
}

// goTo shows a step.
func (s *session) goTo(x step) {
	s.step, s.said = x, 0
	if s.page.book.of(s.lesson.ID).Step < x {
		s.page.book.note(s.lesson.ID, func(p *page) { p.Step = x })
	}
	if x == stepReveal {
		s.score()
	}
	s.arrive()
}

// arrive has the lanes show what belongs to the step.
func (s *session) arrive() {
	switch s.step {
	case stepRead:
		s.look(&s.lesson.Picture)
	case stepRun:
		s.stage.show(nil, nil)
	case stepReveal:
		s.stage.show(s.lastMade(), nil)
	case stepExplain:
		s.look(&s.lesson.Explain[s.said])
	case stepTry:
		s.stage.show(s.trial.latest, nil)
	}
}

// lastMade is the last of the lesson's runs that there is, nil if none.
func (s *session) lastMade() (m *made) {
	for _, x := range s.lesson.Runs {
		if s.runs[x.Name] != nil {
			m = s.runs[x.Name]
		}
	}
	return m
}

// look shows what a step of the text speaks of: in the run that was made here,
// or else in the recording that comes with the lesson.
func (s *session) look(x *lesson.Step) {
	s.stage.show(s.runOf(x.Run), x)
}

// runOf is a run that was made, or recorded; nil if neither.
func (s *session) runOf(name string) *made {
	if m := s.runs[name]; m != nil {
		return m
	}
	if !s.shipped {
		return nil
	}
	m, err := s.page.records.open(s.lesson.ID, name)
	if err != nil {
		return nil // there is none: the lanes say so
	}
	return m
}

// show shows a step, as a button or a key asks for it.
func (s *session) show(x step) {
	s.goTo(x)
	s.page.Rebuild()
}

// next goes on: to the next part of the explanation, or the next step.
func (s *session) next() {
	if s.step == stepExplain && s.said+1 < len(s.lesson.Explain) {
		s.said++
		s.arrive()
		s.page.Rebuild()
		return
	}
	if s.step == stepPredict && s.lesson.Predict.Kind == lesson.Order && !s.guessed {
		for _, x := range s.lesson.Runs { // who goes on agrees with the order as it stands
			s.predicted.Order = append(s.predicted.Order, x.Name)
		}
		s.guessed = true
	}
	for _, x := range s.steps() {
		if x > s.step {
			s.show(x)
			return
		}
	}
	s.page.Leave()
}

// back goes back likewise.
func (s *session) back() {
	if s.step == stepExplain && s.said > 0 {
		s.said--
		s.arrive()
		s.page.Rebuild()
		return
	}
	all := s.steps()
	for i := len(all) - 1; i >= 0; i-- {
		if all[i] < s.step {
			s.show(all[i])
			return
		}
	}
}

// build makes the step on show anew.
func (s *session) build() fyne.CanvasObject {
	s.running = nil
	var body fyne.CanvasObject
	beside := true
	switch s.step {
	case stepRead:
		body = s.read()
	case stepPredict:
		body, beside = s.predict(), false
	case stepRun:
		body = s.runStep()
	case stepReveal:
		body = s.reveal()
	case stepExplain:
		body = s.explain()
	case stepTry:
		body = s.trial.build()
	case stepCheck:
		body, beside = s.check(), false
	}
	scroll := container.NewVScroll(body)
	var middle fyne.CanvasObject = container.New(&column{}, scroll)
	if beside {
		split := container.NewHSplit(scroll, s.stage.build())
		split.Offset = textShare
		middle = split
	}
	return container.NewBorder(s.head(), s.foot(), nil, nil, middle)
}

// textShare is how much of the width the text has beside the lanes.
const textShare = 0.4

// head is the lesson's name, and its steps.
func (s *session) head() fyne.CanvasObject {
	all := widget.NewButtonWithIcon(text.X("a.lesson.back"), theme.ListIcon(), s.page.Leave)
	title := widget.NewLabel(in(s.lesson.Title))
	title.TextStyle.Bold, title.SizeName, title.Truncation = true, theme.SizeNameSubHeadingText, fyne.TextTruncateEllipsis
	notes := widget.NewButtonWithIcon(text.X("a.lesson.notes"), theme.DocumentIcon(), s.page.openNotes)
	steps := container.New(&skin.Flow{})
	for i, x := range s.steps() {
		b := widget.NewButton(itoa(i+1)+" "+text.X(stepWords[x]), func() { s.show(x) })
		b.Importance = widget.LowImportance
		if x == s.step {
			b.Importance = widget.HighImportance
		}
		steps.Add(b)
	}
	steps.Add(layout.NewSpacer())
	return container.NewVBox(container.NewBorder(nil, nil, all, notes, title), steps, widget.NewSeparator())
}

// foot is the way on and the way back.
func (s *session) foot() fyne.CanvasObject {
	back := widget.NewButtonWithIcon(text.X("a.lesson.previous"), theme.NavigateBackIcon(), s.back)
	if s.step == stepRead {
		back.Disable()
	}
	word := "a.lesson.next"
	if s.step == stepCheck {
		word = "a.lesson.end"
	}
	next := widget.NewButtonWithIcon(text.X(word), theme.NavigateNextIcon(), s.next)
	next.IconPlacement = widget.ButtonIconTrailingText
	if s.step != stepRun || s.complete() { // else what there is to do is to run
		next.Importance = widget.HighImportance
	}
	return container.NewVBox(widget.NewSeparator(), container.NewHBox(back, layout.NewSpacer(), next))
}

// complete says whether there is a run of every kind.
func (s *session) complete() bool {
	for _, x := range s.lesson.Runs {
		if s.runs[x.Name] == nil {
			return false
		}
	}
	return true
}

// reports is what is known of the lesson's runs.
func (s *session) reports() lesson.Reports {
	out := lesson.Reports{}
	for name, m := range s.runs {
		out[name] = m.report
	}
	return out
}

// stop stops what goes on.
func (s *session) stop() {
	if s.step == stepTry && s.trial != nil {
		s.trial.stop()
		return
	}
	s.queue = nil
	s.conductor.Stop()
}

// run runs what the step on show is about.
func (s *session) run() {
	switch s.step {
	case stepRun:
		s.runAll()
	case stepTry:
		s.trial.start()
	}
}

// runAll makes the lesson's runs, one after another.
func (s *session) runAll() {
	if len(s.queue) > 0 {
		return
	}
	s.trouble = ""
	for _, x := range s.lesson.Runs {
		s.queue = append(s.queue, x.Name)
	}
	clear(s.runs)
	s.begin()
	s.page.Rebuild()
}

// begin starts the first run of the queue.
func (s *session) begin() {
	x := s.lesson.Find(s.queue[0])
	plan, err := x.Plan.Checked()
	if err != nil { // it is legal, but not on this machine
		s.trouble = in(x.Label) + ": " + explore.SayError(err)
		s.queue = nil
		return
	}
	s.stage.follow(in(x.Label))
	s.conductor.Start(conduct.Job{Plan: plan})
}

// hear takes what the conductor tells of the run under way.
func (s *session) hear(f conduct.Frame) {
	if s.step == stepTry || len(s.queue) == 0 && f.Phase != conduct.Idle {
		return
	}
	if f.View != nil && s.step == stepRun {
		s.stage.live(f.View)
	}
	if s.running != nil {
		s.running.tell(f)
	}
	if f.Phase != conduct.Idle {
		return
	}
	s.ended(f)
}

// ended takes a run that has ended, and begins the next.
func (s *session) ended(f conduct.Frame) {
	if len(s.queue) == 0 || f.Outcome == nil {
		s.page.Rebuild()
		return
	}
	name := s.queue[0]
	if f.Run == nil || f.Outcome.Status == engine.Stopped || f.Outcome.Status == engine.Failed {
		s.queue = nil
		if f.Outcome.Err != nil && f.Outcome.Status != engine.Stopped {
			s.trouble = in(s.lesson.Find(name).Label) + ": " + explore.SayError(f.Outcome.Err)
		}
		s.page.Rebuild()
		return
	}
	s.runs[name] = makeOf(f.Run.Kept(version.Number), "")
	if s.queue = s.queue[1:]; len(s.queue) > 0 {
		s.begin()
	}
	s.page.Rebuild()
}

// useRecords takes the recordings that come with the lesson for its runs.
func (s *session) useRecords() {
	s.trouble = ""
	for _, x := range s.lesson.Runs {
		m, err := s.page.records.open(s.lesson.ID, x.Name)
		if err != nil {
			s.trouble = in(x.Label) + ": " + explore.Unread(x.Name, err)
			break
		}
		s.runs[x.Name] = m
	}
	if s.complete() {
		s.stage.show(s.lastMade(), nil)
	}
	s.page.Rebuild()
}
