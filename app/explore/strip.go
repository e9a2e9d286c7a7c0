package explore

// This file holds the strip of shares: the legend in one line, of the states
// that are in view.

import (
	"cmp"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/engine/trace"
	"corelanes/widgets/legend"
	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

// strip shows as many states as there is room for, the largest shares first.
type strip struct {
	widget.BaseWidget
	shares []share
	chips  []*chip
}

type share struct {
	state trace.State
	part  float64
}

// chip is a state's letter on its colour, and its name and share.
type chip struct {
	ground *canvas.Rectangle
	letter *canvas.Text
	text   *canvas.Text
}

func newStrip() *strip {
	s := &strip{}
	for range trace.NumStates {
		s.chips = append(s.chips, &chip{canvas.NewRectangle(color.Transparent), canvas.NewText("", color.Transparent), canvas.NewText("", color.Transparent)})
	}
	s.ExtendBaseWidget(s)
	return s
}

// set shows the shares in a window of a recording.
func (s *strip) set(v *trace.View, from, to trace.Time) {
	all, found := legend.Shares(v, from, to)
	s.shares = s.shares[:0]
	if found {
		for _, st := range look.States() {
			if p := all[st.State]; p > 0 && st.State != trace.StateNone {
				s.shares = append(s.shares, share{st.State, p})
			}
		}
	}
	slices.SortStableFunc(s.shares, func(a, b share) int { return cmp.Compare(b.part, a.part) })
	s.Refresh()
}

// CreateRenderer draws the chips.
func (s *strip) CreateRenderer() fyne.WidgetRenderer {
	r := &stripRenderer{s: s}
	for _, c := range s.chips {
		r.objects = append(r.objects, c.ground, c.letter, c.text)
	}
	r.arrange(s.Size())
	return r
}

type stripRenderer struct {
	s       *strip
	objects []fyne.CanvasObject
}

func (r *stripRenderer) Destroy()                     {}
func (r *stripRenderer) Layout(size fyne.Size)        { r.arrange(size) }
func (r *stripRenderer) MinSize() fyne.Size           { return fyne.NewSize(80, theme.TextSize()*1.5) }
func (r *stripRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *stripRenderer) Refresh()                     { r.arrange(r.s.Size()); canvas.Refresh(r.s) }

// arrange places the chips side by side, from the right edge's point of view
// only whole ones.
func (r *stripRenderer) arrange(size fyne.Size) {
	u := words.Units()
	x := theme.Padding() * 2
	for i, c := range r.s.chips {
		w := float32(0)
		if i < len(r.s.shares) {
			w = c.fill(r.s.shares[i], u)
		}
		if w == 0 || x+w > size.Width {
			c.hide()
			continue
		}
		c.place(x, size.Height)
		x += w
	}
}

// fill gives a chip its state, and is its width.
func (c *chip) fill(s share, u look.Units) float32 {
	st := look.Of(s.state)
	h := theme.TextSize() * 1.25
	c.ground.FillColor, c.ground.CornerRadius = st.Color, 3
	c.letter.Text, c.letter.Color, c.letter.TextSize, c.letter.TextStyle.Bold = words.Letter(s.state), look.Ink(st.Color), theme.CaptionTextSize(), true
	c.text.Text = words.State(s.state) + " " + u.Percent(s.part)
	c.text.Color, c.text.TextSize = theme.Color(theme.ColorNameForeground), theme.CaptionTextSize()
	return h + theme.Padding() + c.text.MinSize().Width + 4*theme.Padding()
}

func (c *chip) place(x, height float32) {
	h := theme.TextSize() * 1.25
	c.ground.Resize(fyne.NewSize(h, h))
	c.ground.Move(fyne.NewPos(x, (height-h)/2))
	l, t := c.letter.MinSize(), c.text.MinSize()
	c.letter.Move(fyne.NewPos(x+(h-l.Width)/2, (height-l.Height)/2))
	c.letter.Resize(l)
	c.text.Move(fyne.NewPos(x+h+theme.Padding(), (height-t.Height)/2))
	c.text.Resize(t)
	c.ground.Show()
	c.letter.Show()
	c.text.Show()
}

func (c *chip) hide() {
	c.ground.Hide()
	c.letter.Hide()
	c.text.Hide()
}
