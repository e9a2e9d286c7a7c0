package tables

// This file holds the advisor: a job in words, five questions, or a recording, and
// which model the answers speak for.

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/browse"
	"corelanes/app/form"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/advise"
	"corelanes/engine/sources"
	"corelanes/engine/trace"
	"corelanes/widgets/bars"
	palette "corelanes/widgets/look"
	"corelanes/widgets/words"
)

// firstJob is what the questions begin with.
var firstJob = advise.Job{Waiting: 0.8, Pieces: 100, Each: 100 * time.Millisecond}

// Answers that can be chosen.
var (
	piecesAnswers = []int{1, 10, 100, 1000, 10_000}
	eachAnswers   = []time.Duration{10 * time.Microsecond, time.Millisecond, 10 * time.Millisecond, 100 * time.Millisecond, time.Second, 10 * time.Second}
	bytesAnswers  = []int{0, 10_000, 1_000_000, 100_000_000}
)

// advisor is the advisor's view; its job outlives it.
type advisor struct {
	page   *Page
	advice *container.Scroll
	share  *widget.Label
	said   *form.Entry // the job in words
	onShow *widget.Button
}

// advisorView is the number of the view: the last.
func (p *Page) advisorView() int { return p.claimsView() + 1 }

// Advise shows the advisor.
func (p *Page) Advise() { p.goTo(p.advisorView()) }

// showAdvisor makes the view, below what stands on top of every view.
func (p *Page) showAdvisor(top fyne.CanvasObject) {
	p.views, p.shown, p.selected = nil, nil, spot{}
	a := &advisor{page: p, advice: container.NewVScroll(container.NewVBox()), share: widget.NewLabel("")}
	p.advisor, p.scroll = a, container.NewVScroll(a.questions())
	body := container.New(&split{share: questionsShare}, p.scroll, a.advice)
	p.content.Objects = []fyne.CanvasObject{container.NewBorder(top, nil, nil, nil, body)}
	a.show()
}

// shares is how many steps the slider between computing and waiting has.
const shares = 20

// questionsShare is how much of the width the questions have.
const questionsShare = 0.46

// questions are the five, each with its answers.
func (a *advisor) questions() fyne.CanvasObject {
	j := &a.page.job
	box := container.NewVBox(a.inWords())
	ask := func(n int, answers ...fyne.CanvasObject) {
		box.Add(heading(fmt.Sprintf("%d. %s", n, text.X(fmt.Sprintf("a.advise.q%d", n))), widget.MediumImportance))
		for _, o := range answers {
			box.Add(o)
		}
	}
	waiting := form.NewSlider(shares, int(j.Waiting*shares+0.5), func(n int) { j.Waiting = float64(n) / shares; a.described() }, a.page.TypedKey)
	ask(1, container.NewBorder(nil, nil, widget.NewLabel(text.X("a.advise.computes")), widget.NewLabel(text.X("a.advise.waits")), waiting),
		a.share, a.check("a.advise.native", j.Native >= 0.5, func(on bool) {
			j.Native = 0
			if on {
				j.Native = 1
			}
		}))
	ask(2, choice(piecesAnswers, j.Pieces, func(n int) string { return text.N("a.advise.pieces", n) }, func(n int) { j.Pieces = n; a.described() }, a.page.TypedKey))
	ask(3, choice(eachAnswers, j.Each, func(d time.Duration) string { return words.Units().Duration(trace.Time(d)) }, func(d time.Duration) { j.Each = d; a.described() }, a.page.TypedKey))
	ask(4, choice(bytesAnswers, j.Bytes, a.bytes, func(n int) { j.Bytes = n; a.described() }, a.page.TypedKey),
		a.check("a.advise.shared", j.Shared, func(on bool) { j.Shared = on }))
	ask(5, a.check("a.advise.blocking", j.Blocking, func(on bool) { j.Blocking = on }), a.check("a.advise.isolated", j.Isolated, func(on bool) { j.Isolated = on }))
	box.Add(widget.NewSeparator())
	box.Add(para(text.X("a.advise.or")))
	a.onShow = widget.NewButtonWithIcon(text.X("a.advise.shown"), theme.VisibilityIcon(), a.fromShown)
	file := widget.NewButtonWithIcon(text.X("a.advise.file"), theme.FolderOpenIcon(), a.chooseFile)
	box.Add(container.New(&skin.Flow{}, a.onShow, file, layout.NewSpacer()))
	return box
}

// inWords is where the job can be described in words, and what was taken from them.
func (a *advisor) inWords() fyne.CanvasObject {
	p := a.page
	a.said = form.NewEntry(func(s string) { p.described = s }, p.TypedKey)
	a.said.SetPlaceHolder(text.X("a.advise.describe.example"))
	a.said.Text = p.described
	a.said.OnSubmitted = a.describe
	read := widget.NewButtonWithIcon(text.X("a.advise.describe.read"), theme.ConfirmIcon(), func() { a.describe(a.said.Text) })
	box := container.NewVBox(heading(text.X("a.advise.describe"), widget.MediumImportance), container.NewBorder(nil, nil, nil, read, a.said))
	if p.taken != "" {
		box.Add(muted(p.taken))
	}
	return box
}

