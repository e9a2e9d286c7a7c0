package app

// This file holds the choice among the Pythons of this machine.

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/browse"
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

// pythons is the choice of the python3 for scripts and for the model cpython.
type pythons struct {
	*widget.Select
	w     *window
	paths map[string]string // by what stands in the list
}

// interpreters makes that choice. The Pythons are asked what they are, which
// takes a moment.
func (w *window) interpreters() *pythons {
	p := &pythons{Select: widget.NewSelect(nil, nil), w: w}
	p.list(nil)
	p.PlaceHolder = text.X("a.pref.python.asked")
	chosen := w.settings.Interpreter()
	w.wg.Go(func() {
		all := engine.Interpreters(w.ctx)
		if chosen != "" && !slices.ContainsFunc(all, func(x engine.Interpreter) bool { return x.Path == chosen }) {
			if x, err := engine.AskInterpreter(w.ctx, chosen); err == nil { // one that is not on PATH
				all = append(all, x)
			}
		}
		w.post(func() { p.list(all) })
	})
	return p
}

// list puts Pythons into the list, the first of PATH before them, and behind them
// the way to another one.
func (p *pythons) list(all []engine.Interpreter) {
	p.PlaceHolder = text.X("a.pref.python.none")
	first := text.X("a.pref.python.first")
	p.paths = map[string]string{first: ""}
	var options []string
	if len(all) > 0 {
		options = append(options, first)
	}
	for _, x := range all {
		options = append(options, x.String())
		p.paths[x.String()] = x.Path
	}
	p.OnChanged = nil
	p.SetOptions(append(options, text.X("a.pref.python.other")))
	p.show()
	p.OnChanged = p.choose
}

// show marks the one that is chosen.
func (p *pythons) show() {
	p.ClearSelected()
	for _, name := range p.Options {
		if path, listed := p.paths[name]; listed && path == p.w.settings.Interpreter() {
			p.SetSelected(name)
			return
		}
	}
}

func (p *pythons) choose(name string) {
	path, listed := p.paths[name]
	if listed {
		p.take(path)
		return
	}
	p.OnChanged = nil
	p.show() // until another one is found
	p.OnChanged = p.choose
	browse.Ask(p.w.window, browse.Question{Title: text.X("a.pref.python.other"), Chosen: p.add})
}

func (p *pythons) take(path string) {
	p.w.settings.SetInterpreter(path)
	p.w.page.Asked()
	p.w.askPackages()
}

// add takes a Python from a path, if it is one.
func (p *pythons) add(path string) {
	p.w.wg.Go(func() {
		x, err := engine.AskInterpreter(p.w.ctx, path)
		all := engine.Interpreters(p.w.ctx)
		p.w.post(func() {
			if err != nil {
				dialog.ShowError(errors.New(text.X("a.pref.python.wrong", text.With{"Path": path, "Why": err.Error()})), p.w.window)
				return
			}
			p.take(x.Path)
			if !slices.ContainsFunc(all, func(o engine.Interpreter) bool { return o.Path == x.Path }) {
				all = append(all, x)
			}
			p.list(all)
		})
	})
}
