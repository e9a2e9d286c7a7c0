package lessons

// This file holds the reveal: what was measured beside what was predicted.

import (
	"fmt"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/lesson"
	"corelanes/engine/trace"
	"corelanes/widgets/bars"
	"corelanes/widgets/look"
	"corelanes/widgets/ranking"
	"corelanes/widgets/words"
)

// number writes a number that was measured, in as many digits as matter.
func number(x float64) string {
	digits := 2
	switch {
	case x == float64(int64(x)) || x >= 100:
		digits = 0
	case x >= 10:
		digits = 1
	}
	return strings.Replace(fmt.Sprintf("%.*f", digits, x), ".", words.Units().Decimal, 1)
}

// inSeconds says whether a measure is a time.
func inSeconds(m lesson.Measure) bool {
	switch m.What {
	case "wall", "cpu", "startup", "freeze":
		return m.Over == ""
	}
	return false
}

// value writes what was measured, with its unit.
func value(m lesson.Measure, x float64) string {
	switch {
	case inSeconds(m):
		return duration(trace.Time(x * 1e9))
	case m.Over != "":
		return number(x) + "×"
	}
	return number(x)
}

// score keeps how good the prediction was.
func (s *session) score() {
	if !s.guessed {
		return
	}
	if score, ok := s.lesson.Score(s.predicted, s.reports()); ok {
		p := s.predicted
		s.page.book.note(s.lesson.ID, func(b *page) { b.Predicted, b.Score = &p, &score })
	}
}

// reveal is the step.
func (s *session) reveal() fyne.CanvasObject {
	box := container.NewVBox()
	if !s.complete() {
		box.Add(para(text.X("a.lesson.reveal.none")))
		box.Add(container.NewHBox(widget.NewButtonWithIcon(text.X(stepWords[stepRun]), theme.MediaPlayIcon(), func() { s.show(stepRun) })))
		return box
	}
	box.Add(heading(in(s.lesson.Predict.Ask)))
	switch s.lesson.Predict.Kind {
	case lesson.Order:
		s.revealOrder(box)
	case lesson.Choose:
		s.revealChoice(box)
	case lesson.Number:
		s.revealNumber(box)
	}
	if s.anyHands() {
		box.Add(heading(text.X("a.lesson.class.said")))
		box.Add(s.handBars())
	}
	box.Add(heading(text.X("a.lesson.measured")))
	box.Add(s.figures())
	for _, x := range s.lesson.Runs {
		if m := s.runs[x.Name]; lesson.Disturbed(m.view, m.opened.Plan) {
			l := para(text.X("a.lesson.disturbed"))
			l.Importance = widget.WarningImportance
			box.Add(l)
			break
		}
	}
	if printed := s.published(); printed != "" {
		box.Add(hint(printed))
	}
	return box
}

// revealOrder shows both orders beside each other.
func (s *session) revealOrder(box *fyne.Container) {
	ranking, ok := s.lesson.Ranking(s.reports())
	if !ok {
		box.Add(para(text.X("a.lesson.reveal.unknown")))
		return
	}
	if !s.guessed {
		box.Add(hint(text.X("a.lesson.reveal.noguess")))
		box.Add(s.measuredOrder(ranking))
		return
	}
	box.Add(widget.NewLabel(text.X("a.lesson.yours")))
	box.Add(s.yourOrder())
	box.Add(widget.NewLabel(text.X("a.lesson.measured.order")))
	box.Add(s.measuredOrder(ranking))
	score, _ := s.lesson.Score(s.predicted, s.reports())
	n := len(ranking)
	pairs := n * (n - 1) / 2
	box.Add(s.verdict(score == 1, text.X("a.lesson.pairs", text.With{"Right": int(score*float64(pairs) + 0.5), "Of": pairs})))
}

// yourOrder is the order that was predicted, to be looked at.
func (s *session) yourOrder() fyne.CanvasObject {
	var labels []string
	for _, i := range s.orderNow() {
		labels = append(labels, in(s.lesson.Runs[i].Label))
	}
	r := ranking.New(labels...)
	r.Seal(true)
	return r
}

// measuredOrder is the order that was measured, as bars.
func (s *session) measuredOrder(all []lesson.Ranked) fyne.CanvasObject {
	var out []bars.Bar
	for _, x := range all {
		out = append(out, bars.Bar{
			Label: itoa(x.Rank) + ". " + in(s.lesson.Find(x.Run).Label), Value: x.Value,
			Text: value(s.lesson.Predict.Measure, x.Value), Color: runningColour(),
		})
	}
	return skin.Inset(bars.New(out...))
}

func runningColour() color.Color { return look.Of(trace.StateRunning).Color }

