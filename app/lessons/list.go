package lessons

// This file holds the list of lessons, with what was done of each.

import (
	"fmt"
	"image/color"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/glossary"
	"corelanes/app/text"
	"corelanes/engine/lesson"
)

// in is a text of a lesson in the chosen language.
func in(t lesson.Text) string { return t.In(string(text.Chosen())) }

// scrolled is the list in its scroll.
func (p *Page) scrolled(box fyne.CanvasObject) fyne.CanvasObject {
	p.scroll = container.NewVScroll(box)
	return p.scroll
}

// para is a text that wraps.
func para(s string) *widget.Label {
	l := widget.NewLabel(s)
	l.Wrapping = fyne.TextWrapWord
	return l
}

// heading is a line over something.
func heading(s string) *widget.Label {
	l := widget.NewLabel(s)
	l.TextStyle.Bold, l.SizeName, l.Wrapping = true, theme.SizeNameSubHeadingText, fyne.TextWrapWord
	return l
}

// list is the page as it is without a lesson.
func (p *Page) list() fyne.CanvasObject {
	box := container.NewVBox()
	intro := para(text.X("a.lesson.intro"))
	intro.Importance = widget.LowImportance
	box.Add(container.NewBorder(nil, nil, nil, glossary.Late(&p.OnGlossary).Mark(glossary.Lessons, nil), heading(text.X("a.lesson.all"))))
	box.Add(intro)
	names := widest{}
	for i, l := range p.shipped.Lessons {
		box.Add(p.entry(i+1, l, true, names))
	}
	if p.folder == "" {
		p.addHomework(box)
		return p.scrolled(box)
	}
	box.Add(widget.NewSeparator())
	box.Add(heading(text.X("a.lesson.own")))
	where := para(text.X("a.lesson.own.intro", text.With{"Folder": p.folder}))
	where.Importance = widget.LowImportance
	box.Add(where)
	for i, l := range p.own.Lessons {
		box.Add(p.entry(i+1, l, false, names))
	}
	for _, b := range append(p.shipped.Bad, p.own.Bad...) {
		box.Add(p.badEntry(b))
	}
	box.Add(container.NewHBox(
		widget.NewButtonWithIcon(text.X("a.lesson.write"), theme.DocumentCreateIcon(), func() { p.editNew(template, "my-lesson-", lesson.Suffix) }),
		widget.NewButtonWithIcon(text.X("a.lesson.folder"), theme.FolderOpenIcon(), p.openFolder),
		layout.NewSpacer(),
	))
	p.addHomework(box)
	return p.scrolled(box)
}

// entry is one lesson of the list; names are those of all of them.
func (p *Page) entry(number int, l *lesson.Lesson, shipped bool, names widest) fyne.CanvasObject {
	name := widget.NewButton(strconv.Itoa(number)+". "+in(l.Title), func() { p.Begin(l, shipped) })
	name.Alignment = widget.ButtonAlignLeading
	goal := para(in(l.Goal))
	done := p.book.of(l.ID)
	icon := widget.NewIcon(theme.NewDisabledResource(theme.RadioButtonIcon()))
	switch {
	case done.Step >= stepCheck && done.Of > 0:
		icon.SetResource(theme.NewSuccessThemedResource(theme.ConfirmIcon()))
	case done.Step > stepRead:
		icon.SetResource(theme.NewPrimaryThemedResource(theme.RadioButtonCheckedIcon()))
	}
	state := widget.NewLabel(told(l, done))
	state.Importance = widget.LowImportance
	state.Alignment = fyne.TextAlignTrailing
	wide := canvas.NewRectangle(color.Transparent) // so that all goals begin and end alike
	wide.SetMinSize(fyne.NewSize(stateWidth*float32(p.settings.Scale()), 0))
	right := container.NewHBox(container.NewStack(wide, state))
	if !shipped {
		right.Add(widget.NewButtonWithIcon("", theme.DocumentCreateIcon(), func() { p.edit(l.ID + lesson.Suffix) }))
	}
	names[name] = true
	line := canvas.NewRectangle(color.Transparent) // the mark stands beside the name, however many lines the goal has
	line.SetMinSize(fyne.NewSize(0, name.MinSize().Height))
	mark := container.NewVBox(container.NewStack(line, icon))
	return container.NewBorder(nil, nil, mark, right, container.New(&twoColumns{share: 0.36, names: names}, name, goal))
}

