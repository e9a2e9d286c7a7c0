package app

// This file tests where a display is looked for.

import "testing"

func TestADisplayIsLookedForWhereItsServerListens(t *testing.T) {
	for display, want := range map[string]string{
		":0": "unix /tmp/.X11-unix/X0", ":12.1": "unix /tmp/.X11-unix/X12", "unix:3": "unix /tmp/.X11-unix/X3",
		"projector:1.0": "tcp projector:6001", "127.0.0.1:10": "tcp 127.0.0.1:6010", "[::1]:0": "tcp [::1]:6000",
		"/tmp/launch/org.x:0": "unix /tmp/launch/org.x:0",
	} {
		network, address, err := displayAddress(display)
		if got := network + " " + address; err != nil || got != want {
			t.Errorf("%q: %s, %v; want %s", display, got, err, want)
		}
	}
	for _, display := range []string{"", "0", "host", ":x", ":99999", ":-1"} {
		if _, _, err := displayAddress(display); err == nil {
			t.Errorf("%q was taken for a display", display)
		}
	}
}

func TestWithoutADisplayThereIsAReason(t *testing.T) {
	for _, display := range []string{"", "nonsense", ":47"} {
		t.Setenv("DISPLAY", display)
		if err := screen(); err == nil {
			t.Errorf("DISPLAY %q counts as a screen", display)
		}
	}
}
