// Package scale_test holds large recordings against what is promised of them: a
// recording of ten million events opens, is drawn and is asked as fluently as a
// small one.
//
// `make scale` makes it and prints the table; the tests make a small one, and
// check what does not depend on the machine.
package scale_test

// This file measures, and prints the table.

import (
	"flag"
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"fyne.io/fyne/v2/theme"

	"corelanes/engine"
	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/find"
	"corelanes/widgets/look"
	"corelanes/widgets/paint"
)

var most = flag.Int("scale.events", 0, "print the table of recordings of ten thousand up to so many events")
var least = flag.Int("scale.from", 0, "leave smaller ones out")

// The promises.
const (
	openSeconds  = 5
	memoryBytes  = 48
	diskBytes    = 10
	frameMs      = 6
	instantMs    = 5
	liveFrames   = 20
	liveEvents   = 200_000 // a second
	frameWidth   = 1920
	frameHeight  = 1080
	frames       = 15   // of which the median counts
	instants     = 3000 // of which the worst counts
	promisedSize = 10_000_000
)

// A figure is one row of the table: what was measured, what was promised (0:
// nothing) and what the plain way took.
type figure struct {
	name     string
	unit     string
	measured float64
	promised float64
	plain    float64
	plainly  string
}

func TestLargeRecordings(t *testing.T) {
	if *most == 0 {
		for _, f := range measure(t, 100_000, false) {
			if f.unit == "B" && f.measured > f.promised {
				t.Errorf("%s: %.1f %s, promised are %.0f", f.name, f.measured, f.unit, f.promised)
			}
		}
		return
	}
	for n := max(10_000, *least); n <= *most; n *= 10 {
		fmt.Printf("\n%d events, %d lanes, %d×%d, %d cores\n", n, lanes, frameWidth, frameHeight, runtime.NumCPU())
		fmt.Printf("%-44s %10s %10s %10s\n", "", "measured", "promised", "plain way")
		for _, f := range measure(t, n, true) {
			promised, told, plain := "", "", ""
			if f.promised > 0 {
				promised = fmt.Sprintf("%.0f", f.promised)
				if over := f.measured > f.promised; over != strings.HasPrefix(f.name, "live: frames") && f.measured != f.promised {
					told = "  MISSED"
				}
			}
			if f.plain > 0 {
				plain = fmt.Sprintf("%.4g", f.plain)
				told = "  " + f.plainly + told
			}
			fmt.Printf("%-44s %10.4g %10s %10s%s\n", f.name+", "+f.unit, f.measured, promised, plain, told)
		}
	}
}

