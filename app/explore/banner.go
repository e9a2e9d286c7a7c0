package explore

// This file holds the banner: what went wrong, and what to do.

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// banner is a line that is there only while something is wrong.
type banner struct {
	ground  *canvas.Rectangle
	label   *widget.Label
	content *fyne.Container
}

func newBanner() *banner {
	b := &banner{ground: canvas.NewRectangle(color.Transparent), label: widget.NewLabel("")}
	b.ground.CornerRadius = theme.InputRadiusSize()
	b.ground.FillColor = tint(theme.Color(theme.ColorNameError), 40)
	b.ground.StrokeColor, b.ground.StrokeWidth = theme.Color(theme.ColorNameError), 1
	b.label.Wrapping = fyne.TextWrapWord
	b.label.TextStyle.Bold = true
	icon := widget.NewIcon(theme.NewErrorThemedResource(theme.WarningIcon()))
	b.content = container.NewStack(b.ground, container.NewBorder(nil, nil, container.NewPadded(icon), nil, b.label))
	b.content.Hide()
	return b
}

// set shows a text; "" hides the banner.
func (b *banner) set(s string) {
	if b.label.Text != s {
		b.label.SetText(s)
	}
	if s == "" {
		b.content.Hide()
	} else {
		b.content.Show()
	}
}

// tint is a colour with an opacity.
func tint(c color.Color, alpha uint8) color.Color {
	n := color.NRGBAModel.Convert(c).(color.NRGBA) // the model's own type
	n.A = alpha
	return n
}
