package compare

// This file holds the comparison over a range: the same models while one
// setting changes, where the winner changes, and Amdahl's line.

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"corelanes/engine"
	"corelanes/engine/usage"
)

// workersName is the setting that is no parameter of a scenario.
const workersName = "workers"

// OfInterpreter is the other one: several Pythons are compared, by their paths.
const OfInterpreter = "interpreter"

// MaxSteps is the largest number of values to go through.
const MaxSteps = 64

// maxWhole bounds what a range may begin and end with, so that its length never
// overflows.
const maxWhole = 1 << 40

// Variation says which setting takes which values, one comparison each.
type Variation struct {
	Name   string
	Values []string
}

// ParseVariation reads NAME=V1,V2,…; a value may be a range of whole numbers,
// LOW..HIGH. The error is a *usage.Error.
func ParseVariation(s string) (Variation, error) {
	bad := func(why string) error { return &usage.Error{What: "vary", Got: s, Why: why} }
	name, list, ok := strings.Cut(s, "=")
	if !ok || name == "" || list == "" {
		return Variation{}, bad("it is NAME=V1,V2,… such as workers=1,2,4 or workers=1..4")
	}
	v := Variation{Name: name}
	for _, one := range strings.Split(list, ",") {
		low, high, isRange := strings.Cut(one, "..")
		if !isRange {
			if one == "" {
				return Variation{}, bad("a value is missing")
			}
			v.Values = append(v.Values, one)
		} else {
			from, err1 := strconv.Atoi(low)
			to, err2 := strconv.Atoi(high)
			if err1 != nil || err2 != nil || from < -maxWhole || to > maxWhole || to < from || to-from >= MaxSteps {
				return Variation{}, bad(fmt.Sprintf("%q is no range LOW..HIGH of at most %d whole numbers", one, MaxSteps))
			}
			for n := from; n <= to; n++ {
				v.Values = append(v.Values, strconv.Itoa(n))
			}
		}
		if len(v.Values) > MaxSteps {
			return Variation{}, bad(fmt.Sprintf("more than %d values", MaxSteps))
		}
	}
	return v, nil
}

// Point is the comparison at one value.
type Point struct {
	Value string `json:"value"`
	*Comparison
}

// Range is a comparison over a range of values.
type Range struct {
	Name       string             `json:"vary"`
	Points     []Point            `json:"points"`
	Winners    []string           `json:"winners"`    // the fastest model at each point; "" where none ran
	Crossovers []Crossover        `json:"crossovers"` // where the winner changes
	Printed    []PrintedPoint     `json:"printed"`    // what the source text has of it; none where it has nothing
	Serial     map[string]float64 `json:"serial"`     // over workers: the part of the work, 0 … 1, that Amdahl's law takes for serial, by model
}

// Crossover is a change of the fastest model between two neighbouring values.
type Crossover struct {
	From string `json:"from"` // a value
	To   string `json:"to"`
	Was  string `json:"was"` // a model
	Is   string `json:"is"`
}

// PrintedPoint says which models were the fastest at a value in the source text:
// several where it printed the same for them.
type PrintedPoint struct {
	Value   string   `json:"value"`
	Fastest []string `json:"fastest"`
}

// Plans are the checked plans of a range, one for each value.
func (v Variation) Plans(p Plan) ([]Plan, error) {
	var out []Plan
	for _, value := range v.Values {
		one := p
		switch v.Name {
		case workersName:
			n, err := strconv.Atoi(value)
			if err != nil || n == 0 {
				return nil, &usage.Error{What: workersName, Got: value, Legal: "a whole number"}
			}
			one.Base.Workers = n
		case OfInterpreter:
			if !slices.Contains(p.Models, engine.CPython) {
				return nil, &usage.Error{What: "vary", Got: v.Name, Why: "none of the models runs in a Python: it needs the model " + engine.CPython}
			}
			one.Interpreter = value
		default:
			one.Base.Set = maps.Clone(p.Base.Set)
			if one.Base.Set == nil {
				one.Base.Set = map[string]string{}
			}
			one.Base.Set[v.Name] = value
		}
		checked, err := one.Checked()
		if err != nil {
			return nil, err
		}
		out = append(out, checked)
	}
	return out, nil
}

// CarryRange compares at every value in turn. Plans are those of the variation. When
// ctx ends, what was measured so far is returned with its error.
func CarryRange(ctx context.Context, v Variation, plans []Plan, progress func(value string, p Progress)) (*Range, error) {
	r := &Range{Name: v.Name, Points: []Point{}, Winners: []string{}, Crossovers: []Crossover{}, Printed: []PrintedPoint{}}
	for i, p := range plans {
		c, err := Carry(ctx, p, func(x Progress) {
			if progress != nil {
				progress(v.Values[i], x)
			}
		})
		if err != nil {
			return r.done(), err
		}
		r.Points = append(r.Points, Point{v.Values[i], c})
	}
	return r.done(), nil
}

func (r *Range) done() *Range {
	for i, p := range r.Points {
		best := ""
		var wall float64
		for _, e := range p.Models {
			if e.WallS > 0 && !e.Failed() && (best == "" || e.WallS < wall) {
				best, wall = e.Model, e.WallS
			}
		}
		r.Winners = append(r.Winners, best)
		if i > 0 && r.Winners[i-1] != best {
			r.Crossovers = append(r.Crossovers, Crossover{r.Points[i-1].Value, p.Value, r.Winners[i-1], best})
		}
	}
	r.Printed = r.printed()
	if r.Name == workersName {
		r.Serial = r.amdahl()
	}
	return r
}

// printed is what the source text has at these values, of the models compared.
func (r *Range) printed() []PrintedPoint {
	out := []PrintedPoint{}
	for _, p := range r.Points {
		s := p.scenario()
		if s == nil {
			continue
		}
		seconds, best := s.PrintedAt(r.Name, p.Value), []string{}
		for _, e := range p.Models {
			one, ok := seconds[e.Model]
			switch {
			case !ok:
			case len(best) == 0 || one < seconds[best[0]]:
				best = []string{e.Model}
			case one == seconds[best[0]]:
				best = append(best, e.Model)
			}
		}
		if len(best) > 0 {
			out = append(out, PrintedPoint{p.Value, best})
		}
	}
	return out
}

// amdahl fits Amdahl's law to each model: with n workers and a serial part f,
// time(n) / time(1) = f + (1 - f) / n. With x = 1 - 1/n and y = 1 - time(n)/time(1)
// this is the line y = (1 - f) x through the origin, fitted by least squares.
func (r *Range) amdahl() map[string]float64 {
	out := map[string]float64{}
	walls := map[string]map[int]float64{}
	for _, p := range r.Points {
		n, err := strconv.Atoi(p.Value)
		if err != nil {
			continue
		}
		for _, e := range p.Models {
			if e.WallS > 0 && !e.Failed() {
				if walls[e.Model] == nil {
					walls[e.Model] = map[int]float64{}
				}
				walls[e.Model][n] = e.WallS
			}
		}
	}
	for model, at := range walls {
		one, ok := at[1]
		if !ok || len(at) < 2 {
			continue
		}
		var xx, xy float64
		for n, wall := range at {
			x := 1 - 1/float64(n)
			xx, xy = xx+x*x, xy+x*(1-wall/one)
		}
		out[model] = min(1, max(0, 1-xy/xx))
	}
	return out
}
