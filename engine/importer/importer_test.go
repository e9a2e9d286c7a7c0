package importer

// This file tests what is read: files of this program come back as they were,
// files of others become what their viewers show, damaged ones are read up to
// the damage.

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime/trace"
	"strings"
	"sync"
	"testing"

	"corelanes/engine"
	"corelanes/engine/export"
	ours "corelanes/engine/trace"
)

func read(t *testing.T, file string) *Imported {
	t.Helper()
	x, err := Read(strings.NewReader(file))
	if err != nil {
		t.Fatalf("%v\n%s", err, file)
	}
	return x
}

// span is what a lane is doing, in short.
type span struct {
	from, to ours.Time
	state    ours.State
	label    string
}

func spans(v *ours.View, name string) (out []span) {
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		if l.Info.Name != name {
			continue
		}
		for j := range l.Len() {
			if s, to := l.Span(j); s.State != ours.StateNone {
				out = append(out, span{s.From, to, s.State, v.Label(s)})
			}
		}
	}
	return out
}

func expect(t *testing.T, got, want []span) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %v\nwant %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%d: got %v, want %v", i, got[i], want[i])
		}
	}
}

func TestARunExportedAndImportedShowsTheSame(t *testing.T) {
	r, err := engine.Start(engine.Plan{Scenario: "lock-file", Model: "threads", Workers: 3, Set: map[string]string{"size": "smoke"}})
	if err != nil {
		t.Fatal(err)
	}
	r.Wait()
	was := r.Recording().Cut()
	var b bytes.Buffer
	if err := export.Write(&b, "chrome", was); err != nil {
		t.Fatal(err)
	}
	is := read(t, b.String()).Recording.Cut()
	// The import's time begins with its first event, whatever that is.
	shift := spans(was, "MainThread")[0].from - spans(is, "MainThread")[0].from
	for i := range was.Lanes() {
		l := &was.Lanes()[i]
		var a, b []span
		for _, s := range spans(was, l.Info.Name) {
			if s.to > s.from {
				a = append(a, span{s.from - shift, s.to - shift, s.state, ""})
			}
		}
		for _, s := range spans(is, l.Info.Name) {
			b = append(b, span{s.from, s.to, s.state, ""})
		}
		expect(t, b, a)
	}
	held := func(v *ours.View) (sum ours.Time) {
		for i := range v.Objs() {
			o := &v.Objs()[i]
			if o.Info.Kind != ours.ObjLock {
				continue
			}
			lo, hi := o.HoldRange(0, ours.Forever)
			for h := lo; h < hi; h++ {
				if x, to := o.Hold(h); x.Owner != 0 {
					sum += to - x.From
				}
			}
		}
		return sum
	}
	if a, b := held(was), held(is); a == 0 || a != b {
		t.Errorf("the lock was held for %d, the import says %d", a, b)
	}
}

func TestSlicesNestAndTheInnermostIsSeen(t *testing.T) {
	v := read(t, `{"traceEvents":[
		{"ph":"M","name":"thread_name","pid":1,"tid":2,"args":{"name":"worker"}},
		{"ph":"X","name":"outer","ts":1000.5,"dur":10,"pid":1,"tid":2},
		{"ph":"X","name":"inner","ts":1002.5,"dur":"3","pid":1,"tid":2},
		{"ph":"B","name":"later","ts":1020.5,"pid":1,"tid":2},
		{"ph":"E","ts":1021.501,"pid":1,"tid":2}],"metadata":{"a":[1,{"b":2}]}}`).Recording.Cut()
	expect(t, spans(v, "worker"), []span{
		{0, 2000, ours.StateRunning, "outer"}, {2000, 5000, ours.StateRunning, "inner"}, {5000, 10000, ours.StateRunning, "outer"},
		{20000, 21001, ours.StateRunning, "later"},
	})
}

func TestCarelessFilesAreReadAsFarAsTheyMakeSense(t *testing.T) {
	x := read(t, `[{"ph":"E","ts":1,"pid":1,"tid":1},{"ph":"X","name":"a","ts":10,"dur":10,"pid":"p","tid":"t"},{"ph":"X","name":"b","ts":15,"dur":10,"pid":"p","tid":"t"},
		{"ph":"X","name":"no time","pid":1},{"ph":7},{"ph":"?","ts":1,"pid":1},{"ph":"X","name":"far","ts":1e300,"dur":1,"pid":1},
		{"ph":"B","name":"open","ts":12,"pid":2,"tid":2},{"ph":"f","id":9,"ts":1,"pid":1,"tid":1},{"ph":"C","name":"n","ts":11,"pid":1,"args":{"x":1.5,"y":"z"}}]`)
	v := x.Recording.Cut()
	expect(t, spans(v, "t"), []span{{0, 5000, ours.StateRunning, "a"}, {5000, 15000, ours.StateRunning, "b"}})
	if x.Left != 6 || x.Damage != "" {
		t.Errorf("%d were left out, %q", x.Left, x.Damage)
	}
}

func TestAnUnendedArrayIsReadUpToItsEnd(t *testing.T) {
	x := read(t, `[{"ph":"X","name":"a","ts":0,"dur":1,"pid":1,"tid":1},{"ph":"X","name":"b","ts":2,"dur":1,"pi`)
	if x.Events != 1 || x.Damage == "" {
		t.Errorf("%d events, damage %q", x.Events, x.Damage)
	}
	x = read(t, `[{"ph":"X","name":"a","ts":0,"dur":1,"pid":1,"tid":1}`)
	if x.Events != 1 || x.Damage == "" {
		t.Errorf("%d events, damage %q", x.Events, x.Damage)
	}
}

