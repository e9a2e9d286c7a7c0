// Package graph shows who waits for whom at the playhead: lanes and objects,
// from each that waits an arrow to what it waits for, from each object an arrow
// to who holds it. A circle of arrows is a deadlock, and red.
//
// This file holds what there is to show, from a recording and an instant. It
// knows of no canvas.
package graph

import (
	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// Node is a lane, or an object when Lane is 0.
type Node struct {
	Lane    trace.Lane
	Obj     trace.Obj
	Waits   bool       // a lane that waits
	Since   trace.Time // since when it waits, or else holds
	InCycle bool
}

// Edge leads from a lane to what it waits for, or from an object to who holds
// it. From and To count the nodes.
type Edge struct {
	From, To int
	Held     bool // from an object to its holder
	InCycle  bool
}

// Model is the graph of one instant. Nodes come lanes first, each kind by its
// number, those of a deadlock first of all and in their circle's order.
type Model struct {
	Nodes []Node
	Edges []Edge
	Cycle int               // how many nodes, the first ones, are the deadlock's
	Stuck *insight.Deadlock // nil when everybody may go on
	More  int               // waiting lanes that are left out
}

// maxWaiting is how many waiting lanes are shown.
const maxWaiting = 24

// At is the graph of a recording at an instant; without nodes when nobody
// waits for anybody.
func At(v *trace.View, t trace.Time) Model {
	var m Model
	if v == nil {
		return m
	}
	if m.Stuck = insight.Stuck(v, t); m.Stuck != nil {
		for _, w := range m.Stuck.Core {
			m.node(w.Lane, 0)
			if w.Obj != 0 {
				m.node(0, w.Obj)
			}
		}
		for i := range m.Nodes {
			m.Nodes[i].InCycle = true
		}
		if m.Stuck.Circle {
			m.Cycle = len(m.Nodes)
		}
	}
	var objs []trace.Obj
	shown := 0
	lanes := v.Lanes()
	for i := range lanes {
		s := lanes[i].StateAt(t)
		peer := trace.Lane(0)
		if s.Obj == 0 && s.State == trace.StateBlocked && s.Arg > 0 {
			peer = trace.Lane(s.Arg)
		}
		if s.State != trace.StateBlocked && s.State != trace.StateWaitGIL || s.Obj == 0 && peer == 0 {
			continue
		}
		if shown++; shown > maxWaiting && !m.has(lanes[i].Info.ID) {
			m.More++
			continue
		}
		from := m.node(lanes[i].Info.ID, 0)
		m.Nodes[from].Waits, m.Nodes[from].Since = true, s.From
		if peer != 0 {
			m.edge(from, m.node(peer, 0), false)
			continue
		}
		objs = append(objs, s.Obj)
		m.edge(from, m.node(0, s.Obj), false)
	}
	m.holders(v, t, objs)
	return m
}

// holders adds who holds the objects that are waited for.
func (m *Model) holders(v *trace.View, t trace.Time, objs []trace.Obj) {
	done := map[trace.Obj]bool{}
	for _, o := range objs {
		obj := v.Obj(o)
		if obj == nil || done[o] {
			continue
		}
		done[o] = true
		state := obj.At(t)
		for _, h := range state.Holders {
			at := m.node(h.Lane, 0)
			if !m.Nodes[at].Waits {
				m.Nodes[at].Since = h.Since
			}
			m.edge(m.node(0, o), at, true)
		}
	}
}

func (m *Model) has(l trace.Lane) bool {
	for _, n := range m.Nodes {
		if n.Lane == l {
			return true
		}
	}
	return false
}

// node is the place of a lane or an object, which is added if need be.
func (m *Model) node(l trace.Lane, o trace.Obj) int {
	for i, n := range m.Nodes {
		if n.Lane == l && n.Obj == o {
			return i
		}
	}
	m.Nodes = append(m.Nodes, Node{Lane: l, Obj: o})
	return len(m.Nodes) - 1
}

// edge adds an arrow. One from a node of a circle to the next of it is the
// deadlock's; without a circle, one to what is waited for in vain.
func (m *Model) edge(from, to int, held bool) {
	in := m.Nodes[from].InCycle && m.Nodes[to].InCycle && (m.Cycle == 0 || to == (from+1)%m.Cycle)
	m.Edges = append(m.Edges, Edge{From: from, To: to, Held: held, InCycle: in})
}
