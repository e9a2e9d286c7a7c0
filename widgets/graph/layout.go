package graph

// This file says where the nodes lie. Equal graphs lie alike, and a node moves
// only when something above it comes or goes.
//
// Who waits stands on the left, what is waited for in the middle, and who has
// it, and does not wait itself, on the right. A deadlock is a circle above
// them.

import (
	"math"
	"sort"
)

// Box is where a node lies, in units of length.
type Box struct{ X, Y, W, H float32 }

func (b Box) middle() (x, y float32) { return b.X + b.W/2, b.Y + b.H/2 }

// Sizes, units of length at a text size of 14.
const (
	nodeHeight = 40.0
	nodeWidest = 170.0
	gapBetween = 14.0 // one above the other
	gapColumns = 24.0
	marginLeft = 14.0 // where arrows within a column run
	marginSide = 6.0
	marginTop  = 4.0
)

// Layout is where the nodes of a graph lie in a panel of some width, and how
// high that is. scale sizes the nodes with the text.
func Layout(m *Model, width, scale float32) (boxes []Box, height float32) {
	h, left := nodeHeight*scale, marginLeft*scale
	width -= marginSide * scale
	w := min((width-left-2*gapColumns*scale)/3, nodeWidest*scale)
	boxes = make([]Box, len(m.Nodes))
	top := marginTop * scale
	if m.Cycle > 0 {
		top = circle(boxes[:m.Cycle], Box{left, top, width - left, h}, min((width-left)*0.4, nodeWidest*scale), scale)
	}
	columns := column(m)
	apart := (width - left - w) / 2
	if len(columns[2]) == 0 { // two columns share the room
		apart = min(2*apart, 2.1*w)
	}
	y := [3]float32{top, top, top}
	step := h + gapBetween*scale
	for c := range columns {
		if c > 0 {
			toNeighbours(m, boxes, columns[c])
		}
		for _, i := range columns[c] {
			at := max(y[c], boxes[i].Y)
			boxes[i] = Box{left + float32(c)*apart, at, w, h}
			y[c] = at + step
		}
	}
	return boxes, max(y[0], y[1], y[2])
}

// column parts the nodes that are not of the deadlock into the three columns.
func column(m *Model) (out [3][]int) {
	for i := m.Cycle; i < len(m.Nodes); i++ {
		c := 2
		switch n := m.Nodes[i]; {
		case n.Lane == 0:
			c = 1
		case n.Waits:
			c = 0
		}
		out[c] = append(out[c], i)
	}
	return out
}

// toNeighbours wishes each node of a column to the mean height of what it is
// connected to on its left, and orders them by that.
func toNeighbours(m *Model, boxes []Box, nodes []int) {
	for _, i := range nodes {
		sum, n := float32(0), 0
		for _, e := range m.Edges {
			other := -1
			switch i {
			case e.To:
				other = e.From
			case e.From:
				other = e.To
			}
			if other >= m.Cycle && boxes[other].W > 0 {
				sum += boxes[other].Y
				n++
			}
		}
		if n > 0 {
			boxes[i].Y = sum / float32(n)
		}
	}
	sort.SliceStable(nodes, func(a, b int) bool { return boxes[nodes[a]].Y < boxes[nodes[b]].Y })
}

// circle lays nodes out on an ellipse, the first at its top, clockwise; it
// gives where the room below begins.
func circle(boxes []Box, room Box, w, scale float32) (below float32) {
	n := float64(len(boxes))
	rx := float64(room.W-w)/2 - 2
	ry := math.Max(1.9*float64(room.H), n/4*float64(room.H+1.6*gapBetween*scale))
	cx, cy := float64(room.X+room.W/2), float64(room.Y)+ry+float64(room.H)/2
	for i := range boxes {
		a := 2*math.Pi*float64(i)/n - math.Pi/2
		boxes[i] = Box{float32(cx+rx*math.Cos(a)) - w/2, float32(cy+ry*math.Sin(a)) - room.H/2, w, room.H}
	}
	return float32(cy+ry) + room.H/2 + 2*gapBetween*scale
}

// route is the corners of an arrow: from one box's side to another's in the
// columns, around the left of a column that both stand in, and straight between
// the nearest edges in a circle. aside moves it a little to its side, for two
// that would lie on each other.
func route(a, b Box, scale float32, circle, aside bool) [][2]float32 {
	ax, ay := a.middle()
	bx, by := b.middle()
	off := float32(0)
	if aside {
		off = 7 * scale
	}
	switch {
	case circle:
	case a.X == b.X && a.Y != b.Y:
		x := a.X - marginLeft*scale*0.6
		return [][2]float32{{a.X, ay}, {x, ay}, {x, by}, {b.X, by}}
	case a.X < b.X:
		return [][2]float32{{a.X + a.W, ay - off}, {b.X, by - off}}
	default:
		return [][2]float32{{a.X, ay + off}, {b.X + b.W, by + off}}
	}
	if aside {
		dx, dy := bx-ax, by-ay
		if l := float32(math.Hypot(float64(dx), float64(dy))); l > 0 {
			ox, oy := -dy/l*off, dx/l*off
			ax, ay, bx, by = ax+ox, ay+oy, bx+ox, by+oy
		}
	}
	x0, y0 := border(a, ax, ay, bx, by)
	x1, y1 := border(b, bx, by, ax, ay)
	return [][2]float32{{x0, y0}, {x1, y1}}
}

// around is the corners of an arrow from a node below the circle to one of the
// circle: along the margin, so that it crosses no other box of it. It comes in
// from the left, or, where another box lies there, from the right.
func around(boxes []Box, cycle, from, to int, scale float32) [][2]float32 {
	a, b := boxes[from], boxes[to]
	_, ay := a.middle()
	_, by := b.middle()
	left, right, below := a.X, float32(0), float32(0)
	free := true
	for i, c := range boxes[:cycle] {
		left, right, below = min(left, c.X), max(right, c.X+c.W), max(below, c.Y+c.H)
		free = free && (i == to || c.X > b.X || by < c.Y || by > c.Y+c.H)
	}
	left -= marginLeft * scale * 0.6
	if free {
		return [][2]float32{{a.X, ay}, {left, ay}, {left, by}, {b.X, by}}
	}
	right += marginSide * scale * 0.6
	below += gapBetween * scale
	return [][2]float32{{a.X, ay}, {left, ay}, {left, below}, {right, below}, {right, by}, {b.X + b.W, by}}
}

// border is where the line from (x, y) inside a box towards another point
// leaves the box.
func border(b Box, x, y, toX, toY float32) (float32, float32) {
	dx, dy := toX-x, toY-y
	part := float32(1)
	if dx > 0 {
		part = min(part, (b.X+b.W-x)/dx)
	} else if dx < 0 {
		part = min(part, (b.X-x)/dx)
	}
	if dy > 0 {
		part = min(part, (b.Y+b.H-y)/dy)
	} else if dy < 0 {
		part = min(part, (b.Y-y)/dy)
	}
	return x + dx*part, y + dy*part
}
