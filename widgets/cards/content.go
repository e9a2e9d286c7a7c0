package cards

// This file says what stands on a card: lines of text from an object's state
// and counts at an instant. It knows of no canvas.
//
// A card has as many lines at every instant of a recording, and each fact is
// always on the same one: lists keep room for the most that they ever hold.

import (
	"strconv"

	"corelanes/engine/trace"
	"corelanes/widgets/internal/rows"
	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

// moment is what a card is made of.
type moment struct {
	view   *trace.View
	obj    *trace.ObjView
	at     trace.Time
	state  trace.ObjState
	stats  *stats
	extent *extent
	look   look.Theme
	units  look.Units
	lock   *moment // of a condition: its lock
	lost   int     // of a value: writes over changes that the writer had not seen
}

const (
	maxWaiters = 6 // told one by one
	maxItems   = 8
	// liveWaiters is for how many waiters there is room on a card while the run
	// goes on: it grows no more when the first ones come.
	liveWaiters = 3
	nothing     = "–" // where there is no figure yet
)

// kind is how one kind of object is told: what stands beside its name, and the
// lines below.
type kind struct {
	headline func(*moment) string
	lines    func(*moment) []rows.Line
}

// kinds are the kinds that are told in their own way; the others show all of
// their state that is not empty.
var kinds = map[trace.ObjKind]kind{
	trace.ObjGIL:              {(*moment).held, (*moment).gil},
	trace.ObjLock:             {(*moment).held, (*moment).plainLock},
	trace.ObjRLock:            {(*moment).held, (*moment).rlock},
	trace.ObjSemaphore:        {(*moment).holding, (*moment).semaphore},
	trace.ObjBoundedSemaphore: {(*moment).holding, (*moment).semaphore},
	trace.ObjEvent:            {(*moment).holding, (*moment).event},
	trace.ObjCondition:        {(*moment).held, (*moment).condition},
	trace.ObjBarrier:          {(*moment).holding, (*moment).barrier},
	trace.ObjValue:            {(*moment).holding, (*moment).value},
	trace.ObjQueue:            {(*moment).queued, (*moment).queue},
	trace.ObjPipe:             {(*moment).holding, (*moment).pipe},
	trace.ObjSocket:           {(*moment).holding, (*moment).socket},
	trace.ObjChannel:          {(*moment).holding, (*moment).channel},
	trace.ObjSharedMemory:     {(*moment).holding, (*moment).shared},
	trace.ObjArray:            {(*moment).holding, (*moment).array},
	trace.ObjManager:          {(*moment).holding, (*moment).manager},
	trace.ObjPool:             {(*moment).atWork, (*moment).pool},
	trace.ObjLoop:             {(*moment).phase, (*moment).loop},
}

// content is the lines of the card that fits the object's kind.
func (m *moment) content() []rows.Line {
	k, known := kinds[m.obj.Info.Kind]
	if !known {
		k = kind{(*moment).held, (*moment).generic}
	}
	out := []rows.Line{{Left: m.name(), Right: k.headline(m), Strong: true}}
	if m.obj.Len() == 0 && m.obj.Info.Kind != trace.ObjCondition {
		return out // nothing ever happened to it
	}
	return append(out, k.lines(m)...)
}

// held says whether somebody holds the object; of a condition, its lock.
func (m *moment) held() string {
	if m.lock != nil {
		m = m.lock
	}
	if len(m.state.Holders) == 0 {
		return words.X("w.card.free")
	}
	return words.X("w.card.held")
}

// owner is who holds the object, for how long.
func (m *moment) owner() rows.Line {
	if len(m.state.Holders) == 0 {
		return rows.Line{Left: words.X("w.card.held_by_nobody"), Muted: true}
	}
	return m.holder(m.state.Holders[0])
}

func (m *moment) holder(h trace.Member) rows.Line {
	key := "w.card.held_by"
	if l := m.view.Lane(h.Lane); l != nil && l.At(m.at) >= 0 && l.StateAt(m.at).State == trace.StateNone {
		key = "w.card.held_by_dead"
	}
	return rows.Line{
		Chip: m.look.OwnerOf(h.Lane), Key: int64(h.Lane), Right: m.since(h),
		Left: words.X(key, words.With{"Owner": words.Lane(m.view, h.Lane)}),
	}
}

func (m *moment) name() string {
	kind, name := words.Kind(m.obj.Info.Kind), m.obj.Info.Name
	switch {
	case name == "" || name == kind:
		return kind
	case m.obj.Info.Kind == trace.ObjGIL:
		return name
	}
	return kind + " " + name
}

func (m *moment) since(x trace.Member) string { return m.ago(x.Since) }

func (m *moment) ago(t trace.Time) string { return m.units.Duration(max(m.at-t, 0)) }

// waiters are the lanes in a room, in their order, with their waiting times.
// Those of a GIL have no order: whoever is quickest gets it.
func (m *moment) waiters(place trace.Slot) []rows.Line {
	all := m.state.Rooms[place]
	key := "w.card.waits"
	if m.obj.Info.Kind == trace.ObjGIL {
		key = "w.card.waits.any"
	}
	var out []rows.Line
	if len(all) == 0 {
		out = append(out, rows.Line{Left: words.X("w.card.no_waiters"), Muted: true})
	}
	for i, x := range all[:min(len(all), maxWaiters)] {
		out = append(out, rows.Line{
			Chip: m.look.OwnerOf(x.Lane), Key: int64(x.Lane),
			Left:  words.X(key, words.With{"Place": i + 1, "Lane": words.Lane(m.view, x.Lane)}),
			Right: m.since(x),
		})
	}
	if more := len(all) - maxWaiters; more > 0 {
		out = append(out, rows.Line{Left: words.N("w.card.more", more, words.With{"Count": more}), Muted: true})
	}
	return pad(out, max(1, m.reserve(liveWaiters), room(m.extent.rooms[place], maxWaiters)))
}

// room is how many lines a list of n takes of which most are told one by one.
func room(n, most int) int {
	if n > most {
		return most + 1
	}
	return n
}

// reserve is how many lines a list of lanes keeps while the run goes on and
// nobody knows how long it will get: one for each worker, up to most.
func (m *moment) reserve(most int) (n int) {
	if m.view.Done() {
		return 0
	}
	lanes := m.view.Lanes()
	for i := range lanes {
		switch lanes[i].Info.Kind {
		case trace.LaneThread, trace.LaneProcess, trace.LaneInterpreter, trace.LaneTask:
			n++
		}
	}
	return min(n, most)
}

// pad keeps a list as long as it ever gets.
func pad(lines []rows.Line, n int) []rows.Line {
	for len(lines) < n {
		lines = append(lines, rows.Line{})
	}
	return lines
}

func (m *moment) fact(key, value string) rows.Line {
	return rows.Line{Left: words.X(key), Right: value}
}

// misused is the last thing that was refused, of an object that is ever used
// wrongly.
func (m *moment) misused() []rows.Line {
	e := m.stats.misuse
	switch {
	case !m.extent.misused:
		return nil
	case e.Seq == 0:
		return []rows.Line{{Left: words.X("w.card.misuse.none"), Muted: true}, {}}
	}
	return []rows.Line{{
		Chip: m.look.OwnerOf(e.Lane), Key: int64(e.Lane),
		Left:  words.X("w.card.misuse", words.With{"Lane": words.Lane(m.view, e.Lane)}),
		Right: words.X("w.card.ago", words.With{"Time": m.ago(e.Time)}),
	}, {Left: m.view.Text(e.Arg), Nested: true}}
}

// generic is everything of a state that is not empty.
func (m *moment) generic() []rows.Line {
	var out []rows.Line
	for i, h := range m.state.Holders {
		if i < maxWaiters {
			out = append(out, m.holder(h))
		}
	}
	for place := range m.state.Rooms {
		if len(m.state.Rooms[place]) == 0 {
			continue
		}
		if place > 0 {
			out = append(out, rows.Line{Left: words.X("w.card.room", words.With{"Room": place + 1}), Muted: true})
		}
		out = append(out, m.waiters(trace.Slot(place))...)
	}
	if text := m.values(); text != "" {
		out = append(out, m.fact("w.card.values", text))
	}
	if len(m.state.Items) > 0 {
		out = append(out, m.fact("w.card.items", m.items()))
	}
	return out
}

func (m *moment) values() string {
	last := -1
	for i, v := range m.state.Values {
		if v != 0 {
			last = i
		}
	}
	text := ""
	for _, v := range m.state.Values[:last+1] {
		if text != "" {
			text += " · "
		}
		text += strconv.FormatInt(v, 10)
	}
	return text
}

func (m *moment) items() string {
	text := strconv.Itoa(len(m.state.Items)) + ": "
	for i, v := range m.state.Items {
		if i == maxItems {
			return text + " …"
		}
		if i > 0 {
			text += ", "
		}
		text += words.Item(v)
	}
	return text
}

// holding says what the object is about at the moment.
func (m *moment) holding() string { return words.Holding(m.obj, &m.state) }

// value are how often a Value was written, and by whom the last time.
func (m *moment) value() []rows.Line {
	return []rows.Line{
		m.fact("w.card.version", strconv.Itoa(m.stats.written.times)),
		m.done("w.card.written", "w.card.written.never", m.stats.written),
		m.fact("w.card.lost", words.N("w.card.acquired.times", m.lost, words.With{"Count": m.lost})),
	}
}

// done is who did something last, and how long ago; never says that nobody did.
func (m *moment) done(key, never string, s set) rows.Line {
	if s.times == 0 {
		return rows.Line{Left: words.X(never), Muted: true}
	}
	return rows.Line{
		Chip: m.look.OwnerOf(s.by), Key: int64(s.by),
		Left:  words.X(key, words.With{"Lane": words.Lane(m.view, s.by)}),
		Right: words.X("w.card.ago", words.With{"Time": m.ago(s.at)}),
	}
}
