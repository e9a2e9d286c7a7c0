package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// This file keeps the house in order: who may import whom stands in ONE table, and the tests below hold every Go file of
// the tree against it, whatever its build tags or operating system, without building or running anything.

const module = "corelanes"

// A room is one row of the house: a package together with its sub-packages.
type room struct {
	path    string   // from the module's root; "." is the root's own package
	ours    []string // rooms that it may import, each with its sub-packages; itself always
	foreign []string // modules or packages from outside that it may import, each with its sub-packages; anything allows all
	never   []string // packages that it must not import although the columns before allow them
}

const (
	fyne     = "fyne.io/fyne/v2"
	fyneApp  = "fyne.io/fyne/v2/app"
	gopsutil = "github.com/shirou/gopsutil/v3"
	xsync    = "golang.org/x/sync"
	zstd     = "github.com/klauspost/compress/zstd"
	sqlite   = "modernc.org/sqlite"
	anything = "*"
)

// house lists the floors, the lowest first. A row may only name rows above itself in this table.
//
// A worker process is linked from the rows up to scenario and the engine's root, and takes over before the toolkit wakes;
// that is why hardly any of them imports from outside the standard library.
var house = []room{
	{path: "engine/usage"},
	{path: "engine/code"},
	{path: "engine/trace"},
	{path: "engine/osys", ours: []string{"engine/trace"}},
	{path: "engine/prim", ours: []string{"engine/osys", "engine/trace"}},
	{path: "engine/ipc", ours: upToPrim},
	{path: "engine/work", ours: append([]string{"engine/ipc"}, upToPrim...)},
	{path: "engine/interp", ours: upToWork},
	{path: "engine/loop", ours: upToWork},
	{path: "engine/proc", ours: upToWork},
	{path: "engine/control", ours: upToWork},
	{path: "engine/pool", ours: upToControl},
	{path: "engine/model", ours: append([]string{"engine/pool"}, upToControl...)},
	{path: "engine/cpython", ours: append([]string{"engine/model"}, upToPrim...)},
	{path: "engine/scenario", ours: []string{"engine/interp", "engine/work", "engine/ipc", "engine/prim", "engine/trace", "engine/code", "engine/usage"}},
	{path: "engine/lanefile", ours: []string{"engine/trace"}, foreign: []string{zstd}},
	{path: "engine/meter", ours: []string{"engine/osys", "engine/trace"}, foreign: []string{gopsutil, xsync}},
	{path: "engine/insight", ours: []string{"engine/trace"}},
	{path: "engine/entry", ours: append([]string{"engine/scenario", "engine/model"}, upToControl...)}, // where a child process takes over
	{path: "engine/web", ours: upToControl},
	{path: "engine/database", ours: upToWork, foreign: []string{sqlite}},
	{path: "engine/lean"}, // carries the program below it as bytes
	{path: "engine/lean/program", ours: []string{"engine/entry"}},
	{path: "engine/entry/late", ours: []string{"engine/cpython", "engine/entry", "engine/web", "engine/database", "engine/osys", "engine/proc", "engine/work"}}, // the part of it that speaks HTTP or SQL
	{path: "engine", ours: append([]string{"engine/cpython", "engine/entry", "engine/entry/late", "engine/insight", "engine/lanefile", "engine/lean", "engine/meter", "engine/scenario", "engine/model"}, upToControl...),
		foreign: []string{gopsutil, xsync}},
	{path: "engine/export", ours: []string{"engine/insight", "engine/trace", "engine/usage"}},
	{path: "engine/history", ours: []string{"engine", "engine/trace"}},
	{path: "engine/importer", ours: []string{"engine", "engine/trace"}, foreign: []string{"golang.org/x/exp/trace"}},
	{path: "engine/agree", ours: []string{"engine", "engine/trace"}},
	{path: "engine/compare", ours: []string{"engine", "engine/agree", "engine/insight", "engine/trace", "engine/usage"}},
	{path: "engine/lesson", ours: []string{"engine", "engine/trace"}, foreign: []string{"go.yaml.in/yaml/v4"}},
	{path: "engine/sources", ours: []string{"engine", "engine/compare", "engine/insight", "engine/trace"}, foreign: []string{"go.yaml.in/yaml/v4"}},
	{path: "engine/advise", ours: []string{"engine", "engine/insight", "engine/sources", "engine/trace"}},
	{path: "assets", foreign: []string{fyne}, never: []string{fyneApp}},
	{path: "widgets", ours: []string{"engine/insight", "engine/trace"},
		foreign: []string{fyne, "golang.org/x/image", "golang.org/x/text"}, never: []string{fyneApp}},
	{path: "app", ours: []string{"widgets", "assets", "engine", "engine/advise", "engine/agree", "engine/compare", "engine/export", "engine/history", "engine/importer", "engine/insight", "engine/lesson", "engine/sources", "engine/trace", "engine/usage"}, foreign: []string{anything}},
	{path: ".", ours: []string{"app", "engine", "engine/entry", "engine/usage"}},
	{path: "scripts"},
}

