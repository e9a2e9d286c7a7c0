package engine

// This file holds how many updates were lost in each of several runs: whether a
// race was luck.

import "encoding/json"

// Losses are the updates of a shared number that several runs of one plan lost.
type Losses struct {
	Runs int       `json:"runs"` // that ended
	None int       `json:"none"` // of them lost nothing
	Of   int64     `json:"of"`   // how many updates a run makes
	Bins []LossBin `json:"bins"` // the others, by how many they lost
}

// LossBin is how many runs lost from Least to Most updates.
type LossBin struct {
	Least int64 `json:"least"`
	Most  int64 `json:"most"`
	Runs  int   `json:"runs"`
}

// lossBins is how many bins there are at most.
const lossBins = 8

// CountLosses sorts what several runs computed by how many updates they lost;
// nil when the results do not count updates. A result that is nil is of a run
// that did not end.
func CountLosses(results []json.RawMessage) *Losses {
	var x Losses
	var lost []int64
	most := int64(0)
	for _, r := range results {
		var l struct{ Expected, Counted, Lost *int64 }
		if r == nil || json.Unmarshal(r, &l) != nil || l.Expected == nil || l.Counted == nil || l.Lost == nil {
			continue
		}
		x.Runs++
		x.Of = *l.Expected
		if *l.Lost == 0 {
			x.None++
			continue
		}
		lost = append(lost, *l.Lost)
		most = max(most, *l.Lost)
	}
	if x.Runs == 0 {
		return nil
	}
	width := (most + lossBins - 1) / lossBins
	for from := int64(1); from <= most; from += width {
		b := LossBin{Least: from, Most: from + width - 1}
		for _, n := range lost {
			if n >= b.Least && n <= b.Most {
				b.Runs++
			}
		}
		x.Bins = append(x.Bins, b)
	}
	return &x
}
