package text

// This file tests that both languages say the same things, and all that the
// program asks for.

import (
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

	"fyne.io/fyne/v2/test"

	"corelanes/assets"
	"corelanes/engine"
)

func load(t *testing.T, l Language) map[string]any {
	t.Helper()
	out, err := assets.Texts(string(l))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var place = regexp.MustCompile(`{{\.\w+}}`)

func places(v any) []string {
	var out []string
	switch v := v.(type) {
	case string:
		out = place.FindAllString(v, -1)
	case map[string]any:
		for _, form := range v {
			out = append(out, places(form)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	en, ru := load(t, English), load(t, Russian)
	for key, text := range en {
		if ru[key] == nil {
			t.Errorf("%s: no Russian", key)
		} else if a, b := places(text), places(ru[key]); !slices.Equal(a, b) {
			t.Errorf("%s: %v in English, %v in Russian", key, a, b)
		}
	}
	for key := range ru {
		if en[key] == nil {
			t.Errorf("%s: no English", key)
		}
	}
}

func TestRussianPluralsHaveTheirFourForms(t *testing.T) {
	for key, v := range load(t, Russian) {
		if plural, ok := v.(map[string]any); ok {
			for _, form := range []string{"one", "few", "many", "other"} {
				if plural[form] == nil {
					t.Errorf("%s: no form %q", key, form)
				}
			}
		}
	}
}

// key is what looks like the key of one of the window's texts.
var key = regexp.MustCompile(`^a\.[a-z_.]+[a-z]$`)

func TestEveryKeyInTheSourceHasAText(t *testing.T) {
	en := flat(load(t, English), English)
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				s, _ := strconv.Unquote(lit.Value)
				if key.MatchString(s) && en[s] == nil && en[s+".yes"] == nil && s != choiceKey {
					t.Errorf("%s asks for %q, which has no text", path, s)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEverythingInTheCatalogueIsToldInBothLanguages(t *testing.T) {
	en := load(t, English)
	want := func(key string) {
		if en[key] == nil {
			t.Errorf("%s: no text", key)
		}
	}
	for _, s := range engine.Scenarios() {
		want("a.category." + s.Category)
		want("s." + s.ID + ".title")
		want("s." + s.ID + ".promise")
		for _, p := range s.Parameters {
			want("s." + s.ID + "." + p.Name)
			for _, c := range p.Choices {
				want("s." + s.ID + "." + p.Name + "." + c)
			}
			if p.Unit != "" {
				want("a.unit." + p.Unit)
			}
		}
		for _, g := range s.Goals {
			want("s." + s.ID + ".goal." + g.Key)
		}
	}
	for _, m := range engine.Models() {
		want("m." + m.ID + ".title")
		want("m." + m.ID + ".honest")
	}
}

func TestALanguageIsUsedFromTheMomentItIsChosen(t *testing.T) {
	for _, l := range []Language{Russian, English, Russian} {
		if err := Use(l); err != nil {
			t.Fatal(err)
		}
		want, _ := load(t, l)["a.run"].(string)
		if got := X("a.run"); got != want || Chosen() != l {
			t.Errorf("%s: %q in %s, want %q", l, got, Chosen(), want)
		}
	}
}

func TestPluralsFollowTheChosenLanguageNotTheSystems(t *testing.T) {
	for _, c := range []struct {
		l    Language
		n    int
		want string
	}{
		{English, 1, "1 thread"}, {English, 2, "2 threads"}, {English, 21, "21 threads"},
		{Russian, 1, "1 поток"}, {Russian, 2, "2 потока"}, {Russian, 5, "5 потоков"},
		{Russian, 11, "11 потоков"}, {Russian, 12, "12 потоков"}, {Russian, 21, "21 поток"}, {Russian, 104, "104 потока"},
	} {
		if err := Use(c.l); err != nil {
			t.Fatal(err)
		}
		if got := N("a.who.threads", c.n); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.l, c.n, got, c.want)
		}
	}
}

func TestATextWithoutAKeyIsTheOtherOne(t *testing.T) {
	if got := Or("s.unheard-of.title", "Unheard of"); got != "Unheard of" {
		t.Errorf("%q", got)
	}
}

func TestTimesAgreeWithTheirNumber(t *testing.T) {
	test.NewTempApp(t)
	if err := Use(Russian); err != nil {
		t.Fatal(err)
	}
	for shown, want := range map[string]string{"2,12": "2,12 раза", "1": "1 раз", "3": "3 раза", "5": "5 раз", "11": "11 раз", "21": "21 раз", "104": "104 раза"} {
		if got := Times(shown); got != want {
			t.Errorf("%q instead of %q", got, want)
		}
	}
	if err := Use(English); err != nil {
		t.Fatal(err)
	}
	if got := Times("2.12"); got != "2.12×" {
		t.Errorf("in English %q", got)
	}
}

func TestLargeNumbersAreWrittenInGroups(t *testing.T) {
	test.NewTempApp(t)
	for l, want := range map[Language][]string{
		English: {"0", "9999", "10,000", "100,000,000", "-123,456"},
		Russian: {"0", "9999", "10\u00a0000", "100\u00a0000\u00a0000", "-123\u00a0456"},
	} {
		if err := Use(l); err != nil {
			t.Fatal(err)
		}
		for i, n := range []int64{0, 9999, 10_000, 100_000_000, -123_456} {
			if got := Whole(n); got != want[i] {
				t.Errorf("%s: %d is written %q", l, n, got)
			}
		}
	}
}
