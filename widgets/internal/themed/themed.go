// Package themed tells which look fits the app's theme.
package themed

import (
	"fyne.io/fyne/v2/theme"

	"corelanes/engine/trace"
	"corelanes/widgets/look"
)

// halfBright is the sum of three colour channels, 16 bits each, between dark
// and bright.
const halfBright = 3 * 0x8000

// Look is the look for a recording: the dark one when the theme's background is
// dark, else the light.
func Look(v *trace.View) look.Theme {
	t := plain()
	if ink, _, _, _ := theme.Color(theme.ColorNameForeground).RGBA(); ink == 0 || ink == 0xFFFF { // black or white: high contrast is asked for
		t = t.Strong()
	}
	return t.For(v)
}

func plain() look.Theme {
	r, g, b, _ := theme.Color(theme.ColorNameBackground).RGBA()
	if r+g+b < halfBright {
		return look.Dark()
	}
	return look.Light()
}
