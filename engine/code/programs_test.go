// This file holds the differential test: small programs whose results are kept beside them, from CPython.

package code

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// programs lists the program texts of testdata; each has a main(), and its result as repr in a .want file.
func programs(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/programs/*.py")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	return paths
}

func read(t testing.TB, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func want(t testing.TB, path string) string {
	t.Helper()
	return strings.TrimSuffix(read(t, strings.TrimSuffix(path, ".py")+".want"), "\n")
}

func TestProgramsGiveTheResultsOfPython(t *testing.T) {
	for _, path := range programs(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			p, err := Compile(path, read(t, path))
			if err != nil {
				t.Fatal(err)
			}
			m, th := NewModule(p, nil), NewThread(quiet{}, nil)
			if err := th.Exec(m); err != nil {
				t.Fatal(err)
			}
			v, err := th.Call(m, "main")
			got := v.Repr()
			if err != nil {
				got = err.Error()
			}
			if got != want(t, path) {
				t.Errorf("got  %s\nwant %s", got, want(t, path))
			}
		})
	}
}

// runner is run by python3: it prints the result of each program named, a line each.
const runner = `
import sys, warnings
warnings.simplefilter("ignore")
sys.stdout.reconfigure(encoding="utf-8")
for path in sys.argv[1:]:
    names = {}
    exec(compile(open(path, encoding="utf-8").read(), path, "exec"), names)
    try:
        print(repr(names["main"]()))
    except Exception as e:
        print(type(e).__name__ + ": " + str(e))
`

func TestResultsOnFileAreThoseOfThePythonHere(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3")
	}
	version, err := exec.Command(python, "-c", "import sys; print(sys.version_info[:2] == (3, 11))").Output()
	if err != nil || strings.TrimSpace(string(version)) != "True" {
		t.Skip("the messages of exceptions are those of Python 3.11")
	}
	paths := programs(t)
	out, err := exec.Command(python, append([]string{"-c", runner}, paths...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(lines) != len(paths) {
		t.Fatalf("%d results of %d programs", len(lines), len(paths))
	}
	for i, path := range paths {
		if lines[i] != want(t, path) {
			t.Errorf("%s: Python gives %s\non file is %s", path, lines[i], want(t, path))
		}
	}
}
