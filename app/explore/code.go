package explore

// This file holds the tab Code: the text that the workers of the run on show
// ran, and beside a Python one how the same is written in Go.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/hint"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
	"corelanes/widgets/listing"
)

// code is the tab.
type code struct {
	page    *Page
	listing *listing.Listing
	inGo    bool // the person would rather see Go
	head    *fyne.Container
	tongues [2]*hint.Button // Python, Go
	note    *widget.Label
}

func newCode(p *Page) *code { return &code{page: p, listing: listing.New()} }

// build makes the tab anew, in the language of now.
func (c *code) build() fyne.CanvasObject {
	c.listing.Refresh()
	c.tongues[0] = c.page.quiet("Python", nil, "a.code.python", func() { c.choose(false) })
	c.tongues[1] = c.page.quiet("Go", nil, "a.code.go", func() { c.choose(true) })
	c.head = container.NewHBox(c.tongues[0], c.tongues[1])
	c.head.Hide()
	c.note = widget.NewLabel("")
	c.note.Wrapping, c.note.Importance = fyne.TextWrapWord, widget.LowImportance
	c.note.Hide()
	return container.NewBorder(container.NewVBox(c.head, c.note), nil, nil, nil, c.listing)
}

// choose shows one language or the other.
func (c *code) choose(inGo bool) {
	c.inGo = inGo
	c.page.showInstant()
}

// show shows the text of what a frame ran, or would run of what is chosen.
func (c *code) show(f *conduct.Frame, at trace.Time) {
	plan := c.page.plan()
	inGo := plan.GoSource()
	isGo := inGo != "" && plan.Model == engine.Goroutines
	seen(c.head, inGo != "" && !isGo)
	for i, b := range c.tongues {
		importance := widget.LowImportance
		if (i == 1) == c.inGo {
			importance = widget.HighImportance
		}
		if b.Importance != importance {
			b.Importance = importance
			b.Refresh()
		}
	}
	aside := inGo != "" && !isGo && c.inGo
	source, says := plan.Source(), ""
	switch {
	case aside:
		source, says = inGo, "a.code.same"
	case isGo:
		says = "a.code.interpreted"
	}
	c.say(says)
	c.listing.SetSource(source)
	c.listing.SetAside(aside)
	c.listing.SetView(f.View, at)
}

// say says something about the text; "" nothing.
func (c *code) say(key string) {
	seen(c.note, key != "")
	if key == "" {
		return
	}
	if s := text.X(key); s != c.note.Text {
		c.note.SetText(s)
	}
}
