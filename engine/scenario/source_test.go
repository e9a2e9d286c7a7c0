package scenario

// This file tests the Python texts that are shown: they are Python, what is
// interpreted stands in them word for word, and their marks are used.

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"corelanes/engine/model"
)

// shown are the scenarios that have texts, each with its models.
func shown(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	files, err := fs.Glob(texts, "text/*/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		dir, file := filepath.Split(path)
		id := filepath.Base(dir)
		if file == answerText+".py" {
			continue // what asks the texts
		}
		all[id] = append(all[id], strings.TrimSuffix(file, ".py"))
	}
	return all
}

func TestEveryTextBelongsToAScenarioAndAModel(t *testing.T) {
	for id, models := range shown(t) {
		if _, err := Find(id); err != nil {
			t.Errorf("text/%s: %v", id, err)
		}
		for _, m := range models {
			if _, err := model.Find(m); err != nil {
				t.Errorf("text/%s/%s.py: %v", id, m, err)
			}
		}
	}
	for _, m := range model.All() {
		if _, err := model.Find(m.Reads); m.Reads != "" && err != nil {
			t.Errorf("%s reads the texts of %v", m.ID, err)
		}
	}
}

func TestEveryScenarioHasAText(t *testing.T) {
	for _, s := range All() {
		if len(s.Texts()) == 0 {
			t.Errorf("%s has none", s.ID)
		}
	}
}

func TestWhatIsInterpretedStandsInTheTextWordForWord(t *testing.T) {
	for id, models := range shown(t) {
		s, err := Find(id)
		if err != nil {
			continue // said above
		}
		v, err := s.Parse(nil)
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.Program(v)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range models {
			source := s.Source(v, s.Workers, p.Text, m)
			at := source.Find(p.Text)
			for i, line := range strings.Split(p.Text, "\n") {
				if strings.TrimSpace(line) != "" && at[i+1] == 0 {
					t.Errorf("text/%s/%s.py lacks %q", id, m, line)
				}
			}
		}
	}
}

func TestEveryNameInATextIsUsedByAScenario(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		code.Write(b)
	}
	for id, models := range shown(t) {
		s, err := Find(id)
		if err != nil {
			continue // said above
		}
		v, err := s.Parse(nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range models {
			source := s.Source(v, s.Workers, "", m)
			if strings.Contains(source.Text, "#@") || strings.Contains(source.Text, "#=") {
				t.Errorf("text/%s/%s.py shows a mark", id, m)
			}
			for _, name := range source.Names() {
				stem, _, _ := strings.Cut(name, "-put")
				stem, _, _ = strings.Cut(stem, "-get")
				if !strings.Contains(code.String(), `"`+stem+`"`) {
					t.Errorf("text/%s/%s.py: nobody says that it stands at %q", id, m, name)
				}
			}
		}
	}
}

func TestTheTextsArePython(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 here")
	}
	dir := t.TempDir()
	for id, models := range shown(t) {
		s, err := Find(id)
		if err != nil {
			continue // said above
		}
		for _, size := range SizeNames {
			v, err := s.Parse(map[string]string{"size": size})
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range models {
				source := s.Source(v, s.Workers, "", m)
				if err := os.WriteFile(filepath.Join(dir, size+"-"+id+"-"+m+".py"), []byte(source.Text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	const program = "import pathlib, sys\nfor f in sorted(pathlib.Path(sys.argv[1]).iterdir()):\n    compile(f.read_text(encoding='utf-8'), f.name, 'exec')\n"
	if out, err := exec.Command(python, "-c", program, dir).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func TestTheModulesOfATextAreThoseThatItImports(t *testing.T) {
	s, err := Find("gil-released")
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Modules("threads"); !slices.Equal(got, []string{"hashlib", "numpy", "pathlib", "socket", "threading", "time"}) {
		t.Errorf("it imports %v", got)
	}
	if got := s.Modules("no such model"); got != nil {
		t.Errorf("what is not there imports %v", got)
	}
	for _, name := range []string{"aiohttp", "concurrent", "numpy", "threading"} {
		if !slices.Contains(Modules(), name) {
			t.Errorf("nobody imports %s", name)
		}
	}
}

// readsOwn has the function addresses of each text read a list, and the function read
// of those that have a file of records.
const readsOwn = `
import ast, csv, pathlib, random, sys

folder, urls, records = map(pathlib.Path, sys.argv[1:])
for path in sorted(folder.iterdir()):
    own = {"csv": csv, "random": random}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        constant = isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        if constant or isinstance(node, ast.FunctionDef) and node.name in ("addresses", "read"):
            exec(compile(ast.Module([node], []), path.name, "exec"), own)
    if "addresses" in own:
        print(path.name, *own["addresses"]())
    elif "CSV" in own:
        print(path.name, *own["read"]())
`

func TestThePythonTextsReadAPersonsOwnFilesAsTheEngineDoes(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 here")
	}
	dir, own := t.TempDir(), t.TempDir()
	write := func(path, text string) string {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	urls := write(filepath.Join(own, "urls"), "\ufeff# mine\r\n\r\n http://a/x \r\nhttps://b/\r\n")
	records := write(filepath.Join(own, "records"), "\ufeffsensor,value\r\n\r\none, 7\r\ntwo,950.9\r\n")
	texts := 0
	for id, models := range shown(t) {
		s, err := Find(id)
		if err != nil {
			continue // said above
		}
		set := map[string]string{}
		for name, path := range map[string]string{"urls": urls, "csv": records} {
			if _, ok := s.parameter(name); ok {
				set[name] = path
			}
		}
		v, err := s.Parse(set)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range models {
			if len(set) > 0 {
				texts++
				write(filepath.Join(dir, id+"-"+m+".py"), s.Source(v, s.Workers, "", m).Text)
			}
		}
	}
	out, err := exec.Command(python, "-c", readsOwn, dir, urls, records).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != texts || texts < 15 {
		t.Errorf("%d of %d texts read", len(lines), texts)
	}
	for _, l := range lines {
		want := " http://a/x https://b/"
		if strings.HasPrefix(l, "telemetry") {
			want = " 7 950"
		}
		if !strings.HasSuffix(strings.TrimSpace(l), want) {
			t.Errorf("it reads %q, want%s", l, want)
		}
	}
}

func TestAPathOfAPersonsBeginsAtTheRoot(t *testing.T) {
	s, err := Find("downloads")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("list", []byte("http://a/\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	v, err := s.Parse(map[string]string{"urls": "list"})
	if err != nil || !filepath.IsAbs(v["urls"]) || filepath.Base(v["urls"]) != "list" {
		t.Errorf("%q, %v", v["urls"], err)
	}
}
