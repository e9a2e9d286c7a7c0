package app

// This file tests what a teacher does to the whole window by a key.

import (
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"corelanes/app/text"
)

// presses has a key reach whatever page is on show.
func presses(w *window, k fyne.KeyName) { w.typedKey(&fyne.KeyEvent{Name: k}) }

func TestTheClassroomsKeysWorkOnEveryPage(t *testing.T) {
	w, _ := open(t)
	w.window.Resize(fyne.NewSize(1280, 800))
	for at := range w.places {
		w.goTo(at)
		presses(w, fyne.KeyF9)
		if text.Chosen() != text.Russian {
			t.Fatalf("page %d: F9 does not change the language", at)
		}
		presses(w, fyne.KeyF9)
		if text.Chosen() != text.English {
			t.Fatalf("page %d: F9 does not change the language back", at)
		}
		presses(w, fyne.KeyF8)
		if w.class.laser == nil {
			t.Fatalf("page %d: F8 gives no pointer", at)
		}
		w.class.laser.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 50)}})
		if !w.class.laser.spot.Visible() {
			t.Errorf("page %d: the pointer does not follow", at)
		}
		presses(w, fyne.KeyF8)
		presses(w, fyne.KeyF10)
		if !strings.Contains(reads(w), "Frozen") {
			t.Fatalf("page %d: F10 does not freeze", at)
		}
		presses(w, fyne.KeySpace) // any key thaws, and does nothing else
		if strings.Contains(reads(w), "Frozen") {
			t.Fatalf("page %d: a key does not thaw", at)
		}
		if w.at != at || w.class.laser != nil {
			t.Errorf("page %d became %d, pointer %v", at, w.at, w.class.laser != nil)
		}
	}
}

func TestResultsAreHiddenUntilTheyAreRevealed(t *testing.T) {
	w, _ := open(t)
	w.window.Resize(fyne.NewSize(1280, 800))
	const asks = "What do you expect?"
	presses(w, fyne.KeyF7)
	if s := reads(w); !strings.Contains(s, asks) || !strings.Contains(s, "Run") || strings.Contains(s, "Nothing recorded yet") {
		t.Fatalf("the results are not hidden: %s", s)
	}
	w.goTo(atCompare)
	if !strings.Contains(reads(w), asks) {
		t.Error("those of Compare are not")
	}
	w.versus.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF7}) // from a field that has the keyboard
	if strings.Contains(reads(w), asks) {
		t.Error("a field of Compare keeps F7 for itself")
	}
	presses(w, fyne.KeyF7)
	w.speak(text.Russian)
	w.goTo(atExplore)
	if !strings.Contains(reads(w), "(F7)") {
		t.Error("another language reveals them")
	}
	w.speak(text.English)
	presses(w, fyne.KeyF7)
	if s := reads(w); strings.Contains(s, asks) || !strings.Contains(s, "Nothing recorded yet") {
		t.Errorf("they are not revealed: %s", s)
	}
}

func TestWhatIsFrozenIsThePictureOfThePageAndLeavesThePageAsItWas(t *testing.T) {
	w, _ := open(t)
	w.window.Resize(fyne.NewSize(1280, 800))
	at, size := w.window.Content().Position(), w.window.Content().Size()
	img := w.drawn()
	colours := map[color.Color]bool{}
	for y := range img.Bounds().Dy() {
		colours[img.At(img.Bounds().Dx()/10, y)] = true
	}
	if len(colours) < 4 || img.Bounds().Dx() < 1000 {
		t.Errorf("a picture of %v with %d colours in a column", img.Bounds(), len(colours))
	}
	if c := w.window.Content(); c.Position() != at || c.Size() != size {
		t.Errorf("the page was at %v, %v, and is at %v, %v", at, size, c.Position(), c.Size())
	}
}
