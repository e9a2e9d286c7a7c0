// Package skin holds the window's theme: Fyne's own, with light or dark chosen
// by the person and type of the size they like.
//
// This file holds all of it.
package skin

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Variant is light, dark, or as the system has it.
type Variant string

// The variants, in the order of the switch.
const (
	System Variant = "system"
	Dark   Variant = "dark"
	Light  Variant = "light"
)

// Variants are all of them.
func Variants() []Variant { return []Variant{System, Dark, Light} }

// Next is the variant that the switch shows next.
func (v Variant) Next() Variant {
	switch v {
	case System:
		return Dark
	case Dark:
		return Light
	}
	return System
}

// The sizes of type that can be chosen, as factors.
const (
	MinScale  = 0.8
	MaxScale  = 1.8
	ScaleStep = 0.1
)

// Skin is the theme.
type Skin struct {
	fyne.Theme
	variant Variant
	scale   float32
	strong  bool // high contrast
}

// Strong is the theme with colours as far apart as they get.
func (s *Skin) Strong() *Skin {
	strong := *s
	strong.strong = true
	return &strong
}

var _ fyne.Theme = (*Skin)(nil)

// New is a theme with a variant and a size of type; a size out of range is
// brought into it.
func New(v Variant, scale float64) *Skin {
	return &Skin{Theme: theme.DefaultTheme(), variant: v, scale: float32(min(max(scale, MinScale), MaxScale))}
}

// Color is a colour of the chosen variant.
func (s *Skin) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	v := system
	switch s.variant {
	case Light:
		v = theme.VariantLight
	case Dark:
		v = theme.VariantDark
	}
	if c, own := strongColors[v][name]; own && s.strong {
		return c
	}
	if c, own := ownColors[v][name]; own {
		return c
	}
	return s.Theme.Color(name, v)
}

// ownColors are the colours that differ from Fyne's: its grey for what is less
// important cannot be read from the last row.
var ownColors = map[fyne.ThemeVariant]map[fyne.ThemeColorName]color.Color{
	theme.VariantLight: {
		theme.ColorNameForeground:  color.NRGBA{0x22, 0x26, 0x2B, 0xFF},
		theme.ColorNameDisabled:    color.NRGBA{0x6A, 0x71, 0x7A, 0xFF},
		theme.ColorNamePlaceHolder: color.NRGBA{0x6A, 0x71, 0x7A, 0xFF},
		theme.ColorNameSeparator:   color.NRGBA{0xD8, 0xDC, 0xE1, 0xFF},
		theme.ColorNameInputBorder: color.NRGBA{0x8A, 0x91, 0x9A, 0xFF}, // of an empty box to tick, too
		theme.ColorNameSuccess:     color.NRGBA{0x1A, 0x8F, 0x3C, 0xFF},
		theme.ColorNameWarning:     color.NRGBA{0xB4, 0x5F, 0x06, 0xFF},
		theme.ColorNameError:       color.NRGBA{0xC6, 0x28, 0x28, 0xFF},
	},
	theme.VariantDark: {
		theme.ColorNameForeground:  color.NRGBA{0xEC, 0xEE, 0xF1, 0xFF},
		theme.ColorNameDisabled:    color.NRGBA{0x9A, 0xA2, 0xAC, 0xFF},
		theme.ColorNamePlaceHolder: color.NRGBA{0x9A, 0xA2, 0xAC, 0xFF},
		theme.ColorNameSeparator:   color.NRGBA{0x3A, 0x40, 0x47, 0xFF},
		theme.ColorNameInputBorder: color.NRGBA{0x6A, 0x72, 0x7C, 0xFF},
		theme.ColorNameSuccess:     color.NRGBA{0x4C, 0xC3, 0x7A, 0xFF},
		theme.ColorNameError:       color.NRGBA{0xFF, 0x6B, 0x6B, 0xFF},
	},
}

// strongColors are the colours of high contrast: text is black on white or white
// on black, and every edge can be seen.
var strongColors = map[fyne.ThemeVariant]map[fyne.ThemeColorName]color.Color{
	theme.VariantLight: {
		theme.ColorNameForeground:  color.Black,
		theme.ColorNameBackground:  color.White,
		theme.ColorNameDisabled:    color.NRGBA{0x3C, 0x3C, 0x3C, 0xFF},
		theme.ColorNamePlaceHolder: color.NRGBA{0x3C, 0x3C, 0x3C, 0xFF},
		theme.ColorNameSeparator:   color.Black,
		theme.ColorNameInputBorder: color.Black,
		theme.ColorNamePrimary:     color.NRGBA{0x00, 0x3D, 0xA8, 0xFF},
		theme.ColorNameError:       color.NRGBA{0xA0, 0x00, 0x00, 0xFF},
		theme.ColorNameWarning:     color.NRGBA{0x7A, 0x3A, 0x00, 0xFF},

		theme.ColorNameSuccess:           color.NRGBA{0x00, 0x5A, 0x1E, 0xFF},
		theme.ColorNameOverlayBackground: color.White,
		theme.ColorNameMenuBackground:    color.White,
	},
	theme.VariantDark: {
		theme.ColorNameForeground:  color.White,
		theme.ColorNameBackground:  color.Black,
		theme.ColorNameDisabled:    color.NRGBA{0xD0, 0xD0, 0xD0, 0xFF},
		theme.ColorNamePlaceHolder: color.NRGBA{0xD0, 0xD0, 0xD0, 0xFF},
		theme.ColorNameSeparator:   color.White,
		theme.ColorNameInputBorder: color.White,
		theme.ColorNamePrimary:     color.NRGBA{0x8C, 0xC2, 0xFF, 0xFF},
		theme.ColorNameError:       color.NRGBA{0xFF, 0x9C, 0x9C, 0xFF},

		theme.ColorNameForegroundOnPrimary: color.Black, // which is a light one here
		theme.ColorNameOverlayBackground:   color.Black,
		theme.ColorNameMenuBackground:      color.Black,
	},
}

// ownSizes are the sizes that differ from Fyne's: its chrome is made for
// fingers, and here the lanes get the room.
var ownSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:               13,
	theme.SizeNameHeadingText:        20,
	theme.SizeNameSubHeadingText:     16,
	theme.SizeNameCaptionText:        11.5,
	theme.SizeNameInnerPadding:       6,
	theme.SizeNameInlineIcon:         17,
	theme.SizeNamePadding:            3,
	theme.SizeNameScrollBar:          10,
	theme.SizeNameInputRadius:        4,
	theme.SizeNameSeparatorThickness: 1,
}

// growing are the sizes that grow with the type.
var growing = map[fyne.ThemeSizeName]bool{
	theme.SizeNameText: true, theme.SizeNameHeadingText: true, theme.SizeNameSubHeadingText: true,
	theme.SizeNameCaptionText: true, theme.SizeNameInlineIcon: true,
}

// Size is a size of the chosen scale.
func (s *Skin) Size(name fyne.ThemeSizeName) float32 {
	n, own := ownSizes[name]
	if !own {
		n = s.Theme.Size(name)
	}
	if growing[name] {
		n *= s.scale
	}
	return n
}
