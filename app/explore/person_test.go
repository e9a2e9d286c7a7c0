package explore_test

// This file is the person in the tests: opens a page, presses its buttons,
// reads what stands there.

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/explore"
	"corelanes/app/form"
	"corelanes/app/hint"
	"corelanes/app/pick"
	"corelanes/app/settings"
	"corelanes/app/text"
	"corelanes/engine"
	_ "corelanes/engine/entry" // the runs of the tests are processes of this program
)

// patience is how long a test waits for what must come.
const patience = time.Minute

// person sits before an open page.
type person struct {
	*testing.T
	window fyne.Window
	page   *explore.Page
	todo   chan func() // for the main goroutine, which is the test's
}

// sitDown opens a page in a language.
func sitDown(t *testing.T, l text.Language) *person {
	t.Helper()
	a := test.NewTempApp(t)
	if err := text.Use(l); err != nil {
		t.Fatal(err)
	}
	p := &person{T: t, window: test.NewTempWindow(t, nil), todo: make(chan func(), 8)}
	p.page = explore.New(p.window, settings.New(a.Preferences()), func(f func()) { p.todo <- f })
	t.Cleanup(p.page.Close)
	p.window.SetContent(p.page.Content())
	p.window.Resize(fyne.NewSize(1280, 800))
	return p
}

// waitFor does what is posted to the main goroutine until something is so.
func (p *person) waitFor(what string, so func() bool) {
	p.Helper()
	late := time.After(patience)
	for !so() {
		select {
		case f := <-p.todo:
			f()
		case <-late:
			p.Fatalf("%s: still not so after %s; on screen: %q", what, patience, p.reads())
		}
	}
}

// waitForEnd waits until nothing runs.
func (p *person) waitForEnd() {
	p.Helper()
	p.waitFor("the end of the run", func() bool { return p.page.Phase() == conduct.Idle })
}

// start runs a plan as small as they get.
func (p *person) start(scenario, model string) {
	p.Helper()
	p.startPlan(engine.Plan{Scenario: scenario, Model: model, Set: map[string]string{"size": "smoke"}})
}

func (p *person) startPlan(plan engine.Plan) {
	p.Helper()
	if err := p.page.Start(plan); err != nil {
		p.Fatal(err)
	}
}

// seen is every object on show.
func (p *person) seen() []fyne.CanvasObject {
	all := visible(nil, p.window.Content())
	for _, o := range p.window.Canvas().Overlays().List() {
		all = visible(all, o)
	}
	return all
}

// visible adds an object and all that is in it, as far as it is not hidden.
func visible(to []fyne.CanvasObject, o fyne.CanvasObject) []fyne.CanvasObject {
	if o == nil || !o.Visible() {
		return to
	}
	to = append(to, o)
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, x := range inside {
		to = visible(to, x)
	}
	return to
}

// reads is every text on show.
func (p *person) reads() (out []string) {
	for _, o := range p.seen() {
		if t, ok := o.(*canvas.Text); ok && strings.TrimSpace(t.Text) != "" {
			out = append(out, t.Text)
		}
	}
	return out
}

// sees says whether something stands on the screen. Wrapped lines count as
// one.
func (p *person) sees(what string) bool {
	return strings.Contains(strings.Join(p.reads(), " "), what)
}

// mustSee fails the test unless it does.
func (p *person) mustSee(what string) {
	p.Helper()
	if !p.sees(what) {
		p.Errorf("%q is not on the screen: %q", what, p.reads())
	}
}

// button is the button with a text.
func (p *person) button(name string) *widget.Button {
	p.Helper()
	for _, o := range p.seen() {
		switch b := o.(type) {
		case *widget.Button:
			if b.Text == name {
				return b
			}
		case *hint.Button:
			if b.Text == name {
				return &b.Button
			}
		}
	}
	p.Fatalf("there is no button %q", name)
	return nil
}

// presses presses the button with a text.
func (p *person) presses(name string) {
	p.Helper()
	test.Tap(p.button(name))
}

// checks taps the box with a text, and says whether it was checked before.
func (p *person) checks(name string) bool {
	p.Helper()
	for _, o := range p.seen() {
		if c, ok := o.(*form.Check); ok && c.Text == name {
			was := c.Checked
			c.SetChecked(!was)
			return was
		}
	}
	p.Fatalf("there is no box %q", name)
	return false
}

// picks opens the picker that shows one thing, and searches for another.
func (p *person) picks(shown, search string) {
	p.Helper()
	for _, o := range p.seen() {
		if x, ok := o.(*pick.Picker); ok && x.Text() == shown {
			x.Open()
			field := p.window.Canvas().Focused()
			for _, r := range search {
				field.TypedRune(r)
			}
			field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			return
		}
	}
	p.Fatalf("no picker shows %q", shown)
}

// types replaces the text of the field that holds one.
func (p *person) types(held, instead string) {
	p.Helper()
	all := p.seen()
	i := slices.IndexFunc(all, func(o fyne.CanvasObject) bool {
		e, ok := o.(*form.Entry)
		return ok && e.Text == held
	})
	if i < 0 {
		p.Fatalf("no field holds %q", held)
	}
	all[i].(*form.Entry).SetText(instead) // looked at above
}

// key types a key of the window's.
func (p *person) key(name fyne.KeyName) { p.page.TypedKey(&fyne.KeyEvent{Name: name}) }
