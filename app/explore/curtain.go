package explore

// This file holds the curtain: what a run has shown is hidden until it is
// revealed, so that a class predicts first.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/text"
)

// Curtain hides what lies under it; its button reveals that.
func Curtain(reveal func()) fyne.CanvasObject {
	ground := canvas.NewRectangle(theme.Color(theme.ColorNameBackground))
	says := widget.NewLabel(text.X("a.curtain"))
	says.Alignment, says.SizeName = fyne.TextAlignCenter, theme.SizeNameSubHeadingText
	b := widget.NewButtonWithIcon(text.X("a.curtain.reveal"), theme.VisibilityIcon(), reveal)
	b.Importance = widget.HighImportance
	return container.NewStack(ground, container.NewCenter(container.NewVBox(says, container.NewCenter(b))))
}

// SetHidden hides the lanes and all that is told of the run, or reveals it. What
// is chosen, and the buttons, stay.
func (p *Page) SetHidden(on bool) {
	p.veiled = on
	p.veil()
}

// veil shows the curtain, or takes it away.
func (p *Page) veil() {
	seen(p.split, !p.veiled)
	seen(p.said, !p.veiled)
	seen(p.curtain, p.veiled)
	p.bar.progress.veiled = p.veiled
	p.bar.progress.Refresh()
	p.showTrouble()
}

// reveal is the curtain's button.
func (p *Page) reveal() {
	if a := p.Action("hide_results"); a != nil {
		a.Do()
		return
	}
	p.SetHidden(false)
}
