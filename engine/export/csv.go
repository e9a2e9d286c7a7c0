package export

// This file holds the tables: comma-separated values with a header, times in
// seconds since the run began with nine decimals.

import (
	"encoding/csv"
	"io"
	"strconv"

	"corelanes/engine/trace"
)

// eventColumns are the header of the table of events.
var eventColumns = []string{"time_s", "lane", "lane_name", "kind", "object", "object_kind", "object_name", "seq", "slot", "value", "core", "text"}

// writeEvents writes every event: the lanes' states, then the log, then the
// counters' samples, each in the order of time.
func writeEvents(w io.Writer, v *trace.View) error {
	out := csv.NewWriter(w)
	if err := out.Write(eventColumns); err != nil {
		return err
	}
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		for j := range l.Len() {
			s, _ := l.Span(j)
			e := trace.Event{Time: s.From, Lane: l.Info.ID, Kind: trace.KindState, Obj: s.Obj, Arg: s.Arg, Core: s.Core, Slot: trace.Slot(s.State)}
			if s.State == trace.StateNone {
				continue // the end of the lane, which the log has
			}
			if err := out.Write(eventRow(v, e, s.State.String())); err != nil {
				return err
			}
		}
	}
	for i := range v.LogLen() {
		e := v.Log(i)
		text := ""
		switch {
		case e.Kind == trace.KindSay || e.Kind == trace.KindMisuse || e.Kind == trace.KindTest:
			text = v.Text(e.Arg)
		case (e.Kind == trace.KindPush || e.Kind == trace.KindPop) && e.Arg == trace.ItemNone:
			text = "None"
		}
		if err := out.Write(eventRow(v, e, text)); err != nil {
			return err
		}
	}
	for i := range v.Objs() {
		o := v.Objs()[i].Info
		for _, s := range v.Samples(o.ID) {
			e := trace.Event{Time: s.Time, Lane: o.Lane, Kind: trace.KindSample, Obj: o.ID, Arg: s.Value, Core: o.Core}
			if err := out.Write(eventRow(v, e, o.Unit)); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func eventRow(v *trace.View, e trace.Event, text string) []string {
	row := []string{seconds(e.Time), number(e.Lane), laneName(v, e.Lane), e.Kind.String(), number(e.Obj), "", "", "", "", "", "", text}
	if o := v.Obj(e.Obj); o != nil {
		row[5], row[6] = o.Info.Kind.String(), o.Info.Name
	}
	if e.Seq != 0 {
		row[7], row[8] = number(e.Seq), strconv.Itoa(int(e.Slot))
	}
	row[9] = strconv.FormatInt(e.Arg, 10)
	if e.Core != trace.CoreUnknown {
		row[10] = strconv.Itoa(int(e.Core))
	}
	return row
}

// stateColumns are the header of the table of states.
var stateColumns = []string{"lane", "lane_name", "lane_kind", "pid", "tid", "from_s", "to_s", "duration_s", "state", "reason", "core"}

func writeStates(w io.Writer, v *trace.View) error {
	out := csv.NewWriter(w)
	if err := out.Write(stateColumns); err != nil {
		return err
	}
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		for j := range l.Len() {
			s, to := l.Span(j)
			if s.State == trace.StateNone {
				continue
			}
			core := ""
			if s.Core != trace.CoreUnknown {
				core = strconv.Itoa(int(s.Core))
			}
			if err := out.Write([]string{
				number(l.Info.ID), l.Info.Name, l.Info.Kind.String(), strconv.Itoa(l.Info.PID), strconv.Itoa(l.Info.TID),
				seconds(s.From), seconds(to), seconds(to - s.From), s.State.String(), reason(v, s), core,
			}); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// number is a number, "" for 0, which numbers nothing.
func number[T ~uint32](n T) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(n), 10)
}

// seconds is a time in seconds.
func seconds(t trace.Time) string { return strconv.FormatFloat(float64(t)/1e9, 'f', 9, 64) }
