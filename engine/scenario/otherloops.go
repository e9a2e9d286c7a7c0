package scenario

// This file holds S17: the same echo server on whatever loop the model has.

import (
	"errors"
	"fmt"
	"io"
	"time"

	"corelanes/engine/work"
)

// The calls that one task makes beside the server.
const (
	callNone    = "none"
	callAwait   = "await"   // a sleep that suspends
	callBlock   = "block"   // time.sleep: patched where a model patches, else it freezes
	callForeign = "foreign" // a sleep in foreign code, which nobody can patch
)

func otherLoops() *Scenario {
	return &Scenario{
		ID: "other-loops", Number: "S17", Category: "io", Workers: 1, NeedsLoop: true,
		Title:   "Other loops",
		Promise: "One echo server, on the plain loop, on the cheapest one, on green threads, in a nursery: what differs? And which call freezes which?",
		Parameters: []Parameter{
			{Name: "clients", Type: Int, Default: "50", Min: 1, Max: 1000, Sizes: map[string]string{Smoke: "3"}},
			{Name: "requests", Type: Int, Default: "200", Min: 1, Max: 100_000, Sizes: map[string]string{Smoke: "5"}},
			{Name: "bytes", Type: Int, Default: "1024", Min: 1, Max: 65536, Unit: "B"},
			{Name: "call", Type: Choice, Default: callNone, Choices: []string{callNone, callAwait, callBlock, callForeign}},
			hold("wait", "300ms", "5ms"),
		},
		Program: otherLoopsProgram,
	}
}

func otherLoopsProgram(v Values) (work.Program, error) {
	e := echoing{v.Int("clients"), v.Int("requests"), v.Int("bytes"), v["call"], v.Duration("wait")}
	return work.Program{
		Steps: e.clients,
		Bodies: map[string]work.Body{
			work.Main: e.main,
			"client":  e.client,
			"beside":  func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) { return nil, e.beside(w, k) },
		},
	}, nil
}

// echoing is what the run is about.
type echoing struct {
	clients, requests, bytes int
	call                     string
	wait                     time.Duration
}

func (e echoing) main(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
	a, ok := work.AsyncOf(w)
	if !ok {
		return nil, errors.New("this worker is no task of an event loop")
	}
	address, shut, err := a.Serve("", func(_ work.Worker, c io.ReadWriteCloser) error {
		_, err := io.CopyBuffer(struct{ io.Writer }{c}, struct{ io.Reader }{c}, make([]byte, max(e.bytes, 1024)))
		return err
	})
	if err != nil {
		return nil, err
	}
	k.At(w, "gather")
	begin := w.Self().Rec.Now()
	var handles []work.Handle
	for i := range e.clients {
		h, err := w.Start(fmt.Sprintf("Caller-%d", i+1), "client", []byte(address))
		if err != nil {
			return nil, err
		}
		handles = append(handles, h)
	}
	if e.call != callNone {
		h, err := w.Start("Beside", "beside", nil)
		if err != nil {
			return nil, err
		}
		handles = append(handles, h)
	}
	if err := joinAll(handles); err != nil {
		return nil, err
	}
	took := w.Self().Rec.Now() - begin
	if took > 0 {
		work.Say(w, fmt.Sprintf("%.0f requests a second", float64(e.clients*e.requests)/float64(took)*1e9))
	}
	if err := shut(); err != nil {
		return nil, err
	}
	return result(map[string]any{"requests": e.clients * e.requests, "bytes": e.clients * e.requests * e.bytes})
}

// client sends requests and waits for each to come back.
func (e echoing) client(w work.Worker, k *work.Kit, arg []byte) ([]byte, error) {
	a, ok := work.AsyncOf(w)
	if !ok {
		return nil, errors.New("this worker is no task of an event loop")
	}
	c, err := a.Connect(string(arg))
	if err != nil {
		return nil, err
	}
	defer c.Close()
	out, in := make([]byte, e.bytes), make([]byte, e.bytes)
	for i := range out {
		out[i] = byte(i)
	}
	for range e.requests {
		k.At(w, "send")
		if _, err := c.Write(out); err != nil {
			return nil, err
		}
		k.At(w, "receive")
		if _, err := io.ReadFull(c, in); err != nil {
			return nil, err
		}
		if string(in) != string(out) {
			return nil, errors.New("what came back is not what was sent")
		}
	}
	k.Step()
	return nil, nil
}

// beside waits, in a way that the loop may or may not notice.
func (e echoing) beside(w work.Worker, k *work.Kit) error {
	k.At(w, "beside")
	switch e.call {
	case callAwait:
		return w.Sleep(e.wait)
	case callBlock:
		return w.Block(e.wait)
	}
	return w.Native(func() error {
		time.Sleep(e.wait)
		return nil
	})
}
