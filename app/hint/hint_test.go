package hint_test

// This file tests what buttons say, which keys they leave alone.

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"corelanes/app/hint"
)

func TestAButtonSaysWhatItDoesWhileThePointerRestsOnIt(t *testing.T) {
	test.NewTempApp(t)
	todo := make(chan func(), 4)
	l := hint.NewLayer(func(f func()) { todo <- f })
	defer l.Close()
	pressed := 0
	b := hint.NewButton(l, "x", nil, func() { pressed++ }, func() string { return "Does " + strings.Repeat("something long ", 6) })
	w := test.NewTempWindow(t, container.NewStack(container.NewVBox(b), l.Content()))
	w.Resize(fyne.NewSize(500, 300))
	b.MouseIn(&desktop.MouseEvent{})
	select {
	case f := <-todo:
		f()
	case <-time.After(time.Minute):
		t.Fatal("it says nothing")
	}
	if got, want := l.Said(), "Does "+strings.TrimSpace(strings.Repeat("something long ", 6)); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	test.Tap(b)
	if pressed != 1 || l.Said() != "" {
		t.Errorf("pressed %d times, and it says %q", pressed, l.Said())
	}
	b.MouseIn(&desktop.MouseEvent{})
	b.MouseOut()
	if l.Said() != "" {
		t.Error("it says something when the pointer has gone")
	}
}

func TestSpaceNeverPressesAButtonAndReturnDoes(t *testing.T) {
	test.NewTempApp(t)
	pressed, other := 0, fyne.KeyName("")
	b := hint.NewButton(nil, "x", nil, func() { pressed++ }, nil)
	b.OnKey = func(e *fyne.KeyEvent) { other = e.Name }
	w := test.NewTempWindow(t, b)
	w.Canvas().Focus(b)
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if pressed != 0 || other != fyne.KeySpace {
		t.Errorf("Space pressed it %d times, and went on as %q", pressed, other)
	}
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if pressed != 1 {
		t.Errorf("Return pressed it %d times", pressed)
	}
}
