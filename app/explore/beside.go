package explore

// This file holds the second recording: one that is held beside the recording on
// show, under it on the same axis. Both have their zero under each other, scroll
// and zoom together, and one playhead goes through both.
//
// The upper one is the page's: cards, log and figures are about it. The two can
// change places.

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
	"corelanes/widgets/timeline"
	"corelanes/widgets/words"
)

// held is a recording with all that the page knows of it.
type held struct {
	frame  conduct.Frame
	opened *engine.Opened
	notes  []engine.Note
	ran    string
}

// beside is the second recording.
type beside struct {
	page    *Page
	held    held
	lanes   *timeline.Timeline
	upper   *widget.Label // over the page's own lanes
	lower   *widget.Label // over the second ones
	syncing bool
}

// CanHold says whether there is a recording that can be held beside another one.
func (p *Page) CanHold() bool {
	return p.frame.View != nil && p.frame.View.Done()
}

// hold holds the recording on show, to be compared with what is shown next.
func (p *Page) hold() {
	if p.CanHold() {
		p.holdBeside(held{p.frame, p.files.opened, slices.Clone(p.notes), p.ran})
	}
}

// Beside shows a recording beside the one on show; alone where there is none.
func (p *Page) Beside(o *engine.Opened) {
	f := recorded(o)
	if p.frame.View == nil {
		p.files.shown++
		p.showOpened(o, f)
		return
	}
	p.holdBeside(held{frame: f, opened: o, notes: slices.Clone(o.Notes)})
}

// holdBeside shows a recording under the one on show.
func (p *Page) holdBeside(h held) {
	b := p.beside
	if b == nil {
		b = &beside{page: p, lanes: timeline.New()}
		b.lanes.SetNoMinimap(true)
		b.lanes.SetFollow(false)
		b.lanes.OnWindow = func(from, to trace.Time) { b.lead(from, to, b.lanes.Instant()) }
		b.lanes.OnInstant = func(at trace.Time) {
			from, to := b.lanes.Window()
			b.lead(from, to, at)
		}
		b.lanes.OnOrigin = func(trace.Time) { b.follow() }
		b.lanes.OnKey, b.lanes.OnRune = p.TypedKey, p.TypedRune
		p.beside = b
	}
	b.held = h
	b.lanes.SetStill(p.settings.Still())
	b.lanes.SetView(h.frame.View)
	b.lanes.Fold(0, true)
	p.Rebuild()
	p.lanes.Fit()
	b.follow()
}

// release ends that.
func (p *Page) release() {
	b := p.beside
	if b == nil {
		return
	}
	p.beside = nil
	b.lanes.Close()
	p.lanes.SetReach(0, 0)
	p.Rebuild()
	p.lanes.Fit()
}

// swap lets the two change places.
func (p *Page) swap() {
	b := p.beside
	if b == nil || p.frame.Phase != conduct.Idle || !p.CanHold() {
		return
	}
	other, origins := b.held, [2]trace.Time{b.lanes.Origin(), p.lanes.Origin()}
	b.held = held{p.frame, p.files.opened, slices.Clone(p.notes), p.ran}
	from, to := b.lanes.Window()
	now := b.lanes.Instant()
	p.pause()
	p.lanes.SetView(nil)
	b.lanes.SetView(nil)
	p.frame, p.files.opened, p.ran = other.frame, other.opened, other.ran
	p.choice.take(p.frame.Plan)
	if p.ran == "" {
		p.ran = p.choice.signature()
	}
	p.lanes.SetView(p.frame.View)
	b.lanes.SetView(b.held.frame.View)
	p.lanes.SetFollow(false)
	p.lanes.SetOrigin(origins[0])
	b.lanes.SetOrigin(origins[1])
	p.Rebuild()
	p.setNotes(other.notes)
	b.reach()
	p.lanes.SetWindow(from, to)
	p.lanes.SetInstant(now)
	p.show(p.frame)
	b.follow()
}

