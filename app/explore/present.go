package explore

// This file holds the presentation: the whole screen, large type, the lanes
// first, and a ring around the pointer that the last row can see.

import "corelanes/app/skin"

// present begins the presentation, or ends it.
func (p *Page) present() {
	p.presenting = !p.presenting
	p.window.SetFullScreen(p.presenting)
	p.lanes.SetSpotlight(p.presenting)
	p.hidden = p.presenting
	if p.OnPresent != nil {
		p.OnPresent(p.presenting) // makes the page anew
	} else {
		p.Rebuild()
	}
}

// Presenting says whether the page is shown to a class.
func (p *Page) Presenting() bool { return p.presenting }

// presentScale is how much larger the type is that a class is shown.
const presentScale = 1.35

// Scale is the size of type: as it was set, and larger for a class.
func (p *Page) Scale() float64 {
	if p.presenting {
		return min(p.settings.Scale()*presentScale, skin.MaxScale)
	}
	return p.settings.Scale()
}

// SetStill lets the lanes jump where they would glide.
func (p *Page) SetStill(on bool) { p.lanes.SetStill(on) }

// toggleInspector hides the inspector, or shows it again.
func (p *Page) toggleInspector() {
	p.hidden = !p.hidden
	p.showInspector()
}

// showInspector shows the inspector, or gives the lanes all the room.
func (p *Page) showInspector() {
	seen(p.split.Trailing, !p.hidden)
	p.split.Refresh()
}
