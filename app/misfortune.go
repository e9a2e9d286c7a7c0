package app

// This file tells of what went wrong the last time: a crash, and preferences
// that could not be read.

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/browse"
	"corelanes/app/crash"
	"corelanes/app/home"
	"corelanes/app/settings"
	"corelanes/app/text"
)

// keepDamaged sets damaged preferences aside before the toolkit reads them, and
// is where they are, "" if they are as they should be.
func keepDamaged() string {
	folder, err := home.Folder()
	if err != nil {
		return ""
	}
	aside, err := settings.SetAside(folder, time.Now())
	if err != nil {
		fyne.LogError("The preferences are damaged", err)
	}
	return aside
}

// tellMisfortune tells of the newest report of a crash that nobody has been told
// of, and of damaged preferences at aside; false if there is neither.
func (w *window) tellMisfortune(aside string) bool {
	if aside != "" {
		w.tellPlainly("a.damaged.title", text.X("a.damaged", text.With{"Path": aside}))
	}
	reports := crash.Pending()
	for i, r := range reports {
		reports[i] = crash.Told(r)
	}
	if len(reports) > 0 {
		w.showCrash(reports[len(reports)-1])
	}
	return aside != "" || len(reports) > 0
}

func (w *window) tellPlainly(title, says string) {
	label := widget.NewLabel(says)
	label.Wrapping = fyne.TextWrapWord
	w.showPanel(text.X(title), label, 560)
}

// showCrash shows a report, and offers to save it and to go on where the person
// was.
func (w *window) showCrash(path string) {
	data, err := os.ReadFile(path)
	if err != nil {
		fyne.LogError("The report of a crash cannot be read", err)
		return
	}
	says := widget.NewLabel(text.X("a.crash", text.With{"Path": path}))
	says.Wrapping = fyne.TextWrapWord
	lines := strings.Split(strings.ReplaceAll(string(data), "\t", "    "), "\n")
	list := widget.NewList(func() int { return len(lines) },
		func() fyne.CanvasObject { return widget.NewLabelWithStyle("", 0, fyne.TextStyle{Monospace: true}) },
		func(i widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(lines[i]) })
	list.HideSeparators = true

	var d *dialog.CustomDialog
	save := widget.NewButton(text.X("a.crash.save"), func() {
		browse.Ask(w.window, browse.Question{
			Title: text.X("a.crash.save"), Folder: w.settings.Folder(), Suffix: ".txt", Name: filepath.Base(path),
			Chosen: func(to string) {
				if err := os.WriteFile(to, data, 0o600); err != nil {
					w.tellPlainly("a.crash.save", err.Error())
				}
			},
			OnKey: w.page.TypedKey,
		})
	})
	again := widget.NewButton(text.X("a.crash.again"), func() {
		d.Hide()
		w.openLatest()
	})
	again.Importance = widget.HighImportance
	if w.latest() == "" {
		again.Hide()
	}
	d = dialog.NewCustom(text.X("a.crash.title"), text.X("a.close"),
		container.NewBorder(says, container.NewHBox(save, again), nil, nil, list), w.window)
	room := w.window.Canvas().Size()
	d.Resize(fyne.NewSize(min(860*float32(w.settings.Scale()), room.Width*0.94), room.Height*0.86))
	d.Show()
}

// latest is the path of the newest kept run, "" if there is none.
func (w *window) latest() string {
	if w.history == nil {
		return ""
	}
	runs, _, err := w.history.List()
	if err != nil || len(runs) == 0 {
		return ""
	}
	return w.history.Path(runs[0].ID)
}

// openLatest opens the newest kept run.
func (w *window) openLatest() {
	if path := w.latest(); path != "" {
		w.goTo(atExplore)
		w.page.Open(path)
	}
}