func TestArrowsAndAsyncTracksAndCountersAreKept(t *testing.T) {
	v := read(t, `[{"ph":"X","name":"a","ts":0,"dur":9,"pid":1,"tid":1},{"ph":"X","name":"b","ts":5,"dur":9,"pid":1,"tid":2},
		{"ph":"s","name":"go","cat":"c","id":"0x1","ts":3,"pid":1,"tid":1},{"ph":"f","name":"go","cat":"c","id":"0x1","bp":"e","ts":5,"pid":1,"tid":2},
		{"ph":"b","name":"task","cat":"t","id":1,"ts":2,"pid":1,"tid":1},{"ph":"e","name":"task","cat":"t","id":1,"ts":8,"pid":1,"tid":1},
		{"ph":"C","name":"mem","ts":4,"pid":1,"args":{"rss":42}},{"ph":"i","name":"here","ts":6,"pid":1,"tid":1,"s":"t"}]`).Recording.Cut()
	expect(t, spans(v, "task"), []span{{2000, 8000, ours.StateRunning, "task"}})
	woke, said := 0, ""
	for i := range v.LogLen() {
		switch e := v.Log(i); e.Kind {
		case ours.KindWake:
			woke++
			if e.Lane != 1 || e.Arg != 2 || e.Time != 3000 {
				t.Errorf("%+v", e)
			}
		case ours.KindSay:
			said = v.Text(e.Arg)
		}
	}
	if s := v.Samples(1); woke != 1 || said != "here" || len(s) != 1 || s[0].Value != 42 || v.Objs()[0].Info.Name != "mem rss" {
		t.Errorf("%d arrows, %q said, %v", woke, said, s)
	}
}

func TestAGoTraceShowsItsGoroutines(t *testing.T) {
	var b bytes.Buffer
	if err := trace.Start(&b); err != nil {
		t.Skip("another trace is being made:", err)
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	mu.Lock()
	for range 3 {
		wg.Go(func() { mu.Lock(); mu.Unlock() }) //nolint:staticcheck // they only wait for the lock
	}
	mu.Unlock()
	wg.Wait()
	trace.Stop()
	x := read(t, b.String())
	v := x.Recording.Cut()
	found := 0
	for i := range v.Lanes() {
		if strings.Contains(v.Lanes()[i].Info.Name, "TestAGoTraceShowsItsGoroutines") {
			found++
		}
	}
	if x.Format != "go" || x.Damage != "" || found < 3 {
		t.Errorf("%s, %q; %d of the goroutines are found", x.Format, x.Damage, found)
	}
	half := read(t, b.String()[:b.Len()/2])
	if half.Damage == "" || half.Events >= x.Events {
		t.Errorf("half a trace: %d of %d events, %q", half.Events, x.Events, half.Damage)
	}
}

func TestOtherFilesAreRefused(t *testing.T) {
	for _, s := range []string{"", "x", "{", "[]", "{}", "null", `"traceEvents"`, "go 1.99 trace\x00\x00\x00", "\x1f\x8b\x08", `{"traceEvents":7}`, `[1,2,3]`} {
		if x, err := Read(strings.NewReader(s)); !errors.Is(err, ErrFormat) {
			t.Errorf("%q: %v, %v", s, x, err)
		}
	}
}

func TestAFileIsImportedAndSavedAndOpened(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "prog.json"), filepath.Join(dir, "prog.lane")
	if err := os.WriteFile(in, []byte(`[{"ph":"X","name":"a","ts":0,"dur":5,"pid":1,"tid":1}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	o, note, err := Open(in, "test")
	if err != nil || !strings.HasPrefix(note, "1 events") {
		t.Fatal(note, err)
	}
	if err := o.Save(out); err != nil {
		t.Fatal(err)
	}
	again, err := engine.Open(out)
	if err != nil || again.Plan.Scenario != "prog.json" || again.Plan.Model != "chrome" {
		t.Fatalf("%+v, %v", again, err)
	}
	expect(t, spans(again.Recording.Cut(), "1"), []span{{0, 5000, ours.StateRunning, "a"}})
}

func FuzzReadNeverPanicsNorBelieves(f *testing.F) {
	for _, s := range []string{
		`[{"ph":"X","name":"a","ts":0,"dur":1,"pid":1,"tid":1}]`, `{"traceEvents":[{"ph":"B","ts":1,"pid":1},{"ph":"C","ts":1,"args":{"a":1}}]}`,
		"go 1.26 trace\x00\x00\x00\x01\x02", `[{"ph":"T","name":"Running","ts":0,"dur":1,"pid":1,"tid":1,"args":{"cpu":99999}}]`,
		`[{"ph":"X","cat":"held","ts":0,"dur":1,"pid":1073741824,"tid":1,"args":{"pid":1,"tid":1}}]`,
		`[{"ph":"s","id":1,"ts":0,"pid":1,"tid":1},{"ph":"f","id":1,"ts":-5,"pid":2,"tid":1}]`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		forwards(t, x.Recording.Cut())
	})
}
