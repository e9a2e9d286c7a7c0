//go:build unix

package interp

// This file holds the fourteen things that a faithful GIL must do, each beside
// CPython in the same run. `make gil` prints the table:
//
//	go test -run '^$' -bench Predictions -benchtime 3x ./engine/interp
//
// A figure is the median of as many runs as -benchtime says, ours and CPython's
// in turn. The bands are those in which a GIL lies that behaves as CPython 3.11
// does on a quiet machine of two cores; the workers are pinned, because some
// kernels pack two threads on one core and then round slices up to their tick.
// On a machine that has other things to do CPython leaves them too. With
// GIL=naps in the environment only the measurements of that name are made.

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"corelanes/engine/osys"
)

// figures are what one measurement found, by name.
type figures map[string]float64

// prediction is one row of the table. Its value is computed from the figures of
// the measurements named, ours and CPython's alike.
type prediction struct {
	number int
	says   string
	of     []string // measurements: a name and its arguments
	value  func(f ...figures) float64
	unit   string
	lo, hi float64 // the band; hi 0: only reported
}

func only(name string) func(f ...figures) float64 {
	return func(f ...figures) float64 { return f[0][name] }
}

func ratio(a, b string) func(f ...figures) float64 {
	return func(f ...figures) float64 { return f[0][a] / f[len(f)-1][b] }
}

