package paint

// This file says where everything is: which row lies at which height, which
// moment at which column. The painter and Hit use the same answers.

import (
	"image"
	"slices"
	"sort"

	"corelanes/engine/trace"
)

// Sizes in units of length (see Scene.Scale).
const (
	nameWidthUnits     = 110.0
	axisHeightUnits    = 34.0 // the playhead's moment above, the labels below
	minimapHeightUnits = 40.0
	headerHeightUnits  = 20.0
	rowHeightUnits     = 22.0
	maxRowHeightUnits  = 64.0 // to which few rows grow in much room
	counterHeightUnits = 38.0
	minRowHeightPx     = 6
	textRowHeightUnits = 12.0 // lower rows have no letters and names
	scrollbarUnits     = 6.0
)

// RowKind is what a row shows.
type RowKind uint8

// The kinds of rows.
const (
	RowHeader  RowKind = iota // a section's title
	RowCore                   // who ran on a core
	RowLane                   // what a worker did
	RowObj                    // a primitive
	RowCounter                // a counter
	RowGroup                  // a group of workers
)

// Row is one row of the picture.
type Row struct {
	Kind    RowKind
	Section Section
	Core    trace.Core
	Lane    trace.Lane
	Obj     trace.Obj // the primitive or counter; of a core the counter of its load
	Group   int       // of a RowGroup, its place in the scene's groups
	Depth   int       // how deep below the run's own workers a worker was started
	Y, H    int       // pixels from the top of the first row, unscrolled
}

// Layout is where things are in the picture of one Scene.
type Layout struct {
	Rows    []Row
	Content int             // height of all rows together, pixels
	Plot    image.Rectangle // where the lanes' times are drawn, pixels
	Names   image.Rectangle // the column of names
	Axis    image.Rectangle // the axis, over Plot
	Minimap image.Rectangle // the overview, under Plot
	Scroll  int             // how far the rows are scrolled, clamped
	From    trace.Time
	To      trace.Time
	End     trace.Time // how far the recording reaches
	First   trace.Time // from where the minimap is, usually 0
	Last    trace.Time // and to where, usually End
	nsPerPx float64
}

// farthest is the last moment that a window may reach, half a century: beyond
// it sums of times would overflow.
const farthest = trace.Forever / 6

// NewLayout lays the scene out.
func NewLayout(s *Scene) Layout {
	l := Layout{From: max(s.From, -farthest)}
	l.To = min(max(s.To, l.From+1), farthest)
	w, h := s.Size.X, s.Size.Y
	names := s.unit(nameWidthUnits)
	if s.NoNames {
		names = 0
	}
	names = min(names, w/2)
	axis := min(s.unit(axisHeightUnits), h)
	mini := s.unit(minimapHeightUnits)
	if s.NoMinimap || h < axis+2*mini {
		mini = 0
	}
	l.Names = image.Rect(0, axis, names, h-mini)
	l.Plot = image.Rect(names, axis, max(w, names+1), h-mini)
	l.Axis = image.Rect(names, 0, l.Plot.Max.X, axis)
	l.Minimap = image.Rect(names, h-mini, l.Plot.Max.X, h)
	l.nsPerPx = float64(l.To-l.From) / float64(l.Plot.Dx())
	if s.View != nil {
		l.End = s.View.End()
		l.First, l.Last = max(min(s.First, 0), -farthest), min(max(s.Last, l.End), farthest)
		l.rows(s)
	}
	l.Scroll = min(max(0, s.ScrollPx), l.MaxScroll())
	return l
}

// rows lists the rows of the view and stacks them.
func (l *Layout) rows(s *Scene) {
	var parts [NumSections][]Row
	parts[Cores] = coreRows(s.View)
	parts[Workers] = s.Workers
	if s.Workers == nil {
		parts[Workers] = WorkerRows(s.View)
	}
	parts[Primitives], parts[Counters] = objRows(s.View)
	parts[Primitives] = slices.DeleteFunc(parts[Primitives], func(r Row) bool { return s.HiddenObjs[r.Obj] })
	header := s.unit(headerHeightUnits)
	lane, counter := l.heights(s, &parts)
	y := 0
	for sec := range NumSections {
		if len(parts[sec]) == 0 {
			continue
		}
		if !s.NoTitles {
			l.Rows = append(l.Rows, Row{Kind: RowHeader, Section: sec, Y: y, H: header})
			y += header
		}
		if s.Folded[sec] {
			continue
		}
		for _, r := range parts[sec] {
			r.Section, r.Y, r.H = sec, y, lane
			switch {
			case r.Kind == RowCounter:
				r.H = counter
			case s.titled(r):
				r.H = header
			}
			y += r.H
			l.Rows = append(l.Rows, r)
		}
	}
	l.Content = y
}

// heights are how high a lane and a counter are: as asked for; else as high as
// the room allows, within reason, lanes first; and with Fit lanes are as low as
// it takes for all to be seen.
func (l *Layout) heights(s *Scene, parts *[NumSections][]Row) (lane, counter int) {
	units := s.RowHeight
	if units <= 0 {
		units = rowHeightUnits
	}
	want := max(s.unit(units), minRowHeightPx)
	lane, counter = want, s.unit(counterHeightUnits)
	if !s.Fit && s.RowHeight > 0 {
		return lane, counter
	}
	room, lanes, counters := l.Plot.Dy(), 0, 0
	for sec, rows := range parts {
		if len(rows) == 0 {
			continue
		}
		room -= s.unit(headerHeightUnits)
		switch {
		case s.Folded[sec]:
		case Section(sec) == Counters:
			counters = len(rows)
		default:
			for _, r := range rows {
				if s.titled(r) {
					room -= s.unit(headerHeightUnits)
				} else {
					lanes++
				}
			}
		}
	}
	if lanes == 0 {
		return lane, counter
	}
	each := (room - counters*counter) / lanes
	switch {
	case each >= want && s.RowHeight <= 0:
		lane = min(each, s.unit(maxRowHeightUnits))
	case s.Fit:
		lane = max(minRowHeightPx, min(want, each))
	}
	if left := room - lanes*lane; counters > 0 && s.RowHeight <= 0 {
		counter = min(max(left/counters, counter), s.unit(maxRowHeightUnits))
	}
	return lane, counter
}

