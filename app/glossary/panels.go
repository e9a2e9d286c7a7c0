package glossary

// This file holds the table of the panels: what stands over each, and which
// terms belong to it.

import (
	"strings"

	"corelanes/app/text"
	"corelanes/engine/trace"
	"corelanes/widgets/paint"
	"corelanes/widgets/words"
)

// Panel is a part of the window with a title.
type Panel struct {
	ID    string
	Word  string   // key of its title
	Help  string   // key of what one looks at, "" for none
	Terms []string // the IDs of its terms, the first one is what it is about
}

// The panels' IDs. Those of Explore's tabs are the names of their texts.
const (
	State      = "state"
	Graph      = "graph"
	Findings   = "findings"
	Code       = "code"
	Log        = "log"
	Output     = "output"
	Summary    = "summary"
	Waits      = "waits"
	Processes  = "processes"
	Steps      = "steps"
	Legend     = "legend"
	Cores      = "cores"
	Workers    = "workers"
	Primitives = "primitives"
	Counters   = "counters"
	Bars       = "bars"
	Runs       = "runs"
	Table      = "table"
	Range      = "range"
	Slide      = "slide"
	Before     = "before"
	Spent      = "spent"
	Busy       = "busy"
	Memory     = "memory"
	Lessons    = "lessons"
	History    = "history"
)

// panels is the table.
var panels = []Panel{
	{State, "a.tab.state", "a.help.state", append([]string{"primitive", "playhead", "critical_section"}, kinds()...)},
	{Graph, "a.tab.graph", "a.help.graph", []string{"deadlock", "blocked", "lock", "contention", "playhead"}},
	{Findings, "a.tab.findings", "a.help.findings", []string{"race", "deadlock", "lost_update", "contention", "loop_lag", "overhead"}},
	{Code, "a.tab.code", "a.help.code", []string{"critical_section", "coroutine", "await", "bytecode", "playhead"}},
	{Log, "a.tab.log", "a.help.log", []string{"recording", "notify", "gil", "primitive", "playhead"}},
	{Output, "a.tab.output", "a.help.output", []string{"process", "signal", "recording"}},
	{Summary, "a.tab.summary", "a.help.summary", []string{"overhead", "speedup", "critical_path", "amdahl", "serialisation", "context_switch", "published"}},
	{Waits, "a.tab.waits", "a.help.waits", []string{"hold", "contention", "blocked", "notify"}},
	{Processes, "a.tab.processes", "a.help.processes", []string{"process", "pid", "child", "zombie", "signal", "address_space", "copy_on_write"}},
	{Steps, "a.tab.steps", "a.help.steps", []string{"controlled_run", "scheduler", "race", "deadlock"}},
	{Legend, "a.legend", "", []string{"ready", "blocked", "gil", "native", "overhead", "io_bound"}},
	{Cores, "w.section.cores", "w.section.cores.help", []string{"core", "parallelism", "scheduler", "context_switch"}},
	{Workers, "w.section.workers", "w.section.workers.help", []string{"worker", "thread", "process", "task", "coroutine", "lane"}},
	{Primitives, "w.section.primitives", "w.section.primitives.help", append([]string{"primitive"}, kinds()...)},
	{Counters, "w.section.counters", "w.section.counters.help", []string{"sample", "loop_lag", "address_space"}},
	{Bars, "a.versus.bars", "", []string{"speedup", "amdahl", "overhead", "cpu_bound", "io_bound"}},
	{Runs, "a.versus.lanes", "", []string{"lane", "concurrency", "parallelism", "model"}},
	{Table, "a.versus.table", "", []string{"published", "speedup", "amdahl"}},
	{Range, "a.versus.range", "", []string{"overhead", "speedup", "amdahl"}},
	{Slide, "a.versus.slide", "", []string{"overhead", "cpu_bound", "io_bound", "speedup"}},
	{Before, "a.versus.before", "", []string{"model", "published", "speedup", "scenario"}},
	{Spent, "a.versus.ledger", "", []string{"overhead", "serialisation", "context_switch", "gil", "worker"}},
	{Busy, "a.versus.busy", "", []string{"core", "parallelism", "cpu_bound"}},
	{Memory, "a.versus.memory", "", []string{"address_space", "copy_on_write", "process"}},
	{Lessons, "a.lesson.all", "a.lesson.intro", []string{"concurrency", "parallelism", "process", "thread", "task", "gil", "cpu_bound", "io_bound"}},
	{History, "a.page.history", "", []string{"recording", "scenario", "model"}},
}

// kinds are the terms of all kinds of objects: they are called as the kinds are.
func kinds() (out []string) {
	for k := trace.ObjGIL; k.String() != "unknown"; k++ {
		if k != trace.ObjCounter {
			out = append(out, k.String())
		}
	}
	return out
}

// OfSection is the panel of a section of the lanes.
func OfSection(s paint.Section) string {
	return [paint.NumSections]string{Cores, Workers, Primitives, Counters}[s]
}

// Panels are all panels.
func Panels() []Panel { return panels }

// panelOf is the panel with an ID, nil if there is none.
func panelOf(id string) *Panel {
	for i := range panels {
		if panels[i].ID == id {
			return &panels[i]
		}
	}
	return nil
}

// say is a text of the window's or of the widgets'.
func say(key string) string {
	if strings.HasPrefix(key, "w.") {
		return words.X(key)
	}
	return text.X(key)
}
