package explore

// This file says where the page's parts are, for who points at them.

import "fyne.io/fyne/v2"

// Parts of the page.
const (
	PartScenario  = "scenario"
	PartModel     = "model"
	PartRun       = "run"
	PartLanes     = "lanes"
	PartInspector = "inspector"
	PartTransport = "transport"
)

// Part is a part of the page as it is now, nil for one that is not known.
func (p *Page) Part(name string) fyne.CanvasObject {
	switch name {
	case PartScenario:
		return p.bar.scenarios
	case PartModel:
		return p.bar.models
	case PartRun:
		return p.bar.run
	case PartLanes:
		return p.lanes
	case PartInspector:
		return p.inspector.tabs.content
	case PartTransport:
		return p.transport.content
	}
	return nil
}
