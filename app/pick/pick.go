// Package pick holds the Picker: a button that shows what is chosen, and opens
// a list that gets shorter as one types.
//
// This file holds the picker.
package pick

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Item is one thing to choose.
type Item struct {
	ID     string
	Title  string
	Tag    string // short, beside the title: "S18"
	Group  string // items of a group stand together, under its name
	Detail string // a sentence under the title
	WhyNot string // why it cannot be chosen; "" if it can
	Find   string // more words that find it
}

// matches says whether every word that was typed is found in the item.
func (i *Item) matches(typed string) bool {
	all := strings.ToLower(strings.Join([]string{i.ID, i.Title, i.Tag, i.Group, i.Detail, i.Find}, " "))
	for _, word := range strings.Fields(strings.ToLower(typed)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}

// fits says how well an item that matches fits what was typed: best if it is its
// whole title, ID or tag, then if one of them begins so, then if the title holds it.
func (i *Item) fits(typed string) int {
	typed = strings.ToLower(strings.TrimSpace(typed))
	fits := 1
	for _, name := range []string{i.Title, i.ID, i.Tag} {
		switch name = strings.ToLower(name); {
		case name == typed:
			return 4
		case strings.HasPrefix(name, typed):
			fits = max(fits, 3)
		case strings.Contains(name, typed):
			fits = max(fits, 2)
		}
	}
	return fits
}

// Picker is the button.
type Picker struct {
	widget.BaseWidget

	OnPick func(id string)      // another item was chosen by the person
	OnKey  func(*fyne.KeyEvent) // a key was typed into the list that is the window's

	Search string // what the empty search field says
	None   string // what the list says when nothing is found

	items  []Item
	chosen string
	button *widget.Button
	label  *widget.Label
	list   *list
	popup  *widget.PopUp
	width  float32
}

// New makes a picker of a width, without items.
func New(width float32, onPick func(id string)) *Picker {
	p := &Picker{OnPick: onPick, width: width}
	p.button = widget.NewButton("", p.Open)
	p.label = widget.NewLabel("")
	p.label.TextStyle.Bold, p.label.Truncation = true, fyne.TextTruncateEllipsis
	p.ExtendBaseWidget(p)
	return p
}

// SetItems says what can be chosen.
func (p *Picker) SetItems(items []Item) {
	p.items = items
	p.show()
}

// Choose chooses an item, without a call of OnPick.
func (p *Picker) Choose(id string) {
	p.chosen = id
	p.show()
}

// Chosen is the chosen item's ID.
func (p *Picker) Chosen() string { return p.chosen }

// Text is what the button says.
func (p *Picker) Text() string { return p.label.Text }

// show has the button say what is chosen, and nothing if that is not to be had: never
// what was chosen before.
func (p *Picker) show() {
	title := ""
	for i := range p.items {
		if p.items[i].ID == p.chosen {
			title = p.items[i].Title
		}
	}
	p.label.SetText(title)
}

// Open opens the list.
func (p *Picker) Open() {
	c := fyne.CurrentApp().Driver().CanvasForObject(p)
	if c == nil {
		return
	}
	p.list = newList(p)
	p.popup = widget.NewPopUp(p.list.content, c)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p)
	below := at.Y + p.Size().Height + theme.Padding()
	width := min(max(popupWidth, p.Size().Width), c.Size().Width-at.X-theme.Padding()*2)
	size := fyne.NewSize(width, min(p.list.height(width), c.Size().Height-below-theme.Padding()*2))
	p.popup.Resize(size)
	p.popup.ShowAtPosition(fyne.NewPos(at.X, below))
	c.Focus(p.list.search)
	p.list.scrollToChosen()
}

// OpenOver opens the list in the upper middle of a canvas, without the button.
// What is picked is no choice: the same item may be picked again.
func (p *Picker) OpenOver(c fyne.Canvas) {
	p.chosen = ""
	p.list = newList(p)
	p.popup = widget.NewPopUp(p.list.content, c)
	room := c.Size()
	size := fyne.NewSize(min(popupWidth*1.2, room.Width*0.9), room.Height*0.6)
	p.list.height(size.Width)
	p.popup.Resize(size)
	p.popup.ShowAtPosition(fyne.NewPos((room.Width-size.Width)/2, room.Height*0.08))
	c.Focus(p.list.search)
}

// popupWidth is how wide the list is at least.
const popupWidth = 520

// Opened says whether the list is open.
func (p *Picker) Opened() bool { return p.popup != nil && p.popup.Visible() }

// Close closes the list.
func (p *Picker) Close() {
	if p.popup != nil {
		p.popup.Hide()
		p.popup = nil
	}
}

// pick chooses an item as the person does.
func (p *Picker) pick(i *Item) {
	if i.WhyNot != "" {
		return
	}
	p.Close()
	if i.ID == p.chosen {
		return
	}
	p.Choose(i.ID)
	if p.OnPick != nil {
		p.OnPick(i.ID)
	}
}

// Enable lets the person choose.
func (p *Picker) Enable() { p.button.Enable() }

// Disable does not.
func (p *Picker) Disable() { p.button.Disable() }

// CreateRenderer draws the button.
func (p *Picker) CreateRenderer() fyne.WidgetRenderer {
	width := canvas.NewRectangle(color.Transparent)
	width.SetMinSize(fyne.NewSize(p.width, 0))
	sign := widget.NewIcon(theme.MenuDropDownIcon())
	return widget.NewSimpleRenderer(container.NewStack(width, p.button, container.NewBorder(nil, nil, nil, sign, p.label)))
}
