package look

import (
	"strings"
	"testing"

	"corelanes/engine/trace"
)

func TestTimesHaveThreeDigitsAndTheUnitThatFits(t *testing.T) {
	u := DefaultUnits()
	for d, want := range map[trace.Time]string{
		0: "0 s", 7: "7 ns", 999: "999 ns", 1000: "1 µs", 1234: "1.23 µs", 12345: "12.3 µs", 999_600: "1.00 ms",
		5_000_000: "5 ms", 123_456_789: "123 ms", 1_900_000_000: "1.90 s", 61_000_000_000: "61 s",
	} {
		if got := strings.ReplaceAll(u.Duration(d), nbsp, " "); got != want {
			t.Errorf("%d ns is written %q, want %q", d, got, want)
		}
	}
}

func TestInstantsTellStepsApart(t *testing.T) {
	u := DefaultUnits()
	seen := map[string]bool{}
	for at := trace.Time(1_234_000_000); at < 1_234_000_100; at += 10 {
		text := u.Instant(at, 2_000_000_000, 10)
		if seen[text] {
			t.Errorf("%q was written twice", text)
		}
		seen[text] = true
	}
}

func TestSharesThatAreNotNothingDoNotLookLikeIt(t *testing.T) {
	u := DefaultUnits()
	for share, want := range map[float64]string{0: "0 %", 0.0001: "<0.1 %", 0.012: "1.2 %", 0.5: "50 %", 0.9999: "99.9 %", 1: "100 %"} {
		if got := strings.ReplaceAll(u.Percent(share), nbsp, " "); got != want {
			t.Errorf("%v is written %q, want %q", share, got, want)
		}
	}
}

func TestRussianDecimalsHaveAComma(t *testing.T) {
	u := DefaultUnits()
	u.Decimal = ","
	if got := u.Duration(1_900_000); !strings.HasPrefix(got, "1,90") {
		t.Errorf("written %q", got)
	}
	if got := u.Range(39<<20, 59<<20, "B"); strings.Count(got, "MiB") != 1 {
		t.Errorf("a range in one unit is written %q", got)
	}
}
