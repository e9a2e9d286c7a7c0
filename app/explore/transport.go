package explore

// This file holds the row under the lanes: steps, play, fit, zoom, follow,
// connectors, and the shares of the states in view.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/form"
	"corelanes/app/hint"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/widgets/timeline"
)

// transport is the row of buttons and the strip of shares.
type transport struct {
	play    *hint.Button
	speed   *hint.Button
	follow  *form.Check
	path    *form.Check
	strip   *strip
	content fyne.CanvasObject
	silent  bool
}

func newTransport(p *Page) *transport {
	t := &transport{strip: newStrip()}
	button := func(icon fyne.Resource, a timeline.Action) fyne.CanvasObject {
		return p.forAction("", icon, timeline.Word(a), func() { p.lanes.Do(a) })
	}
	t.follow = p.check(text.X("a.follow"), func(on bool) {
		if !t.silent {
			p.lanes.SetFollow(on)
		}
	})
	t.play = p.forAction("", theme.MediaPlayIcon(), "play", p.Play)
	t.speed = p.quiet(speeds[p.player.speed].name, nil, "a.hint.speed", func() { p.showSpeeds(t.speed) })
	t.showPlaying(p.Playing())
	links := p.check(text.X("a.links"), nil)
	links.SetChecked(p.lanes.Connectors())
	links.OnChanged = p.lanes.SetConnectors
	t.path = p.check(text.X("a.path"), nil)
	t.path.SetChecked(p.pathShown)
	t.path.OnChanged = func(on bool) {
		if on != p.pathShown {
			p.togglePath()
		}
	}
	var marks *hint.Button
	marks = p.quiet("⚑", nil, "a.hint.marks", func() { p.showNoteMenu(marks) })
	t.content = container.New(&skin.Flow{},
		button(theme.MediaSkipPreviousIcon(), timeline.StepBack),
		t.play,
		button(theme.MediaSkipNextIcon(), timeline.StepForward),
		t.speed,
		marks,
		button(theme.ZoomFitIcon(), timeline.Fit),
		button(theme.ZoomOutIcon(), timeline.ZoomOut),
		button(theme.ZoomInIcon(), timeline.ZoomIn),
		t.follow,
		links,
		t.path,
		t.strip,
	)
	t.show(p.lanes)
	from, to := p.lanes.Window()
	t.strip.set(p.lanes.View(), from, to)
	return t
}

// showSpeeds opens the list of speeds over its button.
func (p *Page) showSpeeds(at fyne.CanvasObject) {
	menu := fyne.NewMenu("")
	for i := range speeds {
		item := fyne.NewMenuItem(speeds[i].name, func() { p.setSpeed(i) })
		item.Checked = i == p.player.speed
		menu.Items = append(menu.Items, item)
	}
	pop := widget.NewPopUpMenu(menu, p.window.Canvas())
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(at)
	pop.ShowAtPosition(pos.SubtractXY(0, pop.MinSize().Height))
}

// show shows whether the lanes follow the run.
func (t *transport) show(l *timeline.Timeline) {
	if t.follow.Checked != l.Following() {
		t.silent = true
		t.follow.SetChecked(l.Following())
		t.silent = false
	}
}

// showPlaying shows whether the playhead moves by itself.
func (t *transport) showPlaying(on bool) {
	if on {
		t.play.SetIcon(theme.MediaPauseIcon())
	} else {
		t.play.SetIcon(theme.MediaPlayIcon())
	}
}

// showSpeed shows how fast it moves.
func (t *transport) showSpeed(name string) { t.speed.SetText(name) }
