package engine

// This file holds why a model cannot run a scenario.

import "corelanes/engine/model"

// Unsuited is why a model cannot run a scenario, as a short name that can be
// translated; "" when it can.
type Unsuited string

// The reasons.
const (
	Impossible     Unsuited = "impossible" // the model is not possible on this machine
	NoText         Unsuited = "notext"     // there is no Python text to run
	Alone          Unsuited = "alone"      // its workers meet, and the model runs one after another
	NoProcess      Unsuited = "noprocess"  // it needs processes
	BlocksLoop     Unsuited = "blocks"     // its calls would block the only thread
	NoLoop         Unsuited = "noloop"     // it needs an event loop
	SharesNoObject Unsuited = "isolated"   // its workers share objects, the model's none
	NoPackage      Unsuited = "nopackage"  // its Python text needs a package that the interpreter does not have
)

var unsuitedWords = map[Unsuited]string{
	Impossible:     "it is not possible here",
	NoText:         "it has no Python text that runs by itself",
	Alone:          "its workers wait for each other, and one after another none would ever be met",
	NoProcess:      "it sends its workers signals, and only a process can be sent one",
	BlocksLoop:     "its workers wait for each other in calls of the operating system, and on one thread the first would wait for ever",
	NoLoop:         "it is about an event loop, and this model has none",
	SharesNoObject: "its workers share objects, and interpreters share none",
	NoPackage:      "its Python text needs a package that this interpreter does not have",
}

// Unsuiteds are all reasons why a model cannot run a scenario.
func Unsuiteds() []Unsuited {
	return []Unsuited{Impossible, NoText, Alone, NoProcess, BlocksLoop, NoLoop, SharesNoObject, NoPackage}
}

// Words says the reason.
func (u Unsuited) Words() string { return unsuitedWords[u] }

// WhyNot is why a model cannot run a scenario; "" when it can. Of a model that is
// Impossible the model itself says more, and of NoPackage Lacking does. That is
// known only of interpreters that were asked by AskPackages.
func WhyNot(s *Scenario, m Model) Unsuited { return WhyNotIn(s, m, "") }

// WhyNotIn is the same with an interpreter for the model cpython, "" for the
// default one.
func WhyNotIn(s *Scenario, m Model, interpreter string) Unsuited {
	switch {
	case !m.Possible:
		return Impossible
	case m.ID == model.CPython: // a text says by itself whether it has a loop, or processes
		return unsuitedText(s, interpreter)
	case s.NeedsConcurrency && !m.Concurrent:
		return Alone
	case s.NeedsProcesses && !m.Processes:
		return NoProcess
	case s.Blocks && m.Tasks:
		return BlocksLoop
	case s.NeedsLoop && !m.Tasks:
		return NoLoop
	case m.Isolated && s.Shares():
		return SharesNoObject
	}
	return ""
}

// unsuitedText is why a real CPython cannot run a scenario.
func unsuitedText(s *Scenario, interpreter string) Unsuited {
	switch {
	case len(Insides(s)) == 0:
		return NoText
	case Lacking(s, "", interpreter) != nil:
		return NoPackage
	}
	return ""
}

// Legal says, for a scenario, which models can run it; the others map to the
// reason why not, in English.
func Legal(s *Scenario) (ids []string, whyNot map[string]string) {
	whyNot = map[string]string{}
	for _, m := range Models() {
		switch why := WhyNot(s, m); why {
		case "":
			ids = append(ids, m.ID)
		case Impossible:
			whyNot[m.ID] = m.WhyNot
		case NoPackage:
			whyNot[m.ID] = why.Words()
			if lacks := Lacking(s, "", ""); lacks != nil {
				whyNot[m.ID] = lacks.Words()
			}
		default:
			whyNot[m.ID] = why.Words()
		}
	}
	return ids, whyNot
}