// coreRows are the cores on which workers were seen or whose load was
// sampled, in order of their numbers.
func coreRows(v *trace.View) []Row {
	var rows []Row
	place := map[trace.Core]int{}
	for _, c := range v.Cores() {
		place[c.Core] = len(rows)
		rows = append(rows, Row{Kind: RowCore, Core: c.Core})
	}
	objs := v.Objs()
	for i := range objs {
		info := &objs[i].Info
		if !isLoad(info) {
			continue
		}
		at, ok := place[info.Core]
		if !ok {
			at = len(rows)
			place[info.Core] = at
			rows = append(rows, Row{Kind: RowCore, Core: info.Core})
		}
		rows[at].Obj = info.ID
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].Core < rows[j].Core })
	return rows
}

// isLoad says whether an object is the counter of a core's load.
func isLoad(info *trace.ObjInfo) bool {
	return info.Kind == trace.ObjCounter && info.Core != trace.CoreUnknown && info.Unit == "%"
}

// WorkerRows are the lanes that did something, each followed by those that it
// started.
func WorkerRows(v *trace.View) []Row {
	lanes := v.Lanes()
	children := make([][]trace.Lane, len(lanes)+1)
	for i := range lanes {
		id := trace.Lane(i + 1)
		if lanes[i].Info.ID == 0 {
			continue // its maker has not finished entering it
		}
		p := lanes[i].Info.Parent
		if p >= id {
			p = 0
		}
		children[p] = append(children[p], id)
	}
	rows := make([]Row, 0, len(lanes))
	var walk func(of trace.Lane, depth int)
	walk = func(of trace.Lane, depth int) {
		for _, c := range children[of] {
			if v.Lane(c).Len() > 0 {
				rows = append(rows, Row{Kind: RowLane, Lane: c, Depth: depth})
			}
			walk(c, depth+1)
		}
	}
	walk(0, 0)
	return rows
}

// objRows are the primitives and the counters that are not a core's load.
func objRows(v *trace.View) (prims, counters []Row) {
	objs := v.Objs()
	for i := range objs {
		info := &objs[i].Info
		switch {
		case info.ID == 0 || isLoad(info) || info.Unit == trace.UnitLetter:
		case info.Kind == trace.ObjCounter:
			counters = append(counters, Row{Kind: RowCounter, Obj: info.ID, Lane: info.Lane})
		default:
			prims = append(prims, Row{Kind: RowObj, Obj: info.ID})
		}
	}
	sort.SliceStable(counters, func(i, j int) bool {
		return rank(v, counters[i]) < rank(v, counters[j])
	})
	return prims, counters
}

// rank orders counters so that what is to be compared stands together: first
// those of the whole machine, then those of one name, lane by lane.
func rank(v *trace.View, r Row) string {
	info := v.Obj(r.Obj).Info
	if info.Lane == 0 {
		return ""
	}
	return info.Name
}

// MaxScroll is how far the rows can be scrolled, pixels; 0 when all fit.
func (l *Layout) MaxScroll() int { return max(0, l.Content-l.Plot.Dy()) }

// X is the column of moment t, which may lie outside the plot.
func (l *Layout) X(t trace.Time) float64 {
	return float64(l.Plot.Min.X) + float64(t-l.From)/l.nsPerPx
}

// Time is the moment at column x.
func (l *Layout) Time(x float64) trace.Time {
	return l.From + trace.Time((x-float64(l.Plot.Min.X))*l.nsPerPx)
}

// MinimapX is the column of moment t in the minimap, which shows all that can be
// gone to.
func (l *Layout) MinimapX(t trace.Time) float64 {
	return float64(l.Minimap.Min.X) + float64(t-l.First)/float64(max(l.Last-l.First, 1))*float64(l.Minimap.Dx())
}

// MinimapTime is the moment at column x of the minimap.
func (l *Layout) MinimapTime(x float64) trace.Time {
	return l.First + trace.Time((x-float64(l.Minimap.Min.X))/float64(max(l.Minimap.Dx(), 1))*float64(l.Last-l.First))
}

// RowAt is the row at height y of the picture.
func (l *Layout) RowAt(y int) (Row, bool) {
	if y < l.Plot.Min.Y || y >= l.Plot.Max.Y {
		return Row{}, false
	}
	y += l.Scroll - l.Plot.Min.Y
	i := sort.Search(len(l.Rows), func(i int) bool { return l.Rows[i].Y+l.Rows[i].H > y })
	if i == len(l.Rows) {
		return Row{}, false
	}
	return l.Rows[i], true
}

// RowOf is the row of lane n.
func (l *Layout) RowOf(n trace.Lane) (Row, bool) {
	for _, r := range l.Rows {
		if r.Kind == RowLane && r.Lane == n {
			return r, true
		}
	}
	return Row{}, false
}

// Box is where a row is in the picture; parts of it may lie outside the plot.
func (l *Layout) Box(r Row) image.Rectangle {
	y := l.Plot.Min.Y + r.Y - l.Scroll
	return image.Rect(l.Plot.Min.X, y, l.Plot.Max.X, y+r.H)
}