// measure makes a recording of so many events and measures it.
func measure(t *testing.T, events int, live bool) (all []figure) {
	note := func(name, unit string, measured, promised, plain float64, plainly string) {
		all = append(all, figure{name, unit, measured, promised, plain, plainly})
	}
	path := filepath.Join(t.TempDir(), "large"+engine.FileSuffix)
	raw := filepath.Join(t.TempDir(), "raw")
	events = write(t, path, raw, events)

	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	note("disk an event", "B", float64(info.Size())/float64(events), diskBytes, 32, "as in memory")

	p, img := painter(t), image.NewRGBA(image.Rect(0, 0, frameWidth, frameHeight))
	small := newCrowd(t, 1000)
	small.goOn(1000)
	warm := small.finish().Cut()
	p.Paint(img, scene(warm, 0, warm.End())) // the painter's own memory is no recording's
	before := heap()
	began := time.Now()
	o, err := engine.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	v := o.Recording.Cut()
	p.Paint(img, scene(v, 0, v.End()))
	opened := time.Since(began).Seconds()
	note("open, to the first picture", "s", opened, openSeconds, plainOpen(t, raw), "events alone, uncompressed, sorted")
	if n, dropped := v.Events(); n != events || dropped != 0 || o.Damage != "" {
		t.Fatalf("%d events of %d, %d dropped, damage %q", n, events, dropped, o.Damage)
	}
	note("memory an event", "B", float64(heap()-before-fixed)/float64(events), memoryBytes, 32, "events alone")
	runtime.KeepAlive(warm)

	moving := false // the window is on its way
	frame := func(name string, from func(i int) trace.Time, width trace.Time) {
		cpu := processorTime()
		took := milliseconds(frames, func(i int) {
			s := scene(v, from(i), from(i)+width)
			s.Moving = moving
			p.Paint(img, s)
		})
		cpu = (processorTime() - cpu) / frames
		note(name, "ms", median(took), frameMs, plainFrame(v, from(0), from(0)+width), fmt.Sprintf("every span visited; %.1f ms of processors' time", cpu))
	}
	still := func(i int) trace.Time { return v.End()/3 + trace.Time(i%2) }
	// In each the window is another than in the one before, so that nothing of that is of use.
	frame("frame: wide", func(i int) trace.Time { return trace.Time(i % 2) }, v.End())
	for _, w := range windows(v) {
		frame(w.name, still, w.width)
	}
	moving = true
	frame("frame: wide, while moving", func(i int) trace.Time { return trace.Time(i % 2) }, v.End())
	for _, w := range windows(v)[:2] {
		frame(w.name+", moving", still, w.width)
	}
	frame("frame: while scrolling", func(i int) trace.Time { return v.End()/3 + trace.Time(i)*v.End()/800 }, v.End()/10)
	rest := milliseconds(frames, func(i int) {
		s := scene(v, 0, v.End())
		s.Hovered = trace.Lane(1 + i%lanes)
		p.Paint(img, s)
	})
	note("frame: wide, pointer over lanes", "ms", median(rest), frameMs, plainFrame(v, 0, v.End()), "every span visited")
	zoom := milliseconds(frames, func(i int) {
		width := trace.Time(float64(v.End()) * math.Pow(0.7, float64(i)))
		s := scene(v, v.End()/3, v.End()/3+width)
		s.Moving = true
		p.Paint(img, s)
	})
	note("frame: while zooming, worst", "ms", slices.Max(zoom), frameMs, plainFrame(v, v.End()/3, v.End()/3+v.End()), "every span visited, of the widest")

	worst, plain := askInstants(t, v)
	note("state at an instant, worst", "ms", worst, instantMs, plain, "played from the start")

	hits := milliseconds(5, func(int) { find.In(v, "thread-7 shelf") })
	note("search", "ms", median(hits), 0, plainSearch(v, "thread-7 shelf"), "words of every event")
	note("summary", "ms", median(milliseconds(3, func(int) { insight.Summarise(v) })), 0, plainSummary(v), "every event once, time by state and operation alone")
	if live {
		liveFigures(t, events, p, img, note)
	}
	return all
}

// fixed is what a recording takes however small it is: its tables, and what is
// known of each lane and object.
const fixed = trace.MinArenaBytes + 256<<10

type window struct {
	name  string
	width trace.Time
}

// windows are those between wide and deep: around the number of spans in view
// at which a painter changes its way there are the dearest frames.
func windows(v *trace.View) []window {
	n, _ := v.Events()
	perNs := float64(n) / lanes * 0.4 / float64(max(1, v.End())) // spans of a lane
	at := func(spansPerPixel float64) trace.Time {
		return max(1000, min(v.End(), trace.Time(spansPerPixel*frameWidth/perNs)))
	}
	return []window{
		{"frame: middle (7 spans a pixel)", at(7)}, {"frame: middle (2 spans a pixel)", at(2)},
		{"frame: middle (0.9 spans a pixel)", at(0.9)}, {"frame: deep (0.02 spans a pixel)", at(0.02)},
	}
}