// describe has the description answer the questions, as far as it does.
func (a *advisor) describe(description string) {
	p := a.page
	j, taken := advise.Describe(p.job, description)
	var list []string
	for _, t := range taken {
		list = append(list, text.X("a.advise.taken."+string(t.Answer))+" "+quoted(t.From))
	}
	p.described, p.taken = description, text.X("a.advise.describe.none")
	if len(list) > 0 {
		p.taken = text.X("a.advise.describe.taken", text.With{"List": strings.Join(list, ", ")})
		p.job = j
		p.job.Recording = nil
	}
	p.Rebuild()
}

// check is a box to tick.
func (a *advisor) check(key string, is bool, set func(on bool)) fyne.CanvasObject {
	box := form.NewCheck(text.X(key), func(on bool) { set(on); a.described() }, a.page.TypedKey)
	box.Checked = is
	return box
}

// choice is a list of answers; a value that is none of them, read off a recording,
// stands among them.
func choice[T comparable](all []T, now T, say func(T) string, set func(T), onKey func(*fyne.KeyEvent)) fyne.CanvasObject {
	values := append([]T{}, all...)
	at := -1
	for i, x := range values {
		if x == now {
			at = i
		}
	}
	if at < 0 {
		values, at = append(values, now), len(values)
	}
	var names []string
	for _, x := range values {
		names = append(names, say(x))
	}
	var s *form.Select
	s = form.NewSelect(names, func(string) { set(values[max(s.SelectedIndex(), 0)]) }, onKey)
	s.Selected = names[at]
	return s
}

func (a *advisor) bytes(n int) string {
	if n == 0 {
		return text.X("a.advise.little")
	}
	return a.page.book.Number(sources.Bytes, float64(n), language())
}

// described is called when the person has changed an answer: the job is a
// described one from now on.
func (a *advisor) described() {
	a.page.job.Recording = nil
	a.show()
}

// show advises on the job of now.
func (a *advisor) show() {
	p := a.page
	j := p.job
	a.share.SetText(text.X("a.advise.share", text.With{"Waiting": fmt.Sprintf("%.0f", j.Waiting*100), "Computing": fmt.Sprintf("%.0f", 100-j.Waiting*100)}))
	kept := p.store.Kept()
	advice := advise.For(j, runtime.NumCPU(), advise.CostsOf(kept))
	box := &pile{box: container.NewVBox()}
	if advice.Best.Model == "" {
		box.Add(heading(in(p.book.Words["why.none"]), widget.DangerImportance))
	} else {
		l := heading(advice.Headline(p.book, language(), modelTitle), widget.MediumImportance)
		l.SizeName = theme.SizeNameSubHeadingText
		box.Add(l)
	}
	for _, r := range advice.Reasons {
		s := "• " + r.Say(p.book, language(), modelTitle)
		if from := r.Source(p.book, language()); from != "" {
			s += " (" + from + ")"
		}
		box.Add(para(s))
	}
	box.Add(a.ranking(advice))
	buttons := container.New(&skin.Flow{})
	if advice.Best.Model != "" {
		try := widget.NewButtonWithIcon(in(p.book.Words["advise.try"]), theme.MediaPlayIcon(), func() { p.tryPlan(advice.Plan()) })
		try.Importance = widget.HighImportance
		buttons.Add(try)
	}
	buttons.Add(layout.NewSpacer())
	box.Add(buttons)
	a.advice.Content = box.box
	a.advice.Refresh()
}

// ranking is what each model would take, as bars.
func (a *advisor) ranking(advice advise.Advice) fyne.CanvasObject {
	var out []bars.Bar
	for i, c := range advice.Candidates {
		b := bars.Bar{Label: modelTitle(c.Model), Color: palette.Of(trace.StateSleep).Color, Key: int64(i)}
		if c.Model == advice.Best.Model {
			b.Color = palette.Of(trace.StateRunning).Color
		}
		if c.Out == "" {
			b.Value, b.Text = c.Predicted, a.page.book.Number(sources.Time, c.Predicted, language())
		} else {
			b.Text = in(a.page.book.Words["out."+string(c.Out)])
		}
		out = append(out, b)
	}
	return skin.Inset(bars.New(out...))
}

func modelTitle(id string) string { return text.Or("m."+id+".title", id) }

// fromShown takes the job off the run that is on show elsewhere.
func (a *advisor) fromShown() {
	if v := a.page.Shown(); v != nil {
		a.take(v)
	}
}

// take takes the job off a recording; what that cannot tell stays as it was
// answered.
func (a *advisor) take(v *trace.View) {
	j, err := advise.Of(v)
	if err != nil { // there is but one reason
		dialog.ShowError(errors.New(text.X("a.advise.nothing")), a.page.window)
		return
	}
	old := a.page.job
	j.Bytes, j.Shared, j.Blocking, j.Isolated = old.Bytes, old.Shared, old.Blocking, old.Isolated
	a.page.job = j
	a.page.Rebuild()
}

// chooseFile asks for a recording.
func (a *advisor) chooseFile() {
	p := a.page
	browse.Ask(p.window, browse.Question{Title: text.X("a.advise.file"), Folder: p.settings.Folder(), Suffix: ".lane", Chosen: func(path string) {
		p.wg.Go(func() { // reading may take long
			o, err := engine.Open(path)
			p.post(func() {
				if err != nil {
					p.refuse(errors.New(text.X("a.file.unread", text.With{"File": filepath.Base(path), "Why": text.Because(err)})))
					return
				}
				a.take(o.Recording.Cut())
			})
		})
	}})
}
