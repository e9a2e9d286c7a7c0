package past

// This file holds one run of the list.

import (
	"fmt"
	"os"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/history"
	"corelanes/engine/trace"
	"corelanes/widgets/words"
)

// row shows one run.
type row struct {
	widget.BaseWidget
	page    *Page
	entry   history.Entry
	picture *canvas.Image
	title   *widget.Label
	facts   *widget.Label
	pin     *widget.Button
	body    fyne.CanvasObject
}

var pictureSize = fyne.NewSize(200, 46)

func newRow(p *Page) *row {
	r := &row{page: p, picture: &canvas.Image{FillMode: canvas.ImageFillStretch}, title: widget.NewLabel(""), facts: widget.NewLabel("")}
	r.picture.SetMinSize(pictureSize)
	r.title.TextStyle.Bold, r.title.Truncation = true, fyne.TextTruncateEllipsis
	r.facts.Truncation, r.facts.Importance = fyne.TextTruncateEllipsis, widget.LowImportance
	small := func(word string, icon fyne.Resource, do func(history.Entry)) *widget.Button {
		b := widget.NewButtonWithIcon(word, icon, func() { do(r.entry) })
		b.Importance = widget.LowImportance
		return b
	}
	r.pin = small("", theme.RadioButtonIcon(), p.pin)
	buttons := container.NewHBox(
		small(text.X("a.past.open"), theme.FolderOpenIcon(), p.open),
		small(text.X("a.past.beside"), theme.ListIcon(), p.openBeside), r.pin,
		small(text.X("a.past.rename.short"), theme.DocumentCreateIcon(), p.rename),
		small(text.X("a.past.delete"), theme.DeleteIcon(), p.remove))
	r.body = container.NewBorder(nil, nil, container.NewPadded(container.NewCenter(r.picture)), container.NewCenter(buttons), container.NewVBox(r.title, r.facts))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer draws the row.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.body) }

// set shows a run.
func (r *row) set(e history.Entry) {
	r.entry = e
	r.title.SetText(title(e))
	r.facts.SetText(facts(e))
	if e.Pinned {
		r.pin.SetText(text.X("a.past.unpin"))
		r.pin.SetIcon(theme.RadioButtonCheckedIcon())
	} else {
		r.pin.SetText(text.X("a.past.pin"))
		r.pin.SetIcon(theme.RadioButtonIcon())
	}
	file := r.page.store.Picture(e.ID)
	if _, err := os.Stat(file); err != nil {
		file = "" // none was made
	}
	if r.picture.File != file {
		r.picture.File = file
		r.picture.Refresh()
	}
}

// title is what a run is called.
func title(e history.Entry) string {
	if e.Name != "" {
		return e.Name
	}
	return scenario(e)
}

// scenario is the title of a run's scenario, which a newer version may have.
func scenario(e history.Entry) string { return text.Or("s."+e.Scenario+".title", e.Scenario) }

func model(e history.Entry) string { return text.Or("m."+e.Model+".title", e.Model) }

func when(e history.Entry) string {
	if e.Started.IsZero() {
		return ""
	}
	return e.Started.Local().Format(text.X("a.date"))
}

// facts are what is known of a run, in a line.
func facts(e history.Entry) string {
	u := words.Units()
	s := when(e)
	if e.Name != "" {
		s += " · " + scenario(e)
	}
	if e.Model != "" {
		s += " · " + model(e) + " · " + text.N("a.past.workers", e.Workers)
	}
	if e.Took > 0 {
		s += " · " + u.Duration(trace.Time(e.Took/time.Nanosecond))
	}
	switch {
	case e.Damage != "":
		s += " · " + text.X("a.past.incomplete")
	case e.Status != engine.Done:
		s += " · " + text.Or("a.past.status."+string(e.Status), string(e.Status))
	}
	return s + " · " + fmt.Sprint(u.Amount(e.Bytes, "B"))
}
