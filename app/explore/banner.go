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
	line    *fyne.Container   // what is on it
	room    *canvas.Rectangle // as high as the latest text needed
	label   *widget.Label
	icon    *widget.Icon
	content *fyne.Container
}

// noteKind is what a banner is about.
type noteKind uint8

const (
	trouble noteKind = iota
	remark           // nothing is wrong
	summing          // likewise: of what is on show, sums are being made
)

// newBanner makes a banner; one with something to do when it is closed has a
// button for that.
func newBanner(closed func()) *banner {
	b := &banner{ground: canvas.NewRectangle(color.Transparent), room: canvas.NewRectangle(color.Transparent), label: widget.NewLabel(""), icon: widget.NewIcon(nil)}
	b.ground.CornerRadius, b.ground.StrokeWidth = theme.InputRadiusSize(), 1
	b.label.Wrapping = fyne.TextWrapWord
	b.label.TextStyle.Bold = true
	var end fyne.CanvasObject
	if closed != nil {
		button := widget.NewButtonWithIcon("", theme.CancelIcon(), closed)
		button.Importance = widget.LowImportance
		end = button
	}
	b.line = container.NewBorder(nil, nil, container.NewPadded(b.icon), end, b.label)
	b.content = container.NewStack(b.room, b.ground, b.line)
	b.kind(trouble)
	b.content.Hide()
	return b
}

// kind colours the banner.
func (b *banner) kind(k noteKind) {
	colour := theme.ColorNameError
	var icon fyne.Resource = theme.NewErrorThemedResource(theme.WarningIcon())
	if k != trouble {
		colour, icon = theme.ColorNamePrimary, theme.NewPrimaryThemedResource(theme.InfoIcon())
	}
	if edge := theme.Color(colour); b.ground.StrokeColor != edge {
		b.ground.FillColor, b.ground.StrokeColor = tint(edge, 40), edge
		b.ground.Refresh()
	}
	if b.icon.Resource != icon {
		b.icon.SetResource(icon)
	}
}

// set shows a text; "" hides the banner. It says whether that is another one than
// before.
func (b *banner) set(s string) (changed bool) {
	if changed = b.label.Text != s; changed {
		b.label.SetText(s)
	}
	if s == "" {
		b.content.Hide()
	} else {
		b.content.Show()
		b.fill(true)
	}
	return changed
}

// fit gives the text the room that it needs at a width: a label learns how many
// lines it has only when it is laid out, too late for what stands below.
func (b *banner) fit(width float32) {
	if width > 0 && !b.content.Hidden {
		b.content.Resize(fyne.NewSize(width, b.content.MinSize().Height))
	}
}

// empty shows no text, but keeps the room of the latest one: what stands below
// stays where it is while somebody clicks there.
func (b *banner) empty() {
	if b.content.Hidden || b.line.Hidden {
		return
	}
	b.room.SetMinSize(fyne.NewSize(0, b.content.Size().Height))
	b.fill(false)
}

// fill shows what is on the banner's ground, or leaves it bare.
func (b *banner) fill(on bool) {
	for _, o := range []fyne.CanvasObject{b.ground, b.line} {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
	if on {
		b.room.SetMinSize(fyne.Size{})
	}
}

// tint is a colour with an opacity.
func tint(c color.Color, alpha uint8) color.Color {
	n := color.NRGBAModel.Convert(c).(color.NRGBA) // the model's own type
	n.A = alpha
	return n
}
