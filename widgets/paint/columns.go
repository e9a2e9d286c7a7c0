package paint

// This file paints columns of shares: of each pixel column how much every class
// had of it, stacked.
//
// In a wide window nearly every pixel of a lane is painted here, so it branches on
// nothing that cannot be foretold. A column is first made a stack: one word with
// four bits for each of sixteen pixels, lowest first, that say which class it
// shows. Then the rows are painted, one after another, each by four bits of all
// the stacks. Higher bars take as many times sixteen rows as they have.

import (
	"image"
	"math/bits"
	"unsafe"

	"corelanes/engine/trace"
	"corelanes/widgets/look"
)

// palette is the packed colour of each class of shares.
type palette [1 << stackBits]uint32

// stateColours are the states' colours. They never change.
var stateColours = func() (p palette) {
	for _, s := range look.States() {
		p[s.State-1] = pack(s.Color)
	}
	return p
}()

// stack is the classes of stackRows pixels of a column, the lowest pixel's in the
// lowest bits.
type stack uint64

const (
	stackBits = 4
	stackRows = 64 / stackBits
	stackMask = 1<<stackBits - 1
	bare      = ^stack(0) // shows what is behind it

	_ = uint(stackMask - 1 - trace.NumClasses) // no class is bare
)

// grain is how many pixels wide a column is where there is more than one span to a
// pixel.
func (f *frame) grain() int {
	if f.s.Moving {
		return 2
	}
	return 1
}

// grains is room for the shares of columns that are so many pixels wide, and where
// the last of them ends: maybe a little beyond the window.
func (f *frame) grains(grain int) (shares []trace.Share, to trace.Time) {
	px := f.l.Plot.Dx()
	n := (px + grain - 1) / grain
	if n*grain == px {
		return f.shares[:n], f.l.To
	}
	return f.shares[:n], f.l.Time(float64(f.l.Plot.Min.X + n*grain))
}

// columns paints the marked pixels of a bar as stacked shares of the classes, class
// 1 at the bottom; what is missing from the whole stays as it is. A share is of so
// many pixels.
func (f *frame) columns(bar image.Rectangle, shares []trace.Share, grain int, classes trace.Classes, which []bool, colours *palette) {
	box := bar.Intersect(f.clip)
	x0, x1 := max(0, box.Min.X-bar.Min.X), min(len(shares)*grain, box.Max.X-bar.Min.X)
	for which != nil && x0 < x1 && !which[x0] {
		x0++
	}
	for which != nil && x0 < x1 && !which[x1-1] {
		x1--
	}
	if x0 >= x1 {
		return
	}
	stacks, first, last := f.stacks[:x1-x0], x0/grain, (x1+grain-1)/grain
	for low := 0; low < bar.Dy(); low += stackRows {
		bottom := bar.Max.Y - low // the first row is the one above
		if bottom <= box.Min.Y {
			return
		}
		if bottom-stackRows >= box.Max.Y {
			continue
		}
		some := pile(stacks[:last-first], shares[first:last], classes, low, bar.Dy())
		for x := x1 - 1; grain > 1 && x >= x0; x-- { // from the end, for it is the same memory
			stacks[x-x0] = stacks[x/grain-first]
		}
		if which != nil {
			for i, yes := range which[x0:x1] {
				if !yes {
					stacks[i], some = bare, true
				}
			}
		}
		paint := paintStacks
		if some {
			paint = paintSome
		}
		for n := range min(stackRows, bar.Dy()-low) {
			if y := bottom - 1 - n; y >= box.Min.Y && y < box.Max.Y {
				row := f.row(y, bar.Min.X+x0, bar.Min.X+x1)
				paint(unsafe.Slice((*uint32)(unsafe.Pointer(&row[0])), len(stacks)), stacks, stackBits*uint(n), colours)
			}
		}
	}
}

// pile makes the stacks of the rows from low up, of a bar of so many, and says
// whether any of them shows what is behind it.
func pile(stacks []stack, shares []trace.Share, classes trace.Classes, low, height int) (bareSome bool) {
	var list [16]struct {
		class int
		flip  stack // bare to the class
	}
	n := 0
	for c := classes; c != 0; c &= c - 1 {
		class := bits.TrailingZeros16(uint16(c))
		list[n].class, list[n].flip = class, bare^stack(class)*(bare/stackMask)
		n++
	}
	var masks [2 * stackRows]stack // of the so many lowest rows
	for n := range stackRows + 1 {
		masks[n] = stack(1)<<(stackBits*n) - 1
	}
	first, most := int32(low), int32(min(height-low, stackRows))
	all, h := masks[most], float32(height)
	for x := range stacks {
		share := &shares[x]
		s, below, upTo := bare, stack(0), float32(0)
		for i := range list[:n] {
			c := &list[i&15]
			upTo += share[c.class]
			rows := min(max(int32(upTo*h+0.5)-first, 0), most)
			mask := masks[uint(rows)%(2*stackRows)]
			s ^= c.flip & (mask ^ below)
			below = mask
		}
		stacks[x] = s
		all &= below
	}
	return all != masks[most]
}

// paintStacks paints one row, the pixels of the stacks that lie so many bits high;
// four at once, for that takes two thirds of the time.
func paintStacks(row []uint32, stacks []stack, shift uint, colours *palette) {
	row = row[:len(stacks)]
	x := 0
	for ; x+4 <= len(stacks) && x+4 <= len(row); x += 4 {
		s, r := stacks[x:x+4:x+4], row[x:x+4:x+4]
		r[0], r[1] = colours[s[0]>>(shift&63)&stackMask], colours[s[1]>>(shift&63)&stackMask]
		r[2], r[3] = colours[s[2]>>(shift&63)&stackMask], colours[s[3]>>(shift&63)&stackMask]
	}
	for ; x < len(stacks) && x < len(row); x++ {
		row[x] = colours[stacks[x]>>(shift&63)&stackMask]
	}
}

// paintSome is paintStacks that leaves bare pixels as they are.
func paintSome(row []uint32, stacks []stack, shift uint, colours *palette) {
	row = row[:len(stacks)]
	for x, s := range stacks {
		if c := s >> (shift & 63) & stackMask; c != stackMask {
			row[x] = colours[c]
		}
	}
}
