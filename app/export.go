package app

// This file asks in which format, and where, what is on show is written for
// other programs and other people.

import (
	"io"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/browse"
	"corelanes/app/command"
	"corelanes/app/picture"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/export"
)

// exportFormat is one of the choices. Its words have the key a.export.ID.
type exportFormat struct {
	id, suffix string
	picture    bool // may show the part in sight alone
}

// exportFormats are what the window can write.
func exportFormats() []exportFormat {
	out := []exportFormat{{"html", ".html", false}, {"png", ".png", true}, {"svg", ".svg", true}}
	for _, f := range export.Formats() {
		out = append(out, exportFormat{f.ID, f.File, false})
	}
	return out
}

// chooseAndExport asks for the format, and then for the file.
func (w *window) chooseAndExport() {
	if !w.page.CanShare() {
		return
	}
	formats := exportFormats()
	var words []string
	for _, f := range formats {
		words = append(words, text.X("a.export."+f.id))
	}
	part := widget.NewCheck(text.X("a.export.part"), nil)
	private := widget.NewCheck(text.X("a.export.private"), nil)
	which := widget.NewRadioGroup(words, nil)
	chosen := func() exportFormat {
		for i, x := range words {
			if x == which.Selected {
				return formats[i]
			}
		}
		return formats[0]
	}
	which.OnChanged = func(string) {
		if chosen().picture {
			part.Enable()
		} else {
			part.Disable()
		}
	}
	which.Required = true
	which.SetSelected(words[0])
	d := dialog.NewCustomConfirm(strings.TrimSuffix(text.X("a.menu.export"), "…"), text.X("a.export.where"), text.X("Cancel"),
		container.NewVBox(which, widget.NewSeparator(), part, private), func(yes bool) {
			if yes {
				w.export(chosen(), part.Checked, private.Checked)
			}
		}, w.window)
	d.Show()
}

// export asks where to, and writes.
func (w *window) export(f exportFormat, part, private bool) {
	write := w.writer(f, part)
	name := strings.TrimSuffix(w.page.FileName(), engine.FileSuffix)
	browse.Ask(w.window, browse.Question{
		Title: text.X("a.menu.export"), Folder: w.settings.Folder(), Suffix: f.suffix, Name: name + f.suffix,
		Chosen: func(path string) { w.page.Export(path, private, write) },
		OnKey:  w.page.TypedKey,
	})
}

// writer writes in a format, as the window looks at this moment.
func (w *window) writer(f exportFormat, part bool) func(io.Writer, *engine.Opened) error {
	x := command.Options{Language: string(text.Chosen()), Dark: w.dark()}
	if part && f.picture {
		x.From, x.To = w.page.Seen()
	}
	return func(to io.Writer, o *engine.Opened) error { return picture.Write(to, f.id, o, x) }
}

// dark says whether the window is.
func (w *window) dark() bool {
	switch w.settings.Variant() {
	case skin.Dark:
		return true
	case skin.Light:
		return false
	}
	return w.app.Settings().ThemeVariant() == theme.VariantDark
}

// exportItem is the menu's entry.
func (w *window) exportItem() *fyne.MenuItem {
	item := fyne.NewMenuItemWithIcon(text.X("a.menu.export"), theme.UploadIcon(), w.chooseAndExport)
	item.Disabled = !w.page.CanShare()
	return item
}