// stateWidth is the room for what was done of a lesson.
const stateWidth = 250

// told is what was done of a lesson, in a few words.
func told(l *lesson.Lesson, done page) string {
	out := ""
	if l.Minutes > 0 {
		out = text.X("a.lesson.minutes", text.With{"Minutes": l.Minutes})
	}
	if done.Score != nil {
		out += " · " + text.X("a.lesson.predicted", text.With{"Percent": fmt.Sprintf("%.0f", *done.Score*100)})
	}
	if done.Of > 0 {
		out += " · " + text.X("a.lesson.answered", text.With{"Right": done.Right, "Of": done.Of})
	}
	return out
}

// badEntry is a file that is no lesson.
func (p *Page) badEntry(b lesson.Bad) fyne.CanvasObject {
	l := para(b.File + ": " + first(b.Err))
	l.Importance = widget.DangerImportance
	return container.NewBorder(nil, nil, widget.NewIcon(theme.NewWarningThemedResource(theme.WarningIcon())),
		widget.NewButtonWithIcon(text.X("a.lesson.mend"), theme.DocumentCreateIcon(), func() { p.edit(b.File) }), l)
}

// openFolder opens the folder of the person's own lessons in the system's file
// manager.
func (p *Page) openFolder() {
	err := os.MkdirAll(p.folder, 0o755)
	if err == nil {
		err = p.app.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(p.folder)})
	}
	if err != nil {
		dialog.ShowInformation(text.X("a.lesson.folder"), text.X("a.lesson.folder.not", text.With{"Folder": p.folder}), p.window)
	}
}

// widest are objects of which all get the room that the widest wants.
type widest map[fyne.CanvasObject]bool

func (w widest) width() (most float32) {
	for o := range w {
		most = max(most, o.MinSize().Width)
	}
	return most
}

// twoColumns gives the first object a share of the width, or what the widest of
// names needs, and the second the rest. Where names need most of the width, the
// second stands below.
type twoColumns struct {
	share float32
	names widest // nil: the first object alone
	width float32
}

// mostNames is how much of the width names get beside what is said of them.
const mostNames = 0.55

// first is how wide the first object is in a width; false: the second stands below.
func (c *twoColumns) first(o []fyne.CanvasObject, width float32) (float32, bool) {
	needs := max(o[0].MinSize().Width, c.names.width())
	if needs > width*mostNames {
		return width, false
	}
	return max(width*c.share, needs), true
}

// MinSize is the higher one's height, or of both; any width will do that the first has
// room in.
func (c *twoColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	if _, beside := c.first(o, c.width); beside || c.width == 0 {
		return fyne.NewSize(a.Width, max(a.Height, b.Height))
	}
	return fyne.NewSize(a.Width, a.Height+theme.Padding()+b.Height)
}

// Layout places both.
func (c *twoColumns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	w, beside := c.first(o, size.Width)
	high := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(w, min(high, size.Height)))
	o[0].Move(fyne.NewPos(0, 0))
	if !beside {
		o[1].Move(fyne.NewPos(0, high+theme.Padding()))
		o[1].Resize(fyne.NewSize(size.Width, max(size.Height-high-theme.Padding(), 0)))
		return
	}
	o[1].Resize(fyne.NewSize(max(size.Width-w-theme.Padding(), 0), size.Height))
	o[1].Move(fyne.NewPos(w+theme.Padding(), 0))
}
