// Package graph shows who waits for whom at the playhead: lanes and objects,
// from each that waits an arrow to what it waits for, from each object an arrow
// to who holds it. A circle of arrows is a deadlock, and red.
//
// This file holds what there is to show, from a recording and an instant. It
// knows of no canvas.
package graph

import (
	"strings"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/words"
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
	Cycle int            // how many nodes, the first ones, are the deadlock's
	waits []insight.Wait // the deadlock
	More  int            // waiting lanes that are left out
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
	m.waits = insight.Cycle(insight.Waits(v, t))
	for _, w := range m.waits {
		m.node(w.Lane, 0)
		if w.Obj != 0 {
			m.node(0, w.Obj)
		}
	}
	m.Cycle = len(m.Nodes)
	for i := range m.Nodes {
		m.Nodes[i].InCycle = true
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

// edge adds an arrow. One from a node of the deadlock to the next of it is the
// deadlock's.
func (m *Model) edge(from, to int, held bool) {
	in := from < m.Cycle && to == (from+1)%m.Cycle
	m.Edges = append(m.Edges, Edge{From: from, To: to, Held: held, InCycle: in})
}

// Words tell the deadlock: who holds what and waits for what; "" without one.
func (m *Model) Words(v *trace.View) string {
	circle := m.Circle(v)
	if circle == "" {
		return ""
	}
	return words.X("w.graph.deadlock", words.With{"Words": circle})
}

// Circle is the deadlock's circle in words, without a full stop: "Thread-1
// holds lock A and waits for lock B; …"; "" without one.
func (m *Model) Circle(v *trace.View) string {
	var parts []string
	for i, w := range m.waits {
		before := m.waits[(i+len(m.waits)-1)%len(m.waits)] // who waits for this lane
		with := words.With{"Lane": words.Lane(v, w.Lane), "Waits": thing(v, w)}
		key := "w.graph.edge.waits"
		if before.Obj != 0 {
			key, with["Holds"] = "w.graph.edge", thing(v, before)
		}
		parts = append(parts, words.X(key, with))
	}
	return strings.Join(parts, "; ")
}

// thing is what a wait is for.
func thing(v *trace.View, w insight.Wait) string {
	if w.Obj != 0 {
		return words.Obj(v, w.Obj)
	}
	return words.X("w.graph.end", words.With{"Lane": words.Lane(v, w.On[0])})
}
