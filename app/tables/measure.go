package tables

// This file holds the measuring that the page asks for.

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/advise"
	"corelanes/engine/sources"
)

// RunAll measures everything that is on show; for the advisor, what its advice
// rests on and was not measured yet.
func (p *Page) RunAll() {
	if p.advisor != nil {
		p.measure(advise.Missing(p.store.Kept()))
		return
	}
	var all []*sources.Check
	for _, s := range p.shown {
		all = append(all, s.checks()...)
	}
	p.measure(all)
}

// measure runs what checks need; the cells are filled as it comes.
func (p *Page) measure(checks []*sources.Check) {
	if p.cancel != nil || len(checks) == 0 {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	p.state.SetText(text.X("a.tables.begin"))
	p.enable()
	p.refresh()
	repeat, store := p.repeat, p.store
	p.wg.Go(func() {
		err := sources.Carry(ctx, checks, repeat,
			func(x sources.Progress) { p.post(func() { p.progressed(x) }) },
			func(key string, m sources.Measured) {
				kept := m
				kept.Opened = nil
				err := store.Put(key, kept)
				p.post(func() { p.found(key, m.Opened, err) })
			})
		p.post(func() { p.ended(err) })
	})
}

// Stop ends the measuring under way; what was measured stays.
func (p *Page) Stop() {
	if p.cancel != nil {
		p.cancel()
	}
}

// Busy says whether something is being measured.
func (p *Page) Busy() bool { return p.cancel != nil }

// progressed says what runs just now.
func (p *Page) progressed(x sources.Progress) {
	with := text.With{
		"Done": x.Done + 1, "Of": x.Of, "Scenario": text.Or("s."+x.Scenario+".title", x.Scenario), "Model": text.Or("m."+x.Model+".title", x.Model), "Run": x.Run, "All": x.All,
	}
	if x.Model == "" {
		p.state.SetText(text.X("a.tables.state.other", with))
		return
	}
	p.state.SetText(text.X("a.tables.state", with))
}

// found shows what was measured.
func (p *Page) found(key string, run *engine.Opened, err error) {
	if err != nil {
		p.trouble = err
	}
	if run != nil {
		for i, o := range p.opened {
			if o.key == key {
				p.opened = append(p.opened[:i], p.opened[i+1:]...)
				break
			}
		}
		p.opened = append(p.opened, remembered{key, run})
		p.opened = p.opened[max(len(p.opened)-mostOpened, 0):]
	}
	p.refresh()
}

// openedRun is the run behind a check, nil when it is not of this session.
func (p *Page) openedRun(c *sources.Check) *engine.Opened {
	for _, o := range p.opened {
		if o.key == c.Key() {
			return o.run
		}
	}
	return nil
}

// ended notes that nothing is measured any more.
func (p *Page) ended(err error) {
	p.cancel()
	p.cancel = nil
	p.state.SetText("")
	switch {
	case err != nil:
		p.state.SetText(text.X("a.versus.stopped"))
	case p.trouble != nil:
		p.state.SetText(text.Because(p.trouble))
	}
	p.enable()
	p.refresh()
}

// Arrive is called when the page comes to be shown.
func (p *Page) Arrive() { p.enable() }

// enable has buttons that can be used now.
func (p *Page) enable() {
	set := func(b *widget.Button, on bool) {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	set(p.run, p.cancel == nil && (p.advisor == nil || len(advise.Missing(p.store.Kept())) > 0))
	set(p.stop, p.cancel != nil)
	if p.advisor != nil {
		set(p.advisor.onShow, p.Shown != nil && p.Shown() != nil)
	}
}

// TypedKey is a key that nothing else has use for: the table is scrolled, F5
// measures it, Esc stops.
func (p *Page) TypedKey(e *fyne.KeyEvent) {
	if p.OnKey != nil && p.OnKey(e) {
		return
	}
	switch e.Name {
	case fyne.KeyF5:
		p.RunAll()
	case fyne.KeyEscape:
		p.Stop()
	default:
		skin.Scroll(p.scroll, e.Name)
	}
}
