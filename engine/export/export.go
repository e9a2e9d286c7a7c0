// Package export writes a recording in formats that other programs read:
// tables, Chrome's trace JSON, and Perfetto's protobuf.
//
// This file holds the table of formats, and what they have in common.
package export

import (
	"bufio"
	"fmt"
	"io"

	"corelanes/engine/trace"
	"corelanes/engine/usage"
)

// Format is one row of the table.
type Format struct {
	ID   string // on the command line, "chrome"
	Does string // what it is, in a sentence
	File string // how the names of its files end, ".json"
	to   func(w io.Writer, v *trace.View) error
}

// Formats are the formats of this package.
func Formats() []Format {
	return []Format{
		{"perfetto", "protobuf for ui.perfetto.dev, with a named track for each lane and object, flows and counters", ".perfetto-trace", writePerfetto},
		{"chrome", "Chrome's trace JSON, which Perfetto, VizTracer's viewer and others read", ".json", writeChrome},
		{"csv", "a table of all events", ".csv", writeEvents},
		{"csv-states", "a table of what each lane was doing, from when to when", ".csv", writeStates},
	}
}

// Write writes a recording in the format with the ID; the error is a
// *usage.Error when there is no such format.
func Write(w io.Writer, format string, v *trace.View) error {
	var known []string
	for _, f := range Formats() {
		if f.ID == format {
			b := bufio.NewWriterSize(w, 1<<16)
			if err := f.to(b, v); err != nil {
				return fmt.Errorf("export to %s: %w", format, err)
			}
			if err := b.Flush(); err != nil {
				return fmt.Errorf("export to %s: %w", format, err)
			}
			return nil
		}
		known = append(known, f.ID)
	}
	return usage.Unknown("format", format, known)
}

// laneName is a lane's name, or its number where it has none.
func laneName(v *trace.View, l trace.Lane) string {
	if x := v.Lane(l); x != nil && x.Info.Name != "" {
		return x.Info.Name
	}
	if l == 0 {
		return ""
	}
	return fmt.Sprintf("lane %d", l)
}

// objName is an object's kind and name: "lock file".
func objName(v *trace.View, o trace.Obj) string {
	x := v.Obj(o)
	if x == nil || o == 0 {
		return ""
	}
	if x.Info.Name == "" {
		return x.Info.Kind.String()
	}
	return x.Info.Kind.String() + " " + x.Info.Name
}

// reason says what a span waits for or is spent on: an object, a lane, a kind of
// overhead; "" if there is nothing to say.
func reason(v *trace.View, s trace.Span) string {
	if label := v.Label(s); label != "" {
		return label
	}
	switch {
	case s.Obj != 0:
		return objName(v, s.Obj)
	case s.State == trace.StateBlocked && s.Arg > 0:
		return "end of " + laneName(v, trace.Lane(s.Arg))
	case s.State == trace.StateOverhead:
		return trace.Overhead(s.Arg).String()
	}
	return ""
}
