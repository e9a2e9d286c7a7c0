package look

// This file tests that what must be told apart can be told apart.

import (
	"image/color"
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/internal/synth"
)

func TestEveryStateHasItsOwnColourPatternAndLetter(t *testing.T) {
	colours, patterns, letters := map[color.RGBA]bool{}, map[Pattern]bool{}, map[string]bool{}
	for i, s := range States() {
		if s.State != trace.State(i+1) {
			t.Errorf("place %d of the table holds state %v", i, s.State)
		}
		if colours[s.Color] || patterns[s.Pattern] || letters[s.Letter] || s.Letter == "" || s.Word == "" {
			t.Errorf("%v shares its colour, pattern or letter, or lacks one", s.State)
		}
		colours[s.Color], patterns[s.Pattern], letters[s.Letter] = true, true, true
	}
	if len(States()) != trace.NumClasses {
		t.Errorf("%d states are drawn, the shares have %d", len(States()), trace.NumClasses)
	}
}

func TestTextReadsOnEveryColour(t *testing.T) {
	for name, th := range map[string]Theme{"light": Light(), "dark": Dark()} {
		for _, ground := range []color.RGBA{th.Background, th.Panel, th.RowEven, th.Select} {
			if c := Contrast(th.Text, ground); c < 7 {
				t.Errorf("%s: text on %v has contrast %.1f", name, ground, c)
			}
			if c := Contrast(th.Muted, ground); c < 4.5 {
				t.Errorf("%s: muted text on %v has contrast %.1f", name, ground, c)
			}
		}
		for class := uint8(1); int(class) <= len(th.owners); class++ {
			c := th.Owner(class)
			if x := Contrast(Ink(c), c); x < 4.5 {
				t.Errorf("%s: ink on owner %d has contrast %.1f", name, class, x)
			}
			if x := Contrast(c, th.Background); x < 1.7 {
				t.Errorf("%s: owner %d on the background has contrast %.1f", name, class, x)
			}
		}
	}
	for _, s := range States() {
		if x := Contrast(Ink(s.Color), s.Color); x < 4.5 {
			t.Errorf("%v: ink has contrast %.1f", s.State, x)
		}
	}
}

func TestOwnersAreTellableInPairs(t *testing.T) {
	for name, th := range map[string]Theme{"light": Light(), "dark": Dark()} {
		for a := range th.owners {
			for b := range a {
				x, y := th.owners[a], th.owners[b]
				d := abs(x.R, y.R) + abs(x.G, y.G) + abs(x.B, y.B)
				if d < 80 {
					t.Errorf("%s: owners %d and %d differ by %d", name, a+1, b+1, d)
				}
			}
		}
	}
	th := Light()
	if th.Owner(0) != (color.RGBA{}) || th.OwnerOf(1) != th.OwnerOf(9) {
		t.Error("nobody has a colour, or lanes of one class differ")
	}
}

func abs(a, b uint8) int {
	if a > b {
		return int(a) - int(b)
	}
	return int(b) - int(a)
}

func TestTheFirstWorkerHasOneColourWhateverLanesTheModelHasBesideIt(t *testing.T) {
	colour := func(before ...trace.LaneInfo) color.RGBA {
		b := synth.New(1)
		for _, info := range before {
			b.Lane(info.Kind, info.Name, 0, 1)
		}
		l := b.Lane(trace.LaneThread, "Worker-1", 1, 1)
		th := Light().For(b.View(1))
		return th.OwnerOf(l)
	}
	threads := colour(trace.LaneInfo{Kind: trace.LaneMain, Name: "MainThread"})
	asyncio := colour(trace.LaneInfo{Kind: trace.LaneLoop, Name: "Event loop"}, trace.LaneInfo{Kind: trace.LaneTask, Name: insight.MainTask})
	served := colour(trace.LaneInfo{Kind: trace.LaneMain, Name: "MainThread"}, trace.LaneInfo{Kind: trace.LaneServer, Name: "server"})
	if threads != asyncio || threads != served {
		t.Errorf("threads %v, asyncio %v, with a server %v", threads, asyncio, served)
	}
}
