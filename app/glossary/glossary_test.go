package glossary

// This file tests that the glossary is whole, and that it is worked by keys
// alone.

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"corelanes/app/text"
	"corelanes/assets"
	data "corelanes/assets/glossary"
	"corelanes/engine"
	_ "corelanes/engine/entry" // as in the program
	"corelanes/widgets/paint"
	"corelanes/widgets/words"
)

func TestTheTermsAreReadAndWhole(t *testing.T) {
	raw, err := data.Files.ReadFile(data.Name)
	if err != nil {
		t.Fatal(err)
	}
	all, err := read(raw)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 60 {
		t.Errorf("only %d terms", len(all))
	}
	cyrillic := regexp.MustCompile(`[а-яё]`)
	for _, x := range all {
		if cyrillic.MatchString(x.EN + x.Says.EN + x.Python) {
			t.Errorf("%s: Russian in the English text", x.ID)
		}
		if !cyrillic.MatchString(x.Says.RU) {
			t.Errorf("%s: no Russian in the Russian text", x.ID)
		}
		for _, says := range []string{x.Says.EN, x.Says.RU} {
			if n := len(regexp.MustCompile(`[.!?](\s|$)`).FindAllString(says, -1)); n != 2 || !strings.HasSuffix(says, ".") && !strings.HasSuffix(says, `".`) {
				t.Errorf("%s: %d sentences, want two: %s", x.ID, n, says)
			}
		}
		if x.Model != "" && !slices.ContainsFunc(engine.Models(), func(m engine.Model) bool { return m.ID == x.Model }) {
			t.Errorf("%s: there is no model %s", x.ID, x.Model)
		}
		i := slices.IndexFunc(engine.Scenarios(), func(s *engine.Scenario) bool { return s.ID == x.Scenario })
		if i < 0 {
			t.Errorf("%s: there is no scenario %s", x.ID, x.Scenario)
			continue
		}
		if _, whyNot := engine.Legal(engine.Scenarios()[i]); x.Model != "" && whyNot[x.Model] != "" && possible(x.Model) {
			t.Errorf("%s: %s does not run under %s: %s", x.ID, x.Scenario, x.Model, whyNot[x.Model])
		}
	}
}

// possible says whether a model can be run on this machine at all.
func possible(id string) bool {
	for _, m := range engine.Models() {
		if m.ID == id {
			return m.Possible
		}
	}
	return false
}

