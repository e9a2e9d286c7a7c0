package explore

// This file holds the search: a strip over the lanes with a field to type in,
// how much was found, and buttons that go from hit to hit. Hits are marked over
// the whole recording.

import (
	"sort"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/form"
	"corelanes/app/text"
	"corelanes/engine/trace"
	"corelanes/widgets/find"
)

// search is the strip.
type search struct {
	page    *Page
	field   *form.Entry
	count   *widget.Label
	content *fyne.Container
	view    *trace.View // that the hits are of
	hits    find.Hits
	at      int // the hit on show, -1 none
}

func newSearch(p *Page, typed string) *search {
	s := &search{page: p, count: widget.NewLabel(""), at: -1}
	s.field = form.NewEntry(func(string) { s.look() }, s.key)
	s.field.SetPlaceHolder(text.X("a.search.hint"))
	s.field.OnSubmitted = func(string) { s.next(1) }
	s.content = container.NewBorder(nil, nil, widget.NewIcon(theme.SearchIcon()), container.NewHBox(s.count,
		p.quiet("", theme.MoveUpIcon(), "a.hint.previous", func() { s.next(-1) }),
		p.quiet("", theme.MoveDownIcon(), "a.key.hit", func() { s.next(1) }),
		p.quiet("", theme.VisibilityIcon(), "a.key.filter", s.only),
		p.quiet("", theme.CancelIcon(), "a.hint.close", s.close)), s.field)
	if typed == "" {
		s.content.Hide()
	}
	s.field.Text = typed
	return s
}

// key closes the strip with Escape; other keys are the page's.
func (s *search) key(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		s.close()
		return
	}
	s.page.TypedKey(ev)
}

// open shows the strip and takes the keyboard.
func (s *search) open() {
	seen(s.content, true)
	s.page.window.Canvas().Focus(s.field)
	s.look()
}

func (s *search) close() {
	seen(s.content, false)
	s.field.SetText("")
	s.page.window.Canvas().Unfocus()
}

// look looks for what was typed.
func (s *search) look() {
	v := s.page.lanes.View()
	s.view, s.hits, s.at = v, find.In(v, s.field.Text), -1
	times := make([]trace.Time, len(s.hits.Steps))
	for i, n := range s.hits.Steps {
		times[i] = v.Log(int(n)).Time
	}
	s.page.lanes.SetHits(times)
	s.tell()
}

// tell says how much was found.
func (s *search) tell() {
	switch {
	case s.field.Text == "":
		s.count.SetText("")
		return
	case len(s.hits.Steps)+len(s.hits.Lanes)+len(s.hits.Objs) == 0:
		s.count.SetText(text.X("a.search.none"))
		return
	}
	with := text.With{"At": "–", "Steps": strconv.Itoa(len(s.hits.Steps)), "Lanes": len(s.hits.Lanes), "Objs": len(s.hits.Objs)}
	if s.at >= 0 {
		with["At"] = strconv.Itoa(s.at + 1)
	}
	if s.hits.Cut {
		with["Steps"] = strconv.Itoa(len(s.hits.Steps)) + "+"
	}
	s.count.SetText(text.X("a.search.count", with))
}

// only shows the lanes that were found, and those that took part in the steps
// that were; asked again, all lanes.
func (s *search) only() {
	if s.page.lanes.Hidden() > 0 {
		s.page.lanes.ShowAll()
		return
	}
	lanes := s.hits.Lanes
	if len(lanes) == 0 {
		for _, n := range s.hits.Steps {
			lanes = append(lanes, s.view.Log(int(n)).Lane)
		}
	}
	s.page.lanes.Only(lanes...)
}

// next goes to the next hit (1) or the one before (-1), seen from the playhead;
// where no step was found, to the lane or primitive.
func (s *search) next(by int) {
	if s.view != s.page.lanes.View() {
		s.look()
	}
	switch {
	case len(s.hits.Steps) > 0:
		s.goTo(by)
	case len(s.hits.Lanes) > 0:
		s.page.selectLane(s.hits.Lanes[0])
		s.page.lanes.RevealLane(s.hits.Lanes[0])
	case len(s.hits.Objs) > 0:
		s.page.lanes.SelectObj(s.hits.Objs[0])
		s.page.lanes.RevealObj(s.hits.Objs[0])
	}
}

func (s *search) goTo(by int) {
	steps, now := s.hits.Steps, s.page.lanes.Instant()
	if s.at < 0 || s.view.Log(int(steps[s.at])).Time != now {
		s.at = sort.Search(len(steps), func(i int) bool { return s.view.Log(int(steps[i])).Time > now })
		if by > 0 {
			s.at--
		}
	}
	s.at = ((s.at+by)%len(steps) + len(steps)) % len(steps) // after the last one the first
	e := s.view.Log(int(steps[s.at]))
	if e.Lane != 0 {
		s.page.selectLane(e.Lane)
		s.page.lanes.RevealLane(e.Lane)
	}
	s.page.moveTo(e.Time)
	s.tell()
}
