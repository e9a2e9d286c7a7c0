package scenario

// This file tests the Go texts that are shown: they are Go as gofmt writes it
// and the compiler takes it, whatever is set; their places are those of the Python
// texts, and for every line that is interpreted they say which does the same.

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"corelanes/engine/model"
)

// goroutines is the model whose texts are written in Go.
const goroutines = "goroutines"

// outside is what a text imports that is not of the standard library: a driver,
// of whom it uses no name.
const outside = "modernc.org/sqlite"

// inGo are the scenarios that have a Go text.
func inGo(t *testing.T) (all []*Scenario) {
	t.Helper()
	files, err := fs.Glob(texts, "text/*/*"+golang.suffix)
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		s, err := Find(filepath.Base(filepath.Dir(path)))
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(path) != goroutines+golang.suffix {
			t.Errorf("%s: only %s are written in Go", path, goroutines)
		}
		all = append(all, s)
	}
	if _, err := model.Find(goroutines); err != nil {
		t.Error(err)
	}
	return all
}

func TestWhoeverHasAPythonTextForThreadsHasAGoText(t *testing.T) {
	written := map[string]bool{}
	for _, s := range inGo(t) {
		written[s.ID] = true
	}
	for id, models := range shown(t) {
		if got, want := written[id], slices.Contains(models, "threads"); got != want {
			t.Errorf("%s has a Go text: %v, and a Python text for threads: %v", id, got, want)
		}
	}
}

func TestTheGoTextsAreGo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("some of the texts use what Windows has not: named pipes among the files")
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("there is no go command here, which knows where its library is")
	}
	fset := token.NewFileSet()
	var files []*ast.File
	imports := map[string]bool{}
	for _, s := range inGo(t) {
		for i, set := range variants(s) {
			v, err := s.Parse(set)
			if err != nil {
				t.Fatal(err)
			}
			text := s.InGo(v, s.Workers, goroutines)
			if strings.Contains(text, golang.comment+"@") || strings.Contains(text, golang.comment+"=") {
				t.Errorf("%s shows a mark", s.ID)
			}
			if neat, err := format.Source([]byte(text)); err != nil || string(neat) != text {
				t.Errorf("%s with %v is not as gofmt writes it: %v", s.ID, set, err)
			}
			f, err := parser.ParseFile(fset, s.ID+"-"+strconv.Itoa(i)+".go", text, 0)
			if err != nil {
				t.Error(err)
				continue
			}
			files = append(files, f)
			for _, i := range f.Imports {
				path, err := strconv.Unquote(i.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				imports[path] = path != outside
			}
		}
	}
	check := types.Config{Importer: compiled(t, fset, imports)}
	for _, f := range files {
		if _, err := check.Check("main", fset, []*ast.File{f}, nil); err != nil {
			t.Error(err)
		}
	}
}

// variants are settings of a scenario: its sizes, and each of its parameters as
// different from the others as it can be.
func variants(s *Scenario) (all []map[string]string) {
	for _, size := range SizeNames {
		all = append(all, map[string]string{"size": size})
	}
	for _, p := range s.Parameters {
		values := p.Choices
		switch p.Type {
		case Int:
			values = []string{strconv.Itoa(int(p.Min)), strconv.Itoa(int(p.Max))}
		case Duration:
			values = []string{seconds(p.Min).String(), seconds(p.Max).String(), "1234567ns"}
		case Bool:
			values = []string{"true", "false"}
		}
		for _, value := range values {
			if p.Check(value) == nil {
				all = append(all, map[string]string{"size": Smoke, p.Name: value})
			}
		}
	}
	return all
}

// compiled finds the packages of the standard library as the go command has
// compiled them, and nothing in those from outside.
func compiled(t *testing.T, fset *token.FileSet, imports map[string]bool) types.Importer {
	t.Helper()
	args := []string{"list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}"}
	for path, standard := range imports {
		if standard {
			args = append(args, path)
		}
	}
	var said bytes.Buffer
	list := exec.Command("go", args...)
	list.Stderr = &said
	out, err := list.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	at := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		at[path] = file
	}
	return among{importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(at[path]) })}
}

// among imports like the importer it has, but what is outside as a package
// without names.
type among struct{ types.Importer }

func (a among) Import(path string) (*types.Package, error) {
	if path == outside {
		p := types.NewPackage(path, "sqlite")
		p.MarkComplete()
		return p, nil
	}
	return a.Importer.Import(path)
}

func TestTheGoTextsHaveThePlacesOfThePythonTexts(t *testing.T) {
	for _, s := range inGo(t) {
		v, err := s.Parse(nil)
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.Program(v)
		if err != nil {
			t.Fatal(err)
		}
		there := s.Source(v, s.Workers, p.Text, "threads")
		here := s.Source(v, s.Workers, p.Text, goroutines)
		for _, name := range there.Names() {
			if here.Line(name) == 0 {
				t.Errorf("the Go text of %s does not name the place %q", s.ID, name)
			}
		}
		lines := strings.Split(p.Text, "\n")
		for _, name := range here.Names() {
			n, err := strconv.Atoi(name)
			switch {
			case err != nil && there.Line(name) == 0:
				t.Errorf("only the Go text of %s names the place %q", s.ID, name)
			case err == nil && (n < 1 || n > len(lines)):
				t.Errorf("the Go text of %s says where the line %d is; interpreted are %d", s.ID, n, len(lines))
			}
		}
		at := here.Find(p.Text)
		for i, line := range lines {
			if strings.TrimSpace(line) != "" && at[i+1] == 0 {
				t.Errorf("the Go text of %s does not say where %q is", s.ID, line)
			}
		}
	}
}

func TestAGoTextHasTheValuesOfTheRun(t *testing.T) {
	s, err := Find("lock-file")
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.Parse(map[string]string{"hold": "1.5s", "lock": "false", "section": "short", "pieces": "2"})
	if err != nil {
		t.Fatal(err)
	}
	text := s.InGo(v, 9, goroutines)
	for _, want := range []string{"lock    = false\n", "section = \"short\"\n", "pieces  = 2\n", "hold    = 1500 * time.Millisecond\n", "workers = 9\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in it: %s", want, text[:400])
		}
	}
	none := &Scenario{ID: "no such scenario"}
	if got := none.InGo(nil, 1, goroutines); got != "" {
		t.Errorf("what has none has %q", got)
	}
}
