package explore

// This file holds the tab Waits: how long the waits for each thing, and the
// holds of each object, took, as a histogram. A bar leads to the lanes: what is
// in it is framed there, and the buttons go from one to the next.

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/pick"
	"corelanes/app/text"
	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/bars"
	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

// waits is the tab.
type waits struct {
	page *Page
	of   *conduct.Found // that is shown
	view *trace.View    // in which it was found
	key  waitKey        // which of its things
	bins []insight.Bin
	bin  int // the one that is framed on the lanes, -1 none
	at   int // which of it the playhead is at, -1 none

	which *pick.Picker
	says  *widget.Label
	bars  *bars.Bars
	walk  *fyne.Container // the buttons that go from one to the next
	count *widget.Label
	body  *fyne.Container
}

// waitKey names a thing that was waited for or held.
type waitKey struct {
	hold  bool
	state trace.State
	obj   trace.Obj
}

func keyOf(s *insight.Stretches) waitKey { return waitKey{s.Hold, s.State, s.Obj} }

func newWaits(p *Page) *waits { return &waits{page: p, bin: -1, at: -1} }

// build makes the tab anew, in the language of now.
func (w *waits) build() fyne.CanvasObject {
	w.which = pick.New(waitsWidth*float32(w.page.Scale()), func(id string) {
		n, _ := strconv.Atoi(id)
		if all := w.all(); n < len(all) {
			w.choose(keyOf(&all[n]))
		}
	})
	w.which.Search, w.which.None, w.which.OnKey = text.X("a.waits.search"), text.X("a.pick.none"), w.page.TypedKey
	w.says = widget.NewLabel("")
	w.says.Wrapping = fyne.TextWrapWord
	w.bars = bars.New()
	w.bars.OnTap = func(b bars.Bar) { w.frame(int(b.Key)) }
	w.count = widget.NewLabel("")
	w.walk = container.NewHBox(
		w.page.quiet("", theme.NavigateBackIcon(), "a.hint.previous", func() { w.next(-1) }), w.count,
		w.page.quiet("", theme.NavigateNextIcon(), "a.hint.next", func() { w.next(1) }),
		w.page.quiet("", theme.CancelIcon(), "a.hint.close", w.unframe))
	w.body = container.NewVBox(w.which, w.says, container.NewPadded(w.bars), w.walk)
	w.of, w.view = w.page.frame.Found, w.page.frame.View
	w.fill()
	return container.NewVScroll(w.body)
}

// waitsWidth is how wide the list of things is, with type of size 1.
const waitsWidth = 260

// all are the things that were waited for or held.
func (w *waits) all() []insight.Stretches {
	if w.of == nil {
		return nil
	}
	return w.of.Times
}

// show shows what was found in a frame's recording.
func (w *waits) show(f *conduct.Frame) {
	if w.of == f.Found {
		return
	}
	w.of, w.view, w.bin, w.at = f.Found, f.View, -1, -1
	w.fill()
}

// chosen is the thing on show: the one that was chosen, of whatever recording,
// or else the first.
func (w *waits) chosen() (at int, s *insight.Stretches) {
	all := w.all()
	for i := range all {
		if keyOf(&all[i]) == w.key {
			return i, &all[i]
		}
	}
	if len(all) > 0 {
		return 0, &all[0]
	}
	return 0, nil
}

// choose shows another thing.
func (w *waits) choose(k waitKey) {
	w.key = k
	w.unframe()
	w.fill()
}

// fill shows the thing that is chosen.
func (w *waits) fill() {
	at, s := w.chosen()
	seen(w.which, s != nil)
	seen(w.bars, s != nil)
	w.bins = nil
	if s == nil {
		key := "a.waits.none"
		if w.of == nil {
			key = "a.waits.wait"
		}
		w.says.SetText(text.X(key))
		w.bars.Set(nil)
		w.tell()
		return
	}
	v, u := w.view, words.Units()
	var items []pick.Item
	for i, x := range w.all() {
		items = append(items, pick.Item{ID: strconv.Itoa(i), Title: stretchesName(v, &x), Detail: text.X("a.waits.sum", text.With{"Times": text.N("a.waits.times", len(x.All)), "Time": u.Duration(x.Time)})})
	}
	w.which.SetItems(items)
	w.which.Choose(strconv.Itoa(at))
	says := text.X("a.waits.says", text.With{
		"Sum":    text.X("a.waits.sum", text.With{"Times": text.N("a.waits.times", len(s.All)), "Time": u.Duration(s.Time)}),
		"Median": u.Duration(s.Quantile(0.5)), "Most": u.Duration(s.Quantile(0.9)), "Longest": u.Duration(s.Quantile(1)),
	})
	if s.Cut {
		says += " " + text.X("a.range.cut")
	}
	w.says.SetText(says)
	w.bins = s.Bins()
	w.bars.Set(binBars(w.bins, w.bin, s, u))
	w.tell()
}

