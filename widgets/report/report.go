// Package report writes a run as one HTML file that needs nothing else, no
// program and no network: the lanes, which can be zoomed, the state of every
// primitive under the pointer, and tables.
//
// This file holds what goes into the file.
package report

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"image/color"
	"io"
	"strconv"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
	"corelanes/widgets/words"
)

// Report is what is told of a run. Its texts are in the reader's language.
type Report struct {
	Title    string
	Said     string      // what the run shows, in a sentence
	Figures  [][2]string // a name and a value each
	Language string      // "en", "ru"
	View     *trace.View
}

// Limits of what is put into a file, so that a browser opens it at once.
const (
	maxSpans  = 200_000 // of all lanes; with more a lane is drawn in bins
	maxEvents = 100_000 // of all primitives; with more their states are left out
	bins      = 4096    // of a lane that is drawn in bins
)

//go:embed report.html
var page string

//go:embed report.css
var style string

//go:embed report.js
var script string

// data is what the script reads.
type data struct {
	End      trace.Time        `json:"end"`
	States   []state           `json:"states"`
	Lanes    []lane            `json:"lanes"`
	Objs     []obj             `json:"objs"`
	Counters []counter         `json:"counters"`
	Texts    []string          `json:"texts"`
	Words    map[string]string `json:"words"`
	Stateful bool              `json:"stateful"` // the primitives' events are all there
}

type state struct {
	Word   string `json:"word"`
	Letter string `json:"letter"`
	Color  string `json:"color"`
	Stripe int    `json:"stripe"` // its pattern
}

// lane is a row of states: spans, each from a moment to the next one's, or the
// share of each state in bins of equal length, in hundredths.
type lane struct {
	ID    trace.Lane   `json:"id"`
	Name  string       `json:"name"`
	Color string       `json:"color"`
	Depth int          `json:"depth"`
	From  []trace.Time `json:"from,omitempty"`
	State []int        `json:"state,omitempty"`
	Text  []int        `json:"text,omitempty"` // why, a number of Texts; 0 nothing
	Bins  [][]int      `json:"bins,omitempty"` // by state
}

// obj is a primitive: its events, five numbers each (time, kind, lane, slot,
// value), in its own order.
type obj struct {
	Kind   string  `json:"kind"`
	Name   string  `json:"name"`
	Events []int64 `json:"events"`
	Values []named `json:"values"` // which of its values are shown, and as what
}

type named struct {
	Slot int    `json:"slot"`
	Word string `json:"word"`
}

type counter struct {
	Name  string       `json:"name"`
	Unit  string       `json:"unit"`
	Times []trace.Time `json:"times"`
	Value []int64      `json:"value"`
}

