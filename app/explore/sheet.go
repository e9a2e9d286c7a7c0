package explore

// This file holds the sheet of shortcuts.

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/text"
)

// ShowShortcuts shows what keys and mouse do.
func (p *Page) ShowShortcuts() {
	keys, mouse := shortcuts()
	half := (len(keys) + 1) / 2
	columns := container.NewGridWithColumns(2, keyColumn(keys[:half]), keyColumn(keys[half:]))
	tail := widget.NewLabel(strings.Join(mouse, "\n"))
	body := container.NewVBox(columns, widget.NewSeparator(), tail)
	d := dialog.NewCustom(text.X("a.shortcuts"), text.X("a.close"), container.NewVScroll(body), p.window)
	size := p.window.Canvas().Size()
	d.Resize(fyne.NewSize(min(860*float32(p.settings.Scale()), size.Width*0.92), min(body.MinSize().Height+dialogRoom, size.Height*0.92)))
	d.Show()
}

// dialogRoom is what a dialog needs over and under its content.
const dialogRoom = 130

// keyColumn lists keys and what they do.
func keyColumn(keys [][2]string) fyne.CanvasObject {
	grid := container.New(&keyLayout{})
	for _, k := range keys {
		key := widget.NewLabel(k[0])
		key.TextStyle.Bold = true
		does := widget.NewLabel(k[1])
		does.Wrapping = fyne.TextWrapWord
		grid.Add(key)
		grid.Add(does)
	}
	return grid
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
		size.Height += max(objects[i].MinSize().Height, objects[i+1].MinSize().Height)
	}
	return fyne.NewSize(l.width(objects)+160, size.Height)
}

// Layout places the rows.
func (l keyLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w, y := l.width(objects), float32(0)
	for i := 0; i+1 < len(objects); i += 2 {
		a, b := objects[i], objects[i+1]
		b.Resize(fyne.NewSize(size.Width-w, b.MinSize().Height))
		h := max(a.MinSize().Height, b.MinSize().Height)
		a.Move(fyne.NewPos(0, y))
		b.Move(fyne.NewPos(w, y))
		a.Resize(fyne.NewSize(w, h))
		b.Resize(fyne.NewSize(size.Width-w, h))
		y += h
	}
}
