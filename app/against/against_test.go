package against

// This file tests the page with a judge that knows its answers; the claims
// themselves are tested where they stand.

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/settings"
	"corelanes/app/text"
	"corelanes/engine/agree"
)

func open(t *testing.T) (*Page, chan func()) {
	t.Helper()
	a := test.NewTempApp(t)
	if err := text.Use(text.English); err != nil {
		t.Fatal(err)
	}
	w := a.NewWindow("")
	t.Cleanup(w.Close)
	todo := make(chan func(), 1000)
	p := New(settings.New(a.Preferences()), func(f func()) { todo <- f })
	if p.impossible() {
		t.Skip("there is no python3 here")
	}
	p.judge = func(_ context.Context, c agree.Claim, _ string) agree.Row {
		return agree.Row{Key: c.Key, Scenario: c.Scenario, Unit: c.Unit, Band: 1.25, Engine: 2, CPython: 2.2, Agree: true}
	}
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1280, 800))
	return p, todo
}

// finished does what was posted until nothing is being measured.
func finished(p *Page, todo chan func()) {
	for p.cancel != nil {
		(<-todo)()
	}
	p.wg.Wait()
}

func TestAllRowsAreMeasuredAndStayForTheNextDay(t *testing.T) {
	p, todo := open(t)
	dir := t.TempDir()
	p.Keep(dir)
	p.Run(p.claims)
	if !p.run.Disabled() || p.stop.Disabled() {
		t.Error("it can be begun twice, or not be stopped")
	}
	finished(p, todo)
	r := p.rows["sleeps"]
	if r.cells[0].Text != "2.00\u00a0s" || r.cells[1].Text != "2.20\u00a0s" || !strings.HasPrefix(r.cells[2].Text, "yes: within 10") || !strings.Contains(r.cells[3].Text, "3.") {
		t.Errorf("%q %q %q %q", r.cells[0].Text, r.cells[1].Text, r.cells[2].Text, r.cells[3].Text)
	}
	if n := len(p.claims); p.state.Text != text.X("a.against.sum", text.With{"Yes": n, "Measured": n, "Of": n}) || p.run.Disabled() || !p.stop.Disabled() {
		t.Errorf("%q", p.state.Text)
	}
	again := New(p.settings, p.post)
	again.Keep(dir)
	again.Content()
	if got := again.rows["sleeps"].cells[1].Text; got != "2.20\u00a0s" {
		t.Errorf("the next day it shows %q", got)
	}
}

func TestStoppingKeepsTheRowsThatAreFinished(t *testing.T) {
	p, todo := open(t)
	began := make(chan struct{}, 1)
	p.judge = func(ctx context.Context, c agree.Claim, _ string) agree.Row {
		if c.Key != p.claims[0].Key {
			began <- struct{}{}
			<-ctx.Done()
		}
		return agree.Row{Key: c.Key, Unit: "×", Engine: 2, CPython: 3, Band: 1.2}
	}
	p.Run(p.claims)
	<-began
	p.Stop()
	finished(p, todo)
	if p.state.Text != text.X("a.against.stopped") || p.rows[p.claims[0].Key].cells[2].Text != "no: 1.50× apart, 1.20 are allowed" {
		t.Errorf("%q, %q", p.state.Text, p.rows[p.claims[0].Key].cells[2].Text)
	}
	if got := p.rows[p.claims[1].Key].cells[0].Text; got != "–" {
		t.Errorf("the row that was stopped shows %q", got)
	}
}

func TestOneRowIsMeasuredAlone(t *testing.T) {
	p, todo := open(t)
	test.Tap(p.rows["barrier"].run)
	finished(p, todo)
	if len(p.kept.Rows) != 1 || p.kept.Rows[0].Key != "barrier" {
		t.Errorf("%+v", p.kept.Rows)
	}
}

func TestAgreementIsSaidInBothLanguages(t *testing.T) {
	p, _ := open(t)
	for _, l := range []text.Language{text.English, text.Russian} {
		if err := text.Use(l); err != nil {
			t.Fatal(err)
		}
		p.Rebuild()
		seen := map[string]bool{}
		for i := range p.claims {
			c := &p.claims[i]
			key := "a.against.claim." + c.Key
			if text.Or(key, "") == "" {
				t.Errorf("%s has no words for %s", l, key)
			}
			if seen[c.Key] {
				t.Errorf("two claims are called %s", c.Key)
			}
			seen[c.Key] = true
		}
		for _, r := range []agree.Row{{Agree: true}, {}, {Engine: 1, CPython: 1, Band: 2, Agree: true}, {Band: 2, Agree: true}, {Band: 2, Engine: 1}, {Band: 2, Engine: 1, CPython: 1.5, Agree: true}, {Band: 2, Engine: 1, CPython: 5}} {
			if s := agreement(&r); s == "" || strings.HasPrefix(s, "a.") {
				t.Errorf("%+v: %q", r, s)
			}
		}
	}
}

func TestADamagedFileIsToldAndTheRowsAreEmpty(t *testing.T) {
	p, _ := open(t)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "agree.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Keep(dir)
	if p.wrong == nil || p.state.Text != p.wrong.Error() || p.rows["barrier"].cells[0].Text != "–" || p.run.Importance != widget.HighImportance {
		t.Errorf("%v, %q", p.wrong, p.state.Text)
	}
}

func TestEveryClaimIsReadWholeInTheSmallestWindow(t *testing.T) {
	t.Cleanup(func() { _ = text.Use(text.English) })
	p, _ := open(t)
	for _, l := range text.Languages {
		if err := text.Use(l); err != nil {
			t.Fatal(err)
		}
		p.Rebuild()
		for _, r := range p.rows {
			if room := r.said.Size().Width - 2*theme.InnerPadding(); fyne.MeasureText(r.said.Text, theme.TextSize(), fyne.TextStyle{}).Width > room {
				t.Errorf("%s: %q is cut", l, r.said.Text)
			}
		}
	}
}
