// Package browse asks for a file: one to open, or a name to save under. It
// touches no file: what is there is replaced by whoever writes it, when the new
// one is whole. (Fyne's own dialog empties a file as soon as one agrees to
// replace it, and speaks English.)
//
// This file holds the panel.
package browse

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/form"
	"corelanes/app/hint"
	"corelanes/app/text"
	"corelanes/widgets/words"
)

// Question is what to ask for.
type Question struct {
	Title  string               // that of a menu entry may be taken: its ellipsis is left out
	Folder string               // where to begin; "" for the person's own
	Suffix string               // of the files to choose from, ".lane"; "" for all
	Name   string               // proposed for a file to save; "" asks for one to open
	Whole  bool                 // a folder is asked for, not a file
	Chosen func(path string)    // the person chose a path; without the suffix it is given it
	OnKey  func(*fyne.KeyEvent) // a key was typed that is the window's
}

// panel is the dialog while it is open.
type panel struct {
	Question
	window  fyne.Window
	folder  string
	entries []entry
	dialog  dialog.Dialog

	where *widget.Label
	list  *widget.List
	name  *form.Entry
	note  *widget.Label
	yes   *hint.Button
}

// Ask shows the panel over a window, as large as the window has room for.
func Ask(w fyne.Window, q Question) {
	p := newPanel(w, q)
	p.dialog.Show()
	room := w.Canvas().Size()
	p.dialog.Resize(fyne.NewSize(min(room.Width*0.9, panelWidth), room.Height*0.85))
	p.focus()
}

// focus gives the keyboard to what the person is asked for: where that is a folder,
// Return takes it; else a name or a whole path can be typed.
func (p *panel) focus() {
	if p.Whole {
		p.window.Canvas().Focus(p.yes)
		return
	}
	p.window.Canvas().Focus(p.name)
}

// typed is a key that the button has no use for: Escape cancels, Backspace goes to
// the folder above.
func (p *panel) typed(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyEscape:
		p.dialog.Hide()
	case e.Name == fyne.KeyBackspace:
		p.enter(filepath.Dir(p.folder))
	case p.OnKey != nil:
		p.OnKey(e)
	}
}

const panelWidth = 760

func newPanel(w fyne.Window, q Question) *panel {
	p := &panel{Question: q, window: w}
	p.where = widget.NewLabel("")
	p.where.Truncation = fyne.TextTruncateEllipsis
	up := widget.NewButtonWithIcon("", theme.MoveUpIcon(), func() { p.enter(filepath.Dir(p.folder)) })
	home := widget.NewButtonWithIcon("", theme.HomeIcon(), func() { p.enter(own()) })
	p.list = widget.NewList(func() int { return len(p.entries) }, newRow, p.fill)
	p.list.OnSelected = p.tapped
	p.note = widget.NewLabel("")
	p.note.Wrapping = fyne.TextWrapWord
	no := widget.NewButton(text.X("Cancel"), func() { p.dialog.Hide() })
	p.yes = hint.NewButton(nil, "", nil, p.choose, nil) // Return presses it
	p.yes.Importance, p.yes.OnKey = widget.HighImportance, p.typed
	p.name = form.NewEntry(func(string) { p.judge() }, q.OnKey)
	p.name.OnSubmitted = func(string) { p.choose() }
	p.name.SetPlaceHolder(text.X("a.browse.name"))
	p.name.Text = q.Name
	head := container.NewBorder(nil, nil, container.NewHBox(up, home), nil, p.where)
	if q.Whole {
		p.name.Hide()
	}
	foot := container.NewVBox(p.note, container.NewBorder(nil, nil, nil, container.NewHBox(no, p.yes), p.name))
	p.dialog = dialog.NewCustomWithoutButtons(strings.TrimSuffix(q.Title, "…"), container.NewBorder(head, foot, nil, nil, p.list), w)
	folder := q.Folder
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		folder = own()
	}
	p.enter(folder)
	return p
}

// own is the person's own folder, or the one of now where there is none.
func own() string {
	if h, err := os.UserHomeDir(); err == nil {
		return h
	}
	return "."
}

