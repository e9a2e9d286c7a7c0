// Package cards shows the state of every primitive at the playhead: who holds
// it, who waits and for how long, and what happened to it so far.
//
// This file holds the panel of cards.
package cards

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/pace"
	"corelanes/widgets/internal/rows"
	"corelanes/widgets/internal/themed"
	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

const (
	// updatesEvery is how often the cards change at most.
	updatesEvery = 100 * time.Millisecond
	// maxCards bounds how many cards are shown; a run of many processes has a
	// GIL in each.
	maxCards = 10
)

// Cards is the panel.
type Cards struct {
	widget.BaseWidget
	OnSelect    func(trace.Lane)    // a lane on a card was tapped
	OnSelectObj func(trace.Obj)     // a card was tapped
	OnTerm      func(trace.ObjKind) // the mark beside a card's title was tapped; nil: there are no marks
	OnGrow      func()              // the panel needs more room, or less

	view    *trace.View // to which the cards belong
	next    *trace.View // to which they belong after the next update
	at      trace.Time
	lane    trace.Lane // whose reason is told
	first   trace.Obj  // whose card stands before the others; 0: nobody's
	ledgers map[trace.Obj]*ledger
	lost    lost

	reason *widget.Label
	note   *widget.Label
	cards  []*card
	box    *fyne.Container
	pace   *pace.Pace
	needs  fyne.Size // the least that shows all
}

// card is one card of the panel.
type card struct {
	obj    trace.Obj
	ground *canvas.Rectangle
	column *rows.Column
	object fyne.CanvasObject
}

// New makes an empty panel.
func New() *Cards {
	c := &Cards{ledgers: map[trace.Obj]*ledger{}, pace: pace.New(updatesEvery)}
	c.reason = widget.NewLabel("")
	c.reason.Wrapping = fyne.TextWrapWord
	c.note = widget.NewLabel("")
	c.note.Wrapping = fyne.TextWrapWord
	c.note.Importance = widget.LowImportance
	c.box = container.NewVBox(c.reason, c.note)
	c.reason.Hide()
	c.ExtendBaseWidget(c)
	c.update()
	return c
}

// SetView shows the state of a recording at an instant.
func (c *Cards) SetView(v *trace.View, at trace.Time) {
	c.next, c.at = v, at
	c.pace.Do(c.update)
}

// SetLane says whose reason for waiting stands above the cards; 0 is nobody's.
func (c *Cards) SetLane(l trace.Lane) {
	c.lane = l
	c.pace.Do(c.update)
}

// SetFirst puts an object's card before the others; 0 leaves them in their order.
func (c *Cards) SetFirst(o trace.Obj) {
	c.first = o
	c.pace.Do(c.update)
}

// update writes the cards anew.
func (c *Cards) update() {
	c.view = c.next
	c.tellReason()
	shown, more := c.objects()
	for len(c.cards) < len(shown) {
		x := c.newCard()
		c.cards = append(c.cards, x)
		c.box.Objects = append(c.box.Objects[:len(c.box.Objects)-1], x.object, c.note)
	}
	th, units := themed.Look(c.view), words.Units()
	for i, x := range c.cards {
		if i >= len(shown) {
			x.object.Hide()
			continue
		}
		o := shown[i]
		x.obj = o.Info.ID
		m := c.moment(o, th, units)
		if lock := c.view.Obj(trace.Obj(o.Info.Param)); o.Info.Kind == trace.ObjCondition && lock != nil {
			m.lock = c.moment(lock, th, units)
		}
		x.ground.FillColor = theme.Color(theme.ColorNameInputBackground)
		x.column.Set(m.content())
		x.object.Show()
	}
	c.tellNote(len(shown), more)
	c.box.Refresh()
	if size := c.box.MinSize(); size != c.needs {
		c.needs = size
		if c.OnGrow != nil {
			c.OnGrow()
		}
	}
}

