package paint

// This file paints a worker's lane: its states, span by span where they are
// wide enough to be seen, as shares where they are not.

import (
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"math/bits"

	"corelanes/engine/trace"
	"corelanes/widgets/look"
)

const (
	// minSpanWidthPx is the width from which a span is a bar of its own;
	// narrower ones melt into columns.
	minSpanWidthPx = 2.0
	// pureShare is the share from which a pixel belongs to one state alone.
	pureShare = 0.998
	// minPureRunPx is how many pure pixels in a row are drawn as a bar.
	minPureRunPx = 6
	// textRoomUnits is how wide a bar is at least on which there is more than a
	// letter.
	textRoomUnits = 12.0
	// spansPerColumn is how many spans per column may be in view for each of
	// them to be visited.
	spansPerColumn = 1
)

// barBox is where in a row the bar is.
func (f *frame) barBox(box image.Rectangle) image.Rectangle {
	inset := f.s.unit(2)
	if box.Dy() < f.s.unit(textRowHeightUnits) {
		inset = 1
	}
	return image.Rect(box.Min.X, box.Min.Y+inset, box.Max.X, box.Max.Y-inset)
}

// lane paints the row of a worker.
func (f *frame) lane(r Row, box image.Rectangle) {
	lane := f.s.View.Lane(r.Lane)
	if lane == nil || lane.Len() == 0 {
		return
	}
	bar := f.barBox(box)
	lo, hi := lane.Range(f.l.From, f.l.To)
	if (hi-lo)*f.grain() > spansPerColumn*f.l.Plot.Dx() {
		f.laneShares(lane, bar)
	} else {
		f.laneSpans(lane, lo, hi, bar)
	}
	f.freezes(lane, bar)
	f.death(lane, bar)
	if f.marks {
		f.laneMarks(lane, bar)
	}
}

// laneSpans visits the spans lo … hi. Wide ones become bars whose edges are
// rounded to pixels; the columns under narrow ones are noted, and painted
// afterwards as shares, over the rounded edges.
func (f *frame) laneSpans(lane *trace.LaneView, lo, hi int, bar image.Rectangle) {
	melted := f.melted[:f.l.Plot.Dx()]
	clear(melted)
	some := false
	left, right := float64(bar.Min.X), float64(bar.Max.X)
	for i := lo; i < hi; i++ {
		first := i
		from, state, to := lane.StateOf(i)
		for i+1 < hi && sameAfter(lane, i) { // what goes on in the same way is one bar
			i++
			_, _, to = lane.StateOf(i)
		}
		x0, x1 := f.l.X(from), f.l.X(to)
		if x1-x0 >= minSpanWidthPx {
			if state != trace.StateNone {
				a, b := max(x0, left-8), min(x1, right+8)
				f.stateBar(image.Rect(round(a), bar.Min.Y, round(b), bar.Max.Y), state, x0 >= left, f.laneText(lane, first, b-a))
			}
			continue
		}
		a, b := int(x0-left), int(math.Ceil(x1-left))
		for x := max(a, 0); x < min(max(b, a+1), len(melted)); x++ {
			melted[x], some = true, true
		}
	}
	if !some {
		return
	}
	shares := f.shares[:len(melted)]
	classes := lane.Shares(f.l.From, f.l.To, shares)
	f.clearUnder(bar, melted)
	f.columns(bar, shares, 1, classes, melted, &stateColours)
}

// goesOn says whether a span goes on in the next as people see it: in the same
// state for the same reason, maybe on another core.
func goesOn(s, next trace.Span) bool {
	if s.State != next.State {
		return false
	}
	return s.State == trace.StateWaitGIL || s.Obj == next.Obj && s.Arg == next.Arg
}

// sameAfter says whether span i goes on in the next one; it looks at all of
// both only when it must, for that costs most.
func sameAfter(lane *trace.LaneView, i int) bool {
	_, state, _ := lane.StateOf(i)
	if _, next, _ := lane.StateOf(i + 1); next != state {
		return false
	}
	s, _ := lane.Span(i)
	next, _ := lane.Span(i + 1)
	return goesOn(s, next)
}

