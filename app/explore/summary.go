package explore

// This file holds the tab Summary: the figures of the run, where the workers'
// time went, and what the source text printed.

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/look"
	timeof "corelanes/widgets/summary"
	"corelanes/widgets/timeline"
	"corelanes/widgets/words"
)

// summary is the tab.
type summary struct {
	times   *timeof.Summary
	figures *fyne.Container
	path    *widget.RichText // the critical path in words
	shown   *conduct.Frame
	lanes   *timeline.Timeline // whose selected range the times are about
	losses  *losses
	body    *fyne.Container
}

func newSummary(p *Page) *summary {
	s := &summary{lanes: p.lanes, losses: newLosses(p), times: timeof.New(), figures: container.New(&columnsOf{2}), path: widget.NewRichText()}
	s.path.Wrapping = fyne.TextWrapWord
	s.times.OnSelect, s.losses.onGrow = p.selectLane, s.grown
	return s
}

func (s *summary) build() fyne.CanvasObject {
	s.times.Refresh()
	losses := s.losses.build()
	if s.shown != nil {
		s.show(s.shown)
	}
	above := container.NewVBox(s.figures, losses, s.path)
	s.body = container.New(&overLanes{above}, container.NewVScroll(above), s.times)
	return s.body
}

// overLanes lays a scroll over the list of lanes: as high as what is in it, but
// it leaves the list a part of the tab.
type overLanes struct{ in fyne.CanvasObject }

// lanesPart is the part of the tab that the list of lanes has at least.
const lanesPart = 0.3

// MinSize is as in fyne.Layout.
func (o *overLanes) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height)
}

// Layout is as in fyne.Layout.
func (o *overLanes) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(size.Width, 0)) // what wraps is as high as it is at this width
	h := min(o.in.MinSize().Height, size.Height*(1-lanesPart))
	objects[0].Resize(fyne.NewSize(size.Width, h))
	objects[1].Move(fyne.NewPos(0, h))
	objects[1].Resize(size.SubtractWidthHeight(0, h))
}

// show shows a frame's figures.
func (s *summary) show(f *conduct.Frame) {
	s.shown = f
	if f.View != nil {
		from, to, set := s.lanes.Range()
		if !set {
			from, to = 0, f.View.End()
		}
		s.times.SetView(f.View, from, to)
	}
	s.showPath(f)
	s.losses.show(f)
	s.figures.Objects = nil
	if f.Summary == nil {
		s.figures.Refresh()
		return
	}
	for _, x := range figures(f) {
		name := widget.NewLabel(x[0])
		name.SizeName, name.Importance = theme.SizeNameCaptionText, widget.LowImportance
		name.Wrapping = fyne.TextWrapWord
		value := widget.NewLabel(x[1])
		value.Wrapping = fyne.TextWrapWord
		s.figures.Add(name)
		s.figures.Add(value)
	}
	s.figures.Refresh()
	s.grown()
}

// grown lays the tab out anew: what is over the lanes has another height.
func (s *summary) grown() {
	if s.body != nil {
		s.body.Refresh()
	}
}

// showPath tells the critical path of a run that has ended.
func (s *summary) showPath(f *conduct.Frame) {
	s.path.Segments = nil
	for _, x := range pathFigure(f) {
		s.path.Segments = append(s.path.Segments,
			&widget.TextSegment{Text: x[0] + ": ", Style: widget.RichTextStyleStrong},
			&widget.TextSegment{Text: x[1], Style: widget.RichTextStyleInline})
	}
	seen(s.path, s.path.Segments != nil)
	s.path.Refresh()
}

