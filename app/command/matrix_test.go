package command

// This file tests the command matrix.

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMatrixWritesItsFilesAndTakesThemUp(t *testing.T) {
	dir := t.TempDir()
	kept, table, text := filepath.Join(dir, "m.json"), filepath.Join(dir, "m.csv"), filepath.Join(dir, "m.md")
	args := []string{"matrix", "S10", "--scenarios", "lock-file", "--models", "threads,asyncio", "--size", "smoke", "--resume", "-o", kept, "-o", table, "-o", text}
	var out, err strings.Builder
	if status := dispatch(streams{out: &out, err: &err}, args); status != ExitDone || !strings.Contains(out.String(), "say-hello") {
		t.Fatalf("%d\n%s\n%s", status, out.String(), err.String())
	}
	for path, want := range map[string]string{kept: `"say-hello"`, table: "S27,lock-file,5,threads,done,", text: "| S10 | say-hello"} {
		if b, err := os.ReadFile(path); err != nil || !strings.Contains(string(b), want) {
			t.Errorf("%v\n%s", err, b)
		}
	}
	err.Reset()
	out.Reset()
	var again struct{ Rows []json.RawMessage }
	if status := dispatch(streams{out: &out, err: &err}, append(args, "--json")); status != ExitDone || err.String() != "" ||
		json.Unmarshal([]byte(out.String()), &again) != nil || len(again.Rows) != 2 {
		t.Errorf("it was measured again: %d\n%s\n%s", status, out.String(), err.String())
	}
}

func TestMatrixRefusesWhatItCannotDo(t *testing.T) {
	damaged := filepath.Join(t.TempDir(), "damaged.json")
	if err := os.WriteFile(damaged, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args string
		want int
	}{
		{"matrix nothing", ExitUsage},
		{"matrix --models nothing", ExitUsage},
		{"matrix --size huge", ExitUsage},
		{"matrix -o table.txt", ExitUsage},
		{"matrix --resume", ExitUsage},
		{"matrix --resume -o " + damaged, ExitFailed},
	} {
		var out, err strings.Builder
		if status := dispatch(streams{out: &out, err: &err}, strings.Fields(c.args)); status != c.want || !strings.HasPrefix(err.String(), "corelanes: ") {
			t.Errorf("%s: %d, want %d\n%s", c.args, status, c.want, err.String())
		}
	}
}
