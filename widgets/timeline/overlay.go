package timeline

// This file holds what moves over the picture: the playhead, the selected
// range and the tooltip. They are canvas objects that are made once; the
// picture under them is not painted again when they move.

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

const (
	maxTipLines    = 5
	tipPadUnits    = 7.0
	tipGapUnits    = 14.0 // from the pointer
	tipTextUnits   = 12.0
	flagUnits      = 15.0 // the height of the playhead's label, over the axis' own
	headWidthUnits = 2.0
	rangeAlpha     = 56
)

// overlays are the objects over the picture.
type overlays struct {
	raster  *canvas.Raster
	head    *canvas.Rectangle // playhead
	flag    *canvas.Rectangle // behind its time
	time    *canvas.Text
	mark    *canvas.Rectangle // selected range
	plate   *canvas.Rectangle // behind its length
	took    *canvas.Text      // its length
	frame   *canvas.Rectangle // the keyboard's focus
	ring    *canvas.Circle    // around the pointer
	empty   *canvas.Text      // while there is nothing to show
	tip     *canvas.Rectangle
	lines   [maxTipLines]*canvas.Text
	objects []fyne.CanvasObject
	zoom    float32
}

func (o *overlays) init() {
	o.zoom = 1
	o.head, o.flag, o.mark = &canvas.Rectangle{}, &canvas.Rectangle{}, &canvas.Rectangle{}
	o.frame, o.tip = &canvas.Rectangle{StrokeWidth: 1.5, FillColor: color.Transparent}, &canvas.Rectangle{StrokeWidth: 1, CornerRadius: 4}
	o.plate = &canvas.Rectangle{CornerRadius: 3}
	o.flag.CornerRadius = 3
	o.time, o.took = &canvas.Text{TextSize: 11}, &canvas.Text{TextSize: 11}
	o.time.TextStyle.Bold, o.took.TextStyle.Bold = true, true
	for i := range o.lines {
		o.lines[i] = &canvas.Text{TextStyle: fyne.TextStyle{Bold: i == 0}}
	}
	for _, x := range []fyne.CanvasObject{o.head, o.flag, o.time, o.mark, o.plate, o.took, o.frame} {
		x.Hide()
	}
	o.empty = &canvas.Text{Alignment: fyne.TextAlignCenter}
	o.ring = &canvas.Circle{FillColor: color.NRGBA{0xFF, 0xD5, 0x4A, 70}, StrokeColor: color.NRGBA{0xFF, 0xB3, 0x00, 230}, StrokeWidth: 3}
	o.ring.Hide()
	o.hideTip()
}

// colours takes the theme's colours.
func (o *overlays) colours(th look.Theme) {
	o.head.FillColor, o.flag.FillColor = th.Accent, th.Accent
	o.time.Color, o.took.Color = look.Ink(th.Accent), th.Text
	o.plate.FillColor = th.Panel
	light := th.Accent
	o.mark.FillColor = color.NRGBA{light.R, light.G, light.B, rangeAlpha}
	o.mark.StrokeColor, o.mark.StrokeWidth = th.Accent, 1
	o.frame.StrokeColor = th.Accent
	o.empty.Color = th.Muted
	o.tip.FillColor, o.tip.StrokeColor = th.Panel, th.Line
	for i, x := range o.lines {
		x.Color = th.Text
		if i > 1 {
			x.Color = th.Muted
		}
	}
}

func (o *overlays) focus(on bool) {
	if on {
		o.frame.Show()
	} else {
		o.frame.Hide()
	}
}

// placeOverlays puts everything where the picture on show says.
func (t *Timeline) placeOverlays() {
	t.over.frame.Resize(t.Size())
	t.placeEmpty()
	t.placePlayhead()
	t.placeRange()
}

// unitsX is the widget's position of a moment in the picture on show, and
// whether it is in sight.
func (t *Timeline) unitsX(x float64) (float32, bool) {
	l := &t.easel.layout
	in := x >= float64(l.Plot.Min.X)-0.5 && x <= float64(l.Plot.Max.X)+0.5
	return float32(x / t.pixels()), in && l.Plot.Dx() > 0
}

// placeEmpty says that there is nothing to show, while there is not.
func (t *Timeline) placeEmpty() {
	o := t.over.empty
	if t.view != nil {
		o.Hide()
		return
	}
	o.Text, o.TextSize = words.X("w.timeline.empty"), 14*t.over.zoom
	h := o.MinSize().Height
	o.Resize(fyne.NewSize(t.Size().Width, h))
	o.Move(fyne.NewPos(0, (t.Size().Height-h)/2))
	o.Show()
	o.Refresh()
}

