package advise

// This file holds what things cost on this machine: from what was measured for the
// source texts' tables, or else typical figures, which say that they are such.

import (
	"time"

	"corelanes/engine/sources"
)

// Cost is one figure.
type Cost struct {
	Value    float64   `json:"value"`
	Measured bool      `json:"measured"` // on this machine; else it is a typical one
	At       time.Time `json:"at,omitzero"`
}

// Costs are what a prediction needs, and what was measured of the models' gains.
type Costs struct {
	Thread  Cost `json:"thread_s"`  // to start one
	Process Cost `json:"process_s"` // to start one
	Task    Cost `json:"task_s"`    // to make one
	Pass    Cost `json:"pass_s"`    // to pass a piece on between processes
	Byte    Cost `json:"byte_s"`    // to pass a byte on between processes

	Gains []Gain `json:"gains"`
}

// Gain is a speed-up that was measured here.
type Gain struct {
	Of    Part    `json:"of"`
	Model string  `json:"model"`
	Times float64 `json:"times"`
}

// Part is what a measured run consisted of.
type Part string

// The parts.
const (
	Computing Part = "computing"
	Waiting   Part = "waiting"
)

// typical are figures of the order that machines of today have (CPython 3.11 on
// Linux): for as long as nothing was measured here.
var typical = Costs{
	Thread: Cost{Value: 0.0001}, Process: Cost{Value: 0.02}, Task: Cost{Value: 0.00002}, Pass: Cost{Value: 0.00005}, Byte: Cost{Value: 2e-9},
}

// passed is how many bytes the run passes on that tells what a byte costs.
const passed = 1 << 20

// Checks are what the costs are measured by; they are cells of the tables as well.
func Checks() []*sources.Check {
	var out []*sources.Check
	for _, n := range needs {
		out = append(out, n.check())
	}
	return out
}

// need is one figure, and the run that tells it.
type need struct {
	run     sources.Setup
	measure string
	into    func(c *Costs, x Cost)
}

func (n need) check() *sources.Check { return &sources.Check{Run: n.run, Measure: n.measure} }

// startOf is the start of four workers that have nothing to do.
func startOf(model string) sources.Setup {
	return sources.Setup{Scenario: "spawn-cost", Model: model, Workers: "4", Set: map[string]string{"data": "0"}}
}

func gain(of Part, model string) func(c *Costs, x Cost) {
	return func(c *Costs, x Cost) { c.Gains = append(c.Gains, Gain{of, model, x.Value}) }
}

var needs = []need{
	{startOf("threads"), "startup", func(c *Costs, x Cost) { c.Thread = x }},
	{startOf("processes"), "startup", func(c *Costs, x Cost) { c.Process = x }},
	{sources.Setup{Scenario: "unit-cost", Model: "asyncio", Alone: true, Set: map[string]string{"units": "100", "waits": "20"}}, "creation", func(c *Costs, x Cost) { c.Task = x }},
	{sources.Setup{Scenario: "producer-consumer", Model: "processes", Workers: "2", Alone: true, Set: map[string]string{"items": "1000", "produce": "0s", "consume": "0s"}}, "exchange", func(c *Costs, x Cost) { c.Pass = x }},
	{sources.Setup{Scenario: "sharing", Model: "processes", Alone: true, Set: map[string]string{"means": "queue"}}, "copied", func(c *Costs, x Cost) { x.Value /= passed; c.Byte = x }},
	{sources.Setup{Scenario: "squares", Model: "threads", Workers: "4"}, "speedup", gain(Computing, "threads")},
	{sources.Setup{Scenario: "squares", Model: "processes", Workers: "4"}, "speedup", gain(Computing, "processes")},
	{sources.Setup{Scenario: "squares", Model: "asyncio", Workers: "4"}, "speedup", gain(Computing, "asyncio")},
	{sources.Setup{Scenario: "downloads", Model: "threads", Workers: "5"}, "speedup", gain(Waiting, "threads")},
	{sources.Setup{Scenario: "downloads", Model: "processes", Workers: "5"}, "speedup", gain(Waiting, "processes")},
	{sources.Setup{Scenario: "downloads", Model: "asyncio", Workers: "5"}, "speedup", gain(Waiting, "asyncio")},
}

// CostsOf are the costs as far as they were measured, and typical ones for the
// rest.
func CostsOf(kept sources.Kept) Costs {
	c := typical
	for _, n := range needs {
		if m := kept.Of(n.check()); m != nil {
			if x, ok := m.Values[n.measure]; ok {
				n.into(&c, Cost{Value: x, Measured: true, At: m.At})
			}
		}
	}
	return c
}

// Missing are the checks of those costs that were not measured here yet.
func Missing(kept sources.Kept) (out []*sources.Check) {
	for _, c := range Checks() {
		if kept.Of(c) == nil {
			out = append(out, c)
		}
	}
	return out
}
