package explore

// This file holds the row under the lanes: fit, zoom, follow, steps, and the
// shares of the states in view.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/text"
	"corelanes/widgets/timeline"
)

// transport is the row of buttons and the strip of shares.
type transport struct {
	follow  *widget.Check
	strip   *strip
	content fyne.CanvasObject
	silent  bool
}

func newTransport(p *Page) *transport {
	t := &transport{strip: newStrip()}
	button := func(icon fyne.Resource, a timeline.Action) fyne.CanvasObject {
		b := widget.NewButtonWithIcon("", icon, func() { p.lanes.Do(a) })
		b.Importance = widget.LowImportance
		return b
	}
	t.follow = widget.NewCheck(text.X("a.follow"), func(on bool) {
		if !t.silent {
			p.lanes.SetFollow(on)
		}
	})
	buttons := container.NewHBox(
		button(theme.MediaSkipPreviousIcon(), timeline.StepBack),
		button(theme.MediaSkipNextIcon(), timeline.StepForward),
		button(theme.ZoomFitIcon(), timeline.Fit),
		button(theme.ZoomOutIcon(), timeline.ZoomOut),
		button(theme.ZoomInIcon(), timeline.ZoomIn),
		t.follow,
	)
	t.content = container.NewBorder(nil, nil, buttons, nil, t.strip)
	t.show(p.lanes)
	from, to := p.lanes.Window()
	t.strip.set(p.lanes.View(), from, to)
	return t
}

// show shows whether the lanes follow the run.
func (t *transport) show(l *timeline.Timeline) {
	if t.follow.Checked != l.Following() {
		t.silent = true
		t.follow.SetChecked(l.Following())
		t.silent = false
	}
}
