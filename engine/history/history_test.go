package history

// This file tests that runs are kept, found again, changed and forgotten as a
// person expects; also after a program was killed, and with damaged files.

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"corelanes/engine"
	"corelanes/engine/trace"
)

func open(t *testing.T, dir string, l Limits) *Store {
	t.Helper()
	s, err := Open(dir, "test", l, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var plenty = Limits{DefaultRuns, DefaultBytes}

// kept runs something small and keeps it.
func kept(t *testing.T, s *Store) (id string, r *engine.Run) {
	t.Helper()
	r, err := engine.Start(engine.Plan{Scenario: "lock-file", Model: "threads", Workers: 2, Set: map[string]string{"size": "smoke"}})
	if err != nil {
		t.Fatal(err)
	}
	s.Keep(r, func(got string) { id = got })
	s.Close()
	if id == "" || s.Err() != nil {
		t.Fatalf("not kept: %v", s.Err())
	}
	return id, r
}

func list(t *testing.T, s *Store) []Entry {
	t.Helper()
	all, _, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func ids(all []Entry) (out []string) {
	for _, e := range all {
		out = append(out, e.ID)
	}
	return out
}

func TestARunIsKeptWholeAndListedNewestFirst(t *testing.T) {
	s := open(t, t.TempDir(), plenty)
	first, r := kept(t, s)
	second, _ := kept(t, s)
	all := list(t, s)
	if !slices.Equal(ids(all), []string{second, first}) {
		t.Fatalf("%v, want %s and %s", ids(all), second, first)
	}
	e := all[1]
	if e.Scenario != "lock-file" || e.Model != "threads" || e.Workers != 2 || e.Status != engine.Done || e.Took <= 0 || e.Bytes <= 0 || e.Damage != "" {
		t.Errorf("%+v", e)
	}
	o, err := engine.Open(s.Path(first))
	if err != nil || o.Damage != "" {
		t.Fatalf("%v, %q", err, o.Damage)
	}
	was, _ := r.Recording().Cut().Events()
	if is, _ := o.Recording.Cut().Events(); is != was || e.Events != was {
		t.Errorf("%d events of %d are kept, %d are told", is, was, e.Events)
	}
	if left, _ := filepath.Glob(filepath.Join(s.dir, "*"+suffixPart)); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

func TestAfterAKilledProgramItsRunIsThereUpToTheLastWholeBlock(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, plenty)
	id, _ := kept(t, s)
	data, err := os.ReadFile(s.Path(id))
	if err != nil {
		t.Fatal(err)
	}
	const gone = "1999999999" // no system numbers its processes so high
	lost := "20260102-030405.678-lock-file-threads"
	if err := os.WriteFile(filepath.Join(dir, lost+"."+gone+suffixPart), data[:len(data)-10], 0o600); err != nil {
		t.Fatal(err)
	}
	mine := filepath.Join(dir, "20260102-030405.679-x."+strconv.Itoa(os.Getpid())+suffixPart)
	if err := os.WriteFile(mine, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	all := list(t, open(t, dir, plenty))
	if !slices.Equal(ids(all), []string{id, lost}) || all[1].Damage == "" || all[1].Events == 0 || all[1].Scenario != "lock-file" {
		t.Errorf("%+v", all)
	}
	if _, err := os.Stat(mine); err != nil {
		t.Error("a run that goes on was taken up:", err)
	}
}

func TestPicturesThatAKilledProgramLeftAreRemovedAtTheNextStart(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, plenty)
	f, err := s.NewPicture()
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{".small-1999999999-123", ".small-77"} { // the second as older versions named them
		if err := os.WriteFile(filepath.Join(dir, left), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	open(t, dir, plenty)
	if all, _ := filepath.Glob(filepath.Join(dir, ".small-*")); !slices.Equal(all, []string{f.Name()}) {
		t.Errorf("there are %q; this process makes %s", all, f.Name())
	}
}

func TestDamagedFactsAreKeptAsideAndMadeAnew(t *testing.T) {
	s := open(t, t.TempDir(), plenty)
	id, _ := kept(t, s)
	for _, damage := range []string{"", "{", "[1]", `{"started":7}`} {
		if err := os.WriteFile(s.path(id, suffixFact), []byte(damage), 0o600); err != nil {
			t.Fatal(err)
		}
		all := list(t, s)
		if len(all) != 1 || all[0].Scenario != "lock-file" || all[0].Status != engine.Done {
			t.Errorf("%q: %+v", damage, all)
		}
		if _, err := os.Stat(s.path(id, suffixFact+".damaged")); err != nil {
			t.Errorf("%q: %v", damage, err)
		}
	}
	if err := os.WriteFile(s.path("20260102-030405.678-x", suffixLane), []byte("no recording"), 0o600); err != nil {
		t.Fatal(err)
	}
	if all := list(t, s); len(all) != 2 || all[1].Damage == "" {
		t.Errorf("a file that is no recording: %+v", all)
	}
}

func TestARunIsRenamedPinnedDeletedAndBroughtBack(t *testing.T) {
	s := open(t, t.TempDir(), plenty)
	id, _ := kept(t, s)
	if err := s.Rename(id, "  урок 3\xff "); err != nil {
		t.Fatal(err)
	}
	if err := s.Pin(id, true); err != nil {
		t.Fatal(err)
	}
	if e := list(t, s)[0]; e.Name != "урок 3" || !e.Pinned {
		t.Errorf("%+v", e)
	}
	if err := s.Delete(id); err != nil || len(list(t, s)) != 0 {
		t.Fatal(err)
	}
	if err := s.Restore(id); err != nil || len(list(t, s)) != 1 || list(t, s)[0].Name != "урок 3" {
		t.Fatalf("%v, %+v", err, list(t, s))
	}
	if err := s.Delete(id); err != nil {
		t.Fatal(err)
	}
	again := open(t, s.dir, plenty)
	if err := again.Restore(id); err == nil || len(list(t, again)) != 0 {
		t.Error("what was deleted outlives the store's closing")
	}
	for _, bad := range []string{"", "..", "../x", "a/b", ".hidden", "nobody"} {
		if s.Rename(bad, "x") == nil || s.Delete(bad) == nil || s.Restore(bad) == nil || s.Pin(bad, true) == nil {
			t.Errorf("%q is taken for a run", bad)
		}
	}
}

func TestTheOldestGoFirstAndPinnedOnesNever(t *testing.T) {
	s := open(t, t.TempDir(), Limits{Runs: 3, Bytes: DefaultBytes})
	first, _ := kept(t, s)
	if err := s.Pin(first, true); err != nil {
		t.Fatal(err)
	}
	var last []string
	for range 4 {
		id, _ := kept(t, s)
		last = append(last, id)
	}
	if got := ids(list(t, s)); !slices.Equal(got, []string{last[3], last[2], first}) {
		t.Errorf("%v are left", got)
	}
	if err := s.SetLimits(Limits{Runs: 3, Bytes: 1}); err != nil {
		t.Fatal(err)
	}
	if got := ids(list(t, s)); !slices.Equal(got, []string{first}) {
		t.Errorf("%v are left in a byte", got)
	}
	if err := s.SetLimits(Limits{}); err != nil {
		t.Fatal(err)
	}
	r, err := engine.Start(engine.Plan{Scenario: "lock-file", Model: "threads", Set: map[string]string{"size": "smoke"}})
	if err != nil {
		t.Fatal(err)
	}
	s.Keep(r, func(string) { t.Error("a run is kept where none should be") })
	r.Wait()
	s.Close()
}

func TestARunThatCannotBeKeptSaysWhyAndLeavesNothing(t *testing.T) {
	s := open(t, t.TempDir(), plenty)
	if err := os.RemoveAll(s.dir); err != nil {
		t.Fatal(err)
	}
	r, err := engine.Start(engine.Plan{Scenario: "lock-file", Model: "threads", Set: map[string]string{"size": "smoke"}})
	if err != nil {
		t.Fatal(err)
	}
	told := "not yet"
	s.Keep(r, func(id string) { told = id })
	s.Close()
	if err := s.Err(); told != "" || err == nil || !strings.Contains(err.Error(), "keep the run") {
		t.Errorf("%q, %v", told, err)
	}
}

func TestWhatIsWrittenWhileARunGoesOnIsWhatItRecorded(t *testing.T) {
	r, err := engine.Start(engine.Plan{Scenario: "semaphore", Model: "threads", Set: map[string]string{"size": "smoke"}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "run.lane")
	k, err := r.Keep(file, "test")
	if err != nil {
		t.Fatal(err)
	}
	for going := true; going; { // as often as can be
		select {
		case <-r.Done():
			going = false
		default:
			if err := k.Append(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	o, err := engine.Open(file)
	if err != nil || o.Damage != "" {
		t.Fatalf("%v, %q", err, o.Damage)
	}
	a, b := sums(r.Recording().Cut()), sums(o.Recording.Cut())
	if len(a) == 0 || !slices.Equal(a, b) {
		t.Errorf("%v is kept as %v", a, b)
	}
}

// sums are how long each lane was in each state, and how often each object was
// changed.
func sums(v *trace.View) (out []int64) {
	for i := range v.Lanes() {
		l := &v.Lanes()[i]
		var in [trace.NumStates]int64
		for j := range l.Len() {
			s, to := l.Span(j)
			in[s.State] += int64(to - s.From)
		}
		out = append(out, in[:]...)
	}
	for i := range v.Objs() {
		out = append(out, int64(v.Objs()[i].Len()))
	}
	return out
}
