package explore

// This file holds a script of the person's own: it is run by a real CPython and
// shown like any other run.

import (
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
	"github.com/kballard/go-shellquote"

	"corelanes/app/text"
	"corelanes/engine"
)

// ScriptSuffix is how the names of Python scripts end.
const ScriptSuffix = ".py"

// OpenScript asks for the arguments of a script, which may be quoted as in a
// shell, and runs it.
func (p *Page) OpenScript(path string) {
	args := widget.NewEntry()
	args.PlaceHolder = text.X("a.script.args.hint")
	args.Validator = func(line string) error {
		if _, err := shellquote.Split(line); err != nil {
			return errors.New(text.X("a.script.args.quote"))
		}
		return nil
	}
	interpreter := p.settings.Interpreter()
	if interpreter == "" {
		interpreter = text.X("a.pref.python.first")
	}
	items := []*widget.FormItem{
		widget.NewFormItem(text.X("a.script.file"), widget.NewLabel(filepath.Base(path))),
		widget.NewFormItem(text.X("a.script.args"), args),
		widget.NewFormItem(text.X("a.script.folder"), widget.NewLabel(filepath.Dir(path))),
		widget.NewFormItem(text.X("a.script.python"), widget.NewLabel(interpreter)),
	}
	d := dialog.NewForm(text.X("a.script.title"), text.X("a.run"), text.X("a.close"), items, func(yes bool) {
		if yes {
			words, _ := shellquote.Split(args.Text) // the form lets nothing else through
			p.RunScript(path, words)
		}
	}, p.window)
	args.OnSubmitted = func(string) {
		if args.Validate() == nil {
			d.Submit()
		}
	}
	d.Resize(fyne.NewSize(scriptWidth*float32(p.Scale()), 0))
	d.Show()
	p.window.Canvas().Focus(args)
}

// scriptWidth is how wide that dialog is, with type of size 1.
const scriptWidth = 520

// RunScript runs a script, if nothing else runs, and shows what it prints. One
// that cannot be run changes nothing but says why.
func (p *Page) RunScript(path string, args []string) {
	if !p.frame.Phase.Over() {
		return
	}
	plan, err := engine.Plan{Script: &engine.Script{File: path, Args: args}, Interpreter: p.settings.Interpreter()}.Checked()
	if err != nil {
		p.setNote(note{func() string { return sayError(err) }, trouble})
		return
	}
	p.script = &plan
	p.begin(plan)
	p.showTab(tabOutput)
}

// again is the script that is on show, as long as nothing else was chosen; nil
// when there is none.
func (p *Page) again() *engine.Plan {
	if p.script == nil || p.frame.Plan.Script == nil || p.outdated() {
		return nil
	}
	return p.script
}

// sayScript says how a script ended that did not end well; "" when the error is
// of something else.
func sayScript(why string) string {
	for prefix, key := range map[string]string{"the script ended with exit code ": "a.script.code", "the script was killed by signal ": "a.script.signal"} {
		if rest, ok := strings.CutPrefix(why, prefix); ok {
			number, last, _ := strings.Cut(rest, ": ")
			with := text.With{"Number": number, "Last": last}
			if last == "" {
				return text.X(key, with)
			}
			return text.X(key+".last", with)
		}
	}
	return ""
}
