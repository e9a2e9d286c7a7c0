package explore

// This file holds the tabs of the inspector: a word for each, in as many lines
// as they take, so that none hides behind a button for more.

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/hint"
	"corelanes/app/skin"
)

// tabs is the words over what belongs to the one that is chosen.
type tabs struct {
	Items      []*tab
	OnSelected func()

	content *fyne.Container
	body    *fyne.Container
	at      int
}

// newTabs makes the tabs; behind stands at the end of the line of their words.
func newTabs(behind fyne.CanvasObject, items ...*tab) *tabs {
	t := &tabs{Items: items, body: container.NewStack()}
	words := container.New(&skin.Flow{})
	for i, x := range items {
		x.onTap = func() { t.SelectIndex(i) }
		words.Add(x)
	}
	words.Add(behind)
	t.content = container.NewBorder(container.NewVBox(words, widget.NewSeparator()), nil, nil, nil, t.body)
	t.choose(0)
	return t
}

// SelectIndex chooses a tab.
func (t *tabs) SelectIndex(i int) {
	if i == t.at || i < 0 || i >= len(t.Items) {
		return
	}
	t.choose(i)
	if t.OnSelected != nil {
		t.OnSelected()
	}
}

// SelectedIndex is which one is chosen.
func (t *tabs) SelectedIndex() int { return t.at }

// Selected is the one that is chosen.
func (t *tabs) Selected() *tab { return t.Items[t.at] }

func (t *tabs) choose(i int) {
	t.Items[t.at].set(false)
	t.at = i
	t.Items[i].set(true)
	t.body.Objects = []fyne.CanvasObject{t.Items[i].content}
	t.body.Refresh()
}

// tab is one word, and what belongs to it.
type tab struct {
	widget.BaseWidget
	Text string

	says    string // what is behind it, while the pointer rests on it
	hints   *hint.Layer
	content fyne.CanvasObject
	panel   string // its ID in the glossary
	onTap   func()
	onMenu  func() // the other button
	chosen  bool
	pointed bool // the pointer is over it
}

func newTab(word, says string, hints *hint.Layer, content fyne.CanvasObject) *tab {
	t := &tab{Text: word, says: says, hints: hints, content: content}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tab) set(chosen bool) {
	t.chosen = chosen
	t.Refresh()
}

// Tapped is as in fyne.Tappable.
func (t *tab) Tapped(*fyne.PointEvent) {
	t.hints.Leave()
	t.onTap()
}

// TappedSecondary is as in fyne.SecondaryTappable.
func (t *tab) TappedSecondary(*fyne.PointEvent) {
	t.hints.Leave()
	if t.onMenu != nil {
		t.onMenu()
	}
}

// Cursor is as in desktop.Cursorable.
func (t *tab) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn is as in desktop.Hoverable.
func (t *tab) MouseIn(*desktop.MouseEvent) {
	t.pointed = true
	t.Refresh()
	t.hints.Over(t, func() string { return t.says })
}

// MouseMoved is as in desktop.Hoverable.
func (t *tab) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is as in desktop.Hoverable.
func (t *tab) MouseOut() {
	t.pointed = false
	t.Refresh()
	t.hints.Leave()
}

// CreateRenderer is as in fyne.Widget.
func (t *tab) CreateRenderer() fyne.WidgetRenderer {
	r := &tabRenderer{tab: t, word: canvas.NewText(t.Text, color.Black), line: canvas.NewRectangle(color.Black), behind: canvas.NewRectangle(color.Transparent)}
	r.word.Alignment, r.word.TextStyle.Bold = fyne.TextAlignCenter, true
	r.Refresh()
	return r
}

// tabRenderer draws a tab: the word, and a line under the chosen one.
type tabRenderer struct {
	tab          *tab
	word         *canvas.Text
	line, behind *canvas.Rectangle
}

// lineHeight is how thick the line under the chosen word is.
const lineHeight = 3

func (r *tabRenderer) MinSize() fyne.Size {
	pad := theme.Padding()
	return r.word.MinSize().AddWidthHeight(3*pad, 2*pad+lineHeight)
}

func (r *tabRenderer) Layout(size fyne.Size) {
	r.behind.Resize(size)
	r.word.Resize(size.SubtractWidthHeight(0, lineHeight))
	r.line.Move(fyne.NewPos(0, size.Height-lineHeight))
	r.line.Resize(fyne.NewSize(size.Width, lineHeight))
}

func (r *tabRenderer) Refresh() {
	th, v := r.tab.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	paint := func(n fyne.ThemeColorName) color.Color { return th.Color(n, v) }
	r.word.Text, r.word.TextSize, r.word.Color = r.tab.Text, th.Size(theme.SizeNameText), paint(theme.ColorNameForeground)
	r.line.FillColor, r.behind.FillColor = color.Transparent, color.Transparent
	if r.tab.chosen {
		r.word.Color, r.line.FillColor = paint(theme.ColorNamePrimary), paint(theme.ColorNamePrimary)
	}
	if r.tab.pointed {
		r.behind.FillColor = paint(theme.ColorNameHover)
	}
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *tabRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.behind, r.word, r.line}
}

func (r *tabRenderer) Destroy() {}
