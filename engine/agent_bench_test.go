package engine

// This file measures what the agent in a real CPython costs: the same script
// without it and with it in turn, in the same run, under every interpreter that
// is found. `make agent` prints the table:
//
//	PYTHON="python3.11 python3.13" go test -run '^$' -bench AgentCost -benchtime 3x ./engine
//
// A figure is the median of as many runs as -benchtime says.

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"corelanes/engine/cpython"
)

// agentCosts are the rows: what the script calls them, what they are, and how
// many records the agent writes for one.
var agentCosts = []struct {
	name, what string
	records    float64
}{
	{"call", "a call of a function, which the agent leaves alone", 0},
	{"lock", "with lock", 2},
	{"event", "Event: set and clear", 2},
	{"queue", "Queue: put and get", 3},
	{"thread", "Thread: start and join", 0},
	{"task", "asyncio.sleep(0)", 2},
	{"bank", "4 threads and one lock, a little computed at every turn", 2},
	{"start", "a script that does nothing, from start to end", 0},
}

func BenchmarkAgentCost(b *testing.B) {
	pythons := agentPythons(b)
	plain, agent := map[string][]float64{}, map[string][]float64{} // by path and name
	for b.Loop() {
		for _, python := range pythons {
			for name, ns := range plainCosts(b, python) {
				plain[python.Path+name] = append(plain[python.Path+name], ns)
			}
			for name, ns := range costsWithAgent(b, python) {
				agent[python.Path+name] = append(agent[python.Path+name], ns)
			}
			start := python.Path + "start"
			plain[start], agent[start] = append(plain[start], startOf(b, python, false)), append(agent[start], startOf(b, python, true))
		}
	}
	for _, python := range pythons {
		t := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintf(t, "\nCPython %s: processor time, ns\twithout\twith the agent\t×\ta record\t\n", python)
		for _, c := range agentCosts {
			p, a, record := middleOf(plain[python.Path+c.name]), middleOf(agent[python.Path+c.name]), "–"
			if c.records > 0 {
				record = fmt.Sprintf("%.0f", (a-p)/c.records)
			}
			fmt.Fprintf(t, "%s\t%.0f\t%.0f\t%.2f\t%s\t\n", c.what, p, a, a/p, record)
		}
		if err := t.Flush(); err != nil {
			b.Fatal(err)
		}
	}
}

// agentPythons are the interpreters that PYTHON names, or those that are found.
func agentPythons(b *testing.B) (all []Interpreter) {
	for _, path := range strings.Fields(os.Getenv("PYTHON")) {
		if full, err := exec.LookPath(path); err == nil {
			path = full
		}
		x, err := cpython.Ask(context.Background(), path)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, x)
	}
	if all == nil {
		all = Interpreters(context.Background())
	}
	if all == nil {
		b.Skip(ErrNoPython)
	}
	return all
}

const agentScript = "testdata/agent_cost.py"

func costsIn(b *testing.B, out []byte) (ns map[string]float64) {
	if err := json.Unmarshal(out, &ns); err != nil {
		b.Fatalf("%v in %q", err, out)
	}
	return ns
}

func plainCosts(b *testing.B, python Interpreter) map[string]float64 {
	out, err := exec.Command(python.Path, agentScript).Output()
	if err != nil {
		b.Fatal(err)
	}
	return costsIn(b, out)
}

func costsWithAgent(b *testing.B, python Interpreter) map[string]float64 {
	r, err := Start(Plan{Script: &Script{File: agentScript}, Interpreter: python.Path, Deadline: 5 * time.Minute})
	if err != nil {
		b.Fatal(err)
	}
	o := r.Wait()
	var out bytes.Buffer
	r.Printed(&out, os.Stderr)
	if o.Err != nil {
		b.Fatal(o.Err)
	}
	return costsIn(b, out.Bytes())
}

// startOf is the processor time of a script that does nothing, ns.
func startOf(b *testing.B, python Interpreter, agent bool) float64 {
	if !agent {
		cmd := exec.Command(python.Path, os.DevNull)
		if err := cmd.Run(); err != nil {
			b.Fatal(err)
		}
		return float64(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime())
	}
	file := b.TempDir() + "/nothing.py"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		b.Fatal(err)
	}
	r, err := Start(Plan{Script: &Script{File: file}, Interpreter: python.Path, Deadline: time.Minute})
	if err != nil {
		b.Fatal(err)
	}
	if o := r.Wait(); o.Err != nil {
		b.Fatal(o.Err)
	}
	ns := int64(0)
	view := r.Recording().Cut()
	for i := range view.Lanes() {
		ns += view.Lanes()[i].CPU
	}
	return float64(ns)
}

func middleOf(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}
