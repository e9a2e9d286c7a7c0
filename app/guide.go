package app

// This file holds the tour of the window.

import (
	"fyne.io/fyne/v2"

	"corelanes/app/explore"
	"corelanes/app/tour"
)

// showTour leads through the window.
func (w *window) showTour() {
	if w.at != atExplore {
		w.goTo(atExplore)
	}
	part := func(name string) func() fyne.CanvasObject {
		return func() fyne.CanvasObject { return w.page.Part(name) }
	}
	w.window.Canvas().Unfocus() // the keys are the tour's
	w.tour = tour.Start(w.window.Canvas(), []tour.Stop{
		{Word: "a.tour.welcome"},
		{Word: "a.tour.scenario", At: part(explore.PartScenario)},
		{Word: "a.tour.model", At: part(explore.PartModel)},
		{Word: "a.tour.run", At: part(explore.PartRun)},
		{Word: "a.tour.lanes", At: part(explore.PartLanes)},
		{Word: "a.tour.inspector", At: part(explore.PartInspector)},
		{Word: "a.tour.transport", At: part(explore.PartTransport)},
		{Word: "a.tour.pages", At: func() fyne.CanvasObject { return w.row }},
	}, func() { w.tour = nil })
}
