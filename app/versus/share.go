package versus

// This file writes what was measured into files: the table, a picture, a page for
// a browser.

import (
	"errors"
	"image"
	"image/png"
	"io"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/text"
	"corelanes/engine"
)

// pictureWidth of an exported picture, units of length; at pictureScale pixels
// each.
const (
	pictureWidth = 1400
	pictureScale = 1.5
)

// format is one that the page can write. Its words have the key a.versus.as.SUFFIX.
type format struct {
	suffix string
	write  func(io.Writer) error
}

// formats are those for what is shown, none when nothing is.
func (p *Page) formats() []format {
	switch {
	case p.over != nil:
		return []format{{"csv", p.over.WriteCSV}, {"png", p.writePicture}, {"html", p.writeRange}}
	case p.shown != nil:
		return []format{{"csv", p.shown.WriteCSV}, {"png", p.writePicture}, {"html", p.writeHTML}}
	}
	return nil
}

// showFormats opens the list of formats under the button.
func (p *Page) showFormats() {
	menu := fyne.NewMenu("")
	for _, f := range p.formats() {
		menu.Items = append(menu.Items, fyne.NewMenuItem(text.X("a.versus.as."+f.suffix), func() { p.export(f) }))
	}
	if len(menu.Items) == 0 {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.save)
	widget.ShowPopUpMenuAtPosition(menu, p.window.Canvas(), at.AddXY(0, p.save.Size().Height))
}

// export asks for the file, and writes it.
func (p *Page) export(f format) {
	if p.Save != nil {
		p.Save("compare-"+p.scenario.ID+"."+f.suffix, func(path string) error { return engine.WriteWhole(path, f.write) })
	}
}

var errNothing = errors.New("there is nothing to draw")

// writePicture draws what is shown, all of it, wherever the window is scrolled to.
func (p *Page) writePicture(w io.Writer) error {
	img := p.picture()
	if img == nil {
		return errNothing
	}
	return png.Encode(w, img)
}

func (p *Page) picture() image.Image {
	p.drawing = true
	defer func() { p.drawing = false }()
	said := widget.NewLabel(p.said.Text)
	said.TextStyle.Bold, said.Wrapping = true, fyne.TextWrapWord
	title := widget.NewLabel(p.heading())
	title.Wrapping = fyne.TextWrapWord
	all := []fyne.CanvasObject{title, said}
	switch {
	case p.over != nil:
		all = append(all, p.rangeShown()...)
	case p.shown != nil:
		all = append(all, p.compared(p.lanes(), nil)...)
	default:
		return nil
	}
	return drawn(all...)
}

// drawn is a picture of objects under each other.
func drawn(all ...fyne.CanvasObject) image.Image {
	box := container.NewVBox(all...)
	c := software.NewCanvas()
	c.SetScale(pictureScale)
	c.SetContent(box)
	c.Resize(fyne.NewSize(pictureWidth, 100)) // wrapped texts are as high as they are wide now
	c.Resize(fyne.NewSize(pictureWidth, box.MinSize().Height+20))
	return c.Capture()
}

// heading says what was compared, on which machine.
func (p *Page) heading() string {
	c, fewer := p.shown, ""
	if p.over != nil {
		c = p.over.Points[0].Comparison
		if last := p.over.Points[len(p.over.Points)-1].Comparison; last.Workers > c.Workers {
			c, fewer = last, strconv.Itoa(c.Workers)+"–"
		}
	}
	return text.X("a.versus.heading", text.With{
		"Scenario": text.Or("s."+p.scenario.ID+".title", p.scenario.Title), "Number": p.scenario.Number,
		"Workers": fewer + text.N("a.versus.workers", c.Workers), "Times": text.N("a.versus.times", c.Repeat),
		"Machine": c.Machine.CPUModel, "Cores": text.N("a.cores", c.Machine.Cores),
	})
}
