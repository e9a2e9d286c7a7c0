package timeline

// This file holds which lanes are shown, and in which order: pinned ones first,
// hidden ones not at all, and of the others those that are asked for.

import (
	"cmp"
	"slices"
	"strings"

	"corelanes/engine/trace"
	"corelanes/widgets/paint"
)

// Order is the order of the workers' lanes.
type Order uint8

// The orders. In all but the first, who started whom is no longer to be seen.
const (
	AsStarted Order = iota
	ByName
	ByRunning // the longest running first
	ByWaiting // the longest waiting first
	NumOrders // how many there are
)

// arrangement is what a person arranged.
type arrangement struct {
	hidden       map[trace.Lane]bool
	gone         map[trace.Obj]bool // hidden primitives
	pinned       map[trace.Lane]bool
	only         map[trace.Lane]bool // nil: all
	order        Order
	grouping     Grouping
	groups       []paint.Group
	foldedGroups map[string]bool // by their titles
	shown        int             // how many lanes are not hidden
	rows         []paint.Row     // of the workers; nil: all, as they were started
}

// HideLane takes a lane out of the picture.
func (t *Timeline) HideLane(l trace.Lane) {
	t.arrange(func(a *arrangement) { put(&a.hidden, l, true) })
}

// HideObj takes a primitive out of the picture.
func (t *Timeline) HideObj(o trace.Obj) { t.arrange(func(a *arrangement) { put(&a.gone, o, true) }) }

// Pin keeps a lane above the others, or does no longer.
func (t *Timeline) Pin(l trace.Lane, on bool) {
	t.arrange(func(a *arrangement) { put(&a.pinned, l, on) })
}

// Pinned says whether a lane is kept above the others.
func (t *Timeline) Pinned(l trace.Lane) bool { return t.arranged.pinned[l] }

// Only shows these lanes and no others; without any, all again.
func (t *Timeline) Only(lanes ...trace.Lane) {
	t.arrange(func(a *arrangement) {
		a.only = nil
		for _, l := range lanes {
			put(&a.only, l, true)
		}
	})
}

// SetOrder puts the workers' lanes into an order.
func (t *Timeline) SetOrder(o Order) { t.arrange(func(a *arrangement) { a.order = o }) }

// Order is the order of the workers' lanes.
func (t *Timeline) Order() Order { return t.arranged.order }

// ShowAll shows every lane again.
func (t *Timeline) ShowAll() {
	t.arrange(func(a *arrangement) { a.hidden, a.gone, a.only = nil, nil, nil })
}

// Hidden is how many lanes and primitives are not shown.
func (t *Timeline) Hidden() int {
	n := len(t.arranged.gone)
	if t.arranged.rows != nil && t.view != nil {
		n += len(paint.WorkerRows(t.view)) - t.arranged.shown
	}
	return n
}

func put[K comparable](to *map[K]bool, k K, on bool) {
	if *to == nil {
		*to = map[K]bool{}
	}
	if on {
		(*to)[k] = true
	} else {
		delete(*to, k)
	}
}

func (t *Timeline) arrange(change func(*arrangement)) {
	change(&t.arranged)
	t.rearrange()
	t.repaint()
}

// rearrange makes the rows anew, from the view and what was arranged.
func (t *Timeline) rearrange() {
	a := &t.arranged
	a.rows, a.groups = nil, nil
	if t.view == nil || a.order == AsStarted && a.grouping == Ungrouped && len(a.hidden)+len(a.pinned)+len(a.only) == 0 {
		return
	}
	all := paint.WorkerRows(t.view)
	a.rows = make([]paint.Row, 0, len(all))
	for _, r := range all {
		if !a.hidden[r.Lane] && (a.only == nil || a.only[r.Lane]) {
			if a.order != AsStarted {
				r.Depth = 0
			}
			a.rows = append(a.rows, r)
		}
	}
	t.sort()
	slices.SortStableFunc(a.rows, func(x, y paint.Row) int { // pinned ones first
		return cmp.Compare(place(a.pinned[x.Lane]), place(a.pinned[y.Lane]))
	})
	a.shown = len(a.rows)
	t.group()
}

func place(pinned bool) int {
	if pinned {
		return 0
	}
	return 1
}

// sort puts the rows into the order that was asked for.
func (t *Timeline) sort() {
	a := &t.arranged
	switch a.order {
	case ByName:
		slices.SortStableFunc(a.rows, func(x, y paint.Row) int {
			return natural(paint.LaneName(t.view, x.Lane), paint.LaneName(t.view, y.Lane))
		})
	case ByRunning, ByWaiting:
		times := map[trace.Lane]float32{}
		share := make([]trace.Share, 1)
		for _, r := range a.rows {
			share[0] = trace.Share{}
			t.view.Lane(r.Lane).Shares(0, max(t.view.End(), 1), share)
			for class, part := range share[0] {
				if s := trace.State(class + 1); s.Executing() == (a.order == ByRunning) {
					times[r.Lane] += part
				}
			}
		}
		slices.SortStableFunc(a.rows, func(x, y paint.Row) int { return cmp.Compare(times[y.Lane], times[x.Lane]) })
	}
}

// natural compares names that end in numbers by their numbers.
func natural(a, b string) int {
	cut := func(s string) (string, string) {
		head := strings.TrimRight(s, "0123456789")
		return head, s[len(head):]
	}
	ha, na := cut(a)
	hb, nb := cut(b)
	return cmp.Or(strings.Compare(ha, hb), cmp.Compare(len(na), len(nb)), strings.Compare(na, nb))
}
