package app

// This file holds what a teacher does to the whole window by a key, on every page:
// presentation, the other language, results hidden until they are revealed, a
// pointer for the last row, and a picture that stands still.

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/explore"
	"corelanes/app/text"
)

// classroom is what is switched on.
type classroom struct {
	hidden bool              // the results
	laser  *laser            // the pointer, nil: off
	frozen fyne.CanvasObject // the picture over the window, nil: none
}

// classActions are the actions of the classroom, for the one table.
func (w *window) classActions() []explore.Action {
	of := func(id string, key fyne.KeyName, do func()) explore.Action {
		return explore.Action{ID: id, Group: explore.ClassGroup, Word: "a.key." + id, Keys: []explore.Key{{Name: key, Show: string(key)}}, Do: do, Over: true}
	}
	out := []explore.Action{
		of("hide_results", fyne.KeyF7, w.toggleResults),
		of("laser", fyne.KeyF8, w.toggleLaser),
		of("language", fyne.KeyF9, w.nextLanguage),
		of("freeze", fyne.KeyF10, w.toggleFreeze),
	}
	for i, key := range []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6}[:len(w.places)] {
		out = append(out, explore.Action{ID: "page-" + string(key), Group: explore.ClassGroup, Word: w.places[i].word, Over: true,
			Keys: []explore.Key{{Name: key, Mod: fyne.KeyModifierShortcutDefault, Show: "Ctrl+" + string(key)}}, Do: func() { w.goTo(i) }})
	}
	return out
}

// classKey is a key of the classroom's on a page that has no table of its own;
// true says that it took it.
func (w *window) classKey(e *fyne.KeyEvent) bool {
	if w.class.frozen != nil {
		w.toggleFreeze()
		return true
	}
	if w.at == atExplore {
		return false
	}
	switch e.Name {
	case fyne.KeyF7:
		w.toggleResults()
	case fyne.KeyF8:
		w.toggleLaser()
	case fyne.KeyF9:
		w.nextLanguage()
	case fyne.KeyF10:
		w.toggleFreeze()
	case fyne.KeyF11:
		w.page.Action("present").Do()
	default:
		return false
	}
	return true
}

// nextLanguage speaks the other language.
func (w *window) nextLanguage() {
	for i, l := range text.Languages {
		if l == text.Chosen() {
			w.speak(text.Languages[(i+1)%len(text.Languages)])
			return
		}
	}
}

// toggleResults hides what runs have shown, or reveals it.
func (w *window) toggleResults() {
	w.class.hidden = !w.class.hidden
	w.page.SetHidden(w.class.hidden)
	w.build()
}

// curtain lies over a page whose results are hidden.
func (w *window) curtain(page fyne.CanvasObject) fyne.CanvasObject {
	if !w.class.hidden || w.at != atCompare {
		return page
	}
	return container.NewStack(page, explore.Curtain(w.toggleResults))
}

// laser is the pointer: a disc that follows the mouse over the whole window, and
// takes no clicks.
type laser struct {
	widget.BaseWidget
	spot *canvas.Circle
}

var _ desktop.Hoverable = (*laser)(nil)

// laserSize is the disc's, in sizes of type.
const laserSize = 1.6

func newLaser() *laser {
	l := &laser{spot: canvas.NewCircle(color.NRGBA{0xFF, 0x20, 0x20, 0xB0})}
	l.spot.StrokeColor, l.spot.StrokeWidth = color.NRGBA{0xFF, 0xFF, 0xFF, 0xC0}, 2
	l.spot.Hide()
	l.ExtendBaseWidget(l)
	return l
}

// MouseIn shows the disc.
func (l *laser) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved has it follow.
func (l *laser) MouseMoved(e *desktop.MouseEvent) {
	size := theme.TextSize() * laserSize
	l.spot.Resize(fyne.NewSquareSize(size))
	l.spot.Move(e.Position.SubtractXY(size/2, size/2))
	l.spot.Show()
	l.spot.Refresh()
}

// MouseOut hides it.
func (l *laser) MouseOut() {
	l.spot.Hide()
	l.spot.Refresh()
}

// CreateRenderer draws the disc where the mouse is.
func (l *laser) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout(l.spot))
}

// toggleLaser turns the pointer on or off. While it is on nothing is said of what
// it points at.
func (w *window) toggleLaser() {
	if w.class.laser == nil {
		w.class.laser = newLaser()
	} else {
		w.class.laser = nil
	}
	w.build()
}

// toggleFreeze leaves the window's picture standing while everything goes on
// behind it, or shows what has become of it. A click or any key thaws.
func (w *window) toggleFreeze() {
	over := w.window.Canvas().Overlays()
	if w.class.frozen != nil {
		over.Remove(w.class.frozen)
		w.class.frozen = nil
		return
	}
	picture := canvas.NewImageFromImage(w.drawn())
	picture.FillMode, picture.ScaleMode = canvas.ImageFillStretch, canvas.ImageScalePixels
	sign := canvas.NewText(text.X("a.frozen"), theme.Color(theme.ColorNameForegroundOnPrimary))
	sign.TextStyle.Bold = true
	ground := canvas.NewRectangle(theme.Color(theme.ColorNamePrimary))
	corner := container.NewHBox(container.NewStack(ground, container.NewPadded(sign)))
	thaw := newThaw(w.toggleFreeze)
	w.class.frozen = container.NewStack(picture, container.NewBorder(nil, corner, nil, nil), thaw)
	over.Add(w.class.frozen)
	w.class.frozen.Resize(w.window.Canvas().Size())
}

// drawn is a picture of the window's content, drawn once more: what the screen shows
// cannot be read back on every driver, and is black then.
func (w *window) drawn() image.Image {
	content := w.window.Content()
	at := content.Position()
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetScale(w.window.Canvas().Scale())
	c.Resize(content.Size())
	c.SetContent(content) // which stays as large as it is
	img := c.Capture()
	content.Move(at)
	return img
}

// thaw is all of the window while it is frozen: a click ends that.
type thaw struct {
	widget.BaseWidget
	do func()
}

func newThaw(do func()) *thaw {
	t := &thaw{do: do}
	t.ExtendBaseWidget(t)
	return t
}

// Tapped ends it.
func (t *thaw) Tapped(*fyne.PointEvent) { t.do() }

// CreateRenderer draws nothing.
func (t *thaw) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
