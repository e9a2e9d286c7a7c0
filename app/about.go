package app

// This file says what the program is, and what it is made of.

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/text"
	"corelanes/app/version"
	"corelanes/assets"
)

// showAbout says what the program is.
func (w *window) showAbout() {
	number := version.Number
	if c := version.Commit(); c != "" {
		number += " (" + c + ")"
	}
	about := widget.NewLabel(text.X("a.about", text.With{"Version": number}))
	about.Wrapping = fyne.TextWrapWord
	licences := widget.NewButton(text.X("a.licences"), w.showLicences)
	w.showPanel(text.X("a.menu.about"), container.NewVBox(about, container.NewHBox(licences)), 520)
}

// showLicences shows the terms of what the program is linked with. They are
// thousands of lines: a list draws those in sight alone.
func (w *window) showLicences() {
	lines := strings.Split(assets.Licences(), "\n")
	list := widget.NewList(func() int { return len(lines) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			label := o.(*widget.Label)
			name, heading := strings.CutPrefix(lines[i], "== ")
			label.TextStyle.Bold = heading
			label.SetText(strings.ReplaceAll(name, "\t", "    "))
		})
	list.HideSeparators = true
	d := dialog.NewCustom(text.X("a.licences"), text.X("a.close"), list, w.window)
	room := w.window.Canvas().Size()
	d.Resize(fyne.NewSize(min(860*float32(w.settings.Scale()), room.Width*0.94), room.Height*0.9))
	d.Show()
}