// moment is an object as it is at the playhead.
func (c *Cards) moment(o *trace.ObjView, th look.Theme, units look.Units) *moment {
	m := &moment{view: c.view, obj: o, at: c.at, look: th, units: units}
	n := o.EventAt(c.at)
	m.state = o.After(n)
	l := c.ledger(o.Info.ID)
	m.stats, m.extent = l.upTo(o, n), &l.extent
	if o.Info.Kind == trace.ObjValue {
		m.lost = c.lost.upTo(c.view, o.Info.ID, c.at)
	}
	return m
}

func (c *Cards) ledger(o trace.Obj) *ledger {
	l := c.ledgers[o]
	if l == nil {
		l = &ledger{}
		c.ledgers[o] = l
	}
	return l
}

// objects are the primitives that get a card: the one that was asked for, then
// those that something happened to, then the others; and how many are left out.
func (c *Cards) objects() (shown []*trace.ObjView, more int) {
	if c.view == nil {
		return nil, 0
	}
	objs := c.view.Objs()
	live := !c.view.Done() // then every card keeps its place
	if o := c.view.Obj(c.first); c.first != 0 && o != nil && o.Info.Kind != trace.ObjCounter {
		shown = append(shown, o)
	}
	for _, used := range []bool{true, false} {
		for i := range objs {
			o := &objs[i]
			if o.Info.ID == 0 || o.Info.ID == c.first || o.Info.Kind == trace.ObjCounter || (live || o.Len() > 0) != used {
				continue
			}
			if len(shown) == maxCards {
				more++
				continue
			}
			shown = append(shown, o)
		}
	}
	return shown, more
}

func (c *Cards) tellReason() {
	if c.view == nil || c.lane == 0 {
		c.reason.Hide()
		return
	}
	if text := words.Reason(c.view, c.lane, c.at); text != c.reason.Text {
		c.reason.SetText(text)
	}
	c.reason.Show()
	c.wrapReason(c.box.Size().Width)
}

// wrapReason tells the label its width: wrapped, it is as high as that says.
func (c *Cards) wrapReason(width float32) {
	c.reason.Resize(fyne.NewSize(width, c.reason.MinSize().Height))
}

// Resize gives the panel its room.
func (c *Cards) Resize(size fyne.Size) {
	if size.Width != c.Size().Width {
		c.wrapReason(size.Width)
		c.wrapReason(size.Width) // now as high as the first call made it
	}
	c.BaseWidget.Resize(size)
}

func (c *Cards) tellNote(shown, more int) {
	switch {
	case shown == 0:
		c.note.SetText(words.X("w.card.none"))
	case more > 0:
		c.note.SetText(words.N("w.card.more", more, words.With{"Count": more}))
	default:
		c.note.Hide()
		return
	}
	c.note.Show()
}

func (c *Cards) newCard() *card {
	x := &card{ground: &canvas.Rectangle{CornerRadius: 6}, column: rows.NewColumn()}
	x.column.OnTap = func(l rows.Line) {
		switch {
		case l.Key != 0 && c.OnSelect != nil:
			c.OnSelect(trace.Lane(l.Key))
		case l.Key == 0 && c.OnSelectObj != nil:
			c.OnSelectObj(x.obj)
		}
	}
	var mark fyne.CanvasObject
	if c.OnTerm != nil {
		mark = container.NewVBox(newMark(func() {
			if o := c.view.Obj(x.obj); o != nil {
				c.OnTerm(o.Info.Kind)
			}
		}))
	}
	x.object = container.NewStack(x.ground, container.NewPadded(container.NewPadded(container.NewBorder(nil, nil, nil, mark, x.column))))
	return x
}

// Lines are the texts of the cards, left and right, for those who read them
// without a window.
func (c *Cards) Lines() (out [][2]string) {
	for _, x := range c.cards {
		if x.object.Visible() {
			for _, l := range x.column.Lines() {
				out = append(out, [2]string{l.Left, l.Right})
			}
		}
	}
	return out
}

// Refresh reads the words and colours again.
func (c *Cards) Refresh() {
	c.update()
	for _, x := range c.cards {
		x.column.Refresh()
	}
	c.BaseWidget.Refresh()
}

// Close ends the updates.
func (c *Cards) Close() { c.pace.Close() }

// CreateRenderer makes the objects that draw the panel.
func (c *Cards) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	return widget.NewSimpleRenderer(c.box)
}
