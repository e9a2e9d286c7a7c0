package control

// This file holds why a worker cannot go, in words.

import (
	"fmt"
	"strings"

	"corelanes/engine/prim"
)

// Why is why a worker cannot be let go now; "" when it can.
func (c *Controller) Why(n int) string {
	if n < 0 || n >= len(c.workers) {
		return fmt.Sprintf("there is no such worker; at this point there are %d, numbered from 0 on", len(c.workers))
	}
	w := c.workers[n]
	alone := c.alone()
	switch {
	case w.phase == ready && alone != nil && alone != w:
		return fmt.Sprintf("%s waits for the GIL, which %s keeps until its next checkpoint", w.name, alone.name)
	case w.phase == ready:
		return ""
	case w.phase == ended:
		return w.name + " has ended"
	case w.point.Op == prim.OpJoin:
		return fmt.Sprintf("%s waits for the end of %s", w.name, c.laneName(w.point))
	}
	if info, ok := c.arena.ObjInfo(w.point.Obj); ok {
		return fmt.Sprintf("%s waits for the %s %s", w.name, info.Kind, info.Name)
	}
	return w.name + " waits"
}

// Stuck says of all who could not go on when the run ended in a deadlock what
// each waited for.
func (c *Controller) Stuck() string { return strings.Join(c.stuck, "; ") }

func (c *Controller) laneName(p prim.Point) string {
	if w := c.byLane(p.Peer); w != nil {
		return w.name
	}
	return "a worker"
}