// The lower floors, for the rows that may import all that lies below them.
var (
	upToPrim    = []string{"engine/prim", "engine/osys", "engine/trace", "engine/code", "engine/usage"}
	upToWork    = append([]string{"engine/work", "engine/ipc"}, upToPrim...)
	upToControl = append([]string{"engine/control", "engine/proc", "engine/loop", "engine/interp"}, upToWork...)
)

// windowCode is what nothing inside engine/ may import, its tests included: the engine builds and tests without a display.
var windowCode = []string{module + "/app", module + "/widgets", "fyne.io"}

// vagueNames are package names that say nothing about what is inside.
var vagueNames = []string{"util", "utils", "common", "helper", "helpers", "misc", "shared"}

// A source is what the rules need to know of one Go file.
type source struct {
	file    string // from the module's root, with slashes
	pkg     string // the name in its package clause
	imports []string
}

func (s source) dir() string  { return path.Dir(s.file) }
func (s source) isTest() bool { return strings.HasSuffix(s.file, "_test.go") }

func TestImportsGoDownOnly(t *testing.T) {
	for _, s := range readTree(t) {
		for _, v := range violations(house, s) {
			t.Error(v)
		}
	}
}

func TestPackageNamesSayWhatIsInside(t *testing.T) {
	for _, s := range readTree(t) {
		if name := strings.TrimSuffix(s.pkg, "_test"); slices.Contains(vagueNames, name) {
			t.Errorf("%s: package %s says nothing about what is inside: name it for what it does", s.file, name)
		}
	}
}

func TestHouseNamesOnlyRoomsBelow(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range house {
		if seen[r.path] {
			t.Errorf("%s stands twice in the table", r.path)
		}
		for _, o := range r.ours {
			if !seen[o] {
				t.Errorf("%s may import %s, which is not on a floor below it", r.path, o)
			}
		}
		seen[r.path] = true
	}
}

// TestWorkerPathIsStandardLibraryOnly walks all that a child process is linked from and reached before the toolkit: what takes
// over early must not wait for a package from outside to be initialised, directly or through others of ours.
func TestWorkerPathIsStandardLibraryOnly(t *testing.T) {
	complaints, err := outsideImports(readTree(t), "engine/entry")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range complaints {
		t.Error(c)
	}
}

func TestOutsideImportsAreFoundThroughOthers(t *testing.T) {
	tree := []source{
		{file: "engine/entry/entry.go", imports: []string{"os", "corelanes/engine/proc"}},
		{file: "engine/proc/spawn.go", imports: []string{"corelanes/engine/entry", "golang.org/x/sys/unix"}},
		{file: "engine/proc/spawn_test.go", imports: []string{"example.org/assert"}},
		{file: "engine/meter/meter.go", imports: []string{gopsutil}},
	}
	got, err := outsideImports(tree, "engine/entry")
	if err != nil || len(got) != 1 || !strings.Contains(got[0], "golang.org/x/sys/unix") {
		t.Errorf("got %q, %v; want one complaint, about golang.org/x/sys/unix", got, err)
	}
	if _, err := outsideImports(tree, "engine/nowhere"); err == nil {
		t.Error("a missing entry goes unnoticed")
	}
}

// outsideImports walks everything of ours that entry is linked from, tests apart, and says, a sentence each, what is imported
// from outside the standard library.
func outsideImports(tree []source, entry string) ([]string, error) {
	files := map[string][]source{}
	for _, s := range tree {
		if !s.isTest() {
			files[s.dir()] = append(files[s.dir()], s)
		}
	}
	if len(files[entry]) == 0 {
		return nil, fmt.Errorf("there is no package %s: where does a child process take over?", entry)
	}
	var complaints []string
	linked := []string{entry}
	for i := 0; i < len(linked); i++ {
		for _, s := range files[linked[i]] {
			for _, imp := range s.imports {
				ours := strings.TrimPrefix(imp, module+"/")
				switch {
				case isStandard(imp) || slices.Contains(linked, ours):
				case within(imp, module):
					linked = append(linked, ours)
				default:
					complaints = append(complaints,
						fmt.Sprintf("%s: import %q is from outside, and %s is linked into every child process", s.file, imp, s.dir()))
				}
			}
		}
	}
	return complaints, nil
}

