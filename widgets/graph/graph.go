package graph

// This file holds the Graph widget.

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/pace"
	"corelanes/widgets/words"
)

// updatesEvery is how often the graph changes at most.
const updatesEvery = 100 * time.Millisecond

// Graph shows who waits for whom at an instant.
type Graph struct {
	widget.BaseWidget
	OnSelect    func(trace.Lane) // a lane was tapped
	OnSelectObj func(trace.Obj)  // an object was tapped

	view  *trace.View
	at    trace.Time
	told  *widget.Label // the deadlock, or that there is nothing
	keys  *legend
	field *field
	box   *fyne.Container
	pace  *pace.Pace
}

// New makes an empty graph.
func New() *Graph {
	g := &Graph{pace: pace.New(updatesEvery)}
	g.told = widget.NewLabel("")
	g.told.Wrapping = fyne.TextWrapWord
	g.field = newField(g)
	g.keys = newLegend()
	g.box = container.NewBorder(container.NewVBox(g.told, g.keys.object), nil, nil, nil, g.field)
	g.ExtendBaseWidget(g)
	g.update()
	return g
}

// SetView shows a recording at an instant; nil shows none.
func (g *Graph) SetView(v *trace.View, at trace.Time) {
	g.view, g.at = v, at
	g.pace.Do(g.update)
}

// Told is the sentence over the graph.
func (g *Graph) Told() string { return g.told.Text }

func (g *Graph) update() {
	m := At(g.view, g.at)
	g.field.set(g.view, g.at, m) // before the words, whose height moves it
	text := ""
	g.told.Importance, g.told.TextStyle.Bold = widget.MediumImportance, false
	switch {
	case g.view == nil:
		text = words.X("w.timeline.empty")
	case len(m.Nodes) == 0:
		text = words.X("w.graph.empty")
	case m.Stuck != nil:
		text = words.X("w.graph.deadlock", words.With{"Words": words.Deadlock(g.view, m.Stuck)})
		g.told.Importance, g.told.TextStyle.Bold = widget.DangerImportance, true
	case m.More > 0:
		text = words.N("w.graph.more", m.More, words.With{"Count": m.More})
	}
	if text == "" {
		g.told.Hide()
	} else {
		g.told.SetText(text)
		g.told.Show()
	}
	g.keys.show(len(m.Nodes) > 0)
	g.box.Refresh()
}

// Refresh reads the words and colours again.
func (g *Graph) Refresh() {
	g.keys.read()
	g.update()
	g.BaseWidget.Refresh()
}

// Resize gives the graph its room.
func (g *Graph) Resize(size fyne.Size) {
	if size.Width != g.Size().Width { // a wrapped label is as high as its width says
		for _, l := range []*widget.Label{g.told, g.keys.label, g.told, g.keys.label} {
			l.Resize(fyne.NewSize(size.Width, l.MinSize().Height))
		}
	}
	g.BaseWidget.Resize(size)
}

// Close ends the updates.
func (g *Graph) Close() { g.pace.Close() }

// CreateRenderer makes the objects that draw the graph.
func (g *Graph) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	return widget.NewSimpleRenderer(g.box)
}

// tap selects what is at a node.
func (g *Graph) tap(n Node) {
	switch {
	case n.Lane != 0 && g.OnSelect != nil:
		g.OnSelect(n.Lane)
	case n.Obj != 0 && g.OnSelectObj != nil:
		g.OnSelectObj(n.Obj)
	}
}

// scale is how much larger the theme's text is than the plain one.
func scale() float32 { return theme.TextSize() / 14 }