// binBars are the histogram's bars.
func binBars(bins []insight.Bin, framed int, s *insight.Stretches, u look.Units) (out []bars.Bar) {
	ink := look.Of(trace.StateRunning).Color
	if !s.Hold {
		ink = look.Of(s.State).Color
	}
	for i, b := range bins {
		label := text.X("a.waits.bin", text.With{"Least": u.Duration(b.Least), "Below": u.Duration(b.Below)})
		if b.Least == 0 {
			label = text.X("a.waits.below", text.With{"Below": u.Duration(b.Below)})
		}
		bar := bars.Bar{Label: label, Value: float64(len(b.All)), Text: strconv.Itoa(len(b.All)) + " · " + u.Duration(b.Time), Color: ink, Key: int64(i)}
		if i == framed {
			bar.Ghost = bar.Value
		}
		out = append(out, bar)
	}
	return out
}

// frame frames a bar's stretches on the lanes and goes to the first of them;
// asked for again, to the next.
func (w *waits) frame(bin int) {
	if bin < 0 || bin >= len(w.bins) || len(w.bins[bin].All) == 0 {
		return
	}
	if w.bin != bin {
		w.bin, w.at = bin, -1
		w.page.lanes.SetMarked(w.bins[bin].All)
		_, s := w.chosen()
		w.bars.Set(binBars(w.bins, bin, s, words.Units()))
	}
	w.next(1)
}

// unframe ends that.
func (w *waits) unframe() {
	w.bin, w.at = -1, -1
	w.page.lanes.SetMarked(nil)
	w.fill()
}

// next goes to the next of the framed stretches (1) or the one before (-1).
func (w *waits) next(by int) {
	if w.bin < 0 || w.bin >= len(w.bins) {
		return
	}
	all := w.bins[w.bin].All
	w.at = ((max(w.at, -1)+by)%len(all) + len(all)) % len(all)
	s := all[w.at]
	w.page.selectLane(s.Lane)
	w.page.lanes.RevealLane(s.Lane)
	if from, to := w.page.lanes.Window(); s.Took() < (to-from)/visiblePart {
		w.page.lanes.SetWindow(s.From-s.Took()*roomPart, s.To+s.Took()*roomPart)
	}
	w.page.moveTo(s.From)
	w.tell()
}

const (
	visiblePart = 200 // a stretch that is a smaller part of the window is zoomed to
	roomPart    = 8   // so many times itself is left beside it then
)

// tell says which of how many it is.
func (w *waits) tell() {
	seen(w.walk, w.bin >= 0)
	if w.bin >= 0 && w.bin < len(w.bins) {
		w.count.SetText(text.X("a.waits.at", text.With{"At": w.at + 1, "Of": len(w.bins[w.bin].All)}))
	}
	w.body.Refresh()
}

// stretchesName is what was waited for, or held.
func stretchesName(v *trace.View, s *insight.Stretches) string {
	if s.Hold {
		return text.X("a.waits.hold", text.With{"Obj": words.Named(v, s.Obj)})
	}
	return waitName(v, s.State, s.Obj)
}

// waitName is what a lane waits for in a state: the GIL, a primitive, the end of
// another lane, or what the state says.
func waitName(v *trace.View, s trace.State, o trace.Obj) string {
	switch {
	case o != 0 && s == trace.StateWaitGIL && onlyOne(v, trace.ObjGIL):
		return words.State(s)
	case o != 0:
		return text.X("a.waits.for", text.With{"Obj": words.Obj(v, o)})
	case s == trace.StateBlocked:
		return text.X("a.waits.ends")
	}
	return words.State(s)
}

// onlyOne says whether there is one object of the kind.
func onlyOne(v *trace.View, k trace.ObjKind) bool {
	n := 0
	objs := v.Objs()
	for i := range objs {
		if objs[i].Info.Kind == k {
			n++
		}
	}
	return n == 1
}
