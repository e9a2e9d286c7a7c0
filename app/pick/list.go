package pick

// This file holds the list that a picker opens.

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// list is the search field, and under it the items that were found.
type list struct {
	picker  *Picker
	search  *search
	rows    []*row
	box     *fyne.Container
	scroll  *container.Scroll
	none    *widget.Label
	content fyne.CanvasObject
	at      int // the row that Enter chooses, -1 none
}

func newList(p *Picker) *list {
	l := &list{picker: p, none: widget.NewLabel(p.None), at: -1}
	l.search = newSearch(l)
	l.search.SetPlaceHolder(p.Search)
	l.search.OnChanged = l.filter
	l.box = container.NewVBox()
	l.scroll = container.NewVScroll(l.box)
	l.content = container.NewBorder(l.search, nil, nil, nil, l.scroll)
	l.filter("")
	return l
}

// height is what the list would like to have at a width.
func (l *list) height(width float32) float32 {
	l.box.Resize(fyne.NewSize(width-4*theme.Padding(), l.box.MinSize().Height)) // wraps the details
	return l.search.MinSize().Height + l.box.MinSize().Height + 4*theme.Padding()
}

// filter shows the items that match what was typed, under the names of their
// groups.
func (l *list) filter(typed string) {
	l.rows, l.at = nil, -1
	var objects []fyne.CanvasObject
	group := ""
	for i := range l.picker.items {
		item := &l.picker.items[i]
		if !item.matches(typed) {
			continue
		}
		if item.Group != group {
			group = item.Group
			head := widget.NewLabel(strings.ToUpper(group))
			head.SizeName, head.Importance = theme.SizeNameCaptionText, widget.LowImportance
			head.TextStyle.Bold = true
			objects = append(objects, head)
		}
		r := newRow(item, item.ID == l.picker.chosen, func() { l.picker.pick(item) })
		l.rows = append(l.rows, r)
		objects = append(objects, r)
	}
	if len(l.rows) == 0 {
		objects = append(objects, l.none)
	}
	l.at = l.meant(typed)
	l.box.Objects = objects
	l.box.Refresh()
	l.mark()
	l.scroll.ScrollToTop() // what was found may be shorter than what was scrolled over
}

// meant is the row that what was typed means, -1 for none: the chosen one as long as
// nothing was typed, then the first that fits best.
func (l *list) meant(typed string) int {
	best, at := 0, -1
	for i, r := range l.rows {
		fits := r.item.fits(typed)
		switch {
		case typed == "" && r.item.ID == l.picker.chosen:
			return i
		case typed != "" && r.item.WhyNot == "" && fits > best:
			best, at = fits, i
		}
	}
	return at
}

func (l *list) mark() {
	for i, r := range l.rows {
		r.setMarked(i == l.at)
	}
}

// move marks the next (1) or previous (-1) row that can be chosen.
func (l *list) move(by int) {
	for i := l.at + by; i >= 0 && i < len(l.rows); i += by {
		if l.rows[i].item.WhyNot == "" {
			l.at = i
			l.mark()
			l.scrollToChosen()
			return
		}
	}
}

// scrollToChosen brings the marked row into sight.
func (l *list) scrollToChosen() {
	if l.at < 0 {
		return
	}
	r := l.rows[l.at]
	top, bottom := r.Position().Y, r.Position().Y+r.Size().Height
	switch seen := l.scroll.Size().Height; {
	case top < l.scroll.Offset.Y:
		l.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case bottom > l.scroll.Offset.Y+seen:
		l.scroll.ScrollToOffset(fyne.NewPos(0, bottom-seen))
	}
}

func (l *list) enter() {
	if l.at >= 0 {
		l.picker.pick(l.rows[l.at].item)
	}
}

// search is the field; arrows, Enter and Escape work the list.
type search struct {
	widget.Entry
	list *list
}

func newSearch(l *list) *search {
	s := &search{list: l}
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey moves through the list, chooses and closes.
func (s *search) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDown:
		s.list.move(1)
	case fyne.KeyUp:
		s.list.move(-1)
	case fyne.KeyReturn, fyne.KeyEnter:
		s.list.enter()
	case fyne.KeyEscape:
		s.list.picker.Close()
	case fyne.KeyF1, fyne.KeyF2, fyne.KeyF5, fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11:
		if s.list.picker.OnKey != nil {
			s.list.picker.OnKey(ev)
		}
	default:
		s.Entry.TypedKey(ev)
	}
}
