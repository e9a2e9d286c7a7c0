package control

// This file holds the tree of a search: the path that is being tried, and what
// has been tried beside it. The essay is in search.go.

import (
	"slices"

	"corelanes/engine/trace"
)

// step is what a worker did between two points.
type step struct {
	worker   int
	accesses []Access
	timers   bool // it set a timer, or a timer let it go
}

// independent says whether two steps come to the same in either order.
func (a *step) independent(b *step) bool {
	if a.worker == b.worker || a.timers || b.timers {
		return false
	}
	for _, x := range a.accesses {
		for _, y := range b.accesses {
			if x.Obj == y.Obj && (x.Write || y.Write) {
				return false
			}
		}
	}
	return true
}

// branch is a worker that can go at a node.
type branch struct {
	worker int
	early  int // 1: an early timer
}

// node is a point of the path.
type node struct {
	left  []branch // not tried yet, in order
	now   branch
	step  step // of now; known when it has been run
	known bool
	sleep []step // who sleeps here: what each would do
}

// tree is a Chooser that takes one path after the other.
type tree struct {
	early int  // how many early timers a path may have
	all   bool // nobody sleeps
	cut   bool
	path  []*node
	depth int // of the trial that runs
	spent int // early timers of it
}

// Choose is as in Chooser.
func (t *tree) Choose(c *Controller, m Moment) (Choice, error) {
	t.learn(c)
	switch {
	case len(m.Candidates) == 0:
		return Choice{}, nil // a deadlock: the controller says so
	case m.Point > maxTrial:
		return Choice{}, ErrTooLong
	}
	if t.depth == len(t.path) {
		n := t.grow(m)
		if n == nil {
			return Choice{}, errPruned
		}
		t.path = append(t.path, n)
	}
	n := t.path[t.depth]
	t.depth++
	t.spent += n.now.early
	return Choice{Worker: n.now.worker}, nil
}

// learn notes what the step that has just been run touched.
func (t *tree) learn(c *Controller) {
	if t.depth == 0 {
		return
	}
	if n := t.path[t.depth-1]; !n.known {
		n.step, n.known = step{n.now.worker, slices.Clone(c.touched), c.timers}, true
	}
}

// end is called when a trial has ended.
func (t *tree) end(c *Controller) { t.learn(c) }

// grow makes the node that follows the path; nil when nobody may go there.
func (t *tree) grow(m Moment) *node {
	n := &node{}
	if len(t.path) > 0 && !t.all {
		before := t.path[len(t.path)-1]
		for _, s := range before.sleep {
			if s.independent(&before.step) {
				n.sleep = append(n.sleep, s)
			}
		}
	}
	// Who goes on without being told is tried first: so the paths with few
	// changes of worker come before the others.
	plain := m.Plain()
	first, some := m.firstDue()
	for pass := range 2 {
		for _, c := range m.Candidates {
			if (c.Worker == plain) != (pass == 0) || n.sleeps(c.Worker) {
				continue
			}
			b := branch{worker: c.Worker}
			if c.Timer && (some || c.Due > first) {
				b.early = 1
			}
			if t.spent+b.early > t.early {
				t.cut = true
				continue
			}
			n.left = append(n.left, b)
		}
	}
	if len(n.left) == 0 {
		return nil
	}
	n.now, n.left = n.left[0], n.left[1:]
	return n
}

func (n *node) sleeps(worker int) bool {
	return slices.ContainsFunc(n.sleep, func(s step) bool { return s.worker == worker })
}

// firstDue is when the first timer is due, and whether somebody can go without
// one.
func (m Moment) firstDue() (due trace.Time, some bool) {
	due = trace.Forever
	for _, c := range m.Candidates {
		if c.Timer {
			due = min(due, c.Due)
		} else {
			some = true
		}
	}
	return due, some
}

// back turns to the next path; false when there is none left.
func (t *tree) back() bool {
	for len(t.path) > 0 {
		n := t.path[len(t.path)-1]
		if len(n.left) > 0 {
			n.sleep = append(n.sleep, n.step)
			n.now, n.left, n.known = n.left[0], n.left[1:], false
			return true
		}
		t.path = t.path[:len(t.path)-1]
	}
	return false
}
