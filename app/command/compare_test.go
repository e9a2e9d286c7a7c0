package command

// This file tests the command compare.

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCompareTellsEveryModelInJSON(t *testing.T) {
	var out, err strings.Builder
	status := dispatch(streams{out: &out, err: &err}, []string{"compare", "squares", "--models", "threads,asyncio", "--repeat", "1", "--cold", "--set", "size=smoke", "--json"})
	var got struct {
		Scenario   string
		SameResult bool `json:"same_result"`
		Models     []struct {
			Model  string
			WallS  float64 `json:"wall_s"`
			Report struct{ Result json.RawMessage }
		}
	}
	if status != ExitDone || json.Unmarshal([]byte(out.String()), &got) != nil || got.Scenario != "squares" || !got.SameResult || len(got.Models) != 2 {
		t.Fatalf("%d\n%s\n%s", status, out.String(), err.String())
	}
	for _, m := range got.Models {
		if m.WallS <= 0 || len(m.Report.Result) == 0 {
			t.Errorf("%s: %g s, %s", m.Model, m.WallS, m.Report.Result)
		}
	}
}

func TestCompareFailsBelowASpeedUp(t *testing.T) {
	for least, want := range map[string]int{"0.0001": ExitDone, "1000": ExitFailed} {
		var out, err strings.Builder
		status := dispatch(streams{out: &out, err: &err}, []string{"compare", "squares", "--models", "threads", "--repeat", "1", "--cold", "--set", "size=smoke", "--fail-below", "threads=" + least})
		if status != want {
			t.Errorf("below %s: %d, want %d\n%s", least, status, want, err.String())
		}
	}
}

func TestCompareWritesTheTableIntoAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "table.csv")
	var out, err strings.Builder
	status := dispatch(streams{out: &out, err: &err}, []string{"compare", "squares", "--models", "threads", "--repeat", "1", "--cold", "--set", "size=smoke", "--vary", "workers=1,2", "-o", file})
	data, rerr := os.ReadFile(file)
	if status != ExitDone || rerr != nil || out.Len() != 0 || strings.Count(string(data), "\n") != 5 || !strings.HasPrefix(string(data), "scenario,vary,model") {
		t.Errorf("%d, %v\n%s%s\n%s", status, rerr, out.String(), err.String(), data)
	}
}

func TestCompareRefusesWhatItCannotDo(t *testing.T) {
	for _, args := range []string{
		"compare", "compare squares downloads", "compare squares --models thread", "compare squares --repeat 0x", "compare squares --repeat -1",
		"compare squares --json --csv", "compare squares --fail-below threads", "compare squares --fail-below threads=0", "compare squares --models asyncio --fail-below threads=1",
		"compare squares --vary workers", "compare squares --vary workers=0", "compare squares --vary upto=x", "compare --command make", "compare squares --command x{workers}",
		"compare --command x{workers} --vary size=1", "compare --command x{workers} --csv",
	} {
		var out, err strings.Builder
		if status := dispatch(streams{out: &out, err: &err}, strings.Fields(args)); status != ExitUsage || err.Len() == 0 {
			t.Errorf("%s: %d\n%s", args, status, err.String())
		}
	}
}
