package tables

// This file holds the detail: what was run for a cell or a statement, what came
// out, which number would have earned which word, and the buttons to measure and
// to look.

import (
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/explore"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/sources"
	"corelanes/engine/trace"
	"corelanes/widgets/words"
)

// pile is lines of text close together, and whatever else at its usual distance.
type pile struct {
	box, lines *fyne.Container // lines: the last of box, while texts are added
}

// Add adds an object below the others.
func (p *pile) Add(o fyne.CanvasObject) {
	if _, is := o.(*widget.Label); !is {
		p.lines = nil
		p.box.Add(o)
		return
	}
	if p.lines == nil {
		p.lines = container.New(skin.Stacked{})
		p.box.Add(p.lines)
	}
	p.lines.Add(o)
}

// tell is the detail of a spot.
func (p *Page) tell(s spot, kept sources.Kept) fyne.CanvasObject {
	found, verdict := p.find(s, kept)
	box := &pile{box: container.NewVBox()}
	if s.cell != nil {
		box.Add(heading(in(s.row.Title)+": "+p.columnsOf(s), widget.MediumImportance))
	}
	f := p.face(s, found, verdict)
	quote := widget.NewLabel(quoted(f.says))
	quote.Wrapping, quote.TextStyle.Italic = fyne.TextWrapWord, true
	box.Add(quote)
	box.Add(muted(p.sourceOf(s)))
	said := heading(f.verdict, f.look.label)
	box.Add(said)
	if s.claim != nil {
		box.Add(para(p.book.Truth(s.claim, found, language())))
	} else {
		box.Add(para(in(s.row.Shows)))
	}
	buttons := container.New(&skin.Flow{})
	if len(s.checks()) > 0 {
		one := widget.NewButtonWithIcon(text.X("a.tables.this"), theme.MediaPlayIcon(), func() { p.measure(s.checks()) })
		one.Importance = widget.HighImportance
		buttons.Add(one)
		if s.row != nil && len(s.row.Cells) > 1 {
			buttons.Add(widget.NewButtonWithIcon(text.X("a.tables.row"), theme.MediaPlayIcon(), func() { p.measure(rowChecks(s)) }))
		}
		buttons.Add(layout.NewSpacer())
		box.Add(buttons)
		if p.cancel != nil {
			for _, o := range buttons.Objects {
				if b, ok := o.(*widget.Button); ok {
					b.Disable()
				}
			}
		}
	}
	for _, x := range found {
		box.Add(widget.NewSeparator())
		p.tellCheck(box, x)
	}
	return container.NewVScroll(box.box)
}

// rowChecks are those of all cells of a spot's row.
func rowChecks(s spot) (out []*sources.Check) {
	for _, c := range s.row.Cells {
		out = append(out, spot{row: s.row, cell: c}.checks()...)
	}
	return out
}

// columnsOf are the titles of the columns that a cell covers.
func (p *Page) columnsOf(s spot) string {
	at := 0
	for _, c := range s.row.Cells {
		if c == s.cell {
			var titles []string
			for _, x := range s.table.Columns[at : at+c.Width()] {
				titles = append(titles, in(x.Title))
			}
			return strings.Join(titles, ", ")
		}
		at += c.Width()
	}
	return ""
}

func (p *Page) sourceOf(s spot) string {
	if s.claim != nil {
		return in(p.book.Sources[s.claim.Source])
	}
	return in(p.book.Sources[s.table.Source])
}

func para(s string) *widget.Label {
	l := widget.NewLabel(s)
	l.Wrapping = fyne.TextWrapWord
	return l
}

func muted(s string) *widget.Label {
	l := para(s)
	l.Importance, l.SizeName = widget.LowImportance, theme.SizeNameCaptionText
	return l
}

// tellCheck adds what was measured for one check.
func (p *Page) tellCheck(box *pile, f sources.Finding) {
	c := f.Check
	box.Add(heading(in(c.Label), widget.MediumImportance))
	switch {
	case f.Known():
		l := heading(p.book.Value(f, language())+" · "+p.book.Word(f, language()), widget.DangerImportance)
		sign := "✗ "
		if f.Holds {
			l.Importance, sign = widget.SuccessImportance, "✓ "
		}
		l.SetText(sign + l.Text)
		box.Add(l)
		box.Add(muted(in(p.book.Measures[c.Measure].Says)))
	case f.Measured != nil && f.Measured.WhyNot != "":
		box.Add(para(in(p.book.Words["impossible"]) + ": " + f.Measured.WhyNot))
	case f.Measured != nil:
		box.Add(para(in(p.book.Words["none"])))
	default:
		box.Add(muted(in(p.book.Words["open"])))
	}
	box.Add(muted(text.X("a.tables.scale", text.With{"Words": strings.Join(p.book.Thresholds(c, language()), "; ")})))
	if m := f.Measured; m != nil {
		box.Add(muted(p.where(m)))
		if f.Noisy() {
			w := muted(text.X("a.versus.warn.noisy", text.With{"Percent": fmt.Sprintf("%.0f", m.Noise)}))
			w.Importance = widget.WarningImportance
			box.Add(w)
		}
	}
	if run := p.openedRun(c); run != nil {
		box.Add(container.NewHBox(widget.NewButtonWithIcon(text.X("a.tables.look"), theme.VisibilityIcon(), func() {
			if p.OnOpen != nil {
				p.OnOpen(run)
			}
		})))
		return
	}
	b := widget.NewButtonWithIcon(text.X("a.tables.try"), theme.MediaPlayIcon(), func() { p.try(c.Run) })
	plan, err := c.Run.Plan()
	if err != nil || p.cancel != nil {
		b.Disable()
	}
	box.Add(muted(setupWords(c.Run, plan)))
	box.Add(container.NewHBox(b))
}

// setupWords says what is run.
func setupWords(s sources.Setup, plan engine.Plan) string {
	out := text.Or("s."+s.Scenario+".title", s.Scenario) + ", " + text.Or("m."+s.Model+".title", s.Model)
	if plan.Workers > 0 {
		out += ", " + text.N("a.past.workers", plan.Workers)
	}
	return out
}

// where says when and on what machine something was measured.
func (p *Page) where(m *sources.Measured) string {
	out := m.At.Local().Format("02.01.2006 15:04") + ", " + text.N("a.tables.cores", m.Machine.Cores)
	if m.Machine.CPU != "" {
		out += ", " + m.Machine.CPU
	}
	if len(m.Runs) > 0 {
		var runs []string
		for _, s := range m.Runs {
			runs = append(runs, words.Units().Duration(trace.Time(s*1e9)))
		}
		out += "; " + text.X("a.tables.runs", text.With{"Runs": strings.Join(runs, ", ")})
	}
	return out
}

// try has a run made on the page where runs are looked at.
func (p *Page) try(s sources.Setup) {
	plan, err := s.Plan()
	if err != nil {
		p.refuse(err)
		return
	}
	p.tryPlan(plan)
}

// refuse says in the person's language why something cannot be.
func (p *Page) refuse(err error) {
	dialog.ShowError(errors.New(explore.SayError(err)), p.window)
}

func (p *Page) tryPlan(plan engine.Plan) {
	if p.OnTry == nil {
		return
	}
	if err := p.OnTry(plan); err != nil {
		p.refuse(err)
	}
}