// TestCheckerCatches holds the checker itself against invented files.
func TestCheckerCatches(t *testing.T) {
	for _, c := range []struct {
		name, file, imports string
		want                string // part of the one complaint; empty: none
	}{
		{"down is fine", "engine/prim/lock.go", "sync corelanes/engine/osys corelanes/engine/trace", ""},
		{"up one floor", "engine/trace/event.go", "corelanes/engine/osys", "goes up"},
		{"sideways", "engine/loop/loop.go", "corelanes/engine/interp", "goes up"},
		{"a scenario that knows a model", "engine/scenario/squares.go", "corelanes/engine/model", "goes up"},
		{"a scenario that knows processes", "engine/scenario/squares.go", "corelanes/engine/proc", "goes up"},
		{"a model that knows a scenario", "engine/model/threads.go", "corelanes/engine/scenario", "goes up"},
		{"a model stands on the four before", "engine/model/asyncio.go", "corelanes/engine/loop corelanes/engine/proc", ""},
		{"the engine's root sees all of the engine", "engine/run.go", "corelanes/engine/model corelanes/engine/scenario", ""},
		{"a floor that imports the root", "engine/model/threads.go", "corelanes/engine", "goes up"},
		{"the engine and the window", "engine/run.go", "corelanes/app", "window code"},
		{"the engine and the toolkit", "engine/insight/table.go", "fyne.io/fyne/v2/theme", "window code"},
		{"an engine test and the window", "engine/run_test.go", "corelanes/widgets", "window code"},
		{"an engine test may look up a floor", "engine/prim/suite_test.go", "corelanes/engine/model", ""},
		{"outside the standard library", "engine/proc/spawn.go", "golang.org/x/sys/unix", "from outside"},
		{"tests may use what they like from outside", "engine/proc/spawn_test.go", "golang.org/x/sys/unix", ""},
		{"gopsutil in the meter", "engine/meter/cpu.go", "github.com/shirou/gopsutil/v3/cpu", ""},
		{"gopsutil elsewhere", "engine/osys/cpu.go", "github.com/shirou/gopsutil/v3/cpu", "from outside"},
		{"a name that only begins alike", "engine/meter/cpu.go", "github.com/shirou/gopsutil/v3x", "from outside"},
		{"C is part of the tool chain", "engine/osys/cores_linux.go", "C unsafe", ""},
		{"a sub-package inherits its floor", "engine/trace/lod/pyramid.go", "corelanes/engine/osys", "goes up"},
		{"a sub-package and its parent", "engine/trace/lod/pyramid.go", "corelanes/engine/trace", ""},
		{"a parent and its sub-package", "engine/trace/view.go", "corelanes/engine/trace/lod", ""},
		{"a sub-package with a row of its own", "engine/entry/entry.go", "corelanes/engine/entry/late", "goes up"},
		{"from such a sub-package to its parent", "engine/entry/late/late.go", "corelanes/engine/entry", ""},
		{"below, in a sub-package", "widgets/lanes.go", "corelanes/engine/trace/lod fyne.io/fyne/v2/canvas", ""},
		{"a widget that runs something", "widgets/lanes.go", "corelanes/engine", "goes up"},
		{"a widget that knows processes", "widgets/lanes.go", "corelanes/engine/proc", "goes up"},
		{"a widget that opens the display", "widgets/lanes.go", "fyne.io/fyne/v2/app", "must not"},
		{"a widget test that opens the display", "widgets/lanes_test.go", "fyne.io/fyne/v2/app", "must not"},
		{"the window and the engine's door", "app/explore.go", "corelanes/engine corelanes/widgets corelanes/assets fyne.io/fyne/v2/app", ""},
		{"the window and what is behind the door", "app/explore.go", "corelanes/engine/model", "goes up"},
		{"the window and the catalogue", "app/explore.go", "corelanes/engine/scenario", "goes up"},
		{"main", "main.go", "os corelanes/app corelanes/engine", ""},
		{"main and the door for child processes", "main.go", "corelanes/engine/entry", ""},
		{"main and what is behind it", "main.go", "corelanes/engine/model", "goes up"},
		{"main and the toolkit", "main.go", "fyne.io/fyne/v2", "from outside"},
		{"a package that nobody put on a floor", "engine/extra/x.go", "fmt", "no row"},
		{"a folder that nobody put in the house", "tools/x.go", "fmt", "no row"},
		{"a package of ours that is not in the table", "engine/run.go", "corelanes/engine/extra", "no row"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := violations(house, source{file: c.file, imports: strings.Fields(c.imports)})
			switch {
			case c.want == "" && len(got) > 0:
				t.Errorf("complains about a legal import: %q", got)
			case c.want != "" && len(got) != 1:
				t.Errorf("got %d complaints %q, want one with %q", len(got), got, c.want)
			case c.want != "" && !strings.Contains(got[0], c.want):
				t.Errorf("got %q, want a complaint with %q", got[0], c.want)
			}
		})
	}
}

