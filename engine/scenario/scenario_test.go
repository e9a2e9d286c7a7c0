package scenario

// This file tests the catalogue: its parameters, what is refused and how, and
// that no scenario knows a model.

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"corelanes/engine/model"
	"corelanes/engine/usage"
	"corelanes/engine/work"
)

func TestParametersAreChecked(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "there")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	i := Parameter{Name: "n", Type: Int, Min: 1, Max: 10}
	d := Parameter{Name: "d", Type: Duration, Min: 0, Max: 2}
	b := Parameter{Name: "b", Type: Bool}
	c := Parameter{Name: "c", Type: Choice, Choices: []string{"print", "wait"}}
	f := Parameter{Name: "f", Type: File}
	for _, x := range []struct {
		p    Parameter
		text string
		want string // part of the error; empty: it is legal
	}{
		{i, "1", ""}, {i, "10", ""}, {i, "+5", ""},
		{i, "0", "from 1 to 10"}, {i, "11", "from 1 to 10"}, {i, "", "whole number"}, {i, "1.5", "whole number"}, {i, "1e3", "whole number"},
		{i, "99999999999999999999", "whole number"}, {i, " 5", "whole number"}, {i, "0x5", "whole number"},
		{d, "0s", ""}, {d, "2s", ""}, {d, "1500ms", ""}, {d, "0", ""},
		{d, "-1ns", "from 0s to 2s"}, {d, "2.1s", "from 0s to 2s"}, {d, "5", "like 20ms"}, {d, "", "like 20ms"}, {d, "200000h", "like 20ms"}, {d, "9999999h", "like 20ms"},
		{b, "true", ""}, {b, "0", ""}, {b, "yes", "true or false"}, {b, "", "true or false"},
		{c, "wait", ""}, {c, "Wait", "did you mean wait"}, {c, "wiat", "did you mean wait"}, {c, "", "known are print, wait"},
		{f, "", ""}, {f, file, ""}, {f, file + ".no", "cannot be read: no such file"}, {f, dir, "no file"}, {f, "/dev/zero", "no file"},
	} {
		err := x.p.Check(x.text)
		var u *usage.Error
		if x.want == "" && err != nil || x.want != "" && (!errors.As(err, &u) || u.What != x.p.Name || !strings.Contains(err.Error(), x.want)) {
			t.Errorf("%s %q: %v, want %q", x.p.Type, x.text, err, x.want)
		}
	}
}

func TestEveryScenarioIsWhole(t *testing.T) {
	ids, numbers := map[string]bool{}, map[string]bool{}
	for _, s := range All() {
		if s.ID == "" || s.Number == "" || s.Title == "" || s.Promise == "" || s.Category == "" || s.Workers < 1 || s.Program == nil {
			t.Errorf("%s lacks something: %+v", s.ID, s)
		}
		if ids[s.ID] || numbers[s.Number] {
			t.Errorf("%s or %s is there twice", s.ID, s.Number)
		}
		ids[s.ID], numbers[s.Number] = true, true
		for _, size := range SizeNames {
			v, err := s.Parse(map[string]string{"size": size})
			if err != nil {
				t.Errorf("%s at size %s: %v", s.ID, size, err)
				continue
			}
			again, err := s.Parse(v)
			if err != nil || len(again) != len(v) || len(v) != len(s.Parameters)+1 {
				t.Errorf("%s at size %s: what was parsed is refused: %v", s.ID, size, err)
			}
			p, err := s.Program(v)
			if err != nil || p.Bodies[work.Main] == nil {
				t.Errorf("%s at size %s has no main body: %v", s.ID, size, err)
			}
		}
		for _, p := range s.Parameters {
			if p.Type != Bool && p.Type != Choice && p.Type != File && p.Type != Folder && p.Min >= p.Max {
				t.Errorf("%s: %s is from %v to %v", s.ID, p.Name, p.Min, p.Max)
			}
			for size := range p.Sizes {
				if !slices.Contains(SizeNames, size) {
					t.Errorf("%s: %s has a default at size %q", s.ID, p.Name, size)
				}
			}
		}
		if found, err := Find(s.ID); err != nil || found.ID != s.ID {
			t.Errorf("%s is not found: %v", s.ID, err)
		}
	}
	if _, err := Find("squars"); err == nil || !strings.Contains(err.Error(), "did you mean squares") {
		t.Error(err)
	}
}