// laneText is what stands on a bar so wide, if there can be room for it.
func (f *frame) laneText(lane *trace.LaneView, span int, px float64) string {
	if px < float64(f.s.unit(textRoomUnits)) {
		return ""
	}
	s, _ := lane.Span(span)
	return f.spanText(s)
}

// clearUnder takes the rounded edges of bars away from the melted columns: each
// gets the colour of the row's top pixel, where no bar reaches.
func (f *frame) clearUnder(bar image.Rectangle, melted []bool) {
	for x, m := range melted {
		if !m {
			continue
		}
		ground := pack(f.s.Theme.Background)
		if y := f.top; y >= f.clip.Min.Y && y < f.clip.Max.Y {
			ground = binary.LittleEndian.Uint32(f.row(y, bar.Min.X+x, bar.Min.X+x+1))
		}
		f.column(bar.Min.X+x, max(bar.Min.Y, f.clip.Min.Y), min(bar.Max.Y, f.clip.Max.Y), ground)
	}
}

// laneShares paints the lane from the index: pure runs as bars, the rest as
// columns.
func (f *frame) laneShares(lane *trace.LaneView, bar image.Rectangle) {
	grain := f.grain()
	shares, to := f.grains(grain)
	classes := lane.Shares(f.l.From, to, shares)
	if !anyPure(shares, max(1, minPureRunPx/grain), classes) {
		f.columns(bar, shares, grain, classes, nil, &stateColours)
		return
	}
	pure, melted := f.pure[:f.l.Plot.Dx()], f.melted[:f.l.Plot.Dx()]
	findPure(pure, shares, grain, classes)
	for x := 0; x < len(pure); {
		n := 1
		for x+n < len(pure) && pure[x+n] == pure[x] {
			n++
		}
		bars := pure[x] != trace.StateNone && n >= minPureRunPx
		if bars {
			at := bar.Min.X + x
			mid := f.l.Time(float64(at) + float64(n)/2)
			f.stateBar(image.Rect(at, bar.Min.Y, at+n, bar.Max.Y), pure[x], false, f.spanText(lane.StateAt(mid)))
		}
		for i := range n {
			melted[x+i] = !bars
		}
		x += n
	}
	f.columns(bar, shares, grain, classes, melted, &stateColours)
}

// anyPure says whether one share of every so many belongs to one state alone: if none
// does, so many in a row do not either, and most of a wide window need not be looked at.
func anyPure(shares []trace.Share, every int, classes trace.Classes) bool {
	for i := every - 1; i < len(shares); i += every {
		for c := classes; c != 0; c &= c - 1 {
			if class := bits.TrailingZeros16(uint16(c)); class < trace.NumClasses && shares[i][class] > pureShare {
				return true
			}
		}
	}
	return false
}

// findPure says of each pixel which state it belongs to alone, StateNone when to
// none; a share is of so many pixels.
func findPure(pure []trace.State, shares []trace.Share, grain int, classes trace.Classes) {
	for i := range shares {
		state := trace.StateNone
		for c := classes; c != 0; c &= c - 1 {
			if class := bits.TrailingZeros16(uint16(c)); shares[i][class] > pureShare {
				state = trace.State(class + 1)
			}
		}
		for x := i * grain; x < min((i+1)*grain, len(pure)); x++ {
			pure[x] = state
		}
	}
}

// column paints one pixel column in one colour.
func (f *frame) column(x, y0, y1 int, word uint32) {
	if x < f.clip.Min.X || x >= f.clip.Max.X {
		return
	}
	for i, end := y0*f.stride+4*x, y1*f.stride+4*x; i < end; i += f.stride {
		binary.LittleEndian.PutUint32(f.pix[i:], word)
	}
}

