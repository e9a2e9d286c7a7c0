package explore

// This file holds the sheet of shortcuts.

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/widgets/timeline"
	"corelanes/widgets/words"
)

// ShowShortcuts shows what keys and mouse do.
func (p *Page) ShowShortcuts() {
	left, right := container.NewVBox(), container.NewVBox()
	group, half := "", 0
	all := p.Actions()
	for i, a := range all {
		if len(a.Keys) == 0 {
			continue
		}
		if a.Group != group {
			group = a.Group
			if i > len(all)/2 {
				half = 1
			}
			head := widget.NewLabel(text.X(group))
			head.TextStyle.Bold, head.Importance = true, widget.HighImportance
			[]*fyne.Container{left, right}[half].Add(head)
			[]*fyne.Container{left, right}[half].Add(container.New(&keyLayout{}))
		}
		column := []*fyne.Container{left, right}[half]
		keyLine(column.Objects[len(column.Objects)-1].(*fyne.Container), a.Shown(), a.Says()) // added above
	}
	var mouse []string
	for _, w := range timeline.MouseWords() {
		mouse = append(mouse, words.X(w))
	}
	tail := widget.NewLabel(strings.Join(mouse, "\n"))
	body := container.NewVBox(container.NewGridWithColumns(2, left, right), widget.NewSeparator(), tail)
	d := dialog.NewCustom(text.X("a.shortcuts"), text.X("a.close"), container.NewVScroll(body), p.window)
	size := p.window.Canvas().Size()
	d.Resize(fyne.NewSize(min(900*float32(p.Scale()), size.Width*0.94), min(body.MinSize().Height+dialogRoom, size.Height*0.94)))
	d.Show()
}

// dialogRoom is what a dialog needs over and under its content.
const dialogRoom = 130

// keyLine adds a key and what it does to a list.
func keyLine(list *fyne.Container, key, says string) {
	name := widget.NewLabel(key)
	name.TextStyle.Bold = true
	does := widget.NewLabel(says)
	does.Wrapping = fyne.TextWrapWord
	list.Add(name)
	list.Add(does)
}

// keyLayout is two columns, the keys' as narrow as they are.
type keyLayout struct{}

func (keyLayout) width(objects []fyne.CanvasObject) (w float32) {
	for i := 0; i < len(objects); i += 2 {
		w = max(w, objects[i].MinSize().Width)
	}
	return w
}

// MinSize is the rows' heights.
func (l keyLayout) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for i := 0; i+1 < len(objects); i += 2 {
		size.Height += max(objects[i].MinSize().Height, objects[i+1].MinSize().Height) - skin.Closer()
	}
	return fyne.NewSize(l.width(objects)+160, size.Height+skin.Closer())
}

// Layout places the rows.
func (l keyLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w, y := l.width(objects), float32(0)
	for i := 0; i+1 < len(objects); i += 2 {
		a, b := objects[i], objects[i+1]
		b.Resize(fyne.NewSize(size.Width-w, b.MinSize().Height))
		h := max(a.MinSize().Height, b.MinSize().Height) - skin.Closer()
		a.Move(fyne.NewPos(0, y))
		b.Move(fyne.NewPos(w, y))
		a.Resize(fyne.NewSize(w, h))
		b.Resize(fyne.NewSize(size.Width-w, h))
		y += h
	}
}
