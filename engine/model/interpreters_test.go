package model_test

// This file tests that interpreters share nothing: each has global variables and
// a GIL of its own, and what crosses is a copy. Goroutines share all.

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"corelanes/engine/code"
	"corelanes/engine/model"
	"corelanes/engine/osys"
	"corelanes/engine/proc"
	"corelanes/engine/trace"
	"corelanes/engine/work"
)

const globalText = `x = 0

def add(times):
    global x
    for i in range(times):
        x += 1
    return x
`

// globals runs two workers that count up a global variable, one after the other,
// and is what main finds in its own.
func globals(t *testing.T, id string) (string, *trace.View) {
	t.Helper()
	m, err := model.Find(id)
	if err != nil {
		t.Fatal(err)
	}
	add := func(w work.Worker, times int64) ([]byte, error) {
		v, err := w.Call("add", code.Int(times))
		return []byte(v.String()), err
	}
	arg := []byte("mine")
	p := work.Program{Text: globalText, Bodies: map[string]work.Body{
		work.Main: func(w work.Worker, _ *work.Kit, _ []byte) ([]byte, error) {
			for i := range 2 {
				h, err := w.Start(fmt.Sprintf("Worker-%d", i+1), "add", arg)
				if err != nil {
					return nil, err
				}
				if _, err := h.Join(); err != nil {
					return nil, err
				}
			}
			return add(w, 0)
		},
		"add": func(w work.Worker, _ *work.Kit, arg []byte) ([]byte, error) {
			copy(arg, "THEIRS")
			return add(w, 1000)
		},
	}}
	mem, err := osys.NewMemory(trace.MinArenaBytes + 16<<20)
	if err != nil {
		t.Fatal(err)
	}
	defer mem.CloseFile()
	arena, err := trace.NewArena(mem.Bytes(), mem)
	if err != nil {
		t.Fatal(err)
	}
	var family proc.Family
	defer family.End()
	s := &model.Stage{Program: p, Memory: mem, Arena: arena, Clock: osys.NewClock(), Family: &family, Options: model.Options{Workers: 2, SwitchInterval: time.Millisecond}}
	out, err := m.Run(s)
	if err != nil {
		t.Fatal(err)
	}
	if shared := !bytes.Equal(arg, []byte("mine")); shared == m.Isolated {
		t.Errorf("%s: what a worker was given is shared: %v", id, shared)
	}
	arena.Finish(1 << 46)
	rec := trace.NewRecording(arena)
	rec.Update(0)
	return string(out), rec.Cut()
}

func TestInterpretersHaveGlobalsAndAGILOfTheirOwnAndCopiesAreRecorded(t *testing.T) {
	x, v := globals(t, "interpreters")
	if x != "0" {
		t.Errorf("main's variable is %s", x)
	}
	gils, copies := 0, 0
	for i := range v.Objs() {
		if v.Objs()[i].Info.Kind == trace.ObjGIL {
			gils++
		}
	}
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		for j := range l.Len() {
			s, _ := l.Span(j)
			if s.State == trace.StateOverhead && (trace.Overhead(s.Arg) == trace.OverheadSend || trace.Overhead(s.Arg) == trace.OverheadReceive) {
				copies++
			}
		}
		if i > 0 && l.Info.Kind != trace.LaneInterpreter {
			t.Errorf("lane %s is a %s", l.Info.Name, l.Info.Kind)
		}
	}
	if gils != 3 || copies != 6 {
		t.Errorf("%d GILs, %d copies; want 3 and 6", gils, copies)
	}
}

func TestThreadsAndGoroutinesShareGlobals(t *testing.T) {
	for _, id := range []string{"threads", "free-threads", "goroutines"} {
		if x, _ := globals(t, id); x != "2000" {
			t.Errorf("%s: main's variable is %s", id, x)
		}
	}
}
