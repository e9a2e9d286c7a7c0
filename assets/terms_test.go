package assets

// This file holds the Russian of all texts against the table of terms.

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// quotes are the fields that hold what a source text says, in its own words.
var quotes = map[string]bool{"says": true, "title": true, "sources": true}

// russian calls do for every Russian text that the program carries, with where it
// stands.
func russian(t *testing.T, do func(where, says string)) {
	t.Helper()
	read := func(path string, unmarshal func([]byte, any) error, each func(any)) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var all any
		if err := unmarshal(data, &all); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		each(all)
	}
	files := 0
	for _, root := range []string{"translations/ru", "lessons", "tables", "glossary", "../widgets/words"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			quoted := root == "tables"
			switch ext := filepath.Ext(path); {
			case ext == ".json" && (root == "translations/ru" || filepath.Base(path) == "ru.json"):
				read(path, json.Unmarshal, func(x any) { walkTexts(x, path, true, false, do) })
			case ext == ".json" && root == "glossary":
				read(path, json.Unmarshal, func(x any) { walkTexts(x, path, false, false, do) })
			case ext == ".yaml":
				read(path, func(b []byte, x any) error { return yaml.Unmarshal(b, x) }, func(x any) { walkTexts(x, path, false, quoted, do) })
			default:
				return nil
			}
			files++
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 60 {
		t.Fatalf("only %d files with Russian texts were found", files)
	}
}

// walkTexts finds the Russian in what was read from a file: all of it, or what
// stands under ru. Where quoted is set, quotations are left out.
func walkTexts(x any, where string, is, quoted bool, do func(where, says string)) {
	switch x := x.(type) {
	case string:
		if is {
			do(where, x)
		}
	case []any:
		for _, e := range x {
			walkTexts(e, where, is, quoted, do)
		}
	case map[string]any:
		for k, e := range x {
			if !quoted || !quotes[k] {
				walkTexts(e, where+" "+k, is || k == "ru", quoted, do)
			}
		}
	}
}

// forbidden reads the last column of the table of terms: what is not said, and
// what is said instead. … stands for any ending.
func forbidden(t *testing.T) map[string]*regexp.Regexp {
	t.Helper()
	data, err := os.ReadFile("../docs/terms.md")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*regexp.Regexp{}
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 3 || strings.HasPrefix(strings.TrimSpace(cells[0]), "---") || strings.TrimSpace(cells[0]) == "English" {
			continue
		}
		for _, not := range strings.Split(cells[2], ",") {
			if not = strings.TrimSpace(not); not == "–" || not == "" {
				continue
			}
			words := strings.ReplaceAll(regexp.QuoteMeta(not), "…", `\pL*`)
			words = strings.ReplaceAll(words, " ", `\s+`)
			out[not+" (say: "+strings.TrimSpace(cells[1])+")"] = regexp.MustCompile(`(?i)(?:^|[^\pL-])` + words + `(?:$|[^\pL-])`)
		}
	}
	return out
}

// place is what a number or a name is put in for.
var place = regexp.MustCompile(`\{\{\.\w+\}\}|\{\w+\}`)

// pairs calls do for every text of data that stands there in both languages.
func pairs(x any, where string, do func(where, en, ru string)) {
	switch x := x.(type) {
	case []any:
		for _, e := range x {
			pairs(e, where, do)
		}
	case map[string]any:
		if en, is := x["en"].(string); is {
			ru, _ := x["ru"].(string)
			do(where, en, ru)
		}
		for k, e := range x {
			pairs(e, where+" "+k, do)
		}
	}
}

func TestTextsOfDataHaveTheSamePlacesInBothLanguages(t *testing.T) {
	found := 0
	for _, pattern := range []string{"lessons/*.yaml", "tables/*.yaml", "glossary/*.json"} { // what is YAML reads JSON, too
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var all any
			if err := yaml.Unmarshal(data, &all); err != nil {
				t.Fatal(err)
			}
			pairs(all, name, func(where, en, ru string) {
				found++
				a, b := place.FindAllString(en, -1), place.FindAllString(ru, -1)
				slices.Sort(a)
				slices.Sort(b)
				if ru == "" || !slices.Equal(slices.Compact(a), slices.Compact(b)) {
					t.Errorf("%s: %q in English, %q in Russian: %s", where, a, b, ru)
				}
			})
		}
	}
	if found < 500 {
		t.Errorf("only %d texts were found", found)
	}
}

func TestRussianTextsHaveTheSourceTextsTerms(t *testing.T) {
	not := forbidden(t)
	if len(not) < 40 {
		t.Fatalf("the table has only %d words that are not said", len(not))
	}
	russian(t, func(where, says string) {
		for name, re := range not {
			if m := re.FindString(says); m != "" {
				t.Errorf("%s: %q is %s", where, strings.TrimSpace(m), name)
			}
		}
	})
}

func TestWhatIsNotSaidIsFound(t *testing.T) {
	not := forbidden(t)
	finds := func(says string) bool {
		for _, re := range not {
			if re.MatchString(says) {
				return true
			}
		}
		return false
	}
	for _, says := range []string{"Поймали дедлок", "в тот же миг", "две нити", "по событийному циклу", "Замок занят", "из трубы", "скачивания страниц", "мёртвой блокировки", "взял лок", "с тайм-аутом"} {
		if !finds(says) {
			t.Errorf("%q is not found", says)
		}
	}
	for _, says := range []string{"блокировка и локальный сервер", "мигрант", "потоки и процессы", "подсчёт ссылок", "фазан", "трубач", "ниткой", "параллельно"} {
		if finds(says) {
			t.Errorf("%q is found", says)
		}
	}
}
