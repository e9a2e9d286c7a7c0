package tables

// This file holds one cell: the author's word, what was measured here, and by
// colour, sign and word whether they agree.

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/skin"
	"corelanes/engine/sources"
)

// look is how a verdict is told apart.
type look struct {
	color fyne.ThemeColorName
	label widget.Importance
}

// looks are those of the verdicts.
var looks = map[sources.Verdict]look{
	sources.Agrees:     {theme.ColorNameSuccess, widget.SuccessImportance},
	sources.Partly:     {theme.ColorNameWarning, widget.WarningImportance},
	sources.Disagrees:  {theme.ColorNameError, widget.DangerImportance},
	sources.Judgement:  {theme.ColorNamePrimary, widget.HighImportance},
	sources.Known:      {theme.ColorNamePrimary, widget.HighImportance},
	sources.Impossible: {theme.ColorNameDisabled, widget.LowImportance},
	sources.Open:       {theme.ColorNameDisabled, widget.LowImportance},
}

// face is what a cell shows.
type face struct {
	says    string
	numbers []string
	verdict string // with its sign
	look    look
	doubt   string // why the numbers are to be doubted; "" for nothing
}

// face is what there is to show of a spot.
func (p *Page) face(s spot, found []sources.Finding, v sources.Verdict) face {
	f := face{look: looks[v], verdict: v.Sign() + " " + p.verdict(s, v)}
	if s.claim != nil {
		f.says = in(s.claim.Says)
	} else {
		f.says = in(s.cell.Says)
	}
	for _, x := range found {
		if x.Known() {
			f.numbers = append(f.numbers, p.book.Value(x, language())+" · "+p.book.Word(x, language()))
		}
		if x.Noisy() {
			f.doubt = in(p.book.Words["busy"])
		}
	}
	return f
}

// verdict is a verdict in words.
func (p *Page) verdict(s spot, v sources.Verdict) string {
	if s.claim != nil {
		return p.book.ClaimVerdict(v, language())
	}
	return in(p.book.Words[string(v)])
}

// cellView shows a cell; a tap, or Enter or the space bar, chooses it.
type cellView struct {
	widget.BaseWidget

	choose   func()
	face     face
	selected bool
	focused  bool
	hovered  bool

	says, numbers, verdict, doubt *widget.Label
	back, edge, stripe            *canvas.Rectangle
	lines, box                    *fyne.Container
}

func newCellView(choose func()) *cellView {
	c := &cellView{choose: choose, back: canvas.NewRectangle(color.Transparent), edge: canvas.NewRectangle(color.Transparent), stripe: canvas.NewRectangle(color.Transparent)}
	c.says, c.numbers, c.verdict = widget.NewLabel(""), widget.NewLabel(""), widget.NewLabel("")
	c.says.Wrapping, c.numbers.Wrapping, c.verdict.Wrapping = fyne.TextWrapWord, fyne.TextWrapWord, fyne.TextWrapWord
	c.numbers.TextStyle.Bold = true
	c.doubt = widget.NewLabel("")
	c.verdict.SizeName, c.doubt.SizeName, c.doubt.Importance = theme.SizeNameCaptionText, theme.SizeNameCaptionText, widget.WarningImportance
	c.stripe.SetMinSize(fyne.NewSize(stripeWidth, 0))
	c.lines = container.New(skin.Stacked{}, c.says, c.numbers, c.verdict)
	c.box = container.NewStack(c.back, container.NewBorder(nil, nil, c.stripe, nil, c.lines), c.edge)
	c.ExtendBaseWidget(c)
	return c
}

// stripeWidth is the width of the coloured stripe before a cell.
const stripeWidth = 5

// show shows what is known.
func (c *cellView) show(f face, selected bool) {
	if same := f.says == c.face.says && f.verdict == c.face.verdict && f.doubt == c.face.doubt && slices.Equal(f.numbers, c.face.numbers); same {
		if selected != c.selected {
			c.selected = selected
			c.paint()
		}
		return // laying text out takes long
	}
	c.face, c.selected = f, selected
	c.says.SetText(quoted(f.says))
	c.numbers.SetText(strings.Join(f.numbers, "\n"))
	c.lines.Objects = []fyne.CanvasObject{c.says, c.numbers, c.verdict}
	if len(f.numbers) == 0 {
		c.lines.Objects = []fyne.CanvasObject{c.says, c.verdict}
	}
	if f.doubt != "" {
		c.lines.Add(c.doubt)
	}
	c.verdict.Importance = f.look.label
	c.verdict.SetText(f.verdict)
	c.doubt.SetText("⚠ " + f.doubt)
	c.lines.Refresh()
	c.paint()
}

func (c *cellView) paint() {
	c.back.FillColor = theme.Color(theme.ColorNameInputBackground)
	if c.hovered {
		c.back.FillColor = theme.Color(theme.ColorNameHover)
	}
	c.stripe.FillColor = theme.Color(c.face.look.color)
	c.edge.StrokeWidth, c.edge.StrokeColor = 0, color.Transparent
	switch {
	case c.focused:
		c.edge.StrokeWidth, c.edge.StrokeColor = 2, theme.Color(theme.ColorNameFocus)
	case c.selected:
		c.edge.StrokeWidth, c.edge.StrokeColor = 2, theme.Color(theme.ColorNamePrimary)
	}
	c.back.Refresh()
	c.stripe.Refresh()
	c.edge.Refresh()
}

// CreateRenderer is the toolkit's.
func (c *cellView) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.box) }

// MinSize is that of the text at the width of now.
func (c *cellView) MinSize() fyne.Size {
	c.ExtendBaseWidget(c)
	return c.box.MinSize()
}

// Resize lays the text out at once, for how high it is depends on the width.
func (c *cellView) Resize(s fyne.Size) {
	c.BaseWidget.Resize(s)
	c.box.Resize(s)
}

// Tapped chooses the cell.
func (c *cellView) Tapped(*fyne.PointEvent) { c.choose() }

// Cursor says that it can be tapped.
func (c *cellView) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn, MouseMoved and MouseOut light the cell under the pointer.
func (c *cellView) MouseIn(*desktop.MouseEvent)    { c.hovered = true; c.paint() }
func (c *cellView) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends that.
func (c *cellView) MouseOut() { c.hovered = false; c.paint() }

// FocusGained and FocusLost draw the focus.
func (c *cellView) FocusGained() { c.focused = true; c.paint() }

// FocusLost ends that.
func (c *cellView) FocusLost() { c.focused = false; c.paint() }

// TypedRune has no use for runes but the space bar.
func (c *cellView) TypedRune(r rune) {
	if r == ' ' {
		c.choose()
	}
}

// TypedKey chooses the cell.
func (c *cellView) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		c.choose()
	}
}
