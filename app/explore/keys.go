package explore

// This file holds what the keys do that are more than a call.

import "corelanes/app/conduct"

// runKey closes what lies over the page, and runs.
func (p *Page) runKey() {
	for p.covered() {
		p.uncover()
	}
	p.Run()
}

// escape closes what lies over the page; with nothing there it leaves the
// field that is typed in, then the presentation, then the selected range, and
// stops the run.
func (p *Page) escape() {
	switch {
	case p.covered():
		p.uncover()
		return
	case p.window.Canvas().Focused() != nil && p.window.Canvas().Focused() != p.lanes:
		p.window.Canvas().Unfocus()
	case p.frame.Phase == conduct.Idle && p.presenting:
		p.present()
	case p.frame.Phase == conduct.Idle && p.stretch.content.Visible():
		p.lanes.ClearRange()
	}
	p.Stop()
}

// covered says whether a dialog, a menu or a list lies over the page.
func (p *Page) covered() bool { return p.window.Canvas().Overlays().Top() != nil }

// uncover closes the uppermost of them.
func (p *Page) uncover() {
	over := p.window.Canvas().Overlays()
	top := over.Top()
	top.Hide()
	over.Remove(top)
}