// violations says, a sentence each, which imports of s the table forbids.
func violations(house []room, s source) []string {
	r, ok := roomOf(house, s.dir())
	if !ok {
		return []string{fmt.Sprintf("%s: %s has no row in the table of floors: add it to house in floors_test.go", s.file, s.dir())}
	}
	var out []string
	for _, imp := range s.imports {
		if why := forbidden(house, r, imp, s.isTest()); why != "" {
			out = append(out, fmt.Sprintf("%s: import %q %s", s.file, imp, why))
		}
	}
	return out
}

// forbidden says why room r may not import imp, or nothing. A test file may look up a floor and outside, never to the window.
func forbidden(house []room, r room, imp string, isTest bool) string {
	inside := func(parent string) bool { return within(imp, parent) }
	if within(r.path, "engine") && slices.ContainsFunc(windowCode, inside) {
		return "is window code, which the engine never knows"
	}
	if slices.ContainsFunc(r.never, inside) {
		return "is something that " + r.path + " must not import"
	}
	switch {
	case isTest || isStandard(imp):
		return ""
	case within(imp, module):
		return forbiddenOurs(house, r, imp)
	case slices.Contains(r.foreign, anything) || slices.ContainsFunc(r.foreign, inside):
		return ""
	}
	return "comes from outside; " + r.path + " may import from outside only " + list(r.foreign)
}

func forbiddenOurs(house []room, r room, imp string) string {
	target, ok := roomOf(house, strings.TrimPrefix(strings.TrimPrefix(imp, module), "/"))
	if !ok {
		return "has no row in the table of floors: add it to house in floors_test.go"
	}
	if target.path == r.path || slices.Contains(r.ours, target.path) {
		return ""
	}
	return "goes up or aside; " + r.path + " may import of ours only " + list(r.ours)
}

// roomOf finds the row that dir belongs to: its own, or else its nearest parent's. Nobody inherits from the root, nor from
// the root of the engine, whose folders are the floors themselves.
func roomOf(house []room, dir string) (room, bool) {
	for p := path.Clean(dir); ; p = path.Dir(p) {
		if p != dir && (p == "." || p == "engine") {
			return room{}, false
		}
		if i := slices.IndexFunc(house, func(r room) bool { return r.path == p }); i >= 0 {
			return house[i], true
		}
		if p == "." || p == "/" {
			return room{}, false
		}
	}
}

// within reports whether an import path or folder is parent or lies under it.
func within(p, parent string) bool { return p == parent || strings.HasPrefix(p, parent+"/") }

// isStandard reports whether imp belongs to the standard library (or to cgo): the first part of its path has no dot.
func isStandard(imp string) bool {
	first, _, _ := strings.Cut(imp, "/")
	return first != module && !strings.Contains(first, ".")
}

func list(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}

// readTree parses the imports of every Go file under the module's root.
func readTree(t *testing.T) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if file != "." && (name == "testdata" || name == "vendor" || name == "bin" || strings.ContainsAny(name[:1], "._")) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		s, err := readSource(file)
		out = append(out, s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 2 {
		t.Fatalf("found only %d Go files: this test must run in the module's root", len(out))
	}
	return out
}

func readSource(file string) (source, error) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		return source{}, err
	}
	s := source{file: filepath.ToSlash(file), pkg: f.Name.Name}
	for _, spec := range f.Imports {
		imp, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return source{}, fmt.Errorf("%s: %w", file, err)
		}
		s.imports = append(s.imports, imp)
	}
	return s, nil
}
