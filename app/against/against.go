// Package against holds the page Engine against CPython: every claim about what
// has to be the same under both, measured row by row or all at once, with the
// agreement in words.
//
// This file holds the page and its running.
package against

import (
	"context"
	"path/filepath"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/settings"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/agree"
)

// repeat is how often each figure is measured; the median counts.
const repeat = 3

// Page is the page. Its methods are for the main goroutine.
type Page struct {
	settings settings.Settings
	post     func(func())
	content  *fyne.Container

	claims []agree.Claim
	judge  func(ctx context.Context, c agree.Claim, interpreter string) agree.Row
	kept   agree.Kept
	file   string // what is kept is written there; "" nowhere
	wrong  error  // of reading or writing it

	scroll    *container.Scroll
	run, stop *widget.Button
	state     *widget.Label
	rows      map[string]*row

	cancel context.CancelFunc // of what is being measured; nil: nothing
	wg     sync.WaitGroup
}

// New makes the page. Post runs a function on the main goroutine without waiting
// for it.
func New(s settings.Settings, post func(func())) *Page {
	p := &Page{settings: s, post: post, content: container.NewStack(), claims: agree.Claims()}
	p.judge = func(ctx context.Context, c agree.Claim, interpreter string) agree.Row {
		return c.Judge(ctx, interpreter, repeat)
	}
	return p
}

// Keep has the last results stay in a folder, and shows those that are there.
func (p *Page) Keep(folder string) {
	p.file = filepath.Join(folder, "agree.json")
	p.kept, p.wrong = agree.ReadKept(p.file)
	if p.built() {
		p.Rebuild()
	}
}

// Content is what the window shows. It is made when it is asked for first.
func (p *Page) Content() fyne.CanvasObject {
	if !p.built() {
		p.Rebuild()
	}
	return p.content
}

func (p *Page) built() bool { return len(p.content.Objects) > 0 }

// Close stops what goes on, and waits for it.
func (p *Page) Close() {
	p.Stop()
	p.wg.Wait()
}

// Rebuild makes everything anew that shows words.
func (p *Page) Rebuild() {
	p.run = widget.NewButtonWithIcon(text.X("a.against.all"), theme.MediaPlayIcon(), func() { p.Run(p.claims) })
	p.run.Importance = widget.HighImportance
	p.stop = widget.NewButtonWithIcon(text.X("a.stop"), theme.MediaStopIcon(), p.Stop)
	p.state = widget.NewLabel("")
	p.state.Truncation = fyne.TextTruncateEllipsis
	intro := widget.NewLabel(text.X("a.against.intro"))
	intro.Wrapping = fyne.TextWrapWord
	top := container.NewVBox(container.NewBorder(nil, nil, container.NewHBox(p.run, p.stop), nil, p.state), intro, widget.NewSeparator())
	p.rows = map[string]*row{}
	lines := []fyne.CanvasObject{p.head()}
	scenario := ""
	for i := range p.claims {
		c := &p.claims[i]
		if c.Scenario != scenario {
			scenario = c.Scenario
			lines = append(lines, p.heading(c))
		}
		r := p.newRow(c)
		p.rows[c.Key] = r
		lines = append(lines, r.object)
	}
	p.scroll = container.NewVScroll(container.New(skin.Stacked{Loose: true}, lines...)) // one by one each would lay all out
	skin.Replace(p.content, container.NewBorder(top, nil, nil, nil, p.scroll))
	p.tell()
}

// Run measures claims, one after another.
func (p *Page) Run(claims []agree.Claim) {
	if p.cancel != nil || p.impossible() {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	interpreter := p.settings.Interpreter()
	p.tell()
	p.wg.Go(func() { p.measure(ctx, claims, interpreter) })
}

// measure is not for the main goroutine.
func (p *Page) measure(ctx context.Context, claims []agree.Claim, interpreter string) {
	name := name(ctx, interpreter)
	for i, c := range claims {
		p.post(func() { p.begun(c, i+1, len(claims)) })
		r := p.judge(ctx, c, interpreter)
		if ctx.Err() != nil {
			break
		}
		p.post(func() { p.judged(agree.KeptRow{Row: r, When: time.Now(), Interpreter: name, Repeat: repeat}) })
	}
	p.post(func() { p.ended(ctx.Err() != nil) })
}

// name is what the interpreter calls itself, or else its path.
func name(ctx context.Context, path string) string {
	if path == "" {
		if all := engine.Interpreters(ctx); len(all) > 0 {
			return all[0].String()
		}
		return ""
	}
	x, err := engine.AskInterpreter(ctx, path)
	if err != nil {
		return path
	}
	return x.String()
}

// impossible says whether there is no CPython here.
func (p *Page) impossible() bool {
	for _, m := range engine.Models() {
		if m.ID == engine.CPython {
			return !m.Possible
		}
	}
	return true
}

func (p *Page) begun(c agree.Claim, i, of int) {
	p.state.SetText(text.X("a.against.state", text.With{"Row": i, "Of": of, "What": what(&c)}))
	if r := p.rows[c.Key]; r != nil {
		r.busy()
	}
}

func (p *Page) judged(r agree.KeptRow) {
	p.kept.Put(r)
	if p.file != "" {
		p.wrong = p.kept.Write(p.file)
	}
	if x := p.rows[r.Key]; x != nil {
		x.show(&r)
	}
}

func (p *Page) ended(stopped bool) {
	p.cancel()
	p.cancel = nil
	for key, r := range p.rows {
		r.show(p.kept.Of(key))
	}
	p.tell()
	if stopped {
		p.state.SetText(text.X("a.against.stopped"))
	}
}

// TypedKey is a key that nothing else has use for: F5 measures all, Esc stops, and
// the list is scrolled.
func (p *Page) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyF5:
		p.Run(p.claims)
	case fyne.KeyEscape:
		p.Stop()
	default:
		skin.Scroll(p.scroll, e.Name)
	}
}

// Stop ends what is being measured; rows that are finished stay.
func (p *Page) Stop() {
	if p.cancel != nil {
		p.cancel()
	}
}

// tell says how things stand, and which buttons can be pressed.
func (p *Page) tell() {
	set := func(b *widget.Button, on bool) {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	possible, idle := !p.impossible(), p.cancel == nil
	set(p.run, possible && idle)
	set(p.stop, !idle)
	for _, r := range p.rows {
		set(r.run, possible && idle)
	}
	switch {
	case !idle:
	case !possible:
		p.state.SetText(text.X("a.against.none", text.With{"Why": text.X("m.cpython.whynot")}))
	case p.wrong != nil:
		p.state.SetText(p.wrong.Error())
	default:
		p.state.SetText(p.sum())
	}
}

// sum says how many of the rows that were measured agree.
func (p *Page) sum() string {
	yes, of := 0, 0
	for _, c := range p.claims {
		if k := p.kept.Of(c.Key); k != nil {
			of++
			if k.Agree {
				yes++
			}
		}
	}
	if of == 0 {
		return text.X("a.against.never", text.With{"Of": len(p.claims)})
	}
	return text.X("a.against.sum", text.With{"Yes": yes, "Measured": of, "Of": len(p.claims)})
}
