package explore

// This file holds the strip about the range of time that was selected: what it
// comes to, and its figures to take away as text or as a table.

import (
	"context"
	"encoding/csv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/hint"
	"corelanes/app/text"
	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/timeline"
	"corelanes/widgets/words"
)

// stretch is the strip.
type stretch struct {
	page    *Page
	sum     insight.Between
	label   *widget.Label
	content *fyne.Container

	asText, asTable *hint.Button // which of the two took the figures away is ticked

	stop  func()         // ends the visit of what is in the range; nil when there is none
	part  int            // of which has been visited, percent
	visit sync.WaitGroup // who visits
}

// atOnceSteps is how much is visited while the person waits, a few milliseconds;
// of more they see how far it is.
const atOnceSteps = 50_000

// told is how many waits the strip tells; the text to take away has all.
const told = 3

func newStretch(p *Page) *stretch {
	s := &stretch{page: p, label: widget.NewLabel("")}
	s.label.Wrapping = fyne.TextWrapWord
	s.asText = p.quiet(text.X("a.range.text"), theme.ContentCopyIcon(), "a.hint.copy", s.copyText)
	s.asTable = p.quiet(text.X("a.range.csv"), theme.ContentCopyIcon(), "a.hint.copycsv", s.copyCSV)
	buttons := container.NewHBox(
		p.forAction("", theme.ZoomFitIcon(), timeline.Word(timeline.FitSelection), func() { p.lanes.FitSelection() }),
		s.asText, s.asTable,
		p.quiet("", theme.CancelIcon(), "a.hint.close", p.lanes.ClearRange),
	)
	s.content = container.NewBorder(nil, nil, nil, container.NewVBox(buttons), s.label)
	s.content.Hide()
	return s
}

// take takes the figures away, and ticks who did it until the figures are others.
func (s *stretch) take(figures string, by *hint.Button) {
	fyne.CurrentApp().Clipboard().SetContent(figures)
	s.tick(by)
}

// tick ticks one of the two buttons, or neither.
func (s *stretch) tick(ticked *hint.Button) {
	for _, b := range []*hint.Button{s.asText, s.asTable} {
		if b == ticked {
			b.SetIcon(theme.ConfirmIcon())
		} else {
			b.SetIcon(theme.ContentCopyIcon())
		}
	}
}

// show shows the range that is selected, if one is.
func (s *stretch) show() {
	s.cancel()
	s.tick(nil)
	from, to, set := s.page.lanes.Range()
	v := s.page.lanes.View()
	if !set || v == nil || to <= from {
		s.sum = insight.Between{}
		seen(s.content, false)
		return
	}
	if s.sum = insight.StatesBetween(v, from, to); s.sum.Steps(v) <= atOnceSteps {
		s.sum = insight.Sum(v, from, to)
	} else {
		s.count(v, from, to)
	}
	s.tell(v)
	seen(s.content, true)
}

// tell shows what is known by now.
func (s *stretch) tell(v *trace.View) { s.label.SetText(strings.Join(s.lines(v, told), " · ")) }

// cancel ends the visit under way, if there is one.
func (s *stretch) cancel() {
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
}

// close is cancel that waits until nobody visits any more.
func (s *stretch) close() {
	s.cancel()
	s.visit.Wait()
}

// count visits what is in the range beside the window's own work.
func (s *stretch) count(v *trace.View, from, to trace.Time) {
	ctx, stop := context.WithCancel(context.Background())
	s.stop, s.part = stop, 0
	steps := s.sum.Steps(v)
	here := func(do func()) {
		s.page.post(func() {
			if ctx.Err() == nil {
				do()
				s.tell(v)
			}
		})
	}
	s.visit.Go(func() {
		sum, last := insight.StatesBetween(v, from, to), 0
		err := sum.Visit(ctx, v, func(n int) {
			if part := int(100 * int64(n) / int64(steps)); part >= last+partTold {
				last = part
				here(func() { s.part = part })
			}
		})
		if err == nil {
			here(func() {
				s.cancel()
				s.sum = sum
			})
		}
	})
}

// partTold is how many percent lie between two words on how far a visit is.
const partTold = 5

// lines are the range's figures in words, with so many of its waits.
func (s *stretch) lines(v *trace.View, waits int) (out []string) {
	b, u := &s.sum, words.Units()
	step := max((b.To-b.From)/1000, 1)
	out = append(out,
		text.X("a.range.from", text.With{"From": u.Instant(b.From, v.End(), step), "To": u.Instant(b.To, v.End(), step), "Took": u.Duration(b.To - b.From)}),
		text.X("a.range.busy", text.With{"Busy": oneDecimal(b.Busy, u)}))
	all := trace.Time(0)
	for _, t := range b.States {
		all += t
	}
	for state, t := range b.States {
		if t > 0 && state != int(trace.StateNone) {
			out = append(out, words.State(trace.State(state))+" "+u.Percent(float64(t)/float64(max(all, 1))))
		}
	}
	if b.Gaps > 0 {
		out = append(out, text.X("a.range.gap", text.With{"Time": u.Duration(b.Gaps)}))
	}
	for _, w := range b.Waits[:min(len(b.Waits), waits)] {
		out = append(out, text.X("a.range.wait", text.With{"What": waited(v, w), "Times": w.Times, "Time": u.Duration(w.Time)}))
	}
	for _, k := range slices.Sorted(maps.Keys(b.Ops)) {
		if waits < len(b.Waits) {
			break // in short
		}
		out = append(out, words.Operation(k)+" "+strconv.Itoa(b.Ops[k]))
	}
	if s.stop != nil {
		out = append(out, text.X("a.range.counting", text.With{"Percent": s.part}))
	}
	return out
}

// waited is what was waited for.
func waited(v *trace.View, w insight.WaitSum) string {
	switch {
	case w.Obj != 0:
		return words.Named(v, w.Obj)
	case w.Peer != 0:
		return text.X("a.range.end", text.With{"Lane": words.Lane(v, w.Peer)})
	}
	return words.State(w.State)
}

// copyText takes the figures away as lines of text.
func (s *stretch) copyText() {
	if v := s.page.lanes.View(); v != nil {
		s.take(strings.Join(s.lines(v, len(s.sum.Waits)), "\n")+"\n", s.asText)
	}
}

// copyCSV takes the figures away as a table: what it is about, its name, how
// often, how many nanoseconds. Names of states and operations are English, as in
// the command line's JSON.
func (s *stretch) copyCSV() {
	v := s.page.lanes.View()
	if v == nil {
		return
	}
	var out strings.Builder
	w := csv.NewWriter(&out)
	row := func(about, name string, count int, ns trace.Time) {
		_ = w.Write([]string{about, name, strconv.Itoa(count), strconv.FormatInt(int64(ns), 10)}) // into memory
	}
	_ = w.Write([]string{"about", "name", "count", "ns"})
	row("range", "from", 0, s.sum.From)
	row("range", "to", 0, s.sum.To)
	for state, t := range s.sum.States {
		if t > 0 {
			row("state", trace.State(state).String(), s.sum.Lanes, t)
		}
	}
	if s.sum.Gaps > 0 {
		row("range", "gaps", 0, s.sum.Gaps)
	}
	for _, x := range s.sum.Waits {
		row("wait:"+x.State.String(), waited(v, x), x.Times, x.Time)
	}
	for _, k := range slices.Sorted(maps.Keys(s.sum.Ops)) {
		row("operation", k.String(), s.sum.Ops[k], 0)
	}
	w.Flush()
	s.take(out.String(), s.asTable)
}
