package command

// This file tests the commands export and import.

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// recorded is a small run's recording in a file.
func recorded(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "run.lane")
	var out, err strings.Builder
	if status := dispatch(streams{out: &out, err: &err}, []string{"run", "lock-file", "--model", "threads", "--set", "size=smoke", "-o", file}); status != ExitDone {
		t.Fatal(err.String())
	}
	return file
}

func TestARecordingIsExportedInEveryFormatAndImportedAgain(t *testing.T) {
	file := recorded(t)
	for _, f := range (streams{}).targets() {
		to := filepath.Join(t.TempDir(), "out")
		var out, err strings.Builder
		status := dispatch(streams{out: &out, err: &err}, []string{"export", file, "--to", f.ID, "-o", to})
		if info, serr := os.Stat(to); status != ExitDone || serr != nil || info.Size() == 0 {
			t.Errorf("%s: %d, %v\n%s", f.ID, status, serr, err.String())
		}
		if f.ID != "chrome" {
			continue
		}
		back := filepath.Join(t.TempDir(), "back.lane")
		if status := dispatch(streams{out: &out, err: &err}, []string{"import", to, "-o", back}); status != ExitDone {
			t.Errorf("import: %d\n%s", status, err.String())
		}
		if status := dispatch(streams{out: &out, err: &err}, []string{"info", back, "--json"}); status != ExitDone || !strings.Contains(out.String(), "Writer-0") {
			t.Errorf("info: %d\n%s%s", status, out.String(), err.String())
		}
	}
}

func TestExportToStandardOutput(t *testing.T) {
	var out, err strings.Builder
	if status := dispatch(streams{out: &out, err: &err}, []string{"export", "-o", "-", recorded(t), "--to", "csv"}); status != ExitDone || !strings.HasPrefix(out.String(), "time_s,") {
		t.Errorf("%d\n%s%s", status, out.String(), err.String())
	}
}

func TestExportAndImportSayWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "x")
	if err := os.WriteFile(file, []byte("no recording"), 0o600); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]int{
		"export": ExitUsage, "export " + file: ExitUsage, "export " + file + " --to csv": ExitUsage, "export " + file + " --to cvs -o -": ExitUsage,
		"export " + file + " --to csv -o - --size 9x9": ExitUsage, "export " + file + " --to csv -o - --size 100": ExitFailed,
		"export " + file + " --to csv -o - --lang fr": ExitUsage, "export " + file + " --to csv -o - --begin 2s --end 1s": ExitUsage,
		"export " + file + " --to csv -o -": ExitFailed, "export " + file + "y --to csv -o -": ExitFailed,
		"import": ExitUsage, "import " + file: ExitUsage, "import " + file + " -o " + dir + "/y.lane": ExitFailed, "import a b -o c": ExitUsage,
	} {
		var out, err strings.Builder
		if status := dispatch(streams{out: &out, err: &err}, strings.Fields(args)); status != want || err.Len() == 0 {
			t.Errorf("%s: %d, want %d\n%s", args, status, want, err.String())
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestARecordingForSomebodyElseIsExportedWithoutTheMachinesName(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.lane")
	var out, errs bytes.Buffer
	call := func(args ...string) string {
		t.Helper()
		out.Reset()
		errs.Reset()
		if code := dispatch(streams{out: &out, err: &errs}, args); code != ExitDone {
			t.Fatalf("%v: %d, %s", args, code, errs.String())
		}
		return out.String()
	}
	call("run", "lock-file", "--model", "threads", "--set", "size=smoke", "-o", file)
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	name := `"name": "` + host + `"`
	if s := call("info", file, "--json"); !strings.Contains(s, name) {
		t.Errorf("the whole recording does not name its machine: %s", s)
	}
	private := filepath.Join(filepath.Dir(file), "private.lane")
	call("export", file, "--to", "lane", "--private", "-o", private)
	if s := call("info", private, "--json"); strings.Contains(s, name) || !strings.Contains(s, `"complete": true`) {
		t.Errorf("the private one: %s", s)
	}
}
