package cpython

// This file holds what recording costs the processes that are recorded.

import "corelanes/engine/trace"

// What a record and a fact cost where the agent has not measured it, ns: the
// medians of `make agent` on CPython 3.11, a virtual machine of two cores.
const (
	recordNs = 400
	factNs   = 3_000
)

// cost is what the agents of a run have cost it. A process measures when it
// begins and again when it ends, because a machine with other things to do is
// not always as fast.
type cost struct {
	records, facts int64
	each, telling  mean  // what one of them costs, ns
	begins         int64 // processor time that the agents took to begin, ns
}

// mean is the mean of what was measured.
type mean struct{ sum, n int64 }

func (m *mean) add(x int64) {
	if x > 0 && x < 1e9 { // a program that is recorded may write anything
		m.sum, m.n = m.sum+x, m.n+1
	}
}

func (m *mean) or(x int64) int64 {
	if m.n == 0 {
		return x
	}
	return m.sum / m.n
}

// tells says whether a fact is about the cost, and takes it in.
func (c *cost) tells(x *fact) bool {
	c.begins += max(0, x.Spent)
	c.each.add(x.Each)
	c.telling.add(x.Telling)
	return x.Spent != 0 || x.Each != 0
}

// all is the cost in ns.
func (c *cost) all() int64 {
	return c.records*c.each.or(recordNs) + c.facts*c.telling.or(factNs) + c.begins
}

// recorded tells what recording has cost.
func (tr *translation) recorded() {
	if p := tr.main; p != nil {
		tr.rec.PutAt(trace.Event{Kind: trace.KindCost, Lane: p.lane, Arg: tr.cost.all(), Core: trace.CoreUnknown, Time: tr.at})
	}
}
