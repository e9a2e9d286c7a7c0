package explore

// This file tests how workers are counted in words.

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"corelanes/app/text"
	"corelanes/engine"
)

func TestEveryModelsWorkersAreCountedAsTheLanguageCounts(t *testing.T) {
	test.NewTempApp(t)
	if err := text.Use(text.Russian); err != nil {
		t.Fatal(err)
	}
	for _, m := range engine.Models() {
		c, known := crews[m.ID]
		if !known {
			if m.ID != engine.CPython { // its lanes have the names that the script gives them
				t.Errorf("%s has no words for its workers", m.ID)
			}
			continue
		}
		forms := map[string]bool{}
		for _, n := range []string{"1", "2", "5"} {
			_, word, _ := strings.Cut(text.N(c.unit, int(n[0]-'0')), " ")
			forms[word] = true
		}
		if len(forms) != 3 {
			t.Errorf("%s: 1, 2 and 5 of them have the words %v", m.ID, forms)
		}
		if a, b := text.N(c.unit, 21), text.N(c.unit, 1); strings.TrimPrefix(a, "21") != strings.TrimPrefix(b, "1") {
			t.Errorf("%s: %q and %q", m.ID, a, b)
		}
	}
}
