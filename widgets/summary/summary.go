// Package summary shows where the workers' time went: for each lane a bar of
// the states it was in, and the numbers.
package summary

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/internal/pace"
	"corelanes/widgets/internal/rows"
	"corelanes/widgets/internal/themed"
	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

const (
	// updatesEvery is how often the times are computed at most.
	updatesEvery = 250 * time.Millisecond
	// statesTold is how many states, the longest first, the numbers tell.
	statesTold = 2
)

// Summary is the widget. The list of lanes shows as many rows as there is
// room for, however many lanes there are.
type Summary struct {
	widget.BaseWidget
	OnSelect func(trace.Lane) // a lane's row was tapped

	view     *trace.View
	from, to trace.Time
	lanes    []trace.Lane
	total    *rows.Row
	list     *widget.List
	body     *fyne.Container
	pace     *pace.Pace
}

// New makes an empty summary.
func New() *Summary {
	s := &Summary{total: rows.NewRow(), pace: pace.New(updatesEvery)}
	s.list = widget.NewList(
		func() int { return len(s.lanes) },
		func() fyne.CanvasObject { return rows.Inset(rows.NewRow()) },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			if r := rows.Of(o); r != nil && i < len(s.lanes) && s.view != nil {
				r.OnTap = s.tapped
				r.Set(s.line(s.lanes[i]))
			}
		})
	s.list.HideSeparators = true
	s.body = container.NewBorder(rows.Inset(s.total), nil, nil, nil, s.list)
	s.ExtendBaseWidget(s)
	s.update()
	return s
}

func (s *Summary) tapped(l rows.Line) {
	if s.OnSelect != nil {
		s.OnSelect(trace.Lane(l.Key))
	}
}

// SetView shows where the time of a window went.
func (s *Summary) SetView(v *trace.View, from, to trace.Time) {
	s.view, s.from, s.to = v, from, to
	s.pace.Do(s.update)
}

func (s *Summary) update() {
	s.lanes = s.lanes[:0]
	if s.view == nil {
		s.total.Set(rows.Line{Left: words.X("w.summary.empty"), Muted: true})
		s.list.Refresh()
		return
	}
	var all Times
	for i := range s.view.Lanes() {
		l := trace.Lane(i + 1)
		if t, ok := LaneTimes(s.view, l, s.from, s.to); ok {
			s.lanes = append(s.lanes, l)
			for x := range t {
				all[x] += t[x]
			}
		}
	}
	line := s.timesLine(words.X("w.summary.all"), all)
	line.Strong = true
	s.total.Set(line)
	s.list.Refresh()
}

// Times is how long something was in each state.
type Times [trace.NumStates]trace.Time

// Alive is how long it was in any state.
func (t Times) Alive() (sum trace.Time) {
	for _, x := range t {
		sum += x
	}
	return sum
}

// LaneTimes is how long lane l was in each state in [from, to), without gaps; ok is false
// when it was not alive then.
func LaneTimes(v *trace.View, l trace.Lane, from, to trace.Time) (t Times, ok bool) {
	lane := v.Lane(l)
	from, to = max(from, 0), min(to, v.End())
	if lane == nil || lane.Len() == 0 || to <= from {
		return t, false
	}
	gaps := insight.GapsOf(v)
	t = gaps.States(lane, from, to)
	return t, t.Alive() > 0
}

func (s *Summary) line(l trace.Lane) rows.Line {
	t, _ := LaneTimes(s.view, l, s.from, s.to)
	line := s.timesLine(words.Lane(s.view, l), t)
	th := themed.Look(s.view)
	line.Chip, line.Key = th.OwnerOf(l), int64(l)
	return line
}

// timesLine is a name, a bar of the states' parts, and the longest states in
// numbers.
func (s *Summary) timesLine(name string, t Times) rows.Line {
	line := rows.Line{Left: name}
	alive := t.Alive()
	if alive == 0 {
		return line
	}
	u := words.Units()
	told := [statesTold]trace.State{}
	for _, st := range look.States() {
		x := t[st.State]
		line.Bar = append(line.Bar, rows.Part{Color: st.Color, Share: float64(x) / float64(alive)})
		for i := range told {
			if x > t[told[i]] || told[i] == 0 && x > 0 {
				copy(told[i+1:], told[i:])
				told[i] = st.State
				break
			}
		}
	}
	for i, st := range told {
		if st == 0 {
			break
		}
		if i > 0 {
			line.Right += " · "
		}
		line.Right += words.Letter(st) + " " + u.Percent(float64(t[st])/float64(alive))
	}
	return line
}

// Refresh reads the words again.
func (s *Summary) Refresh() {
	s.update()
	s.total.Refresh()
	s.BaseWidget.Refresh()
}

// Close ends the updates.
func (s *Summary) Close() { s.pace.Close() }

// CreateRenderer makes the objects that draw the summary.
func (s *Summary) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	return widget.NewSimpleRenderer(s.body)
}
