package svg

// This file draws what lies in the rows: states, owners, samples.

import (
	"fmt"
	"math"
	"strings"

	"corelanes/engine/trace"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
)

// stack is one column's shares, painted from below.
func (d *drawing) stack(x, y, h float64, share *trace.Share, fill func(class int) string) {
	const least = 0.004 // of a column, below which a share is no part of a pixel
	bottom := y + h
	for class := range share {
		part := float64(share[class]) * h
		if float64(share[class]) < least {
			continue
		}
		d.rect(x, bottom-part, 1, part, fill(class), "")
		bottom -= part
	}
}

// lane draws what a worker was doing.
func (d *drawing) lane(r paint.Row, y, h float64) {
	lane := d.s.View.Lane(r.Lane)
	if lane == nil {
		return
	}
	lo, hi := lane.Range(d.l.From, d.l.To)
	if hi-lo > spansPerPixel*d.l.Plot.Dx() {
		shares := make([]trace.Share, d.l.Plot.Dx())
		lane.Shares(d.l.From, d.l.To, shares)
		for i := range shares {
			d.stack(float64(d.l.Plot.Min.X+i), y, h, &shares[i], func(class int) string { return hex(look.Of(trace.State(class + 1)).Color) })
		}
		return
	}
	for i := lo; i < hi; i++ {
		s, to := lane.Span(i)
		if s.State == trace.StateNone {
			continue
		}
		x0, x1 := d.l.X(s.From), d.l.X(to)
		fill := "url(#" + s.State.String() + ")"
		if x1-x0 < 3 {
			fill = hex(look.Of(s.State).Color) // a pattern would not be seen
		}
		d.rect(x0, y, max(x1-x0, 0.1), h, fill, d.said(s, to))
	}
}

// said is the text that a reader who points at a span is shown.
func (d *drawing) said(s trace.Span, to trace.Time) string {
	parts := []string{strings.ReplaceAll(s.State.String(), "_", " ")}
	if label := d.s.View.Label(s); label != "" {
		parts = append(parts, label)
	} else if o := d.s.View.Obj(s.Obj); o != nil {
		parts = append(parts, o.Info.Kind.String()+" "+o.Info.Name)
	}
	return strings.Join(append(parts, d.s.Words.Units.Duration(to-s.From)), ", ")
}

// holds draws who owned something.
func (d *drawing) holds(h *trace.HoldView, y, height float64) {
	lo, hi := h.HoldRange(d.l.From, d.l.To)
	if hi-lo > spansPerPixel*d.l.Plot.Dx() {
		shares := make([]trace.Share, d.l.Plot.Dx())
		h.HoldShares(d.l.From, d.l.To, shares)
		for i := range shares {
			d.stack(float64(d.l.Plot.Min.X+i), y, height, &shares[i], func(class int) string { return hex(d.s.Theme.Owner(uint8(class + 1))) })
		}
		return
	}
	for i := lo; i < hi; i++ {
		x, to := h.Hold(i)
		if x.Owner == 0 {
			continue
		}
		x0 := d.l.X(x.From)
		d.rect(x0, y, max(d.l.X(to)-x0, 0.1), height, hex(d.s.Theme.OwnerOf(x.Owner)), paint.LaneName(d.s.View, x.Owner))
	}
}

func (d *drawing) core(r paint.Row, y, h float64) {
	for _, c := range d.s.View.Cores() {
		if c.Core == r.Core {
			d.holds(&c.HoldView, y, h)
		}
	}
}

// object draws who held a primitive, and over it how many waited.
func (d *drawing) object(r paint.Row, y, h float64) {
	o := d.s.View.Obj(r.Obj)
	if o == nil {
		return
	}
	d.holds(&o.HoldView, y, h)
	lo, hi := o.HoldRange(d.l.From, d.l.To)
	most := uint32(0)
	for i := lo; i < hi; i++ {
		x, _ := o.Hold(i)
		most = max(most, x.Depth)
	}
	if most == 0 {
		return
	}
	var at []trace.Time
	var depth []float64
	for i := lo; i < hi; i++ {
		x, _ := o.Hold(i)
		at, depth = append(at, x.From), append(depth, float64(x.Depth)/float64(most))
	}
	d.steps(at, depth, y, h, hex(d.s.Theme.Depth))
}

func (d *drawing) counter(r paint.Row, y, h float64) {
	samples := d.s.View.Samples(r.Obj)
	low, high := math.Inf(1), math.Inf(-1)
	for _, s := range samples {
		low, high = min(low, float64(s.Value)), max(high, float64(s.Value))
	}
	low = min(low, 0)
	if high <= low {
		high = low + 1
	}
	var at []trace.Time
	var share []float64
	for _, s := range samples {
		at, share = append(at, s.Time), append(share, (float64(s.Value)-low)/(high-low))
	}
	d.steps(at, share, y, h, hex(d.s.Theme.LoadLine))
}

// steps draws values, 0 … 1, that hold until the next, as a line. Of those that
// fall on one pixel the least and the largest are drawn.
func (d *drawing) steps(at []trace.Time, value []float64, y, h float64, stroke string) {
	if len(at) == 0 {
		return
	}
	var path strings.Builder
	height := func(v float64) float64 { return round(y + h - v*h) }
	put := func(x, v float64) {
		if path.Len() == 0 {
			path.WriteString(fmt.Sprintf("M%.5g %.5g", round(x), height(v)))
			return
		}
		path.WriteString(fmt.Sprintf("H%.5gV%.5g", round(x), height(v)))
	}
	last := math.Inf(-1)
	for i := 0; i < len(at); i++ {
		x := max(d.l.X(at[i]), float64(d.l.Plot.Min.X)-1)
		low, high := value[i], value[i]
		for ; i+1 < len(at) && d.l.X(at[i+1]) < x+1; i++ {
			low, high = min(low, value[i+1]), max(high, value[i+1])
		}
		if x > float64(d.l.Plot.Max.X) {
			break
		}
		if last = max(last, x); low != high {
			put(x, low)
			put(x, high)
		}
		put(x, value[i])
	}
	end := min(d.l.X(d.l.End), float64(d.l.Plot.Max.X))
	d.put("<path d=\"%sH%.5g\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.3g\"/>\n", path.String(), round(max(end, last)), stroke, d.unit(1.2))
}