// stateBar paints one bar with colour, pattern, letter and text. edge says
// that the bar's beginning is in sight.
func (f *frame) stateBar(r image.Rectangle, state trace.State, edge bool, text string) {
	st := look.Of(state)
	f.bar(r, f.states[state], f.phase)
	if st.Pattern == look.PatternDoubleEdge && r.Dy() >= 8 {
		ink := look.Ink(st.Color)
		in := f.s.unit(2)
		f.fill(image.Rect(r.Min.X, r.Min.Y+in, r.Max.X, r.Min.Y+in+f.s.unit(1)), ink)
		f.fill(image.Rect(r.Min.X, r.Max.Y-in-f.s.unit(1), r.Max.X, r.Max.Y-in), ink)
	}
	if edge && r.Dx() >= 4 {
		f.fill(image.Rect(r.Min.X, r.Min.Y, r.Min.X+1, r.Max.Y), look.Mix(st.Color, black, 0.45))
	}
	f.barText(r, st.Color, st.Pattern != look.PatternSolid, f.s.Words.Letters[state], text)
}

// spanText is what stands on a span's bar beside the letter: what it waits
// for, or what the overhead is.
func (f *frame) spanText(s trace.Span) string {
	if label := f.s.View.Label(s); label != "" {
		return label
	}
	switch s.State {
	case trace.StateBlocked:
		if o := f.s.View.Obj(s.Obj); o != nil {
			if o.Info.Name != "" {
				return o.Info.Name
			}
			return f.s.Words.Kinds[o.Info.Kind]
		}
		if s.Obj == 0 && s.Arg > 0 {
			return LaneName(f.s.View, trace.Lane(s.Arg)) // it waits for this lane's end
		}
	case trace.StateOverhead:
		return f.s.Words.Overheads[trace.Overhead(s.Arg)]
	}
	return ""
}

// barText writes into the middle of the part of a bar that is in sight: letter
// and text if there is room, the letter alone if there is room for that. On a
// patterned ground the text gets a plain plate.
func (f *frame) barText(r image.Rectangle, ground color.RGBA, plate bool, letter, text string) {
	if r.Dy() < f.s.unit(textRowHeightUnits)-f.s.unit(2) {
		return
	}
	seen := r.Intersect(f.l.Plot)
	pad := f.s.unit(3)
	label := letter
	if text != "" {
		if letter != "" {
			label = letter + " " + text
		} else {
			label = text
		}
	}
	room := seen.Dx() - 2*pad
	w := f.bars.width(label)
	if w > room {
		label = letter
		if w = f.bars.width(label); w > room || label == "" {
			return
		}
	}
	x := (seen.Min.X + seen.Max.X - w) / 2
	y := f.bars.middle(r.Min.Y, r.Max.Y)
	if plate {
		p := f.s.unit(2)
		f.fill(image.Rect(x-p, max(r.Min.Y, y-f.bars.ascent-p), x+w+p, min(r.Max.Y, y+p+1)), ground)
	}
	f.text(f.bars, x, y, label, look.Ink(ground))
}

// death draws a cross where the lane died.
func (f *frame) death(lane *trace.LaneView, bar image.Rectangle) {
	s, _ := lane.Span(lane.Len() - 1)
	if s.State != trace.StateNone || s.Arg != 1 {
		return
	}
	size := max(3, min(bar.Dy()/2-1, f.s.unit(6)))
	x, y := int(f.l.X(s.From))+size+1, (bar.Min.Y+bar.Max.Y)/2
	if x < bar.Min.X-size || x > bar.Max.X+size {
		return
	}
	thick := f.s.unit(1.2)
	f.cross(x, y, size+1, thick+1, f.s.Theme.CrossEdge)
	f.cross(x, y, size, thick, f.s.Theme.Cross)
}

func (f *frame) cross(x, y, size, thick int, col color.RGBA) {
	for i := -size; i <= size; i++ {
		f.fill(image.Rect(x+i-thick, y+i, x+i+thick, y+i+1), col)
		f.fill(image.Rect(x+i-thick, y-i, x+i+thick, y-i+1), col)
	}
}

func round(x float64) int { return int(math.Floor(x + 0.5)) }
