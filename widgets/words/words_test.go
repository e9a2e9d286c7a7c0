package words_test

// This file tests that the two languages say the same things, and all that
// the widgets ask for.

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
	"corelanes/widgets/look"
	"corelanes/widgets/words"
)

func texts(t *testing.T, name string) map[string]any {
	t.Helper()
	data, err := words.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(name, err)
	}
	return out
}

var place = regexp.MustCompile(`{{\.\w+}}`)

// places are the {{.Name}} places of a text, in all of its plural forms.
func places(v any) []string {
	var out []string
	switch v := v.(type) {
	case string:
		for _, p := range place.FindAllString(v, -1) {
			if of := cases[p]; of != "" {
				p = of
			}
			out = append(out, p)
		}
	case map[string]any:
		for _, form := range v {
			out = append(out, places(form)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// cases are the places that tell the same as others, in the nominative, by what
// they tell.
var cases = map[string]string{"{{.It}}": "{{.Obj}}", "{{.ItsLock}}": "{{.Lock}}"}

func TestEveryKindOfFindingHasItsWordsAndItsCure(t *testing.T) {
	en := texts(t, "en.json")
	for _, k := range insight.FindingKinds {
		for _, part := range []string{"", ".name", ".cure"} {
			if en["w.finding."+string(k)+part] == nil {
				t.Errorf("w.finding.%s%s: no text", k, part)
			}
		}
	}
}

func TestRussianHasTheSameTextsAsEnglish(t *testing.T) {
	en, ru := texts(t, "en.json"), texts(t, "ru.json")
	for key, text := range en {
		if ru[key] == nil {
			t.Errorf("%s: no Russian", key)
			continue
		}
		if a, b := places(text), places(ru[key]); !slices.Equal(a, b) {
			t.Errorf("%s: places %v in English, %v in Russian", key, a, b)
		}
		if m, ok := ru[key].(map[string]any); ok {
			for _, form := range []string{"one", "few", "many", "other"} {
				if m[form] == nil {
					t.Errorf("%s: no Russian form %q", key, form)
				}
			}
		}
	}
	for key := range ru {
		if en[key] == nil {
			t.Errorf("%s: no English", key)
		}
	}
}

func TestEveryKeyInTheSourcesHasATextAndIsUsed(t *testing.T) {
	en := texts(t, "en.json")
	literal := regexp.MustCompile(`"(w\.[a-z0-9_.]+[a-z0-9_])"`)
	stem := regexp.MustCompile(`"(w\.[a-z0-9_.]+\.)"`)
	var stems []string
	used := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		src, err := os.ReadFile(path)
		for _, m := range literal.FindAllSubmatch(src, -1) {
			key := string(m[1])
			used[key] = true
			if en[key] == nil {
				t.Errorf("%s: no text for %s", path, key)
			}
		}
		for _, m := range stem.FindAllSubmatch(src, -1) {
			stems = append(stems, string(m[1]))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for key := range en {
		if !used[key] && !slices.ContainsFunc(stems, func(s string) bool { return strings.HasPrefix(key, s) }) {
			t.Errorf("%s: nobody uses it", key)
		}
	}
}

func TestEveryStateKindAndOverheadHasAName(t *testing.T) {
	en := texts(t, "en.json")
	for _, s := range look.States() {
		for _, key := range []string{s.Word, s.Help, "w.reason." + s.State.String(), "w.reason." + s.State.String() + ".now"} {
			if en[key] == nil {
				t.Errorf("no text for %s", key)
			}
		}
	}
	for k := trace.ObjGIL; k.String() != "unknown"; k++ {
		if en["w.kind."+k.String()] == nil || en["w.kind."+k.String()+".in"] == nil {
			t.Errorf("no name for %v", k)
		}
	}
	for o := trace.OverheadStart; o <= trace.OverheadShutdown; o++ {
		if en["w.overhead."+o.String()] == nil {
			t.Errorf("no name for %v", o)
		}
	}
}

func TestEveryStateHasALetterOfItsOwnInEveryLanguage(t *testing.T) {
	for _, file := range []string{"en.json", "ru.json"} {
		all, seen := texts(t, file), map[any]string{}
		for _, s := range look.States() {
			l := all["w.letter."+s.State.String()]
			if l == nil || seen[l] != "" {
				t.Errorf("%s: the letter of %s is %v, as that of %q", file, s.State, l, seen[l])
			}
			seen[l] = s.State.String()
		}
	}
}

func TestAQueuesEndMarkerIsCalledNone(t *testing.T) {
	v := &trace.View{}
	for arg, says := range map[int64]string{trace.ItemNone: "put None into", 7: "put 7 into"} {
		if said := words.Event(v, trace.Event{Kind: trace.KindPush, Lane: 1, Obj: 1, Arg: arg}); !strings.Contains(said, says) {
			t.Errorf("%q, want %q", said, says)
		}
	}
}

func TestAtItsBeginningAReasonSaysWhatBeginsAndNoTimeOfZero(t *testing.T) {
	v := synth.Lock(3, 1e9).View(1e9)
	for _, l := range v.Lanes() {
		for i := range l.Len() {
			span, _ := l.Span(i)
			if s := words.Reason(v, l.Info.ID, span.From); strings.Contains(s, "for 0 ") || strings.Contains(s, " 0\u00a0s") || strings.Contains(s, "w.reason") {
				t.Errorf("at %d: %q", span.From, s)
			}
		}
	}
}

func TestASentenceByItselfBeginsWithACapitalUnlessAWorkersNameDoesNot(t *testing.T) {
	v := synth.Lock(3, 1e9).View(1e9)
	v.Lanes()[0].Info.Name = "t1"
	for sentence, want := range map[string]string{
		"t1 holds a and waits for b":            "t1 holds a and waits for b",
		"lock buffer guards value stored":       "Lock buffer guards value stored",
		"ждут условную переменную buffer: A, B": "Ждут условную переменную buffer: A, B",
		"": "",
	} {
		if got := words.Opening(v, sentence); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
