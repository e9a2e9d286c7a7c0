package versus

// This file holds the slider over a range: it goes through the values that were
// measured, and at each says at once who wins there.

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/form"
	"corelanes/app/glossary"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine/compare"
	"corelanes/widgets/bars"
	"corelanes/widgets/curves"
	"corelanes/widgets/words"
)

// slide is the slider and what goes with it.
type slide struct {
	page   *Page
	slider *form.Slider
	value  *widget.Label // where it stands
	wins   *widget.Label // who is the fastest there
	bars   *bars.Bars
	charts []cursor
}

// cursor is a chart with a line where the slider stands.
type cursor struct {
	curves *curves.Curves
	place  func(point int) float64 // on the chart's axis
}

// newSlide makes the slider, at the point where it stood last.
func (p *Page) newSlide() *slide {
	s := &slide{page: p, value: widget.NewLabel(""), wins: widget.NewLabel(""), bars: bars.New()}
	s.value.TextStyle.Bold, s.value.Truncation = true, fyne.TextTruncateEllipsis
	s.wins.Wrapping = fyne.TextWrapWord
	for _, point := range p.over.Points {
		for _, e := range point.Models {
			s.bars.Most = max(s.bars.Most, e.WallS)
		}
	}
	p.at = min(p.at, len(p.over.Points)-1)
	s.slider = form.NewSlider(len(p.over.Points)-1, p.at, func(i int) {
		p.at = i
		s.show()
	}, p.TypedKey)
	s.show()
	return s
}

// add puts a cursor into a chart.
func (s *slide) add(c *curves.Curves, place func(point int) float64) {
	s.charts = append(s.charts, cursor{c, place})
	c.SetCursor(place(s.page.at))
}

// content is the slider over the bars of where it stands.
func (s *slide) content() fyne.CanvasObject {
	p := s.page
	row := container.NewBorder(nil, nil, widget.NewLabel(p.settingTitle(p.over.Name)), wide(s.value, s.valueWidth()), s.slider)
	return container.NewVBox(p.title(glossary.Slide), row, s.wins, skin.Inset(s.bars))
}

// valueWidth is the room for the longest value, so that the slider stays as long as it
// is; the path of a Python is cut.
func (s *slide) valueWidth() (most float32) {
	p := s.page
	for _, point := range p.over.Points {
		most = max(most, fyne.MeasureText(p.valueTitle(p.over.Name, point.Value), theme.TextSize(), s.value.TextStyle).Width)
	}
	return min(most, mostValue*theme.TextSize()) + 3*theme.InnerPadding() // the label's two, and one to spare
}

// mostValue is the room for a value at most, in sizes of type.
const mostValue = 16

// show tells of the value where the slider stands.
func (s *slide) show() {
	p := s.page
	point := p.over.Points[p.at]
	s.value.SetText(p.valueTitle(p.over.Name, point.Value))
	s.wins.SetText(p.winsSentence(p.at))
	var all []bars.Bar
	each(p.over, func(i int, model string, walls map[int]float64) {
		b := bars.Bar{Label: modelTitle(model), Color: colourOf(i), Text: "–"}
		if wall, ok := walls[p.at]; ok {
			b.Value, b.Text = wall, seconds(wall)
		}
		all = append(all, b)
	})
	s.bars.Set(all)
	for _, c := range s.charts {
		c.curves.SetCursor(c.place(p.at))
	}
}

// winsSentence says who is the fastest at a point of the range, and how far ahead
// of the next one.
func (p *Page) winsSentence(at int) string {
	var best, second *compare.Entry
	for _, e := range p.over.Points[at].Models {
		switch {
		case !ran(e):
		case best == nil || e.WallS < best.WallS:
			best, second = e, best
		case second == nil || e.WallS < second.WallS:
			second = e
		}
	}
	if best == nil {
		return text.X("a.versus.said.none")
	}
	with := text.With{"Model": modelTitle(best.Model), "Time": seconds(best.WallS)}
	if second == nil {
		return text.X("a.versus.said", with)
	}
	with["Second"] = modelTitle(second.Model)
	times := second.WallS / best.WallS
	if times < 1+alike {
		return text.X("a.versus.slide.alike", with)
	}
	with["Times"] = text.Times(words.Units().Number(times))
	return text.X("a.versus.slide.wins", with)
}

// ran is whether a model's time is known.
func ran(e *compare.Entry) bool { return e.WallS > 0 && !e.Failed() }

// crossings are where the lines of two models cross that win one after another: that
// is between two values that were measured.
func crossings(r *compare.Range) (out []curves.Mark) {
	for i := 1; i < len(r.Points); i++ {
		was, is := r.Winners[i-1], r.Winners[i]
		if was == is || was == "" || is == "" {
			continue
		}
		a, ok1 := stretch(r, was, i)
		b, ok2 := stretch(r, is, i)
		if at, ok := curves.Crossing(a, b); ok1 && ok2 && ok {
			out = append(out, curves.Mark{At: at, Text: text.X("a.versus.chart.then", text.With{"Model": modelTitle(is)})})
		}
	}
	return out
}

// stretch is a model's line from the point before to a point.
func stretch(r *compare.Range, model string, to int) (out [2]curves.Point, ok bool) {
	for k := range out {
		out[k] = curves.Point{X: float64(to - 1 + k), Y: math.NaN()}
		for _, e := range r.Points[to-1+k].Models {
			if e.Model == model && ran(e) {
				out[k].Y = e.WallS
			}
		}
	}
	return out, !math.IsNaN(out[0].Y) && !math.IsNaN(out[1].Y)
}