// saves says whether a name to save under is asked for.
func (p *panel) saves() bool { return p.Name != "" }

// enter shows another folder; one that cannot be read is told, and not
// entered.
func (p *panel) enter(folder string) {
	if whole, err := filepath.Abs(folder); err == nil {
		folder = whole
	}
	entries, err := read(folder, p.Suffix)
	if err != nil {
		p.tell(text.X("a.browse.forbidden", text.With{"Folder": folder}), widget.WarningImportance)
		return
	}
	p.folder, p.entries = folder, entries
	p.where.SetText(folder)
	p.list.UnselectAll()
	p.list.Refresh()
	p.list.ScrollToTop()
	p.judge()
}

// path is what the name stands for, with the suffix.
func (p *panel) path() string {
	name := strings.TrimSpace(p.name.Text)
	if name == "" {
		return ""
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(p.folder, name)
	}
	if p.saves() && !strings.EqualFold(filepath.Ext(name), p.Suffix) {
		name += p.Suffix
	}
	return name
}

// judge says what will come of the name, and lets only one be chosen that can
// be.
func (p *panel) judge() {
	verb, note, kind := "a.browse.open", "", widget.LowImportance
	if p.Whole {
		p.yes.SetText(text.X("a.browse.folder"))
		p.tell("", kind)
		return
	}
	info, err := os.Stat(p.path())
	there := err == nil && !info.IsDir()
	allowed := there
	if p.saves() {
		verb, allowed = "a.browse.save", p.path() != "" && (err != nil || there)
		if there {
			verb, kind = "a.browse.replace", widget.WarningImportance
			note = text.X("a.browse.exists", text.With{"File": filepath.Base(p.path())})
		}
	}
	if len(p.entries) == 0 && note == "" && !p.saves() {
		note = text.X("a.browse.empty")
	}
	p.tell(note, kind)
	p.yes.SetText(text.X(verb))
	if allowed {
		p.yes.Enable()
	} else {
		p.yes.Disable()
	}
}

func (p *panel) tell(note string, kind widget.Importance) {
	p.note.Importance = kind
	p.note.SetText(note)
}

// choose takes the name, or enters the folder that it names.
func (p *panel) choose() {
	if p.Whole {
		p.dialog.Hide()
		p.Chosen(p.folder)
		return
	}
	path := p.path()
	if path == "" {
		return
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		p.name.SetText("")
		p.enter(path)
		return
	}
	if p.yes.Disabled() {
		return
	}
	p.dialog.Hide()
	p.Chosen(path)
}

// tapped enters a folder, or takes the name of a file; of a file to open a
// second tap on it opens it.
func (p *panel) tapped(i widget.ListItemID) {
	p.list.UnselectAll()
	p.window.Canvas().Unfocus()
	if p.Whole {
		p.focus()
	}
	if i >= len(p.entries) {
		return
	}
	e := p.entries[i]
	if e.folder {
		p.enter(filepath.Join(p.folder, e.name))
		return
	}
	if p.Whole {
		return
	}
	if !p.saves() && p.name.Text == e.name {
		p.choose()
		return
	}
	p.name.SetText(e.name)
}

// newRow is a line of the list: a sign, the name, and how large and old.
func newRow() fyne.CanvasObject {
	name, about := widget.NewLabel(""), widget.NewLabel("")
	name.Truncation = fyne.TextTruncateEllipsis
	about.Importance = widget.LowImportance
	return container.NewBorder(nil, nil, widget.NewIcon(nil), about, name)
}

func (p *panel) fill(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(p.entries) {
		return
	}
	e, parts := p.entries[i], o.(*fyne.Container).Objects // made above: the middle first
	icon, about := theme.FileIcon(), words.Units().Size(e.size)+" · "+e.at.Local().Format(text.X("a.date"))
	if e.folder {
		icon, about = theme.FolderIcon(), ""
	}
	parts[0].(*widget.Label).SetText(e.name) // made above
	parts[1].(*widget.Icon).SetResource(icon)
	parts[2].(*widget.Label).SetText(about)
}