// buildLanes are the page's lanes and the second ones under them, each under its
// title; the page's alone where there is no second recording.
func (p *Page) buildLanes() fyne.CanvasObject {
	b := p.beside
	if b == nil {
		return p.lanes
	}
	b.lanes.SetZoom(p.Scale())
	b.lanes.Refresh()
	title := func() *widget.Label {
		l := widget.NewLabel("")
		l.TextStyle.Bold, l.Truncation = true, fyne.TextTruncateEllipsis
		return l
	}
	b.upper, b.lower = title(), title()
	button := func(word string, icon fyne.Resource, do func()) fyne.CanvasObject {
		return p.quiet(text.X(word), icon, "", do)
	}
	buttons := container.NewHBox(button("a.beside.swap", theme.MoveUpIcon(), p.swap), button("a.beside.end", theme.CancelIcon(), p.release))
	split := container.NewVSplit(
		container.NewBorder(b.upper, nil, nil, nil, p.lanes),
		container.NewBorder(container.NewBorder(nil, nil, nil, buttons, b.lower), nil, nil, nil, b.lanes))
	split.Offset = upperPart
	b.tell()
	return split
}

// upperPart is how much of the height the upper lanes have.
const upperPart = 0.54

// tell says what the two are, and how long the lower one is beside the upper
// one.
func (b *beside) tell() {
	if b.upper == nil {
		return
	}
	b.upper.SetText(heldTitle("A", &b.page.frame))
	lower := heldTitle("B", &b.held.frame)
	if x, y := took(&b.page.frame), took(&b.held.frame); x > 0 && y > 0 {
		u := words.Units()
		if y >= x {
			lower += " · " + text.X("a.beside.longer", text.With{"Times": text.Times(oneDecimal(float64(y)/float64(x), u))})
		} else {
			lower += " · " + text.X("a.beside.shorter", text.With{"Times": text.Times(oneDecimal(float64(x)/float64(y), u))})
		}
	}
	b.lower.SetText(lower)
}

// took is how long a run took, 0 while that is not known.
func took(f *conduct.Frame) trace.Time {
	if f.View == nil || !f.View.Done() || f.Summary == nil {
		return 0
	}
	return f.Summary.Wall
}

// heldTitle is what a recording is: scenario, model, workers, time.
func heldTitle(letter string, f *conduct.Frame) string {
	if f.Plan.Scenario == "" {
		return letter + ": " + text.X("a.beside.nothing")
	}
	s := letter + ": " + titleOf(f.Plan.Scenario) + " · " + modelTitle(findModel(f.Plan.Model)) + " · " + text.N("a.past.workers", f.Plan.Workers)
	if t := took(f); t > 0 {
		s += " · " + words.Units().Duration(t)
	}
	return s
}

// shift is what is added to a moment of the page's lanes to have it on the second
// ones: their zeros are under each other.
func (b *beside) shift() trace.Time { return b.lanes.Origin() - b.page.lanes.Origin() }

// reach lets both be panned over both recordings.
func (b *beside) reach() {
	v := b.held.frame.View
	if v == nil {
		return
	}
	by, mine := b.shift(), trace.Time(0)
	if own := b.page.lanes.View(); own != nil {
		mine = own.End()
	}
	b.page.lanes.SetReach(-by, v.End()-by)
	b.lanes.SetReach(by, max(mine+by, by+1))
}

// follow shows on the second lanes what the page's show.
func (b *beside) follow() {
	if b == nil || b.syncing {
		return
	}
	b.syncing = true
	defer func() { b.syncing = false }()
	b.reach()
	from, to := b.page.lanes.Window()
	by := b.shift()
	b.lanes.Mirror(from+by, to+by, b.page.lanes.Instant()+by)
}

// lead shows on the page's lanes what the second ones show.
func (b *beside) lead(from, to, now trace.Time) {
	if b.syncing {
		return
	}
	b.syncing = true
	by := b.shift()
	b.page.lanes.SetWindow(from-by, to-by)
	b.page.lanes.SetFollow(false)
	b.page.lanes.SetInstant(now - by)
	b.page.showInstant()
	b.syncing = false
	b.follow()
}
