package paint

// This file paints tracks of owners: who ran on a core, over the core's load;
// who held a primitive, and how many waited for it.

import (
	"image"
	"image/color"
	"slices"

	"corelanes/engine/trace"
	"corelanes/widgets/look"
)

// dimmed is how far a slice fades into the background while another lane's
// slices stand out.
const dimmed = 0.62

// ownersPart is how much of the height of a core's or a primitive's bar shows
// the owner; the rest, over it, shows an amount: the load, the queue.
const ownersPart = 0.62

// bands parts a bar into the amount above and the owners below; in a bar too
// low for both the owners have it all.
func (f *frame) bands(bar image.Rectangle) (amount, owners image.Rectangle) {
	amount, owners = bar, bar
	if bar.Dy() < f.s.unit(textRowHeightUnits) {
		amount.Max.Y = amount.Min.Y
		return amount, owners
	}
	owners.Min.Y = bar.Max.Y - int(float64(bar.Dy())*ownersPart+0.5)
	amount.Max.Y = owners.Min.Y
	return amount, owners
}

// core paints the row of a core.
func (f *frame) core(r Row, box image.Rectangle) {
	amount, owners := f.barBox(box), f.barBox(box)
	if r.Obj != 0 {
		amount, owners = f.bands(owners)
	}
	f.load(r.Obj, amount)
	cores := f.s.View.Cores()
	for i := range cores {
		if cores[i].Core == r.Core {
			f.owners(&cores[i].HoldView, owners)
		}
	}
}

// object paints the row of a primitive.
func (f *frame) object(r Row, box image.Rectangle) {
	o := f.s.View.Obj(r.Obj)
	if o == nil {
		return
	}
	if paint := looks[o.Info.Kind]; paint != nil {
		paint(f, o, f.barBox(box))
		return
	}
	amount, owners := f.bands(f.barBox(box))
	f.depth(&o.HoldView, amount)
	f.owners(&o.HoldView, owners)
}

// ownerColour is the colour of a slice of lane l of the class.
func (f *frame) ownerColour(class uint8, lit bool) color.RGBA {
	c := f.s.Theme.Owner(class)
	if f.s.lit() != 0 && !lit {
		return look.Mix(c, f.s.Theme.Background, dimmed)
	}
	return c
}

// owners paints a track of owners, stretch by stretch or as shares.
func (f *frame) owners(t *trace.HoldView, bar image.Rectangle) {
	lo, hi := t.HoldRange(f.l.From, f.l.To)
	if t.HoldAt(f.l.To) < 0 {
		return
	}
	if (hi-lo)*f.grain() > spansPerColumn*f.l.Plot.Dx() {
		f.ownerShares(t, bar, f.grain(), nil)
		return
	}
	melted := f.melted[:f.l.Plot.Dx()]
	clear(melted)
	some := false
	left, right := float64(bar.Min.X), float64(bar.Max.X)
	for i := lo; i < hi; i++ {
		h, to := t.Hold(i)
		for i+1 < hi { // a change of depth alone is no seam
			next, end := t.Hold(i + 1)
			if next.Owner != h.Owner {
				break
			}
			to, i = end, i+1
		}
		x0, x1 := f.l.X(h.From), f.l.X(to)
		if x1-x0 >= minSpanWidthPx {
			if h.Owner != 0 {
				a, b := max(x0, left-8), min(x1, right+8)
				f.ownerBar(image.Rect(round(a), bar.Min.Y, round(b), bar.Max.Y), h.Owner, x0 >= left)
			}
			continue
		}
		a := int(x0 - left)
		for x := max(a, 0); x < min(max(int(x1-left)+1, a+1), len(melted)); x++ {
			melted[x], some = true, true
		}
	}
	if some {
		f.clearUnder(bar, melted)
		f.ownerShares(t, bar, 1, melted)
	}
}

func (f *frame) ownerBar(r image.Rectangle, owner trace.Lane, edge bool) {
	c := f.ownerColour(trace.OwnerClass(owner), owner == f.s.lit())
	f.fill(r, c)
	if edge && r.Dx() >= 4 {
		f.fill(image.Rect(r.Min.X, r.Min.Y, r.Min.X+1, r.Max.Y), look.Mix(c, black, 0.3))
	}
	f.barText(r, c, false, "", LaneName(f.s.View, owner))
}

// ownerShares paints columns of owners' shares, each so many pixels wide.
func (f *frame) ownerShares(t *trace.HoldView, bar image.Rectangle, grain int, which []bool) {
	var colours palette
	lit := trace.OwnerClass(f.s.lit())
	for class := uint8(1); int(class) <= trace.NumOwners; class++ {
		colours[class-1] = pack(f.ownerColour(class, class == lit))
	}
	shares, to := f.grains(grain)
	classes := t.HoldShares(f.l.From, to, shares)
	f.columns(bar, shares, grain, classes, which, &colours)
}

// depth paints how many wait as a dark area, the deepest queue in view as high
// as the band.
func (f *frame) depth(t *trace.HoldView, band image.Rectangle) {
	if band.Dy() < 2 {
		return
	}
	depths := f.depths[:f.l.Plot.Dx()]
	t.Depths(f.l.From, f.l.To, depths)
	deepest := slices.Max(depths)
	if deepest == 0 {
		return
	}
	ink := pack(f.s.Theme.Depth)
	y1 := min(band.Max.Y, f.clip.Max.Y)
	for x, d := range depths {
		if d > 0 {
			y := band.Max.Y - max(1, int(uint64(d)*uint64(band.Dy())/uint64(deepest)))
			f.column(band.Min.X+x, max(y, f.clip.Min.Y), y1, ink)
		}
	}
}
