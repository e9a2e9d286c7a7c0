package explore

// This file holds the progress of a run: a bar, and on it the time that has
// passed and is left.

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/engine/trace"
	"corelanes/widgets/words"
)

// progress is a bar while something runs, and only its text when nothing does.
type progress struct {
	widget.BaseWidget
	says string
	now  string  // how long it goes on, for where there is no room for more
	part float64 // done, 0 … 1
	busy bool    // the bar is there

	veiled bool // how long it took is not told

	track, fill *canvas.Rectangle
	text        *canvas.Text
}

func newProgress() *progress {
	p := &progress{track: canvas.NewRectangle(color.Transparent), fill: canvas.NewRectangle(color.Transparent), text: canvas.NewText("", color.Transparent)}
	p.ExtendBaseWidget(p)
	return p
}

// show shows how far a frame's run is.
func (p *progress) show(f *conduct.Frame) {
	p.busy = f.Phase != conduct.Idle
	p.part = 0
	if f.Of > 0 {
		p.part = min(float64(f.Steps)/float64(f.Of), 1)
	}
	if p.busy {
		p.says, p.now = says(f), tenths(f.Now)
	} else {
		p.says, p.now = ended(f), ended(f)
	}
	p.Refresh()
}

// ended says how long the run took.
func ended(f *conduct.Frame) string {
	if f.Summary == nil || f.Outcome == nil {
		return ""
	}
	return words.Units().Duration(f.Summary.Wall)
}

// says is the text on the bar.
func says(f *conduct.Frame) string {
	with := text.With{"Elapsed": tenths(f.Now)}
	if left, ok := remaining(f); ok {
		with["Left"] = tenths(left)
	}
	switch {
	case f.Phase == conduct.Starting:
		return text.X("a.progress.starting")
	case f.Phase == conduct.Searching:
		return text.X("a.progress.searching")
	case f.Phase == conduct.Comparing:
		return text.X("a.progress.comparing", with)
	case with["Left"] != nil:
		return text.X("a.progress.left", with)
	}
	return text.X("a.progress.elapsed", with)
}

// remaining is how long the run will still take if it goes on as it did.
func remaining(f *conduct.Frame) (trace.Time, bool) {
	if f.Of == 0 || f.Steps == 0 || f.Now < minElapsed {
		return 0, false
	}
	return trace.Time(float64(f.Now) * float64(f.Of-f.Steps) / float64(f.Steps)), true
}

// minElapsed is how long a run must have gone on for a guess of its end.
const minElapsed = trace.Time(300e6)

// tenths is a time in seconds with one decimal.
func tenths(t trace.Time) string {
	u := words.Units()
	return oneDecimal(float64(t)/1e9, u) + "\u00a0" + u.Times[3]
}

// CreateRenderer draws the bar.
func (p *progress) CreateRenderer() fyne.WidgetRenderer {
	return &progressRenderer{p, []fyne.CanvasObject{p.track, p.fill, p.text}}
}

type progressRenderer struct {
	p       *progress
	objects []fyne.CanvasObject
}

const (
	fillAlpha     = 90
	progressWidth = 60
)

func (r *progressRenderer) Destroy()                     {}
func (r *progressRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *progressRenderer) MinSize() fyne.Size {
	return fyne.NewSize(progressWidth, theme.TextSize()+2*theme.InnerPadding())
}

// Layout places track, fill and text.
func (r *progressRenderer) Layout(size fyne.Size) {
	p := r.p
	p.track.Resize(size)
	p.fill.Resize(fyne.NewSize(size.Width*float32(p.part), size.Height))
	p.text.Text = p.says
	if p.veiled && !p.busy {
		p.text.Text = ""
	}
	m := p.text.MinSize()
	if m.Width+2*theme.InnerPadding() > size.Width {
		p.text.Text = p.now
		m = p.text.MinSize()
	}
	p.text.Resize(m)
	p.text.Move(fyne.NewPos(theme.InnerPadding(), (size.Height-m.Height)/2))
}

// Refresh reads colours and values.
func (r *progressRenderer) Refresh() {
	p := r.p
	p.track.FillColor, p.fill.FillColor = color.Transparent, color.Transparent
	if p.busy {
		p.track.FillColor = theme.Color(theme.ColorNameInputBackground)
		p.fill.FillColor = tint(theme.Color(theme.ColorNamePrimary), fillAlpha)
	}
	p.track.CornerRadius, p.fill.CornerRadius = theme.InputRadiusSize(), theme.InputRadiusSize()
	p.text.Color, p.text.TextSize = theme.Color(theme.ColorNameForeground), theme.TextSize()
	r.Layout(p.Size())
	canvas.Refresh(p)
}