func TestTermsThatAreNotWholeAreRefused(t *testing.T) {
	for _, bad := range []string{
		`{`, `[{"id":""}]`,
		`[{"id":"a","en":"a","ru":"","says":{"en":"A. B.","ru":"А. Б."},"scenario":"squares"}]`,
		`[{"id":"a","en":"a","ru":"а","says":{"en":"A. B.","ru":""},"scenario":"squares"}]`,
		`[{"id":"a","en":"a","ru":"а","says":{"en":"A. B.","ru":"А. Б."},"scenario":""}]`,
	} {
		if _, err := read([]byte(bad)); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

func TestEveryPanelHasATitleATermAndTheTermIsThere(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Panels() {
		if seen[p.ID] {
			t.Errorf("%s stands twice", p.ID)
		}
		seen[p.ID] = true
		for _, l := range text.Languages {
			if err := text.Use(l); err != nil {
				t.Fatal(err)
			}
			if say(p.Word) == "" || say(p.Word) == p.Word {
				t.Errorf("%s has no title in %s", p.ID, l)
			}
			if p.Help != "" && (say(p.Help) == "" || say(p.Help) == p.Help) {
				t.Errorf("%s has no help in %s", p.ID, l)
			}
		}
		if len(p.Terms) == 0 {
			t.Errorf("%s has no term", p.ID)
		}
		for _, id := range p.Terms {
			if find(id) == nil {
				t.Errorf("%s: there is no term %s", p.ID, id)
			}
		}
	}
}

// titled are the keys of panels' titles in the window's source: tabs, sections of
// the lanes, headings of pages.
var titled = regexp.MustCompile(`^(a\.tab|a\.help|w\.section)\.([a-z]+)$`)

func TestEveryPanelOfTheWindowIsInTheTable(t *testing.T) {
	for sec := range paint.NumSections {
		if name := OfSection(sec); panelOf(name) == nil {
			t.Errorf("the section %s is not in the table", name)
		}
	}
	for _, l := range text.Languages {
		texts, err := textsOf(l)
		if err != nil {
			t.Fatal(err)
		}
		for key := range texts {
			if m := titled.FindStringSubmatch(key); m != nil && panelOf(m[2]) == nil {
				t.Errorf("%s is the title of a panel that is not in the table", key)
			}
		}
	}
}

// TestEveryPanelOfTheTableIsOpenedFromItsTitle looks for who names each panel in
// the source, apart from this package: a row that nobody opens is dead.
func TestEveryPanelOfTheTableIsOpenedFromItsTitle(t *testing.T) {
	named := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "glossary") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && x.Name == "glossary" {
					named[strings.ToLower(n.Sel.Name)] = true
				}
			case *ast.CallExpr: // tab("state", …)
				if f, ok := n.Fun.(*ast.Ident); ok && f.Name == "tab" {
					if lit, ok := n.Args[0].(*ast.BasicLit); ok {
						name, _ := strconv.Unquote(lit.Value)
						named[name] = true
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for sec := range paint.NumSections { // by OfSection
		named[OfSection(sec)] = named["ofsection"]
	}
	for _, p := range Panels() {
		if !named[p.ID] {
			t.Errorf("nothing opens the glossary at %s", p.ID)
		}
	}
}

func open(t *testing.T, panel, term string) (*Sheet, fyne.Canvas) {
	t.Helper()
	if err := text.Use(text.English); err != nil {
		t.Fatal(err)
	}
	test.NewTempApp(t)
	w := test.NewTempWindow(t, nil)
	w.Resize(fyne.NewSize(1000, 700))
	return Open(w.Canvas(), panel, term), w.Canvas()
}

func press(c fyne.Canvas, keys ...fyne.KeyName) {
	for _, k := range keys {
		c.Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestTheSheetBeginsWithThePanelsTerms(t *testing.T) {
	s, _ := open(t, Graph, "")
	if s.Shown() != "deadlock" || s.here != len(panelOf(Graph).Terms) || s.found[1].ID != "blocked" {
		t.Errorf("shows %q, %d of the panel", s.Shown(), s.here)
	}
	if len(s.found) != len(Terms()) {
		t.Errorf("%d terms of %d", len(s.found), len(Terms()))
	}
}

func TestTheSheetBeginsAtTheTermThatWasAskedFor(t *testing.T) {
	s, _ := open(t, State, "barrier")
	if s.Shown() != "barrier" {
		t.Errorf("shows %q", s.Shown())
	}
}

func TestATermIsFoundInEitherLanguageAndByPythonsName(t *testing.T) {
	for _, typed := range []string{"mutex", "мьютекс", "threading.lock"} {
		s, c := open(t, "", "")
		test.Type(c.Focused(), typed)
		if s.Shown() != "lock" {
			t.Errorf("%q finds %q", typed, s.Shown())
		}
		test.Type(c.Focused(), "zzz")
		if len(s.found) != 0 || s.Shown() != "" {
			t.Errorf("nonsense finds %q", s.Shown())
		}
		press(c, fyne.KeyReturn, fyne.KeyDown) // nothing to see, nowhere to go
	}
}

func TestTheSheetIsWorkedByKeysAlone(t *testing.T) {
	s, c := open(t, Graph, "")
	var saw []string
	closed := 0
	s.See = func(scenario, model string) { saw = append(saw, scenario, model) }
	s.Closed = func() { closed++ }
	press(c, fyne.KeyDown, fyne.KeyDown)
	if s.Shown() != "lock" {
		t.Fatalf("after two steps down: %q", s.Shown())
	}
	press(c, fyne.KeyUp, fyne.KeyReturn)
	if !slices.Equal(saw, []string{"lock-file", "threads"}) || closed != 1 {
		t.Errorf("saw %q, closed %d times", saw, closed)
	}
	s, c = open(t, "", "")
	s.Closed = func() { closed++ }
	press(c, fyne.KeyEscape)
	if closed != 2 || c.Overlays().Top() != nil {
		t.Errorf("closed %d times", closed)
	}
}

func TestTheSheetChangesItsLanguageWhileItIsOpen(t *testing.T) {
	s, _ := open(t, "", "barrier")
	if err := text.Use(text.Russian); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = text.Use(text.English) })
	s.Rebuild()
	if s.Shown() != "barrier" || len(s.found) != len(Terms()) {
		t.Errorf("shows %q", s.Shown())
	}
}

// textsOf are all texts of a language, the window's and the widgets'.
func textsOf(l text.Language) (map[string]any, error) {
	out, err := assets.Texts(string(l))
	if err != nil {
		return nil, err
	}
	raw, err := words.Files.ReadFile(string(l) + ".json")
	if err != nil {
		return nil, err
	}
	return out, json.Unmarshal(raw, &out)
}
