package cards

// This file holds the mark beside a card's title that leads to what the kind of
// object is.

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/widgets/internal/rows"
)

// mark is a question mark as high as a row.
type mark struct {
	widget.BaseWidget
	sign  *canvas.Text
	onTap func()
}

var (
	_ fyne.Tappable      = (*mark)(nil)
	_ desktop.Hoverable  = (*mark)(nil)
	_ desktop.Cursorable = (*mark)(nil)
)

func newMark(onTap func()) *mark {
	m := &mark{sign: canvas.NewText("?", color.Transparent), onTap: onTap}
	m.sign.Alignment, m.sign.TextStyle.Bold = fyne.TextAlignCenter, true
	m.ExtendBaseWidget(m)
	m.paint(theme.ColorNamePlaceHolder)
	return m
}

func (m *mark) paint(n fyne.ThemeColorName) {
	m.sign.Color, m.sign.TextSize = theme.Color(n), theme.TextSize()
	m.sign.Refresh()
}

// Refresh takes colour and size from the theme again.
func (m *mark) Refresh() {
	m.paint(theme.ColorNamePlaceHolder)
	m.BaseWidget.Refresh()
}

// MinSize is a row's height, and as wide as a finger finds it.
func (m *mark) MinSize() fyne.Size { return fyne.NewSize(rows.Height(), rows.Height()) }

// Tapped asks what the thing is.
func (m *mark) Tapped(*fyne.PointEvent) { m.onTap() }

// Cursor is a hand.
func (m *mark) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn lights the mark.
func (m *mark) MouseIn(*desktop.MouseEvent) { m.paint(theme.ColorNamePrimary) }

// MouseMoved is there for the interface.
func (m *mark) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (m *mark) MouseOut() { m.paint(theme.ColorNamePlaceHolder) }

// CreateRenderer draws the mark.
func (m *mark) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(m.sign) }
