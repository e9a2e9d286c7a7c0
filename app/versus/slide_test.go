package versus

// This file tests the slider over what was measured over a range.

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"corelanes/app/text"
	"corelanes/engine/compare"
)

// ranged is a page that has measured two models at three values: the first wins at
// the first value, the second one at the others.
func ranged(t *testing.T) *Page {
	t.Helper()
	p, _ := open(t)
	p.choose("cpu-io-slider")
	r := &compare.Range{Name: "waiting", Winners: []string{"processes", "asyncio", "asyncio"}}
	for i, walls := range [][2]float64{{1, 3}, {2, 1}, {1.03, 1}} {
		r.Points = append(r.Points, compare.Point{Value: []string{"0", "50", "100"}[i], Comparison: &compare.Comparison{
			Scenario: "cpu-io-slider", Models: []*compare.Entry{{Model: "processes", WallS: walls[0]}, {Model: "asyncio", WallS: walls[1]}},
		}})
	}
	p.over = r
	return p
}

func TestTheSliderSaysAtEachValueWhoWinsThere(t *testing.T) {
	p := ranged(t)
	s := p.newSlide()
	keys := []fyne.KeyName{}
	p.OnKey = func(e *fyne.KeyEvent) bool { keys = append(keys, e.Name); return true }
	wants := []struct {
		value string
		says  []string
	}{
		{"0\u00a0%", []string{modelTitle("processes"), "fastest", seconds(1), "3×"}},
		{"50\u00a0%", []string{modelTitle("asyncio"), "fastest", "2×"}},
		{"100\u00a0%", []string{"equally fast"}},
	}
	for i, want := range wants {
		if i > 0 {
			s.slider.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
		}
		if s.value.Text != want.value || p.at != i {
			t.Errorf("step %d stands at %q, point %d", i, s.value.Text, p.at)
		}
		for _, word := range want.says {
			if !strings.Contains(s.wins.Text, word) {
				t.Errorf("at %s it says %q, without %q", want.value, s.wins.Text, word)
			}
		}
	}
	s.slider.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if p.at != 0 {
		t.Errorf("Home went to point %d", p.at)
	}
	s.slider.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5})
	if !slices.Equal(keys, []fyne.KeyName{fyne.KeyF5}) {
		t.Errorf("the window got %v", keys)
	}
	s.slider.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if again := p.newSlide(); again.value.Text != wants[2].value {
		t.Errorf("in another language it stands at %q", again.value.Text)
	}
}

func TestWhereTheWinnerChangesTheCurveIsMarked(t *testing.T) {
	p := ranged(t)
	marks := p.timeChart().Marks
	if len(marks) != 1 || marks[0].At.X <= 0 || marks[0].At.X >= 1 || marks[0].At.Y <= 1 || marks[0].At.Y >= 3 || !strings.Contains(marks[0].Text, modelTitle("asyncio")) {
		t.Errorf("%+v", marks)
	}
	p.over.Points[1].Models[0].WallS, p.over.Winners[1] = 0, "" // stopped there: nobody won
	if marks := p.timeChart().Marks; len(marks) != 0 {
		t.Errorf("after a point without a winner: %+v", marks)
	}
}

func TestBeforeItIsMeasuredThePageSaysWhichValuesAreGoneThrough(t *testing.T) {
	p, _ := open(t)
	p.choose("cpu-io-slider")
	if s := p.varySentence(); s != "" {
		t.Errorf("of nothing: %q", s)
	}
	p.vary = "waiting"
	if s := p.varySentence(); !strings.Contains(s, "0\u00a0%, 25\u00a0%, 50\u00a0%, 75\u00a0%, 100\u00a0%") || !strings.Contains(s, text.X("s.cpu-io-slider.waiting")) {
		t.Errorf("%q", s)
	}
}
