package advise

// This file holds reading a job off a recording.

import (
	"fmt"
	"time"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// Shares are what the workers of a recording spent their time on, each 0 … 1.
type Shares struct {
	Text      float64 `json:"text"`      // executing Python text
	Native    float64 `json:"native"`    // executing native code
	GIL       float64 `json:"gil"`       // waiting for the GIL
	Waiting   float64 `json:"waiting"`   // for network, timers, primitives
	Ready     float64 `json:"ready"`     // waiting for a core, or for the loop
	Serialise float64 `json:"serialise"` // encoding and decoding what travels
	Start     float64 `json:"start"`     // starting and shutting down
}

// Of is the job that a recording shows: how much of its workers' time was
// computing and how much waiting, and how many pieces there were of which length.
// What cannot be seen in a recording (whether its libraries can be awaited, whether
// a crash must leave others alone) is left open.
func Of(v *trace.View) (Job, error) {
	s := insight.Summarise(v)
	var of [trace.NumStates]trace.Time
	var serialise, all trace.Time
	workers := 0
	for _, l := range s.Lanes {
		if !l.Worker {
			continue
		}
		workers++
		for st := trace.StateRunning; st < trace.NumStates; st++ {
			of[st] += l.States[st]
			all += l.States[st]
		}
		serialise += l.Spent[trace.OverheadSend]
	}
	computing := of[trace.StateRunning] + of[trace.StateNative]
	waiting := of[trace.StateIO] + of[trace.StateSleep] + of[trace.StateBlocked]
	if all <= 0 || computing+waiting <= 0 {
		return Job{}, fmt.Errorf("no worker of the recording did anything that advice could be made of")
	}
	part := func(t trace.Time) float64 { return float64(t) / float64(all) }
	pieces := workers
	for _, p := range insight.Pools(v) {
		if n := len(p.Tasks); n > pieces {
			pieces = n
		}
	}
	j := Job{
		Waiting: float64(waiting) / float64(computing+waiting), Pieces: pieces,
		Each: max(time.Duration(computing+waiting)/time.Duration(pieces), time.Microsecond),
		Recording: &Shares{
			Text: part(of[trace.StateRunning]), Native: part(of[trace.StateNative]), GIL: part(of[trace.StateWaitGIL]), Waiting: part(waiting),
			Ready: part(of[trace.StateReady]), Serialise: part(serialise), Start: max(0, part(of[trace.StateOverhead]-serialise)),
		},
	}
	if computing > 0 {
		j.Native = float64(of[trace.StateNative]) / float64(computing)
	}
	j.Each = min(j.Each, MaxEach)
	return j, nil
}