func (t *Timeline) placePlayhead() {
	o, l := &t.over, &t.easel.layout
	at := t.now
	if t.follow {
		at = min(at, l.To) // the picture may be a little behind the run
	}
	x, in := t.unitsX(l.X(at))
	if !in || t.view == nil {
		o.head.Hide()
		o.flag.Hide()
		o.time.Hide()
		return
	}
	f := t.pixels()
	bottom := float32(float64(l.Plot.Max.Y) / f)
	w := float32(headWidthUnits) * o.zoom
	o.head.Resize(fyne.NewSize(w, bottom-flagUnits*o.zoom))
	o.head.Move(fyne.NewPos(x-w/2, flagUnits*o.zoom))
	o.time.TextSize = 11 * o.zoom
	text := t.Say(t.now)
	if o.time.Text != text {
		o.time.Text = text
		o.time.Refresh()
	}
	size := o.time.MinSize()
	flag := fyne.NewSize(size.Width+8*o.zoom, flagUnits*o.zoom)
	left := min(max(x-flag.Width/2, float32(float64(l.Plot.Min.X)/f)), float32(float64(l.Plot.Max.X)/f)-flag.Width)
	o.flag.Resize(flag)
	o.flag.Move(fyne.NewPos(left, 1))
	o.time.Move(fyne.NewPos(left+4*o.zoom, 1+(flag.Height-size.Height)/2))
	o.head.Show()
	o.flag.Show()
	o.time.Show()
}

func (t *Timeline) placeRange() {
	o, l := &t.over, &t.easel.layout
	if !t.span.set || l.Plot.Dx() <= 0 || t.span.to < l.From || t.span.from > l.To {
		o.mark.Hide()
		o.plate.Hide()
		o.took.Hide()
		return
	}
	f := t.pixels()
	x0 := float32(max(l.X(t.span.from), float64(l.Plot.Min.X)) / f)
	x1 := float32(min(l.X(t.span.to), float64(l.Plot.Max.X)) / f)
	top, bottom := float32(float64(l.Plot.Min.Y)/f), float32(float64(l.Plot.Max.Y)/f)
	o.mark.Resize(fyne.NewSize(max(x1-x0, 1), bottom-top))
	o.mark.Move(fyne.NewPos(x0, top))
	o.took.TextSize = 11 * o.zoom
	if text := t.words.Units.Duration(t.span.len()); o.took.Text != text {
		o.took.Text = text
		o.took.Refresh()
	}
	size := o.took.MinSize()
	at := fyne.NewPos(min(max((x0+x1-size.Width)/2, x0), max(t.Size().Width-size.Width, 0)), bottom-size.Height-2)
	o.took.Move(at)
	o.plate.Resize(size.AddWidthHeight(8, 2)) // on a lane's pattern it could not be read
	o.plate.Move(at.SubtractXY(4, 1))
	o.mark.Show()
	o.plate.Show()
	o.took.Show()
}

// ringUnits is how wide the ring around the pointer is.
const ringUnits = 44.0

// showRing puts the ring around the pointer, while it is wanted.
func (t *Timeline) showRing(at fyne.Position) {
	r := ringUnits * t.over.zoom
	t.over.ring.Resize(fyne.NewSize(r, r))
	t.over.ring.Move(at.SubtractXY(r/2, r/2))
	t.over.ring.Show()
}

// showTip puts the tooltip beside the pointer, inside the widget.
func (o *overlays) showTip(at fyne.Position, lines []string, room fyne.Size) {
	if len(lines) == 0 {
		o.hideTip()
		return
	}
	lines = lines[:min(len(lines), maxTipLines)]
	pad := float32(tipPadUnits) * o.zoom
	var w, h float32
	for i, text := range lines {
		x := o.lines[i]
		if x.Text != text || x.TextSize != tipTextUnits*o.zoom {
			x.Text, x.TextSize = text, tipTextUnits*o.zoom
			x.Refresh()
		}
		size := x.MinSize()
		w, h = max(w, size.Width), h+size.Height
	}
	size := fyne.NewSize(w+2*pad, h+2*pad)
	pos := at.AddXY(tipGapUnits, tipGapUnits)
	if pos.X+size.Width > room.Width {
		pos.X = max(at.X-tipGapUnits-size.Width, 0)
	}
	if pos.Y+size.Height > room.Height {
		pos.Y = max(at.Y-tipGapUnits-size.Height, 0)
	}
	o.tip.Resize(size)
	o.tip.Move(pos)
	o.tip.Show()
	y := pos.Y + pad
	for i, x := range o.lines {
		if i >= len(lines) {
			x.Hide()
			continue
		}
		x.Move(fyne.NewPos(pos.X+pad, y))
		y += x.MinSize().Height
		x.Show()
	}
}

func (o *overlays) hideTip() {
	o.tip.Hide()
	for _, x := range o.lines {
		x.Hide()
	}
}
