package form

// This file tests what fields ask for, and which keys they keep.

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestAChoiceHasRoomForTheLongestOfItsLabels(t *testing.T) {
	test.NewTempApp(t)
	f := New(nil)
	f.SetFields([]Field{
		{Key: "model", Label: "Model", Value: "b", Options: []Option{{"a", "asyncio"}, {"b", "threads, no GIL"}}},
		{Key: "lock", Label: "Lock", Value: "true", Check: true}, {Key: "n", Label: "How many", Value: "1"}, {Key: "m", Label: "Of", Value: "2"},
	})
	w := test.NewTempWindow(t, f)
	w.Resize(fyne.NewSize(500, 300))
	s, ok := f.Input("model").(*Select)
	if !ok {
		t.Fatalf("%T", f.Input("model"))
	}
	wants := fyne.MeasureText("threads, no GIL", theme.TextSize(), fyne.TextStyle{}).Width + theme.IconInlineSize()
	if s.Size().Width < wants {
		t.Errorf("the choice has %g, its label wants %g", s.Size().Width, wants)
	}
}

func TestASliderStepsThroughItsPlacesAndHandsOtherKeysOn(t *testing.T) {
	test.NewTempApp(t)
	at, other := -1, fyne.KeyName("")
	s := NewSlider(4, 9, func(n int) { at = n }, func(e *fyne.KeyEvent) { other = e.Name })
	if s.Value != 4 {
		t.Errorf("beyond its end it stands at %g", s.Value)
	}
	for _, c := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyLeft, 3}, {fyne.KeyHome, 0}, {fyne.KeyRight, 1}, {fyne.KeyEnd, 4}} {
		if s.TypedKey(&fyne.KeyEvent{Name: c.key}); at != c.want {
			t.Errorf("%s leads to %d, want %d", c.key, at, c.want)
		}
	}
	if s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5}); other != fyne.KeyF5 || at != 4 {
		t.Errorf("F5 was handed on as %q, and the slider stands at %d", other, at)
	}
}
