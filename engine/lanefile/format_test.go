package lanefile_test

// This file holds the page that describes the format against the program: its
// tables against the names here, and a reader that was written after it.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"corelanes/engine/lanefile"
	"corelanes/engine/trace"
)

func TestThePageOfTheFormatHasEveryKindStateAndTable(t *testing.T) {
	data, err := os.ReadFile("../../docs/format.md")
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Join(strings.Fields(string(data)), " ")
	must := func(row string) {
		if !strings.Contains(page, row) {
			t.Errorf("docs/format.md lacks %q", row)
		}
	}
	kinds := 0
	for k := trace.Kind(0); !strings.HasPrefix(k.String(), "kind-"); k++ {
		must(fmt.Sprintf("| %d | `%s` | ", k, k))
		kinds++
	}
	if more := fmt.Sprintf("| %d | `", kinds); strings.Contains(page, more) {
		t.Errorf("docs/format.md has a kind %d, the program has not", kinds)
	}
	for s := range trace.NumStates {
		must(fmt.Sprintf("%d `%s`", s, s))
	}
	for o := range trace.NumOverheads {
		must(fmt.Sprintf("%d `%s`", o, o))
	}
	for k := trace.LaneMain; k.String() != "unknown"; k++ {
		must(fmt.Sprintf("%d `%s`", k, k))
	}
	for k := trace.ObjGIL; k.String() != "unknown"; k++ {
		must(fmt.Sprintf("%d `%s`", k, k))
	}
	must(fmt.Sprintf("| 2 | minor version, %d:", lanefile.Minor))
}

func TestAReaderWrittenAfterThePageReadsARecording(t *testing.T) {
	for _, command := range []string{"python3", "zstd"} {
		if _, err := exec.LookPath(command); err != nil {
			t.Skipf("no %s here: %v", command, err)
		}
	}
	var file bytes.Buffer
	rec := sample(t, 70_000)
	if err := lanefile.Write(&file, lanefile.Head{Program: "test"}, lanefile.Tail{Status: "done"}, rec); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.lane")
	if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command("python3", "testdata/read.py", path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	var got struct {
		Minor  int            `json:"minor"`
		Lanes  []string       `json:"lanes"`
		Objs   int            `json:"objects"`
		Events map[string]int `json:"events"`
		Last   trace.Time     `json:"last"`
		Status string         `json:"status"`
	}
	if err := json.Unmarshal(said, &got); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	want, last := map[string]int{}, trace.Time(0)
	rec.Each(func(e trace.Event) {
		want[e.Kind.String()]++
		last = max(last, e.Time)
	})
	if got.Minor != lanefile.Minor || len(got.Lanes) != 4 || got.Objs != 1 || got.Last != last || got.Status != "done" || !maps.Equal(got.Events, want) {
		t.Errorf("the reader has %+v, the program %d object, %v up to %d", got, 1, want, last)
	}
}
