package engine

// This file tests that nothing of what was to be left out stands in the file.

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"corelanes/engine/trace"
)

// secrets are what a recording of somebody's work may name.
var secrets = []string{
	"/home/ada/thesis/data.csv", "https://intra.example.org/salaries?who=ada", "C:\\Users\\ada\\grades.xlsx", "\\\\server\\share\\x",
	"ada-laptop", "10.1.2.3:8080", "~/notes/diary.txt", "[fe80::1]:99", "ftp://ada@example.org/x",
}

// telling is a recording that names all of them wherever it can.
func telling(t *testing.T) *Opened {
	t.Helper()
	a, err := trace.NewArena(make([]byte, trace.BytesFor(100)), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	w := a.NewWriter(trace.Clock{}, 1)
	for i, s := range secrets {
		if _, err := a.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: "reads " + s}); err != nil {
			t.Fatal(err)
		}
		if _, err := a.AddObj(trace.ObjInfo{Kind: trace.ObjPipe, Name: s, Core: trace.CoreUnknown}); err != nil {
			t.Fatal(err)
		}
		n, err := a.AddText("got (" + s + "), 3/4 done and/or so")
		if err != nil {
			t.Fatal(err)
		}
		w.PutAt(trace.Event{Time: trace.Time(i), Kind: trace.KindSay, Lane: 1, Arg: n})
	}
	a.Finish(100)
	r := trace.NewRecording(a)
	r.Update(trace.Forever)
	all := strings.Join(secrets, " ")
	result, err := json.Marshal(map[string]any{"read": secrets, all: 1, "n": 12345678901234567})
	if err != nil {
		t.Fatal(err)
	}
	host := Host{Name: "ada-laptop", OS: "linux", Cores: 2}
	return &Opened{
		Plan:    Plan{Scenario: "downloads", Model: "threads", Set: map[string]string{"urls": secrets[0], "count": "3", "more": all}},
		Outcome: Outcome{Status: Failed, Err: errors.New("open " + all), Result: result}, Recording: r, Started: time.Unix(1, 0), Program: "test", Machine: &host,
	}
}

func TestWhatIsSavedForSomebodyElseNamesNoAddressPathOrMachine(t *testing.T) {
	dir := t.TempDir()
	open, closed := filepath.Join(dir, "open.lane"), filepath.Join(dir, "private.lane")
	o := telling(t)
	private, err := o.Private()
	if err != nil {
		t.Fatal(err)
	}
	for path, x := range map[string]*Opened{open: o, closed: private} {
		if err := x.Save(path); err != nil {
			t.Fatal(err)
		}
	}
	inside := func(path, what string) bool {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		quoted, err := json.Marshal(what)
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Contains(data, []byte(what)) || bytes.Contains(data, bytes.Trim(quoted, `"`))
	}
	for _, s := range secrets {
		if !inside(open, s) {
			t.Errorf("%q is not in the whole recording: the test says nothing", s)
		}
	}
	words := append([]string{"ada", "salaries", "grades", "diary", "10.1.2.3", "fe80", "example.org", "thesis", "share"}, secrets...)
	if u, err := user.Current(); err == nil && u.Uid != "0" {
		words = append(words, u.HomeDir)
	}
	for _, s := range words {
		if inside(closed, s) {
			t.Errorf("%q is in the recording for somebody else", s)
		}
	}
	again, err := Open(closed)
	if err != nil {
		t.Fatal(err)
	}
	v := again.Recording.Cut()
	if again.Machine == nil || again.Machine.Cores != 2 || again.Machine.Name != "" || v.LogLen() != len(secrets) {
		t.Errorf("%+v, %d steps", again.Machine, v.LogLen())
	}
	if _, has := again.Plan.Set["urls"]; has || again.Plan.Set["count"] != "3" {
		t.Errorf("%v", again.Plan.Set)
	}
	if s := v.Text(v.Log(0).Arg); !strings.HasSuffix(s, "), 3/4 done and/or so") {
		t.Errorf("it printed %q", s)
	}
	if !strings.Contains(string(again.Outcome.Result), "12345678901234567") {
		t.Errorf("%s", again.Outcome.Result)
	}
}

func TestARunsRecordingSaysOnWhichMachineItWasMade(t *testing.T) {
	r, err := Start(Plan{Scenario: "lock-file", Model: "threads", Set: map[string]string{"size": "smoke"}})
	if err != nil {
		t.Fatal(err)
	}
	r.Wait()
	path := filepath.Join(t.TempDir(), "x.lane")
	if err := r.Save(path, "test"); err != nil {
		t.Fatal(err)
	}
	o, err := Open(path)
	if err != nil || o.Machine == nil || o.Machine.Cores < 1 || o.Machine.OS == "" {
		t.Errorf("%v, %+v", err, o)
	}
}