// write keeps a recording in a file, and its events as they are in another; how
// many there are is a few more than were asked for.
func write(t *testing.T, path, raw string, events int) int {
	t.Helper()
	c := newCrowd(t, events)
	c.goOn(events)
	rec := c.finish()
	o := &engine.Opened{Plan: engine.Plan{Scenario: "crowd", Model: "threads"}, Outcome: engine.Outcome{Status: engine.Done}, Recording: rec, Program: "scale"}
	if err := o.Save(path); err != nil {
		t.Fatal(err)
	}
	var all []trace.Event
	rec.Each(func(e trace.Event) { all = append(all, e) })
	if err := os.WriteFile(raw, bytesOf(all), 0o600); err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// bytesOf are the bytes of events, as they lie in memory.
func bytesOf(all []trace.Event) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(all))), len(all)*int(unsafe.Sizeof(trace.Event{})))
}

// eventsOf are the events again.
func eventsOf(data []byte) []trace.Event {
	size := int(unsafe.Sizeof(trace.Event{}))
	all := make([]trace.Event, len(data)/size)
	copy(bytesOf(all), data)
	return all
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func painter(t testing.TB) *paint.Painter {
	t.Helper()
	p, err := paint.New(paint.Fonts{Regular: theme.DefaultTextFont().Content(), Bold: theme.DefaultTextBoldFont().Content()})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func scene(v *trace.View, from, to trace.Time) *paint.Scene {
	return &paint.Scene{View: v, From: from, To: to, Size: image.Pt(frameWidth, frameHeight), Theme: look.Light(), Words: paint.DefaultWords(), Fit: true}
}

// processorTime is what this process has used of the processors, ms.
func processorTime() float64 { return float64(engine.OwnTime()) / 1e6 }

// milliseconds are how long each of n calls took.
func milliseconds(n int, f func(i int)) (all []float64) {
	for i := range n {
		began := time.Now()
		f(i)
		all = append(all, float64(time.Since(began))/1e6)
	}
	return all
}

func median(all []float64) float64 {
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}

// askInstants is how long the state of an object takes at the worst of many
// moments, the best of three tries each; and how long one takes in the middle
// when it is played from the start.
func askInstants(t *testing.T, v *trace.View) (worst, plain float64) {
	t.Helper()
	rnd := rand.New(rand.NewPCG(9, 9))
	for range instants {
		o := &v.Objs()[rnd.IntN(len(v.Objs()))]
		at := trace.Time(rnd.Int64N(int64(v.End())))
		worst = max(worst, slices.Min(milliseconds(3, func(int) { o.At(at) })))
	}
	o, at := v.Obj(1), v.End()/2
	var played trace.ObjState
	plain = milliseconds(1, func(int) {
		for i := range o.Len() {
			e := o.Event(i)
			if e.Time > at {
				break
			}
			played.Apply(e)
		}
	})[0]
	if got := o.At(at); !reflect.DeepEqual(got, played) {
		t.Errorf("asked for %+v, played to %+v", got, played)
	}
	return worst, plain
}

// liveFigures records on behind so many events, as fast as was promised, and
// draws at each twentieth of a second.
func liveFigures(t *testing.T, events int, p *paint.Painter, img *image.RGBA, note func(string, string, float64, float64, float64, string)) {
	t.Helper()
	const looks = 20
	c := newCrowd(t, events+looks*liveEvents/liveFrames)
	c.goOn(events)
	c.rec.Update(c.now)
	var took, index []float64
	for i := range looks {
		c.goOn(events + (i+1)*liveEvents/liveFrames)
		began := time.Now()
		c.rec.Update(c.now)
		index = append(index, float64(time.Since(began))/1e6)
		v := c.rec.Cut()
		p.Paint(img, scene(v, 0, v.End()))
		took = append(took, float64(time.Since(began))/1e6)
	}
	anew := plainLive(c)
	note("live: index of a twentieth second", "ms", median(index), 0, anew, "all events taken in anew")
	v := c.rec.Cut()
	anew += plainFrame(v, 0, v.End())
	note("live: index, cut and wide frame", "ms", median(took), 1000/liveFrames, anew, "likewise, and every span visited")
	note("live: frames a second, slowest", "1/s", 1000/slices.Max(took), liveFrames, 1000/anew, "likewise")
}
