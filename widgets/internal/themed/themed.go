// Package themed tells which look fits the app's theme.
package themed

import (
	"fyne.io/fyne/v2/theme"

	"corelanes/widgets/look"
)

// halfBright is the sum of three colour channels, 16 bits each, between dark
// and bright.
const halfBright = 3 * 0x8000

// Look is the dark look when the theme's background is dark, else the light.
func Look() look.Theme {
	r, g, b, _ := theme.Color(theme.ColorNameBackground).RGBA()
	if r+g+b < halfBright {
		return look.Dark()
	}
	return look.Light()
}
