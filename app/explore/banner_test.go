package explore

// This file tests that a banner leaves what stands below it in its place.

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestABannerThatIsEmptiedKeepsItsRoomUntilItIsHidden(t *testing.T) {
	test.NewTempApp(t)
	b := newBanner(nil)
	if b.empty(); !b.content.Hidden {
		t.Error("a banner that was never shown takes room")
	}
	b.set("Deadlock: one waits for the other, and that one for the first, and so on for as long as anybody looks")
	low := b.content.MinSize().Height
	b.fit(300) // its text then has more than one line
	high := b.content.MinSize().Height
	if high <= low {
		t.Errorf("laid out it needs %v, before %v", high, low)
	}
	b.content.Resize(fyne.NewSize(300, high))
	b.empty()
	if now := b.content.MinSize().Height; now != high || b.content.Hidden || !b.line.Hidden {
		t.Errorf("it needs %v of %v before", now, high)
	}
	b.set("short")
	b.fit(300)
	if b.content.MinSize().Height >= high || b.line.Hidden {
		t.Error("a new text does not have its own room")
	}
	b.empty()
	if b.set(""); !b.content.Hidden {
		t.Error("it is there without a text")
	}
}