// figures are names and values.
func figures(f *conduct.Frame) [][2]string {
	s, u := f.Summary, words.Units()
	out := [][2]string{{text.X("a.figure.wall"), u.Duration(s.Wall)}}
	if s.Gaps > 0 {
		out = append(out, [2]string{text.X("a.figure.gaps"), u.Duration(s.Gaps)})
	}
	if f.Outcome != nil && f.Outcome.Status == engine.Done { // workers tell their processor time when they end
		out = append(out,
			[2]string{text.X("a.figure.cpu"), u.Duration(s.CPU)},
			[2]string{text.X("a.figure.busy"), text.X("a.figure.of", text.With{"Busy": oneDecimal(s.Busy, u), "Cores": cores(f.View)})})
		if part := engine.RecordingOverhead(f.View, s); part > 0 {
			out = append(out, [2]string{text.X("a.figure.recording"), recordingPart(part, u)})
		}
	}
	out = append(out, [2]string{text.X("a.figure.parallel"), text.N("a.cores", s.MaxParallel)})
	out = append(out, against(f, u)...)
	out = append(out, ledger(&s.Ledger, u)...)
	if n, dropped := f.View.Events(); dropped > 0 {
		out = append(out, [2]string{text.X("a.figure.events"), text.X("a.figure.dropped", text.With{"Events": n, "Dropped": dropped})})
	}
	if f.Outcome != nil && f.Outcome.Result != nil {
		out = append(out, [2]string{text.X("a.figure.result"), result(f.Outcome.Result)})
	}
	return out
}

// noPart is the part under which no figure is told.
const noPart = 0.01

// recordingPart is what recording took of the processor time, in words.
func recordingPart(part float64, u look.Units) string {
	if part < noPart {
		return text.X("a.figure.less")
	}
	return text.X("a.figure.about", text.With{"Percent": u.Percent(part)})
}

// against compares with one worker and with what the source text printed.
func against(f *conduct.Frame, u look.Units) (out [][2]string) {
	if f.OneWorker > 0 && f.Plan.Model != "sequential" {
		out = append(out, [2]string{text.X("a.figure.one"), u.Duration(f.OneWorker)})
	}
	if f.Plan.Set["size"] != "published" {
		return out
	}
	s := findScenario(f.Plan.Scenario)
	printed := s.Published
	models := make([]string, 0, len(printed))
	for m := range printed {
		models = append(models, m)
	}
	sort.Slice(models, func(i, j int) bool { return printed[models[i]] < printed[models[j]] })
	for _, m := range models {
		value := u.Number(printed[m]) + "\u00a0" + u.Times[3]
		if m == f.Plan.Model && f.Summary.Wall > 0 {
			took := u.Duration(f.Summary.Wall)
			if !asPublished(s, &f.Plan) {
				took = text.X("a.figure.elsewhere", text.With{"Value": took})
			}
			value += " · " + text.X("a.figure.measured", text.With{"Took": took})
		}
		key := "a.figure.published"
		if s.Reckoned {
			key = "a.figure.reckoned"
		}
		out = append(out, [2]string{text.X(key, text.With{"Model": modelTitle(findModel(m))}), value})
	}
	return out
}

// asPublished says whether a plan has the source text's settings, so that its
// time can be set beside the printed one.
func asPublished(s *engine.Scenario, p *engine.Plan) bool {
	for _, x := range s.Parameters {
		if p.Set[x.Name] != x.At("published") {
			return false
		}
	}
	return p.Workers == s.Workers
}

// ledger is where the workers' time went, without what took none of it.
func ledger(g *insight.Ledger, u look.Units) (out [][2]string) {
	for _, x := range []struct {
		key string
		t   trace.Time
	}{
		{"a.ledger.work", g.Work}, {"a.ledger.switch", g.Switch}, {"a.ledger.wait", g.Wait},
		{"a.ledger.startup", g.Startup}, {"a.ledger.serialise", g.Serialise}, {"a.ledger.shutdown", g.Shutdown},
	} {
		if x.t > 0 {
			out = append(out, [2]string{text.X(x.key), u.Duration(x.t)})
		}
	}
	return out
}

// result is what the run computed, in words: "numbers 20, sum 180 …".
func result(raw json.RawMessage) string {
	var m map[string]any
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	if d.Decode(&m) != nil {
		return string(raw)
	}
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for i, k := range keys {
		value := fmt.Sprint(m[k])
		keys[i] = text.Or("a.result."+k, k) + ": " + text.Or("a.result."+value, value)
	}
	return strings.Join(keys, "; ")
}