// verdict is a sentence with a sign before it.
func (s *session) verdict(right bool, says string) fyne.CanvasObject {
	var icon fyne.Resource = theme.NewSuccessThemedResource(theme.ConfirmIcon())
	if !right {
		icon = theme.NewErrorThemedResource(theme.CancelIcon())
	}
	l := para(says)
	l.TextStyle.Bold = true
	return container.NewBorder(nil, nil, container.NewVBox(container.NewPadded(widget.NewIcon(icon))), nil, l)
}

// revealChoice shows which option the measurement makes right.
func (s *session) revealChoice(box *fyne.Container) {
	p := &s.lesson.Predict
	x, ok := p.Measure.Of(s.reports())
	if !ok {
		box.Add(para(text.X("a.lesson.reveal.unknown")))
		return
	}
	right := p.Right(x)
	for i, o := range p.Options {
		b := widget.NewButtonWithIcon(in(o.Label), theme.RadioButtonIcon(), nil)
		b.Alignment = widget.ButtonAlignLeading
		switch {
		case i == right:
			b.Importance = widget.SuccessImportance
			b.SetIcon(theme.ConfirmIcon())
		case i == s.predicted.Choice:
			b.Importance = widget.DangerImportance
			b.SetIcon(theme.CancelIcon())
		}
		box.Add(b)
	}
	with := text.With{"Value": value(p.Measure, x)}
	if !s.guessed {
		box.Add(hint(text.X("a.lesson.reveal.noguess")))
		box.Add(para(text.X("a.lesson.was", with)))
		return
	}
	key := "a.lesson.was.wrong"
	if s.predicted.Choice == right {
		key = "a.lesson.was.right"
	}
	box.Add(s.verdict(s.predicted.Choice == right, text.X(key, with)))
}

// revealNumber shows both numbers as bars.
func (s *session) revealNumber(box *fyne.Container) {
	p := &s.lesson.Predict
	x, ok := p.Measure.Of(s.reports())
	if !ok {
		box.Add(para(text.X("a.lesson.reveal.unknown")))
		return
	}
	measured := bars.Bar{Label: text.X("a.lesson.measured"), Value: x, Text: value(p.Measure, x), Color: runningColour()}
	if !s.guessed {
		box.Add(hint(text.X("a.lesson.reveal.noguess")))
		box.Add(skin.Inset(bars.New(measured)))
		return
	}
	yours := bars.Bar{Label: text.X("a.lesson.yours"), Value: s.predicted.Number, Text: value(p.Measure, s.predicted.Number), Color: theme.Color(theme.ColorNamePrimary)}
	box.Add(skin.Inset(bars.New(yours, measured)))
	score, _ := s.lesson.Score(s.predicted, s.reports())
	box.Add(s.verdict(score >= goodGuess, text.X("a.lesson.near", text.With{"Percent": fmt.Sprintf("%.0f", score*100)})))
}

// goodGuess is a guess that counts as right.
const goodGuess = 0.5

func (s *session) anyHands() bool {
	for _, n := range s.tally {
		if n > 0 {
			return true
		}
	}
	return false
}

// handBars are the hands of the class.
func (s *session) handBars() fyne.CanvasObject {
	var out []bars.Bar
	for i, n := range s.tally {
		out = append(out, bars.Bar{Label: s.handLabel(i), Value: float64(n), Text: itoa(n), Color: theme.Color(theme.ColorNamePrimary)})
	}
	return skin.Inset(bars.New(out...))
}

// figures is a line for each run: its time, the cores that it kept busy, and who
// ran at the same instant.
func (s *session) figures() fyne.CanvasObject {
	grid := container.NewVBox()
	for _, x := range s.lesson.Runs {
		m := s.runs[x.Name]
		with := text.With{"Time": duration(trace.Time(m.report.WallS * 1e9)), "Busy": number(m.report.BusyCores), "Parallel": m.report.MaxParallel}
		says := text.X("a.lesson.figures", with)
		if m.opened.Outcome.Status == engine.Deadlocked {
			says = text.X("a.lesson.figures.stuck", with)
		}
		l := para(says)
		name := para(in(x.Label))
		name.TextStyle.Bold = true
		grid.Add(container.New(&twoColumns{share: 0.4}, name, l))
	}
	return grid
}

// published is what the source texts printed of the same, "" if nothing.
func (s *session) published() string {
	var parts []string
	for _, x := range s.lesson.Runs {
		for _, sc := range engine.Scenarios() {
			if sc.ID == x.Plan.Scenario && !sc.Reckoned && sc.Published[x.Plan.Model] > 0 {
				parts = append(parts, in(x.Label)+": "+duration(trace.Time(sc.Published[x.Plan.Model]*1e9)))
			}
		}
	}
	if len(parts) < 2 {
		return ""
	}
	return text.X("a.lesson.published", text.With{"List": strings.Join(parts, "; ")})
}