var predictions = []prediction{
	{1, "2 CPU threads, 5 ms: switches", []string{"switches 2 0.005"}, only("rate"), "/s", 185, 200},
	{1, "… and the median slice", []string{"switches 2 0.005"}, only("slice_ms"), "ms", 5.0, 5.3},
	{2, "4 threads switch no more often", []string{"switches 4 0.005"}, only("rate"), "/s", 150, 200},
	{2, "8 threads neither", []string{"switches 8 0.005"}, only("rate"), "/s", 150, 200},
	{3, "all threads together use one core", []string{"switches 2 0.005"}, only("cores"), "cores", 0.95, 1.15},
	{3, "a job divided among 2 threads takes as long as in 1", []string{"countdown 2", "countdown 1"}, ratio("s", "s"), "×", 0.85, 1.15},
	{3, "… among 4", []string{"countdown 4", "countdown 1"}, ratio("s", "s"), "×", 0.85, 1.15},
	{4, "interval 50 ms", []string{"switches 2 0.05"}, only("rate"), "/s", 19.3, 20.5},
	{4, "interval 1 ms", []string{"switches 2 0.001"}, only("rate"), "/s", 750, 950},
	{4, "interval 0.1 ms", []string{"switches 2 0.0001"}, only("rate"), "/s", 0, 0},
	{4, "interval 0.01 ms", []string{"switches 2 0.00001"}, only("rate"), "/s", 0, 0},
	{5, "who was made to drop the GIL takes it straight back", []string{"switches 2 0.005"}, only("same"), "of 1", 0, 0.02},
	{6, "a nap of 1 ms alone", []string{"naps 0"}, only("median_ms"), "ms", 1.0, 1.3},
	{6, "… beside 1 CPU thread, median", []string{"naps 1"}, only("median_ms"), "ms", 6.0, 6.6},
	{6, "… beside 2", []string{"naps 2"}, only("median_ms"), "ms", 6, 30},
	{6, "… beside 2, 99th of 100", []string{"naps 2"}, only("p99_ms"), "ms", 15, math.Inf(1)},
	{6, "… beside 4, 99th of 100", []string{"naps 4"}, only("p99_ms"), "ms", 15, math.Inf(1)},
	{7, "convoy: 1-byte echoes alone", []string{"echo 0 0.005"}, only("rps"), "/s", 0, 0},
	{7, "… beside 1 CPU thread", []string{"echo 1 0.005"}, only("rps"), "/s", 100, 200},
	{7, "… that many times fewer", []string{"echo 0 0.005", "echo 1 0.005"}, ratio("rps", "rps"), "×", 100, math.Inf(1)},
	{7, "… beside 4", []string{"echo 4 0.005"}, only("rps"), "/s", 0, 0},
	{8, "convoy at 100 ms", []string{"echo 1 0.1"}, only("rps"), "/s", 3.5, 14},
	{8, "convoy at 1 ms", []string{"echo 1 0.001"}, only("rps"), "/s", 476, 1904},
	{8, "convoy at 0.1 ms", []string{"echo 1 0.0001"}, only("rps"), "/s", 2541, 10164},
	{9, "a very short system call beside 1 CPU thread: the median", []string{"writes 1"}, only("median_us"), "µs", 0, 5},
	{9, "… and one that lost the GIL", []string{"writes 1"}, only("slow_ms"), "ms", 4.8, 5.6},
	{9, "… which is so many", []string{"writes 1"}, only("slow_share"), "of 1", 0, 0},
	{10, "no bound inside a C call: a nap beside them, in calls", []string{"long_call"}, ratio("median_ms", "call_ms"), "calls", 0.8, 1.4},
	{11, "hashing with the GIL released: 2 threads do so much more", []string{"sha 1", "sha 2"}, func(f ...figures) float64 { return 2 * f[0]["s"] / f[1]["s"] }, "×", 1.8, 2.2},
	{12, "x += 1 in a loop, 1 µs: updates lost", []string{"lost plain"}, only("share"), "of 1", 0, 0.0000001},
	{12, "x = x + one()", []string{"lost call"}, only("share"), "of 1", 0.01, 1},
	{13, "2 interpreters with a GIL each do so much more than 1", []string{"interpreters 1", "interpreters 2"}, func(f ...figures) float64 { return 2 * f[0]["s"] / f[1]["s"] }, "×", 1.7, 2.2},
	{13, "making and ending an interpreter", []string{"interpreters 1"}, only("create_ms"), "ms", 0, 0},
	{14, "a Lock held 2 ms computing: run of one owner", []string{"lock spin 3.11"}, only("run"), "times", 5, math.Inf(1)},
	{14, "… the longest", []string{"lock spin 3.11"}, only("longest"), "times", 0, 0},
	{14, "… who got it least, of who got it most", []string{"lock spin 3.11"}, only("share"), "of 1", 0, 0},
	{14, "a Lock held 2 ms sleeping: run of one owner", []string{"lock sleep 3.11"}, only("run"), "times", 1, 2},
	{14, "… the longest", []string{"lock sleep 3.11"}, only("longest"), "times", 0, 0},
	{14, "… who got it least, of who got it most", []string{"lock sleep 3.11"}, only("share"), "of 1", 0, 0},
	{14, "by 3.14's rules, handed over after 1 ms, computing", []string{"lock spin 3.14"}, only("run"), "times", 1, 1.1},
	{14, "… sleeping", []string{"lock sleep 3.14"}, only("run"), "times", 1, 1.1},
	{14, "… who got it least, of who got it most", []string{"lock sleep 3.14"}, only("share"), "of 1", 0.9, 1},
}

func BenchmarkPredictions(b *testing.B) {
	if len(osys.Allowed()) < 2 {
		b.Skip("the predictions are about two cores")
	}
	ours, theirs := map[string][]figures{}, map[string][]figures{}
	pythons := findPythons()
	wanted := func(measurement string) bool { return strings.HasPrefix(measurement, os.Getenv("GIL")) }
	for b.Loop() {
		for _, name := range measurements() {
			if !wanted(name) {
				continue
			}
			if f := cpython(pythons, name); f != nil {
				theirs[name] = append(theirs[name], f)
			}
			ours[name] = append(ours[name], measure(b, name))
		}
	}
	t := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "\n#\tprediction\tband\there\t%s\t\n", strings.Join(pythons.versions(), ", "))
	for _, p := range predictions {
		if !wanted(p.of[0]) {
			continue
		}
		here, _ := p.median(ours)
		there, known := p.median(theirs)
		verdict := p.verdict(here, there, known)
		if verdict == "outside" {
			b.Errorf("prediction %d, %s: %s, not in %s", p.number, p.says, p.amount(here), p.band())
		}
		cpythons := "not here"
		if known {
			cpythons = p.amount(there)
		}
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\t%s\n", p.number, p.says, p.band(), p.amount(here), cpythons, verdict)
	}
	if pythons.interpreters == nil {
		fmt.Fprintln(t, "\t(13 needs a python 3.12 or later: none was found)")
	}
	if err := t.Flush(); err != nil {
		b.Fatal(err)
	}
}

