package versus

// This file draws a comparison over a range: over workers, speed-up and efficiency
// with the ideal and Amdahl's lines; over anything else, time.

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine/compare"
	"corelanes/widgets/curves"
	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

// charts are the curves of a range, with the slider before them; a picture of them
// has none.
func (p *Page) charts() fyne.CanvasObject {
	times := curves.New(p.timeChart())
	upper := []fyne.CanvasObject{high(skin.Inset(times), timesHeight)}
	var slider *slide
	if !p.drawing {
		slider = p.newSlide()
		slider.add(times, func(i int) float64 { return float64(i) })
		upper = []fyne.CanvasObject{slider.content(), upper[0]}
	}
	all := container.NewVBox(container.New(&skin.Columns{Most: len(upper)}, upper...))
	if p.over.Name == ofWorkers {
		speedup, efficiency := curves.New(p.speedupChart()), curves.New(p.efficiencyChart())
		all.Add(container.New(&skin.Columns{Most: 2}, skin.Inset(speedup), skin.Inset(efficiency)))
		if slider != nil {
			slider.add(speedup, p.workersAt)
			slider.add(efficiency, p.workersAt)
		}
	}
	return all
}

// timesHeight is the least height of the chart in which lines cross.
const timesHeight = 260

func high(o fyne.CanvasObject, height float32) fyne.CanvasObject {
	h := canvas.NewRectangle(color.Transparent)
	h.SetMinSize(fyne.NewSize(0, height))
	return container.NewStack(h, o)
}

// colourOf a model's lines, by its place among those of the range.
func colourOf(i int) color.Color {
	th := look.Light()
	if fyne.CurrentApp().Settings().ThemeVariant() == theme.VariantDark {
		th = look.Dark()
	}
	return th.Owner(uint8(i%lineColours) + 1)
}

// lineColours is how many colours lines have before they repeat.
const lineColours = 12

// each calls do for every model of the range with its time at each point where it
// has one, by the point's number.
func each(r *compare.Range, do func(i int, model string, walls map[int]float64)) {
	for i, m := range r.Points[0].Models {
		walls := map[int]float64{}
		for j, point := range r.Points {
			for _, e := range point.Models {
				if e.Model == m.Model && ran(e) {
					walls[j] = e.WallS
				}
			}
		}
		do(i, m.Model, walls)
	}
}

// timeChart has a line for each model; the values stand at equal distances.
func (p *Page) timeChart() curves.Chart {
	c := curves.Chart{Title: text.X("a.versus.chart.time", text.With{"What": p.settingTitle(p.over.Name)}), Say: seconds, Marks: crossings(p.over)}
	for i, point := range p.over.Points {
		c.Ticks = append(c.Ticks, curves.Tick{X: float64(i), Text: p.valueTitle(p.over.Name, point.Value)})
	}
	each(p.over, func(i int, model string, walls map[int]float64) {
		l := curves.Line{Label: modelTitle(model), Color: colourOf(i)}
		for j := range p.over.Points {
			if wall, ok := walls[j]; ok {
				l.Points = append(l.Points, curves.Point{X: float64(j), Y: wall})
			}
		}
		c.Lines = append(c.Lines, l)
	})
	return c
}

// workersAt is the number of workers at a point of the range.
func (p *Page) workersAt(j int) float64 {
	n, _ := strconv.Atoi(p.over.Points[j].Value) // a checked plan's
	return float64(n)
}

// speedupChart is how many times as fast each model is with n workers as with one,
// with the ideal and Amdahl's lines.
func (p *Page) speedupChart() curves.Chart {
	c := p.scaling("a.versus.chart.speedup", func(gain, _ float64) float64 { return gain })
	c.Say = func(y float64) string {
		return text.X("a.versus.times.of", text.With{"Times": words.Units().Number(y)})
	}
	ideal := curves.Line{Label: text.X("a.versus.chart.ideal"), Dashed: true}
	for j := range p.over.Points {
		n := p.workersAt(j)
		ideal.Points = append(ideal.Points, curves.Point{X: n, Y: n})
	}
	c.Lines = append(c.Lines, ideal)
	each(p.over, func(i int, model string, _ map[int]float64) {
		f, ok := p.over.Serial[model]
		if !ok {
			return
		}
		l := curves.Line{Dashed: true, Color: colourOf(i)}
		last := p.workersAt(len(p.over.Points) - 1)
		for n := 1.0; n <= last; n++ {
			l.Points = append(l.Points, curves.Point{X: n, Y: 1 / (f + (1-f)/n)})
		}
		c.Lines = append(c.Lines, l)
	})
	return c
}

// efficiencyChart is the speed-up for each worker.
func (p *Page) efficiencyChart() curves.Chart {
	c := p.scaling("a.versus.chart.efficiency", func(gain, n float64) float64 { return gain / n })
	c.Say = words.Units().Percent
	last := p.workersAt(len(p.over.Points) - 1)
	c.Lines = append(c.Lines, curves.Line{Label: text.X("a.versus.chart.ideal"), Dashed: true, Points: []curves.Point{{X: 1, Y: 1}, {X: last, Y: 1}}})
	return c
}

// scaling has a line for each model of which the time with one worker is known.
func (p *Page) scaling(title string, y func(gain, n float64) float64) curves.Chart {
	c := curves.Chart{Title: text.X(title)}
	for j, point := range p.over.Points {
		c.Ticks = append(c.Ticks, curves.Tick{X: p.workersAt(j), Text: point.Value})
	}
	each(p.over, func(i int, model string, walls map[int]float64) {
		l := curves.Line{Label: modelTitle(model), Color: colourOf(i)}
		for j := range p.over.Points {
			if n := p.workersAt(j); walls[0] > 0 && p.workersAt(0) == 1 && walls[j] > 0 {
				l.Points = append(l.Points, curves.Point{X: n, Y: y(walls[0]/walls[j], n)})
			}
		}
		c.Lines = append(c.Lines, l)
	})
	return c
}

// amdahl says, model by model, what Amdahl's law takes for serial.
func (p *Page) amdahl() []fyne.CanvasObject {
	row := container.New(&skin.Columns{Most: 3})
	for _, s := range p.serial() {
		row.Add(widget.NewLabel(s))
	}
	if len(row.Objects) == 0 {
		return nil
	}
	return []fyne.CanvasObject{heading("a.versus.amdahl.title"), row}
}

// serial says of each model which share Amdahl's law takes for serial.
func (p *Page) serial() (out []string) {
	each(p.over, func(_ int, model string, _ map[int]float64) {
		if f, ok := p.over.Serial[model]; ok {
			out = append(out, text.X("a.versus.amdahl", text.With{"Model": modelTitle(model), "Share": words.Units().Percent(f)}))
		}
	})
	return out
}