func TestWhatIsSetIsCheckedAndWhatIsNotHasItsDefault(t *testing.T) {
	s, err := Find("downloads")
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.Parse(map[string]string{"size": "published", "count": "3"})
	if err != nil || v.Int("count") != 3 || v.Duration("latency").Milliseconds() != 89 || v.Int("bytes") != 10240 {
		t.Errorf("%v, %v", v, err)
	}
	for name, text := range map[string]string{"cuont": "3", "size": "huge", "count": "0"} {
		var u *usage.Error
		if _, err := s.Parse(map[string]string{name: text}); !errors.As(err, &u) {
			t.Errorf("%s=%s: %v", name, text, err)
		}
	}
	for name, f := range map[string]func(){"Int": func() { v.Int("urls") }, "Duration": func() { v.Duration("count") }, "Bool": func() { v.Bool("nothing") }} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s of something else goes unnoticed", name)
				}
			}()
			f()
		}()
	}
}

func TestAListOfAddressesIsReadAndItsErrorsNameTheLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "urls.txt")
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"http://a/\nhttps://b:8080/x?y#z\n", 2, ""},
		{"\ufeffhttp://a/\r\n\r\n# mine\r\n  http://[::1]:80/  \r\n", 2, ""},
		{"http://b\u00fccher.example/\n", 1, ""},
		{"", 0, "there is no address in it"},
		{"# nothing\n\n", 0, "there is no address in it"},
		{"http://a/\n\nftp://b/\n", 0, "line 3: \"ftp://b/\" must begin with http"},
		{"www.example.org\n", 0, "line 1: \"www.example.org\" must begin with http"},
		{"http://\n", 0, "line 1: \"http://\" names no host"},
		{"http:///path\n", 0, "names no host"},
		{"http://a/ http://b/\n", 0, "has a space in it"},
		{"http://a:0/\n", 0, "\"0\" is not a port"},
		{"http://a:99999/\n", 0, "\"99999\" is not a port"},
		{"http://a:x/\n", 0, "\"x\" is not a port"},
		{"http://[::1]:x/\n", 0, "\"x\" is not a port"},
		{strings.Repeat("http://a/\n", 5001), 0, "more than 5000"},
	} {
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		urls, err := readURLs(path)
		var u *usage.Error
		if c.want == "" && (err != nil || len(urls) != c.n) || c.want != "" && (!errors.As(err, &u) || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%.60q: %d addresses, %v; want %d, %q", c.text, len(urls), err, c.n, c.want)
		}
	}
	for path, want := range map[string]string{path + ".no": "no such file", filepath.Dir(path): "no file", "/dev/zero": "no file"} {
		if _, err := readURLs(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestRecordsAreReadAndTheirErrorsNameTheLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.csv")
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"a,1\nb,2.5\n", 2, ""},
		{"\ufeffsensor,value\r\n\r\n a , -3 \r\n", 1, ""},
		{"", 0, "there is no record in it"},
		{"sensor,value\n", 0, "there is no record in it"},
		{"a,1\nb\n", 0, "line 2: there must be two columns"},
		{"a,1\nb,2,3\n", 0, "line 2: there must be two columns"},
		{"a,1\nb,two\n", 0, "line 2: \"two\" is not a number"},
		{"a,1e10\n", 0, "line 1: 1e10 is not between"},
		{"a,NaN\n", 0, "line 1: NaN is not between"},
		{strings.Repeat("x", 101) + ",1\n", 0, "longer than 100 bytes"},
		{"a,1\n" + strings.Repeat("x", 70_000) + "\n", 0, "after 1 records: bufio.Scanner: token too long"},
	} {
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		all, err := readTelemetry(path)
		var u *usage.Error
		if c.want == "" && (err != nil || len(all) != c.n) || c.want != "" && (!errors.As(err, &u) || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%.60q: %d records, %v; want %d, %q", c.text, len(all), err, c.n, c.want)
		}
	}
	for path, want := range map[string]string{path + ".no": "no such file", filepath.Dir(path): "no file", "/dev/zero": "no file"} {
		if _, err := readTelemetry(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestNoScenarioNamesAModel(t *testing.T) {
	models := map[string]bool{}
	for _, m := range model.All() {
		models[m.ID] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if kv, ok := n.(*ast.KeyValueExpr); ok {
				if key, ok := kv.Key.(*ast.Ident); ok && (key.Name == "Published" || key.Name == "Elsewhere") {
					return false // what the source printed, model by model, is a fact about them
				}
			}
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			if text, err := strconv.Unquote(lit.Value); err == nil && models[text] {
				t.Errorf("%s names the model %s", set.Position(lit.Pos()), text)
			}
			return true
		})
	}
}
