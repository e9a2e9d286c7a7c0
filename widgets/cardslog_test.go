package widgets_test

// This file holds the cards against the log: at quiet moments of real runs,
// the state that the cards show, which is made by replaying what every object's
// steps left, is the one that somebody would tell who had read the log's
// sentences and nothing else.

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"corelanes/engine"
	"corelanes/engine/trace"
	"corelanes/widgets/cards"
	"corelanes/widgets/words"
)

// reader is who reads the log: what it knows of each object, by the name that
// the sentences give it.
type reader struct {
	holders map[string][]string
	lines   map[string][]string // who waits, in order
	number  map[string]string   // units left, a value, who is inside, "up" or "down"
}

// sentences are what a reader understands; the groups are the lane, the object
// and the value, by their names.
var sentences = []struct {
	form *regexp.Regexp
	do   func(r *reader, lane, obj, value string)
}{
	{regexp.MustCompile(`^(?P<lane>\S+) took (?P<obj>[^,]+)(?:, \d+ deep)?$`), func(r *reader, lane, obj, _ string) {
		if !slices.Contains(r.holders[obj], lane) {
			r.holders[obj] = append(r.holders[obj], lane)
		}
	}},
	{regexp.MustCompile(`^(?P<lane>\S+) released (?P<obj>.+) once, still \d+ deep$`), func(*reader, string, string, string) {}}, // it holds it still
	{regexp.MustCompile(`^(?P<lane>\S+) released (?P<obj>[^:]+)(?:: forced)?$`), func(r *reader, lane, obj, _ string) {
		r.holders[obj] = slices.DeleteFunc(r.holders[obj], func(l string) bool { return l == lane })
	}},
	{regexp.MustCompile(`^(?P<lane>\S+) began to wait for (?P<obj>.+)$`), func(r *reader, lane, obj, _ string) { r.lines[obj] = append(r.lines[obj], lane) }},
	{regexp.MustCompile(`^(?P<lane>\S+) stopped waiting for (?P<obj>.+)$`), func(r *reader, lane, obj, _ string) {
		r.lines[obj] = slices.DeleteFunc(r.lines[obj], func(l string) bool { return l == lane })
	}},
	{regexp.MustCompile(`^(?P<lane>\S+) raised the flag of (?P<obj>.+)$`), func(r *reader, _, obj, _ string) { r.number[obj] = "flag up" }},
	{regexp.MustCompile(`^(?P<lane>\S+) lowered the flag of (?P<obj>.+)$`), func(r *reader, _, obj, _ string) { r.number[obj] = "flag down" }},
	{regexp.MustCompile(`^(?P<lane>\S+): (?P<obj>.+), (?P<value>-?\d+) left now$`), func(r *reader, _, obj, value string) { r.number[obj] = value }},
	{regexp.MustCompile(`^(?P<lane>\S+) wrote (?P<value>-?\d+) into (?P<obj>.+)$`), func(r *reader, _, obj, value string) { r.number[obj] = value }},
}

// reads has the reader read one sentence.
func (r *reader) reads(said string) {
	for _, s := range sentences {
		m := s.form.FindStringSubmatch(said)
		if m == nil {
			continue
		}
		group := func(name string) string {
			if i := s.form.SubexpIndex(name); i >= 0 {
				return m[i]
			}
			return ""
		}
		s.do(r, group("lane"), group("obj"), group("value"))
		return
	}
}

// tells is what the reader would have the cards say: of every kind of line that
// it can tell, all there must be.
func (r *reader) tells(v *trace.View) (headlines, holders, waiters []string) {
	for i := range v.Objs() {
		o := &v.Objs()[i]
		if o.Len() == 0 {
			continue // it is never used
		}
		name := words.Obj(v, o.Info.ID)
		title := words.Kind(o.Info.Kind) + " " + o.Info.Name
		switch o.Info.Kind {
		case trace.ObjLock, trace.ObjRLock:
			state := "free"
			if len(r.holders[name]) > 0 {
				state = "held"
				holders = append(holders, "held by "+r.holders[name][0])
			}
			headlines = append(headlines, title+" | "+state)
		case trace.ObjSemaphore, trace.ObjBoundedSemaphore:
			left := r.number[name]
			if left == "" {
				left = strconv.FormatInt(o.Info.Param, 10)
			}
			headlines = append(headlines, fmt.Sprintf("%s | %s of %d left", title, left, o.Info.Param))
			for _, h := range r.holders[name] {
				holders = append(holders, "held by "+h)
			}
		case trace.ObjEvent:
			state := r.number[name]
			if state == "" {
				state = "flag down"
			}
			headlines = append(headlines, title+" | "+state)
		case trace.ObjValue:
			n := r.number[name]
			if n == "" {
				n = strconv.FormatInt(o.Info.Param, 10)
			}
			headlines = append(headlines, title+" | "+n)
		case trace.ObjCondition, trace.ObjBarrier:
		default:
			continue
		}
		waiting := r.lines[name]
		if o.Info.Kind == trace.ObjCondition { // its card has the lock's line too: the entry room
			waiting = nil
			for _, of := range []string{words.Obj(v, trace.Obj(o.Info.Param)), name} {
				for k, l := range r.lines[of] {
					waiters = append(waiters, fmt.Sprintf("waits %d: %s", k+1, l))
				}
			}
		}
		for k, l := range waiting {
			waiters = append(waiters, fmt.Sprintf("waits %d: %s", k+1, l))
		}
	}
	return headlines, holders, waiters
}

