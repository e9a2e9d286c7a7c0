package explore

// This file tests the strip about a range of time.

import (
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"corelanes/app/hint"
)

func TestTheButtonThatTookFiguresAwayIsTickedUntilTheyAreOthers(t *testing.T) {
	test.NewTempApp(t)
	button := func() *hint.Button { return hint.NewButton(nil, "", theme.ContentCopyIcon(), func() {}, nil) }
	s := &stretch{asText: button(), asTable: button()}
	ticked := func() (all []*hint.Button) {
		for _, b := range []*hint.Button{s.asText, s.asTable} {
			if b.Icon.Name() == theme.ConfirmIcon().Name() {
				all = append(all, b)
			}
		}
		return all
	}
	s.take("figures", s.asText)
	if got := ticked(); len(got) != 1 || got[0] != s.asText {
		t.Errorf("%d are ticked", len(got))
	}
	s.take("a,table", s.asTable)
	if got := ticked(); len(got) != 1 || got[0] != s.asTable {
		t.Errorf("then %d are ticked", len(got))
	}
	s.tick(nil)
	if got := ticked(); len(got) != 0 {
		t.Errorf("%d stay ticked", len(got))
	}
}
