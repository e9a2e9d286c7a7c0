package skin

// This file tests that what is written can be read.

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// contrast is that of two colours as WCAG 2 reckons it, 1 to 21.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		x := float64(v) / 0xFFFF
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func TestWhatIsWrittenCanBeRead(t *testing.T) {
	test.NewTempApp(t)
	pairs := [][2]fyne.ThemeColorName{
		{theme.ColorNameForeground, theme.ColorNameBackground}, {theme.ColorNameForeground, theme.ColorNameOverlayBackground},
		{theme.ColorNameForeground, theme.ColorNameMenuBackground}, {theme.ColorNamePlaceHolder, theme.ColorNameBackground},
		{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary}, {theme.ColorNameError, theme.ColorNameBackground},
		{theme.ColorNameForegroundOnError, theme.ColorNameError}, {theme.ColorNameForegroundOnSuccess, theme.ColorNameSuccess},
	}
	for _, v := range []Variant{Light, Dark} {
		for _, strong := range []bool{false, true} {
			s := New(v, 1)
			s.strong = strong
			least := 4.0 // of bold type as large as here, 3 would do
			if strong {
				least = 7
			}
			for _, p := range pairs {
				if c := contrast(s.Color(p[0], theme.VariantLight), s.Color(p[1], theme.VariantLight)); c < least {
					t.Errorf("%v, high contrast %t: %s on %s has a contrast of %.1f, less than %.0f", v, strong, p[0], p[1], c, least)
				}
			}
		}
	}
}
