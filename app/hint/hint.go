// Package hint holds buttons that say what they do while the pointer rests on
// them, and the layer on which that is said.
//
// What is said lies in a layer over the window's content, which catches neither
// the pointer nor clicks. Its buttons hand keys on to the window: Return presses the
// one that has the focus, and Space is free to play.
//
// This file holds the layer and the button.
package hint

import (
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Layer shows what the buttons say. It covers the content of one window, and is
// for the main goroutine.
type Layer struct {
	content *fyne.Container
	ground  *canvas.Rectangle
	lines   [maxLines]*canvas.Text
	waiting *time.Timer // until the pointer has rested long enough
	post    func(func())
	turn    int // grows whenever the pointer goes elsewhere
}

const (
	restFor  = 450 * time.Millisecond // so long the pointer rests before anything is said
	maxLines = 4
	wrapAt   = 52 // letters of a line
	padding  = 6
)

// NewLayer makes a layer. Post runs a function on the main goroutine without waiting
// for it.
func NewLayer(post func(func())) *Layer {
	l := &Layer{post: post, ground: canvas.NewRectangle(color.Transparent)}
	l.ground.CornerRadius, l.ground.StrokeWidth = 4, 1
	l.content = &fyne.Container{Objects: []fyne.CanvasObject{l.ground}}
	for i := range l.lines {
		l.lines[i] = canvas.NewText("", color.Transparent)
		l.content.Objects = append(l.content.Objects, l.lines[i])
	}
	l.hide()
	return l
}

// Content is what lies over the window's content.
func (l *Layer) Content() fyne.CanvasObject { return l.content }

// Close ends the waiting.
func (l *Layer) Close() { l.hide() }

// Leave says no more: the pointer has gone elsewhere.
func (l *Layer) Leave() { l.hide() }

// Over begins to wait with the pointer over something; nothing is said when it
// leaves before.
func (l *Layer) Over(of fyne.CanvasObject, says func() string) {
	l.hide()
	turn := l.turn
	l.waiting = time.AfterFunc(restFor, func() {
		l.post(func() {
			if turn == l.turn {
				l.Say(of, says())
			}
		})
	})
}

func (l *Layer) hide() {
	l.turn++
	if l.waiting != nil {
		l.waiting.Stop()
		l.waiting = nil
	}
	if l.ground.Visible() {
		l.ground.Hide()
		for _, t := range l.lines {
			t.Hide()
		}
		l.content.Refresh()
	}
}

// Say says something beside an object, at once.
func (l *Layer) Say(of fyne.CanvasObject, says string) {
	c := fyne.CurrentApp().Driver().CanvasForObject(of)
	if c == nil || says == "" {
		return
	}
	all := wrap(says)
	var size fyne.Size
	for i, t := range l.lines {
		if i >= len(all) {
			t.Hide()
			continue
		}
		t.Text, t.TextSize, t.Color = all[i], theme.CaptionTextSize(), theme.Color(theme.ColorNameForeground)
		m := t.MinSize()
		size.Width, size.Height = max(size.Width, m.Width), size.Height+m.Height
	}
	size = size.AddWidthHeight(2*padding, 2*padding)
	driver := fyne.CurrentApp().Driver()
	origin := driver.AbsolutePositionForObject(l.content)
	at := driver.AbsolutePositionForObject(of).Subtract(origin)
	room := l.content.Size()
	pos := at.AddXY(0, of.Size().Height+padding)
	if pos.Y+size.Height > room.Height {
		pos.Y = at.Y - size.Height - padding
	}
	pos.X = max(min(pos.X, room.Width-size.Width-padding), 0)
	l.ground.FillColor, l.ground.StrokeColor = theme.Color(theme.ColorNameOverlayBackground), theme.Color(theme.ColorNameSeparator)
	l.ground.Move(pos)
	l.ground.Resize(size)
	l.ground.Show()
	y := pos.Y + padding
	for i := range all {
		t := l.lines[i]
		t.Move(fyne.NewPos(pos.X+padding, y))
		t.Resize(t.MinSize())
		y += t.MinSize().Height
		t.Show()
	}
	c.Refresh(of) // the layer's own objects are not known to the canvas before they were drawn
}

// Said is what is being said, "" for nothing.
func (l *Layer) Said() string {
	var out []string
	for _, t := range l.lines {
		if t.Visible() {
			out = append(out, t.Text)
		}
	}
	return strings.Join(out, " ")
}

// wrap breaks a text into lines; what is beyond the last one is cut.
func wrap(s string) (out []string) {
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > wrapAt {
			if len(out) == maxLines-1 {
				return append(out, line+" …")
			}
			out, line = append(out, line), word
			continue
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(out, line)
}

// Button is a button that says what it does.
type Button struct {
	widget.Button
	Says  func() string        // asked when the pointer rests on it
	OnKey func(*fyne.KeyEvent) // keys that are the window's; nil for nobody
	layer *Layer
}

var _ desktop.Hoverable = (*Button)(nil)

// NewButton makes a button of a layer; a nil layer says nothing.
func NewButton(l *Layer, label string, icon fyne.Resource, do func(), says func() string) *Button {
	b := &Button{layer: l, Says: says}
	b.Text, b.Icon, b.OnTapped = label, icon, do
	b.ExtendBaseWidget(b)
	return b
}

// MouseIn lights the button up and begins to wait.
func (b *Button) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	if b.layer != nil && b.Says != nil {
		b.layer.Over(b, b.Says)
	}
}

// MouseOut ends that.
func (b *Button) MouseOut() {
	b.Button.MouseOut()
	if b.layer != nil {
		b.layer.hide()
	}
}

// Tapped does what the button does, and says no more.
func (b *Button) Tapped(e *fyne.PointEvent) {
	if b.layer != nil {
		b.layer.hide()
	}
	b.Button.Tapped(e)
}

// TypedKey presses with Return, and hands all other keys on.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter:
		b.Tapped(nil)
	case b.OnKey != nil:
		b.OnKey(e)
	}
}
