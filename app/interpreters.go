package app

// This file holds the choice among the Pythons of this machine.

import (
	"fyne.io/fyne/v2/widget"

	"corelanes/app/text"
	"corelanes/engine"
)

// askPackages asks the Python that is chosen which packages it has, so that a
// scenario whose text needs another one says so before it is run.
func (w *window) askPackages() {
	path := w.settings.Interpreter()
	w.wg.Go(func() {
		if engine.AskPackages(w.ctx, path) == nil {
			w.post(w.page.Asked)
		}
	})
}

// interpreters is the choice of the python3 for scripts and for the model
// cpython. They are asked what they are, which takes a moment.
func (w *window) interpreters() *widget.Select {
	first := text.X("a.pref.python.first")
	choice := widget.NewSelect([]string{first}, nil)
	choice.SetSelected(first)
	choice.PlaceHolder = text.X("a.pref.python.none")
	w.wg.Go(func() {
		all := engine.Interpreters(w.ctx)
		w.post(func() {
			paths := map[string]string{first: ""}
			options := []string{first}
			chosen := first
			for _, x := range all {
				options = append(options, x.String())
				paths[x.String()] = x.Path
				if x.Path == w.settings.Interpreter() {
					chosen = x.String()
				}
			}
			if len(all) == 0 {
				choice.SetOptions(nil)
				choice.ClearSelected()
				return
			}
			choice.SetOptions(options)
			choice.SetSelected(chosen)
			choice.OnChanged = func(s string) {
				w.settings.SetInterpreter(paths[s])
				w.page.Asked()
				w.askPackages()
			}
		})
	})
	return choice
}
