package lessons

// This file holds the lanes beside a lesson's text, and the cards of the state at
// the playhead under them.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/glossary"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/lesson"
	"corelanes/engine/trace"
	"corelanes/widgets/cards"
	"corelanes/widgets/paint"
	"corelanes/widgets/timeline"
)

// stage is the lanes and the cards.
type stage struct {
	page    *Page
	lanes   *timeline.Timeline
	cards   *cards.Cards
	caption *widget.Label
	said    func() string // the caption, in the language of the moment
	opened  *engine.Opened
	below   *fyne.Container // of the cards
	aim     *lesson.Step    // what is to be shown of the recording, nil: all of it
}

func newStage(p *Page) *stage {
	s := &stage{page: p, lanes: timeline.New(), cards: cards.New(), caption: widget.NewLabel(""), said: func() string { return "" }}
	s.caption.Truncation, s.caption.Importance = fyne.TextTruncateEllipsis, widget.LowImportance
	s.lanes.SetStill(p.settings.Still())
	s.lanes.OnInstant = func(at trace.Time) { s.cards.SetView(s.lanes.View(), at) }
	s.lanes.OnSelect = s.cards.SetLane
	s.cards.OnSelect = func(l trace.Lane) { s.lanes.Select(l); s.cards.SetLane(l) }
	s.cards.OnSelectObj = func(o trace.Obj) { s.lanes.SelectObj(o) }
	s.lanes.OnTerm = func(sec paint.Section) { glossary.Late(&p.OnGlossary)(glossary.OfSection(sec), "") }
	s.cards.OnTerm = func(k trace.ObjKind) { glossary.Late(&p.OnGlossary)(glossary.State, k.String()) }
	s.lanes.OnKey = p.TypedKey
	return s
}

func (s *stage) close() {
	s.cards.Close()
	s.lanes.Close()
}

// build makes anew what shows words.
func (s *stage) build() fyne.CanvasObject {
	s.lanes.SetZoom(s.page.scale())
	s.lanes.Refresh()
	s.cards.Refresh()
	s.caption.SetText(s.said())
	var right fyne.CanvasObject
	if s.opened != nil && s.page.OnOpen != nil {
		o := s.opened
		b := widget.NewButtonWithIcon(text.X("a.lesson.explore"), theme.SearchIcon(), func() { s.page.OnOpen(o) })
		b.Importance = widget.LowImportance
		right = b
	}
	column := container.NewVBox(s.cards)
	s.cards.OnGrow = column.Refresh
	split := container.NewVSplit(s.lanes, container.NewVScroll(column))
	split.Offset = lanesShare
	s.below = column
	seen(column, s.lanes.View() != nil)
	return container.NewBorder(container.NewBorder(nil, nil, nil, right, s.caption), nil, nil, nil, split)
}

// lanesShare is how much of the height the lanes have over the cards.
const lanesShare = 0.66

// follow shows a run from its beginning on, while it goes on.
func (s *stage) follow(label string) {
	s.opened, s.aim = nil, nil
	s.said = func() string { return label }
	s.lanes.SetView(nil)
	s.lanes.SetFollow(true)
}

// live shows what has been recorded of it.
func (s *stage) live(v *trace.View) {
	s.lanes.SetView(v)
	s.cards.SetView(v, s.lanes.Instant())
	if s.below != nil {
		seen(s.below, true)
	}
}

// seen shows or hides something.
func seen(o fyne.CanvasObject, yes bool) {
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}

// show shows a run that was made, and of it what a step of the text speaks of;
// nil shows nothing, and all of it.
func (s *stage) show(m *made, aim *lesson.Step) {
	s.aim = aim
	if m == nil {
		s.opened = nil
		s.said = func() string { return text.X("a.lesson.stage.none") }
		s.lanes.SetView(nil)
		s.cards.SetView(nil, 0)
		return
	}
	s.opened = m.opened
	found := true
	s.lanes.SetFollow(false)
	if s.lanes.View() != m.view {
		s.lanes.SetView(nil)
		s.lanes.SetView(m.view)
		s.lanes.Fit()
	}
	if aim != nil {
		found = s.point(aim, m.view)
	} else {
		s.lanes.Fit()
		s.lanes.SetInstant(m.view.End() / 2)
		s.cards.SetFirst(0)
	}
	s.cards.SetView(m.view, s.lanes.Instant())
	s.said = func() string { return captionOf(m, found) }
}

// point moves the playhead, the window and the selection to what a step speaks
// of.
func (s *stage) point(aim *lesson.Step, v *trace.View) bool {
	spot, found := aim.Find(v)
	s.lanes.SetWindow(spot.From, spot.To)
	s.lanes.SetInstant(spot.At)
	switch {
	case spot.Obj != 0:
		s.lanes.SelectObj(spot.Obj)
		s.lanes.RevealObj(spot.Obj)
	case spot.Lane != 0:
		s.lanes.Select(spot.Lane)
		s.lanes.RevealLane(spot.Lane)
	default:
		s.lanes.Select(0)
	}
	s.cards.SetLane(spot.Lane)
	s.cards.SetFirst(spot.Obj)
	return found
}

// captionOf is what the lanes show: what ran, and where.
func captionOf(m *made, found bool) string {
	p := m.opened.Plan
	out := text.Or("s."+p.Scenario+".title", p.Scenario) + " · " + text.Or("m."+p.Model+".title", p.Model)
	if m.machine != "" {
		out += " · " + text.X("a.lesson.recorded", text.With{"Machine": m.machine})
	} else {
		out += " · " + text.X("a.lesson.here")
	}
	if !found {
		out += " · " + text.X("a.lesson.notfound")
	}
	return out
}
