package timeline

// This file holds the renderer: one raster and the objects over it.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// renderer draws a timeline. It keeps no state: that is the timeline's.
type renderer struct{ t *Timeline }

var _ fyne.WidgetRenderer = renderer{}

// CreateRenderer makes the objects that draw the timeline.
func (t *Timeline) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	o := &t.over
	if o.raster == nil {
		o.raster = canvas.NewRaster(t.picture)
		o.raster.ScaleMode = canvas.ImageScaleFastest
		t.easel.raster = o.raster
		o.objects = []fyne.CanvasObject{o.raster, o.mark, o.plate, o.took, o.head, o.flag, o.time, o.frame, o.empty, o.ring, o.tip}
		for _, x := range o.lines {
			o.objects = append(o.objects, x)
		}
	}
	o.colours(t.theme())
	return renderer{t}
}

// Layout gives the raster all the room.
func (r renderer) Layout(size fyne.Size) {
	r.t.over.raster.Resize(size)
	r.t.placeOverlays()
}

// MinSize is the least that is of any use.
func (r renderer) MinSize() fyne.Size { return fyne.NewSize(240, 90) }

// Refresh draws the objects again.
func (r renderer) Refresh() { canvas.Refresh(r.t.over.raster) }

// Objects are the raster and what lies over it.
func (r renderer) Objects() []fyne.CanvasObject { return r.t.over.objects }

// Destroy is there for the interface; see Timeline.Close.
func (r renderer) Destroy() {}

// MinSize is the least that is of any use.
func (t *Timeline) MinSize() fyne.Size {
	t.ExtendBaseWidget(t)
	return t.BaseWidget.MinSize()
}