// quiet are some moments of a recording at which nothing happens for a while:
// clocks are read outside the steps that they time, unless there is one thread
// alone.
func quiet(v *trace.View, n int, dice *rand.Rand, oneThread bool) (at []trace.Time) {
	gap := trace.Time(50_000)
	if oneThread {
		gap = 2
	}
	for range 400 {
		i := dice.IntN(max(1, v.LogLen()-1))
		if v.LogLen() < 2 || v.Log(i+1).Time-v.Log(i).Time < gap {
			continue
		}
		if at = append(at, (v.Log(i).Time+v.Log(i+1).Time)/2); len(at) == n {
			break
		}
	}
	return at
}

// inOrder is the log up to a moment, each object's changes in their own order:
// processes' clocks differ by some tens of nanoseconds, and the log goes by them.
func inOrder(v *trace.View, at trace.Time) []trace.Event {
	all := make([]trace.Event, v.LogAt(at))
	changes, places := map[trace.Obj][]trace.Event{}, map[trace.Obj][]int{}
	for i := range all {
		e := v.Log(i)
		all[i] = e
		if e.Seq != 0 {
			changes[e.Obj], places[e.Obj] = append(changes[e.Obj], e), append(places[e.Obj], i)
		}
	}
	for o, of := range changes {
		slices.SortStableFunc(of, func(a, b trace.Event) int { return cmp.Compare(a.Seq, b.Seq) })
		for k, i := range places[o] {
			all[i] = of[k]
		}
	}
	return all
}

func TestTheCardsSayWhatTheLogSays(t *testing.T) {
	test.NewTempApp(t)
	dice := rand.New(rand.NewPCG(4, 11))
	looked := 0
	for _, plan := range []engine.Plan{
		{Scenario: "deadlock", Set: map[string]string{"cure": "none", "hold": "20ms"}, Workers: 3},
		{Scenario: "deadlock", Set: map[string]string{"cure": "timeout", "hold": "5ms"}, Workers: 4},
		{Scenario: "deadlock", Set: map[string]string{"cure": "seats", "hold": "5ms"}, Workers: 4},
		{Scenario: "rlock", Set: map[string]string{"hold": "3ms"}},
		{Scenario: "lock-file", Set: map[string]string{"hold": "10ms"}, Workers: 4},
		{Scenario: "race", Set: map[string]string{"increments": "50", "lock": "true"}},
		{Scenario: "semaphore", Set: map[string]string{"stay": "8ms"}, Workers: 6},
		{Scenario: "semaphore", Set: map[string]string{"stay": "8ms", "fault": "twice", "places": "2"}, Workers: 6},
		{Scenario: "event", Set: map[string]string{"ready": "20ms", "run": "5ms", "clear": "true", "timeout": "60ms"}, Workers: 4},
		{Scenario: "condition", Set: map[string]string{"produce": "4ms", "consume": "7ms"}},
		{Scenario: "condition", Set: map[string]string{"produce": "4ms", "consume": "7ms", "check": "if", "fault": "spurious"}},
		{Scenario: "barrier", Set: map[string]string{"step": "6ms"}, Workers: 4},
		{Scenario: "barrier", Set: map[string]string{"step": "20ms", "timeout": "5ms"}, Workers: 3},
	} {
		for _, plan.Model = range []string{"threads", "processes", "asyncio"} {
			run, err := engine.Start(plan)
			if err != nil {
				t.Fatal(err)
			}
			run.Wait()
			v := run.Recording().Cut()
			moments := quiet(v, 10, dice, plan.Model == "asyncio")
			looked += len(moments)
			for _, at := range moments {
				r := &reader{holders: map[string][]string{}, lines: map[string][]string{}, number: map[string]string{}}
				for _, e := range inOrder(v, at) {
					if (e.Kind == trace.KindJoin || e.Kind == trace.KindPart) && e.Slot != 0 {
						continue // the rooms behind the first have lines of their own
					}
					r.reads(words.Event(v, e))
				}
				compare(t, fmt.Sprintf("%s, %s, %v at %d", plan.Scenario, plan.Model, plan.Set, at), r, v, at)
			}
		}
	}
	if looked < 100 {
		t.Errorf("only %d quiet moments in all runs together", looked)
	}
}

// heldBy and waitsAt are the cards' lines about who holds and who waits.
var (
	heldBy  = regexp.MustCompile(`^(held by \S+) \|`)
	waitsAt = regexp.MustCompile(`^(waits \d+: \S+) \|`)
)

// compare holds the cards at an instant against what a reader tells.
func compare(t *testing.T, what string, r *reader, v *trace.View, at trace.Time) {
	t.Helper()
	x := cards.New()
	defer x.Close()
	x.SetView(v, at)
	var holders, waiters []string
	lines := cardLines(x)
	gil := false
	for _, l := range lines {
		if strings.Contains(l, " | ") && strings.HasPrefix(l, "GIL") {
			gil = true // the cards of the GILs come last, and are told in their own way
		}
		if m := heldBy.FindStringSubmatch(l); m != nil && !gil && m[1] != "held by nobody" {
			holders = append(holders, m[1])
		}
		if m := waitsAt.FindStringSubmatch(l); m != nil && !gil {
			waiters = append(waiters, m[1])
		}
	}
	wantHeadlines, wantHolders, wantWaiters := r.tells(v)
	for _, h := range wantHeadlines {
		if !slices.Contains(lines, h) {
			t.Errorf("%s: the log says %q, the cards %q", what, h, lines)
		}
	}
	for name, pair := range map[string][2][]string{"hold": {wantHolders, holders}, "wait": {wantWaiters, waiters}} {
		slices.Sort(pair[0])
		slices.Sort(pair[1])
		if !slices.Equal(pair[0], pair[1]) {
			t.Errorf("%s: who %ss: the log says %q, the cards %q", what, name, pair[0], pair[1])
		}
	}
}
