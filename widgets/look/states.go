// Package look says what things look like: the colours, patterns and letters
// of the states, the colours of the owners, and the neutral colours of a
// theme. It is a table, used by the painter, the legend, the cards and the
// summary, so that a state looks the same wherever it is met.
//
// A state is told in three ways at once, by colour, by pattern and by a
// letter, so that it survives a bad projector and colour-blind eyes.
//
// This file holds the table of the states.
package look

import (
	"image/color"

	"corelanes/engine/trace"
)

// Pattern is how a state's bar is filled beside its colour.
type Pattern uint8

// The patterns, one for each state.
const (
	PatternNone       Pattern = iota // nothing is drawn
	PatternSolid                     // plain
	PatternDoubleEdge                // plain, with a second line along both edges
	PatternDiagonal                  // stripes rising to the right
	PatternCross                     // cross-hatched
	PatternDots                      // dots
	PatternSparseDots                // few dots
	PatternHorizontal                // lines along the bar
	PatternVertical                  // lines across the bar
	PatternGrid                      // lines along and across it
)

// State is how one state looks.
type State struct {
	State   trace.State
	Color   color.RGBA // Okabe–Ito, opaque
	Pattern Pattern
	Letter  string // one capital in English, "" for none; see words.Letter
	Word    string // key of the state's name in the words
	Help    string // key of a sentence that says what the state means
}

// states is the one table; its index is the state.
var states = [trace.NumStates]State{
	{trace.StateNone, color.RGBA{}, PatternNone, "", "w.state.none", "w.state.none.help"},
	{trace.StateRunning, rgb(0x009E73), PatternSolid, "R", "w.state.running", "w.state.running.help"},
	{trace.StateNative, rgb(0x007A5A), PatternDoubleEdge, "N", "w.state.native", "w.state.native.help"},
	{trace.StateWaitGIL, rgb(0xE69F00), PatternDiagonal, "G", "w.state.wait_gil", "w.state.wait_gil.help"},
	{trace.StateBlocked, rgb(0xD55E00), PatternCross, "B", "w.state.blocked", "w.state.blocked.help"},
	{trace.StateIO, rgb(0xCC79A7), PatternDots, "I", "w.state.io", "w.state.io.help"},
	{trace.StateSleep, rgb(0x7F8FA6), PatternSparseDots, "S", "w.state.sleep", "w.state.sleep.help"},
	{trace.StateReady, rgb(0xF0E442), PatternHorizontal, "Q", "w.state.ready", "w.state.ready.help"},
	{trace.StateOverhead, rgb(0x56B4E9), PatternVertical, "O", "w.state.overhead", "w.state.overhead.help"},
	{trace.StateStopped, rgb(0x0072B2), PatternGrid, "T", "w.state.stopped", "w.state.stopped.help"},
}

// Of is how state s looks; a state that is not in the table looks like none.
func Of(s trace.State) State {
	if s >= trace.NumStates {
		s = trace.StateNone
	}
	return states[s]
}

// States are the states that are drawn, in the order of the legend.
func States() []State {
	out := make([]State, 0, len(states)-1)
	for _, s := range states {
		if s.Pattern != PatternNone {
			out = append(out, s)
		}
	}
	return out
}

// Crashed is how the cross of a lane that died is told: its letter and word.
func Crashed() State {
	return State{Color: rgb(0x000000), Pattern: PatternCross, Letter: "X", Word: "w.state.crashed", Help: "w.state.crashed.help"}
}

func rgb(x uint32) color.RGBA {
	return color.RGBA{R: uint8(x >> 16), G: uint8(x >> 8), B: uint8(x), A: 0xFF}
}