// Write writes the file.
func Write(w io.Writer, r Report) error {
	t, err := template.New("report").Parse(page)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	d, tables := gather(r.View)
	raw, err := json.Marshal(d) // escapes <, > and &, so no text ends the script
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	err = t.Execute(w, map[string]any{
		"Title": r.Title, "Said": r.Said, "Figures": r.Figures, "Language": r.Language, "Tables": tables, "Help": words.X("w.report.help"),
		"Style": template.CSS(style), "Script": template.JS(script), "Data": template.JS(raw), "Made": words.X("w.report.made"), //nolint:gosec // our own, and JSON whose marks are escaped
	})
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// gather collects what the script draws, and the tables under it.
func gather(v *trace.View) (data, []table) {
	g := &gathering{v: v, number: map[string]int{}, theme: look.Light().For(v)}
	g.Texts = []string{""}
	g.Lanes, g.Objs, g.Counters = []lane{}, []obj{}, []counter{}
	g.End, g.Words = v.End(), pageWords()
	for _, st := range look.States() {
		g.States = append(g.States, state{words.State(st.State), st.Letter, hex(st.Color), int(st.Pattern)})
	}
	g.lanes()
	g.objs()
	s := insight.Summarise(v)
	return g.data, []table{lanesTable(&s), objsTable(v, &s)}
}

type gathering struct {
	data
	v      *trace.View
	number map[string]int // of texts
	theme  look.Theme
}

// text is a text's number.
func (g *gathering) text(s string) int {
	if s == "" {
		return 0
	}
	n, ok := g.number[s]
	if !ok {
		n = len(g.Texts)
		g.Texts = append(g.Texts, s)
		g.number[s] = n
	}
	return n
}

func (g *gathering) lanes() {
	spans := 0
	for i := range g.v.Lanes() {
		spans += g.v.Lanes()[i].Len()
	}
	l := paint.NewLayout(&paint.Scene{View: g.v, To: g.v.End(), Words: words.Paint()})
	for _, r := range l.Rows {
		if r.Kind != paint.RowLane {
			continue
		}
		x := g.v.Lane(r.Lane)
		out := lane{ID: r.Lane, Name: paint.LaneName(g.v, r.Lane), Color: hex(g.theme.OwnerOf(r.Lane)), Depth: r.Depth}
		if spans > maxSpans {
			out.Bins = shares(x, g.v.End())
		} else {
			for j := range x.Len() {
				s, _ := x.Span(j)
				out.From = append(out.From, s.From)
				out.State = append(out.State, int(s.State))
				out.Text = append(out.Text, g.text(g.why(s)))
			}
		}
		g.Lanes = append(g.Lanes, out)
	}
}

// why is what a span says beside its state.
func (g *gathering) why(s trace.Span) string {
	switch {
	case g.v.Label(s) != "":
		return g.v.Label(s)
	case s.Obj != 0:
		return g.name(s.Obj)
	case s.State == trace.StateBlocked && s.Arg > 0:
		return words.X("w.report.join", words.With{"Lane": words.Lane(g.v, trace.Lane(s.Arg))})
	case s.State == trace.StateOverhead:
		return words.Overhead(trace.Overhead(s.Arg))
	case s.Core != trace.CoreUnknown:
		return words.X("w.core") + " " + strconv.Itoa(int(s.Core))
	}
	return ""
}

// name is what an object is called on a bar.
func (g *gathering) name(o trace.Obj) string {
	x := g.v.Obj(o)
	if x == nil {
		return ""
	}
	kind := words.Kind(x.Info.Kind)
	if x.Info.Name == "" || x.Info.Name == kind {
		return kind
	}
	return kind + " " + x.Info.Name
}

func shares(l *trace.LaneView, end trace.Time) [][]int {
	out := make([]trace.Share, bins)
	l.Shares(0, end, out)
	by := make([][]int, len(out[0]))
	for class := range by {
		by[class] = make([]int, bins)
		for i := range out {
			by[class][i] = int(out[i][class]*100 + 0.5)
		}
	}
	return by
}

func (g *gathering) objs() {
	events := 0
	for i := range g.v.Objs() {
		events += g.v.Objs()[i].Len()
	}
	g.Stateful = events <= maxEvents
	for i := range g.v.Objs() {
		o := &g.v.Objs()[i]
		if o.Info.Kind == trace.ObjCounter {
			g.counter(o.Info)
			continue
		}
		if o.Info.ID == 0 || !g.Stateful {
			continue
		}
		x := obj{Kind: words.Kind(o.Info.Kind), Name: o.Info.Name, Values: values(o.Info.Kind), Events: []int64{}}
		last := trace.Time(0)
		for j := range o.Len() {
			e := o.Event(j)
			last = max(last, e.Time)
			x.Events = append(x.Events, int64(last), int64(e.Kind), int64(e.Lane), int64(e.Slot), e.Arg)
		}
		g.Objs = append(g.Objs, x)
	}
}

func (g *gathering) counter(info trace.ObjInfo) {
	c := counter{Name: paint.RowName(g.v, paint.Row{Kind: paint.RowCounter, Obj: info.ID, Lane: info.Lane}, words.Paint()), Unit: info.Unit}
	if info.Core != trace.CoreUnknown {
		c.Name = words.X("w.core") + " " + strconv.Itoa(int(info.Core))
	}
	for _, s := range g.v.Samples(info.ID) {
		c.Times, c.Value = append(c.Times, s.Time), append(c.Value, s.Value)
	}
	if len(c.Times) > 0 {
		g.Counters = append(g.Counters, c)
	}
}
