package glossary

// This file holds the sheet: the terms that were found on the left, and on the
// right what the chosen one means.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/hint"
	"corelanes/app/text"
	"corelanes/engine"
)

// Sheet is the glossary on show, over a window.
type Sheet struct {
	// See is called with a scenario, and a model or "", in which a term is seen.
	See func(scenario, model string)
	// Closed is called when the sheet was closed.
	Closed func()

	canvas fyne.Canvas
	panel  *Panel // whose terms come first, nil: none
	typed  string
	chosen string // the term's ID
	found  []*Term
	here   int // how many of found are the panel's

	over   *widget.PopUp
	search *field
	list   *widget.List
	detail *container.Scroll
}

// field is the field; the arrows go through the list, and Escape closes.
type field struct {
	widget.Entry
	sheet *Sheet
}

// TypedKey goes through the list, closes, or types.
func (f *field) TypedKey(e *fyne.KeyEvent) {
	if !f.sheet.TypedKey(e) {
		f.Entry.TypedKey(e)
	}
}

// Open opens the sheet over a window, at the terms of a panel and at one of them;
// both may be "".
func Open(c fyne.Canvas, panel, term string) *Sheet {
	s := &Sheet{canvas: c, panel: panelOf(panel), chosen: term}
	s.Rebuild()
	return s
}

// Room of the sheet, of the window and in sizes of type.
const (
	roomShare  = 0.92
	widest     = 76
	highest    = 50
	listShare  = 0.4
	detailEdge = 3
)

// Rebuild makes the sheet anew, in the language and type of now.
func (s *Sheet) Rebuild() {
	if s.over != nil {
		s.over.Hide()
	}
	title := widget.NewLabel(text.X("a.glossary"))
	help := ""
	if s.panel != nil {
		title.Text = text.X("a.glossary") + " · " + say(s.panel.Word)
		if s.panel.Help != "" {
			help = say(s.panel.Help)
		}
	}
	title.TextStyle.Bold, title.SizeName, title.Truncation = true, theme.SizeNameSubHeadingText, fyne.TextTruncateEllipsis
	done := hint.NewButton(nil, text.X("a.close"), nil, s.Close, nil)
	done.OnKey = s.key
	top := container.NewVBox(container.NewBorder(nil, nil, nil, done, title))
	if help != "" {
		says := widget.NewLabel(help)
		says.Wrapping, says.Importance = fyne.TextWrapWord, widget.LowImportance
		top.Add(says)
	}
	s.search = &field{sheet: s}
	s.search.ExtendBaseWidget(s.search)
	s.search.SetPlaceHolder(text.X("a.glossary.search"))
	s.search.SetText(s.typed)
	s.search.OnChanged = func(typed string) {
		s.typed = typed
		s.fill()
	}
	top.Add(s.search)
	s.list = widget.NewList(func() int { return len(s.found) }, newLine, func(i widget.ListItemID, o fyne.CanvasObject) {
		if i < len(s.found) {
			s.setLine(o, i)
		}
	})
	s.list.OnSelected = func(i widget.ListItemID) {
		if i < len(s.found) {
			s.chosen = s.found[i].ID
			s.tell()
		}
		s.canvas.Focus(s.search)
	}
	s.detail = container.NewVScroll(container.NewVBox())
	split := container.NewHSplit(s.list, s.detail)
	split.Offset = listShare
	s.over = widget.NewModalPopUp(container.NewBorder(top, nil, nil, nil, split), s.canvas)
	room := s.canvas.Size()
	s.over.Resize(fyne.NewSize(min(room.Width*roomShare, theme.TextSize()*widest), min(room.Height*roomShare, theme.TextSize()*highest)))
	s.over.Show()
	s.fill()
	s.canvas.Focus(s.search)
}

// Close closes the sheet.
func (s *Sheet) Close() {
	s.over.Hide()
	if s.Closed != nil {
		s.Closed()
	}
}

// Shown is the ID of the term on show, "" for none.
func (s *Sheet) Shown() string { return s.chosen }

func (s *Sheet) key(e *fyne.KeyEvent) { s.TypedKey(e) }

// TypedKey is a key while the sheet is open; true says that it is the sheet's.
func (s *Sheet) TypedKey(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyEscape, fyne.KeyF2:
		s.Close()
	case fyne.KeyDown:
		s.move(1)
	case fyne.KeyUp:
		s.move(-1)
	case fyne.KeyPageDown:
		s.move(pageOf)
	case fyne.KeyPageUp:
		s.move(-pageOf)
	case fyne.KeyReturn, fyne.KeyEnter:
		s.see()
	default:
		return false
	}
	return true
}

