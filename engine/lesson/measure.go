package lesson

// This file holds what can be measured of a run, and how a prediction is held
// against it.

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"corelanes/engine"
)

// Measure is a number of a run; with Over, how many times the number of another
// run it is.
type Measure struct {
	What string // one of the table below, or "result." and a field of the result
	Run  string
	Over string // "": the number itself
}

// quantities are what can be measured of every run.
var quantities = map[string]func(engine.Report) float64{
	"wall":     func(r engine.Report) float64 { return r.WallS },                                                 // seconds
	"cpu":      func(r engine.Report) float64 { return r.CPUS },                                                  // seconds
	"busy":     func(r engine.Report) float64 { return r.BusyCores },                                             // cores
	"parallel": func(r engine.Report) float64 { return float64(r.MaxParallel) },                                  // workers that ran at the same instant, at most
	"startup":  func(r engine.Report) float64 { return r.Ledger.StartupS },                                       // seconds, of all workers together
	"lost":     func(r engine.Report) float64 { return lost(r) },                                                 // updates of a shared number
	"stuck":    func(r engine.Report) float64 { return flag(r.Deadlock != nil) },                                 // 1: it ended in a deadlock
	"threads":  func(r engine.Report) float64 { return different(r, func(i int) int { return r.Lanes[i].TID }) }, // of the operating system, that had lanes
	"pids":     func(r engine.Report) float64 { return different(r, func(i int) int { return r.Lanes[i].PID }) }, // processes that had lanes
	"freeze":   func(r engine.Report) float64 { return freeze(r) },                                               // seconds that one step held the loop, at most
}

// resultPrefix begins a measure that is a field of the scenario's result.
const resultPrefix = "result."

// measures are the names of what can be measured, for who writes a lesson.
func measures() []string {
	out := []string{resultPrefix + "FIELD"}
	for name := range quantities {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func known(what string) bool {
	return quantities[what] != nil || strings.HasPrefix(what, resultPrefix) && len(what) > len(resultPrefix)
}

func flag(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

func lost(r engine.Report) float64 {
	if r.Race == nil {
		return 0
	}
	return float64(r.Race.Lost)
}

// different is how many different numbers the lanes of a report have, those that
// are not known (0) left out.
func different(r engine.Report, of func(i int) int) float64 {
	seen := map[int]bool{}
	for i := range r.Lanes {
		if n := of(i); n != 0 {
			seen[n] = true
		}
	}
	return float64(len(seen))
}

func freeze(r engine.Report) (longest float64) {
	for _, l := range r.Loops {
		for _, f := range l.Freezes {
			longest = max(longest, f.TookS)
		}
	}
	return longest
}

// Reports are what is known of a lesson's runs, by their names.
type Reports map[string]engine.Report

// of is a number of one run; ok is false when it has none.
func of(what string, r engine.Report) (x float64, ok bool) {
	if q := quantities[what]; q != nil {
		return q(r), true
	}
	var fields map[string]any
	if r.Result == nil || json.Unmarshal(r.Result, &fields) != nil {
		return 0, false
	}
	switch x := fields[strings.TrimPrefix(what, resultPrefix)].(type) {
	case float64:
		return x, true
	case bool:
		return flag(x), true
	}
	return 0, false
}

// Of is what was measured; ok is false while a run is missing that it needs, or
// has no such number.
func (m Measure) Of(all Reports) (x float64, ok bool) {
	r, made := all[m.Run]
	if !made {
		return 0, false
	}
	if x, ok = of(m.What, r); !ok || m.Over == "" {
		return x, ok
	}
	other, made := all[m.Over]
	if !made {
		return 0, false
	}
	y, ok := of(m.What, other)
	if !ok || y <= 0 {
		return 0, false
	}
	return x / y, true
}

// Ranked is one run in the order that was measured. Runs of one rank are alike:
// nearer to each other than what is worth guessing.
type Ranked struct {
	Run   string
	Value float64
	Rank  int // from 1 on
}

// alike is how far apart, as a share of the larger, two times may be that count
// as the same.
const alike = 0.12

// Ranking is the lesson's runs in the order that was measured, the smallest
// first; ok is false while one is missing.
func (l *Lesson) Ranking(all Reports) (out []Ranked, ok bool) {
	for _, x := range l.Runs {
		v, measured := Measure{What: l.Predict.Measure.What, Run: x.Name}.Of(all)
		if !measured {
			return nil, false
		}
		out = append(out, Ranked{Run: x.Name, Value: v})
	}
	slices.SortStableFunc(out, func(a, b Ranked) int { return cmp.Compare(a.Value, b.Value) })
	for i := range out {
		out[i].Rank = i + 1
		if i > 0 && out[i].Value-out[i-1].Value <= alike*out[i].Value {
			out[i].Rank = out[i-1].Rank
		}
	}
	return out, true
}

// Predicted is what somebody predicted.
type Predicted struct {
	Order  []string `json:"order,omitempty"` // names of runs, the smallest first
	Choice int      `json:"choice"`          // of the options, from 0 on; -1: none
	Number float64  `json:"number,omitempty"`
}

// Right is which option a measured number makes right, -1 if none.
func (p *Prediction) Right(measured float64) int {
	return slices.IndexFunc(p.Options, func(o Option) bool { return measured >= o.From && measured < o.To })
}

// Score is how good a prediction was, from 0 to 1; ok is false while it cannot be
// told. An order has a part for every pair that is in the right order, or alike;
// a number is right within a tenth and worth nothing from three times off on.
func (l *Lesson) Score(p Predicted, all Reports) (score float64, ok bool) {
	if l.Predict.Kind == Order {
		ranking, ok := l.Ranking(all)
		if !ok || len(p.Order) != len(ranking) {
			return 0, false
		}
		return pairs(p.Order, ranking), true
	}
	x, ok := l.Predict.Measure.Of(all)
	if !ok {
		return 0, false
	}
	if l.Predict.Kind == Choose {
		return flag(p.Choice >= 0 && p.Choice == l.Predict.Right(x)), true
	}
	return near(p.Number, x), true
}

// pairs is the share of pairs that stand in the right order.
func pairs(order []string, ranking []Ranked) float64 {
	rank := map[string]int{}
	for _, x := range ranking {
		rank[x.Run] = x.Rank
	}
	right, of := 0, 0
	for i := range order {
		for _, later := range order[i+1:] {
			if of++; rank[order[i]] <= rank[later] {
				right++
			}
		}
	}
	return float64(right) / float64(max(of, 1))
}

// How near a number must be, as factors of what was measured.
const (
	nearEnough = 1.1
	farOff     = 3.0
)

// near is how good a number is.
func near(guess, is float64) float64 {
	if guess == is {
		return 1
	}
	if guess <= 0 || is <= 0 {
		return 0
	}
	off := math.Abs(math.Log(guess / is))
	lo, hi := math.Log(nearEnough), math.Log(farOff)
	return min(max((hi-off)/(hi-lo), 0), 1)
}
