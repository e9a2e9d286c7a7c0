package control

// This file holds the workers that are tasks of an event loop: the loop asks who
// is next, and runs it itself.

import (
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

// Pick is as in work.Control.
func (c *Controller) Pick(all []work.Candidate) (lane trace.Lane, timer bool, err error) {
	c.tasks = true
	for _, x := range all {
		w := c.byLane(x.Lane)
		if w == nil {
			continue
		}
		w.point, w.phase, w.until = x.Point, resting, x.Until
		if x.Can {
			w.phase = ready
		}
	}
	c.decide()
	n := c.next
	if n == nil {
		return 0, false, c.err
	}
	timer = n.woken
	n.letGo()
	c.touch(work.TouchCrew, true) // what a task touches is not known: any two of its steps depend on each other
	return n.lane, timer, nil
}

// Gone is as in work.Control.
func (c *Controller) Gone(lane trace.Lane) {
	if w := c.byLane(lane); w != nil {
		w.phase = ended
	}
}