// pageOf is how many terms a page goes on.
const pageOf = 8

// at is which of the terms found is the chosen one, -1 for none.
func (s *Sheet) at() int {
	for i, t := range s.found {
		if t.ID == s.chosen {
			return i
		}
	}
	return -1
}

// move chooses another term.
func (s *Sheet) move(by int) {
	if len(s.found) > 0 {
		s.list.Select(min(max(s.at()+by, 0), len(s.found)-1))
	}
}

// fill shows the terms that are found.
func (s *Sheet) fill() {
	s.found, s.here = search(s.typed, s.panel, text.Chosen())
	s.list.UnselectAll()
	s.list.Refresh()
	at := s.at()
	if at < 0 {
		s.chosen = ""
		if len(s.found) > 0 {
			at = 0
		}
	}
	if at >= 0 {
		s.list.Select(at)
		s.list.ScrollTo(at)
		return
	}
	s.tell()
}

// see shows the scenario in which the chosen term is seen.
func (s *Sheet) see() {
	if t := find(s.chosen); t != nil && s.See != nil {
		s.Close()
		s.See(t.Scenario, t.Model)
	}
}

// other is the language that is not in use.
func other() text.Language {
	if text.Chosen() == text.Russian {
		return text.English
	}
	return text.Russian
}

// newLine makes a line of the list: the term in the language in use, and under it
// in the other one.
func newLine() fyne.CanvasObject {
	name, second := widget.NewLabel(""), widget.NewLabel("")
	name.Truncation, second.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	second.SizeName, second.Importance = theme.SizeNameCaptionText, widget.LowImportance
	return container.New(layout.NewCustomPaddedVBoxLayout(-theme.InnerPadding()), name, second)
}

func (s *Sheet) setLine(o fyne.CanvasObject, i int) {
	t, line := s.found[i], o.(*fyne.Container) // as newLine made it
	name, second := line.Objects[0].(*widget.Label), line.Objects[1].(*widget.Label)
	name.TextStyle.Bold = i < s.here
	name.SetText(t.In(text.Chosen()))
	says := t.In(other())
	if t.Python != "" {
		says += " · " + t.Python
	}
	second.SetText(says)
}

// tell shows what the chosen term means.
func (s *Sheet) tell() {
	box := container.NewVBox()
	t := find(s.chosen)
	if t == nil {
		none := widget.NewLabel(text.X("a.pick.none"))
		none.Wrapping = fyne.TextWrapWord
		box.Add(none)
		s.detail.Content = box
		s.detail.Refresh()
		return
	}
	add := func(says string, change func(*widget.Label)) {
		l := widget.NewLabel(says)
		l.Wrapping = fyne.TextWrapWord
		if change != nil {
			change(l)
		}
		box.Add(l)
	}
	strong := func(l *widget.Label) { l.TextStyle.Bold, l.SizeName = true, theme.SizeNameSubHeadingText }
	low := func(l *widget.Label) { l.Importance = widget.LowImportance }
	add(t.In(text.Chosen()), strong)
	add(t.Says.In(text.Chosen()), nil)
	if t.Python != "" {
		add(text.X("a.glossary.python", text.With{"Name": t.Python}), func(l *widget.Label) { l.TextStyle.Monospace = true })
	}
	box.Add(s.seeButton(t))
	box.Add(widget.NewSeparator())
	add(t.In(other()), func(l *widget.Label) { l.TextStyle.Bold = true })
	add(t.Says.In(other()), low)
	s.detail.Content = box
	s.detail.ScrollToTop()
	s.detail.Refresh()
}

// seeButton leads to the scenario in which a term is seen.
func (s *Sheet) seeButton(t *Term) fyne.CanvasObject {
	says := text.Or("s."+t.Scenario+".title", t.Scenario)
	if t.Model != "" {
		says += " · " + text.Or("m."+t.Model+".title", t.Model)
	}
	b := hint.NewButton(nil, text.X("a.glossary.see", text.With{"What": says}), theme.NavigateNextIcon(), s.see, nil)
	b.OnKey, b.Importance = s.key, widget.HighImportance
	if !known(t.Scenario) {
		b.Disable()
	}
	return container.NewHBox(b)
}

// known says whether there is a scenario.
func known(id string) bool {
	for _, s := range engine.Scenarios() {
		if s.ID == id {
			return true
		}
	}
	return false
}
