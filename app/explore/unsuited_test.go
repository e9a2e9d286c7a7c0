package explore

// This file tests that the picker gives its reasons in the person's language.

import (
	"strings"
	"testing"

	"corelanes/app/text"
	"corelanes/engine"
)

func TestNoModelOfThePickerSaysItsReasonInEnglishToARussian(t *testing.T) {
	if err := text.Use(text.Russian); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = text.Use(text.English) })
	for _, s := range engine.Scenarios() {
		_, english := engine.Legal(s)
		for _, m := range engine.Models() {
			if why := whyNot(s, m); (why == "") != (english[m.ID] == "") || why != "" && strings.Contains(why, english[m.ID]) {
				t.Errorf("%s under %s: %q", s.ID, m.ID, why)
			}
		}
	}
}
