package against

// This file holds the rows of the table, and what is said in them.

import (
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/explore"
	"corelanes/app/text"
	"corelanes/engine/agree"
	"corelanes/widgets/words"
)

// row is a claim in the table.
type row struct {
	object fyne.CanvasObject
	run    *widget.Button
	said   *widget.Label
	cells  [4]*widget.Label // engine, CPython, agree, when
	claim  *agree.Claim
}

// Shares of a row's width: what is compared, and each of the cells.
const columns = 4

func cell(s string) *widget.Label {
	l := widget.NewLabel(s)
	l.Truncation = fyne.TextTruncateEllipsis
	return l
}

// line lays the parts of a row out: what is compared takes the left half.
func line(first fyne.CanvasObject, cells ...fyne.CanvasObject) fyne.CanvasObject {
	return container.NewGridWithColumns(2, first, container.NewGridWithColumns(columns, cells...))
}

// head is the heads of the columns.
func (p *Page) head() fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, h := range []string{"what", "engine", "cpython", "agree", "when"} {
		l := cell(text.X("a.against.col." + h))
		l.TextStyle.Bold, l.Importance = true, widget.LowImportance
		all = append(all, l)
	}
	return line(all[0], all[1:]...)
}

// heading names the scenario of the rows below.
func (p *Page) heading(c *agree.Claim) fyne.CanvasObject {
	number, id, _ := strings.Cut(c.Scenario, " ")
	l := widget.NewLabel(number + " " + text.Or("s."+id+".title", id))
	l.TextStyle.Bold = true
	return l
}

func (p *Page) newRow(c *agree.Claim) *row {
	r := &row{claim: c}
	r.run = widget.NewButtonWithIcon("", theme.MediaPlayIcon(), func() { p.Run([]agree.Claim{*c}) })
	r.run.Importance = widget.LowImportance
	r.said = cell(what(c))
	var cells []fyne.CanvasObject
	for i := range r.cells {
		r.cells[i] = cell("")
		cells = append(cells, r.cells[i])
	}
	r.object = line(container.NewBorder(nil, nil, r.run, nil, r.said), cells...)
	r.show(p.kept.Of(c.Key))
	return r
}

// what is a claim in words.
func what(c *agree.Claim) string { return text.Or("a.against.claim."+c.Key, c.What) }

// busy shows that the row is being measured.
func (r *row) busy() { r.set(text.X("a.against.busy"), "", "", "", widget.MediumImportance) }

// show shows the last result, nil for none.
func (r *row) show(k *agree.KeptRow) {
	if k == nil {
		r.set("–", "–", "", "", widget.MediumImportance)
		return
	}
	when := text.X("a.against.when", text.With{"Date": k.When.Local().Format("2006-01-02 15:04"), "Which": k.Interpreter})
	if k.Missing {
		r.set("–", "–", explore.SayError(errors.New(k.Words)), when, widget.WarningImportance)
		return
	}
	importance := widget.SuccessImportance
	if !k.Agree {
		importance = widget.DangerImportance
	}
	r.set(figure(k.Engine, k.Unit), figure(k.CPython, k.Unit), agreement(&k.Row), when, importance)
}

func (r *row) set(engine, cpython, agree, when string, importance widget.Importance) {
	for i, s := range []string{engine, cpython, agree, when} {
		r.cells[i].Text = s
	}
	r.cells[2].Importance = importance
	for _, l := range r.cells {
		l.Refresh()
	}
}

// figure is a number with its unit.
func figure(x float64, unit string) string {
	digits := 2
	if x >= 100 {
		digits = 0
	}
	s := strings.Replace(fmt.Sprintf("%.*f", digits, x), ".", words.Units().Decimal, 1)
	switch unit {
	case "":
		return s
	case "×":
		return s + unit
	}
	return s + "\u00a0" + text.Or("a.against.unit."+strings.TrimPrefix(unit, "/"), unit)
}

// agreement says in words whether the two figures agree, and how far.
func agreement(r *agree.Row) string {
	far := 0.0
	if r.Engine > 0 && r.CPython > 0 {
		far = max(r.Engine/r.CPython, r.CPython/r.Engine)
	}
	switch {
	case r.Band == 0 && r.Agree:
		return text.X("a.against.side")
	case r.Band == 0:
		return text.X("a.against.sides")
	case far == 0 && r.Agree, far > 0 && far <= 1.005:
		return text.X("a.against.same")
	case far == 0:
		return text.X("a.against.nothing")
	case r.Agree:
		return text.X("a.against.within", text.With{"Percent": words.Units().Percent(far - 1)})
	}
	return text.X("a.against.apart", text.With{"Times": text.Times(figure(far, "")), "Most": figure(r.Band, "")})
}
