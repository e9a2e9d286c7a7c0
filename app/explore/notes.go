package explore

// This file holds bookmarks: instants that a person marked, with what they
// noted of them. They are kept in the recording when it is saved.

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/form"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
	"corelanes/widgets/paint"
	"corelanes/widgets/words"
)

// setNotes shows other bookmarks.
func (p *Page) setNotes(all []engine.Note) {
	p.notes = all
	p.showNotes()
}

func (p *Page) showNotes() {
	flags := make([]paint.Flag, len(p.notes))
	for i, n := range p.notes {
		flags[i] = paint.Flag{At: n.At, Note: n.Text}
	}
	p.lanes.SetFlags(flags)
}

// noteAt is the place of the bookmark at the playhead, or where one would
// stand.
func (p *Page) noteAt() (int, bool) {
	return slices.BinarySearchFunc(p.notes, p.lanes.Instant(), func(n engine.Note, t trace.Time) int { return cmp.Compare(n.At, t) })
}

// bookmark asks what is to be noted of the instant of the playhead, and marks
// it; a bookmark that is there is changed or taken away.
func (p *Page) bookmark() {
	if p.lanes.View() == nil {
		return
	}
	i, there := p.noteAt()
	at := p.lanes.Instant()
	field := form.NewEntry(nil, p.TypedKey)
	field.SetPlaceHolder(text.X("a.note.hint"))
	keep := widget.NewButton(text.X("a.note.keep"), nil)
	keep.Importance = widget.HighImportance
	drop := widget.NewButton(text.X("a.note.drop"), nil)
	drop.Importance = widget.DangerImportance
	buttons := container.NewHBox(widget.NewButton(text.X("Cancel"), func() { p.uncover() }), keep)
	if there {
		field.SetText(p.notes[i].Text)
		buttons.Objects = append([]fyne.CanvasObject{drop}, buttons.Objects...)
	}
	d := dialog.NewCustomWithoutButtons(text.X("a.note.title", text.With{"At": p.instant(at)}), container.NewVBox(field, container.NewBorder(nil, nil, nil, buttons)), p.window)
	keep.OnTapped = func() {
		d.Hide()
		if there {
			p.notes[i].Text = field.Text
			p.showNotes()
			return
		}
		p.setNotes(slices.Insert(p.notes, i, engine.Note{At: at, Text: field.Text}))
	}
	drop.OnTapped = func() {
		d.Hide()
		p.setNotes(slices.Delete(p.notes, i, i+1))
	}
	field.OnSubmitted = func(string) { keep.OnTapped() }
	d.Show()
	d.Resize(fyne.NewSize(min(460*float32(p.Scale()), p.window.Canvas().Size().Width*0.9), d.MinSize().Height))
	// The key that opens this types a letter too, right after: it is not meant
	// for the field.
	p.post(func() { p.window.Canvas().Focus(field) })
}

// instant says a moment of the recording on show.
func (p *Page) instant(at trace.Time) string {
	end := max(p.lanes.View().End(), 1)
	return words.Units().Instant(at, end, max(end/100000, 1))
}

// nextNote moves the playhead to the next bookmark (1) or the one before (-1).
func (p *Page) nextNote(by int) {
	if len(p.notes) == 0 {
		return
	}
	i, there := p.noteAt()
	if by < 0 {
		i--
	} else if there {
		i++
	}
	p.moveTo(p.notes[(i+len(p.notes))%len(p.notes)].At)
}

// showNoteMenu opens the list of bookmarks over its button.
func (p *Page) showNoteMenu(at fyne.CanvasObject) {
	menu := fyne.NewMenu("", fyne.NewMenuItem(text.X("a.key.bookmark"), p.bookmark))
	if len(p.notes) > 0 {
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
	}
	for _, n := range p.notes {
		menu.Items = append(menu.Items, fyne.NewMenuItem(p.instant(n.At)+"  "+n.Text, func() { p.moveTo(n.At) }))
	}
	pop := widget.NewPopUpMenu(menu, p.window.Canvas())
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(at)
	pop.ShowAtPosition(pos.SubtractXY(0, pop.MinSize().Height))
}