// measurements are the names of all that is measured, each once.
func measurements() (names []string) {
	for _, p := range predictions {
		for _, name := range p.of {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// median is the prediction's value over the runs; ok is false when there are
// none.
func (p prediction) median(runs map[string][]figures) (v float64, ok bool) {
	var all []float64
	for i := range runs[p.of[0]] {
		var f []figures
		for _, name := range p.of {
			if i < len(runs[name]) {
				f = append(f, runs[name][i])
			}
		}
		if len(f) == len(p.of) {
			all = append(all, p.value(f...))
		}
	}
	if len(all) == 0 {
		return 0, false
	}
	slices.Sort(all)
	return all[len(all)/2], true
}

func (p prediction) amount(v float64) string { return digits(v) + " " + p.unit }

func (p prediction) band() string {
	switch {
	case p.hi == 0:
		return "–"
	case math.IsInf(p.hi, 1):
		return "over " + digits(p.lo)
	case p.hi < 1e-6:
		return "0"
	}
	return digits(p.lo) + " … " + digits(p.hi)
}

// verdict says whether ours is in the band. On another machine, or a busy one,
// CPython may leave it too, to the same side: then ours is no fault of the GIL.
func (p prediction) verdict(here, there float64, known bool) string {
	switch {
	case p.hi == 0:
		return ""
	case here >= p.lo && here <= p.hi:
		return "ok"
	case known && (here < p.lo && there < p.lo || here > p.hi && there > p.hi):
		return "as CPython"
	}
	return "outside"
}

// digits is a number with three or four digits that count.
func digits(v float64) string {
	switch {
	case v == 0 || v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	case v >= 0.1:
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.4f", v)
}

// pythons are the CPythons that were found.
type pythons struct {
	plain        []string // the command; nil: none
	interpreters []string // one with an own GIL for each of its interpreters
}

func findPythons() (p pythons) {
	works := func(name, program string) []string {
		if exec.Command(name, "-c", program).Run() != nil {
			return nil
		}
		return []string{name}
	}
	p.plain = works("python3", "import threading")
	for _, name := range []string{"python3", "python3.14", "python3.13", "python3.12"} {
		if p.interpreters == nil {
			p.interpreters = works(name, "import sys; assert sys.version_info >= (3, 12); __import__('_interpreters' if sys.version_info >= (3, 13) else '_xxsubinterpreters')")
		}
	}
	return p
}

// versions names them, for the head of the table.
func (p pythons) versions() (out []string) {
	for _, cmd := range [][]string{p.plain, p.interpreters} {
		if cmd == nil {
			continue
		}
		v, _ := exec.Command(cmd[0], "-V").Output() // it has run before
		if name := strings.TrimSpace(string(v)); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	if out == nil {
		out = []string{"no python3 here"}
	}
	return out
}

// cpython has the CPython that was found measure; nil where there is none, or
// it cannot.
func cpython(p pythons, name string) figures {
	cmd := p.plain
	if strings.HasPrefix(name, "interpreters ") {
		cmd = p.interpreters
	}
	if cmd == nil {
		return nil
	}
	args := append(append(slices.Clone(cmd[1:]), "testdata/predictions.py"), strings.Fields(name)...)
	out, err := exec.Command(cmd[0], args...).Output()
	var f figures
	if err != nil || json.Unmarshal(out, &f) != nil {
		return nil
	}
	return f
}
