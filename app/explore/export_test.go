package explore

// This file shows the tests what is inside.

import "corelanes/engine/trace"

// Window is what is in view.
func (p *Page) Window() (from, to trace.Time) { return p.lanes.Window() }

// FrameWaits clicks a bar of the tab Waits; false where there is none.
func (p *Page) FrameWaits(bin int) bool {
	for ; bin < len(p.inspector.waits.bins); bin++ {
		if len(p.inspector.waits.bins[bin].All) > 0 {
			p.inspector.waits.frame(bin)
			return true
		}
	}
	return false
}

// ShowSummary chooses the tab Summary.
func (p *Page) ShowSummary() { p.inspector.tabs.SelectIndex(tabSummary) }

// PathSteps is how many steps of the critical path are drawn.
func (p *Page) PathSteps() int { return p.lanes.PathSteps() }

// Beside2 is what the second lanes show.
func (p *Page) Beside2() (from, to, now trace.Time) {
	from, to = p.beside.lanes.Window()
	return from, to, p.beside.lanes.Instant()
}

// LeadBelow moves the second lanes and their playhead, as a person does.
func (p *Page) LeadBelow(from, to, now trace.Time) {
	p.beside.lanes.SetWindow(from, to)
	p.beside.lead(from, to, now)
}

// ShowLog chooses the tab Log.
func (p *Page) ShowLog() { p.inspector.tabs.SelectIndex(tabLog) }

// ShowCode opens the tab Code.
func (p *Page) ShowCode() { p.inspector.tabs.SelectIndex(tabCode) }

// CodeMarkers are the names behind the lines of the tab Code.
func (p *Page) CodeMarkers() map[int]string { return p.inspector.code.listing.Markers() }

// EachInstant sets the playhead to a hundred instants, and says at how many of
// them somebody is marked.
func (p *Page) EachInstant(marked func() map[int]string) (n int) {
	l := p.inspector.code.listing
	last := p.lanes.Last()
	for i := range trace.Time(100) {
		p.lanes.SetInstant(last * i / 100)
		p.showInstant()
		l.Refresh() // now, not at its own pace
		if len(marked()) > 0 {
			n++
		}
	}
	return n
}
