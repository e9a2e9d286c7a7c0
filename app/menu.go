package app

// This file holds the menu and the small dialogs that it opens.

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/explore"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/widgets/words"
)

// showMenu opens the menu under its button.
func (w *window) showMenu(under fyne.CanvasObject) {
	menu := fyne.NewMenu("", w.fileItems()...)
	menu.Items = append(menu.Items, w.actionItems()...)
	menu.Items = append(menu.Items,
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItemWithIcon(text.X("a.menu.machine"), theme.ComputerIcon(), func() { w.showMachine(nil) }),
		fyne.NewMenuItemWithIcon(text.X("a.tables.advisor"), theme.SearchIcon(), w.showAdvisor),
		fyne.NewMenuItemWithIcon(text.X("a.glossary"), theme.QuestionIcon(), func() { w.showGlossary("", "") }),
		fyne.NewMenuItemWithIcon(text.X("a.menu.tour"), theme.InfoIcon(), w.showTour),
		fyne.NewMenuItemWithIcon(text.X("a.menu.shortcuts"), theme.HelpIcon(), w.page.ShowShortcuts),
		fyne.NewMenuItemWithIcon(text.X("a.menu.preferences"), theme.SettingsIcon(), w.showPreferences),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItemWithIcon(text.X("a.menu.about"), theme.InfoIcon(), w.showAbout),
		fyne.NewMenuItemWithIcon(text.X("a.menu.quit"), theme.LogoutIcon(), w.window.Close),
	)
	at := w.app.Driver().AbsolutePositionForObject(under)
	widget.ShowPopUpMenuAtPosition(menu, w.window.Canvas(), at.AddXY(0, under.Size().Height+theme.Padding()))
}

// showAdvisor asks about a job, and says which model suits it.
func (w *window) showAdvisor() {
	w.goTo(atTables)
	w.tables.Advise()
}

// actionItems are a menu for each group of what can be done on the page, with
// the keys.
func (w *window) actionItems() (out []*fyne.MenuItem) {
	for _, a := range w.page.Actions() {
		if a.Group == explore.FileGroup {
			continue // they stand in the menu itself
		}
		group := text.X(a.Group)
		if len(out) == 0 || out[len(out)-1].Label != group {
			item := fyne.NewMenuItem(group, nil)
			item.ChildMenu = fyne.NewMenu("")
			out = append(out, item)
		}
		says := a.Says()
		if k := a.Shown(); k != "" {
			says += "  ·  " + k
		}
		child := out[len(out)-1].ChildMenu
		child.Items = append(child.Items, fyne.NewMenuItem(says, a.Do))
	}
	return out
}

// showPreferences shows what can be set that has no button of its own.
func (w *window) showPreferences() {
	box := container.NewVBox()
	add := func(key string, is bool, set func(bool)) {
		check := widget.NewCheck(text.X(key), nil)
		check.SetChecked(is)
		check.OnChanged = set
		help := widget.NewLabel(text.X(key + ".help"))
		help.Wrapping, help.Importance = fyne.TextWrapWord, widget.LowImportance
		box.Add(check)
		box.Add(help)
	}
	add("a.pref.compare", w.settings.Compare(), w.settings.SetCompare)
	add("a.pref.contrast", w.settings.Contrast(), func(on bool) {
		w.settings.SetContrast(on)
		w.paint()
	})
	add("a.pref.still", w.settings.Still(), func(on bool) {
		w.settings.SetStill(on)
		w.page.SetStill(on)
	})
	size := widget.NewSlider(skin.MinScale, skin.MaxScale)
	size.Step, size.Value = skin.ScaleStep, w.settings.Scale()
	percent := widget.NewLabel("")
	say := func(x float64) { percent.SetText(words.Units().Percent(math.Round(x*10) / 10)) }
	size.OnChanged = say
	size.OnChangeEnded = func(x float64) {
		w.settings.SetScale(x)
		w.paint()
	}
	say(size.Value)
	box.Add(container.NewBorder(nil, nil, widget.NewLabel(text.X("a.pref.scale")), percent, size))
	w.ready(atHistory)
	box.Add(w.past.Keep())
	kept := widget.NewLabel(text.X("a.pref.history.help", text.With{"Kept": w.past.Kept()}))
	kept.Wrapping, kept.Importance = fyne.TextWrapWord, widget.LowImportance
	box.Add(kept)
	box.Add(container.NewBorder(nil, nil, widget.NewLabel(text.X("a.pref.python")), nil, w.interpreters().Select))
	w.showPanel(text.X("a.menu.preferences"), box, 600)
}

// dialogRoom is what a dialog needs around its content.
const (
	dialogRoom = 130
	dialogEdge = 60
)

// showPanel shows something in a dialog with one button, as high as it is but
// no larger than the window.
func (w *window) showPanel(title string, body fyne.CanvasObject, width float32) {
	w.showPanelThen(title, body, width, nil)
}

// showPanelThen does so, and calls then when it is closed; nil for nothing.
func (w *window) showPanelThen(title string, body fyne.CanvasObject, width float32, then func()) {
	d := dialog.NewCustom(title, text.X("a.close"), container.NewVScroll(body), w.window)
	room := w.window.Canvas().Size()
	width = min(width*float32(w.settings.Scale()), room.Width*0.94)
	body.Resize(fyne.NewSize(width-dialogEdge, body.MinSize().Height)) // wraps its texts
	d.Resize(fyne.NewSize(width, min(body.MinSize().Height+dialogRoom, room.Height*0.94)))
	if then != nil {
		d.SetOnClosed(then)
	}
	d.Show()
}
