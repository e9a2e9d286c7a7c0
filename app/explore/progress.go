package explore

// This file holds the progress of a run: a bar, and the time that has passed
// and is left.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/engine/trace"
	"corelanes/widgets/words"
)

// progress is the bar while something runs, and a text when nothing does.
type progress struct {
	bar     *widget.ProgressBar
	label   *widget.Label
	says    string
	content fyne.CanvasObject
}

func newProgress() *progress {
	p := &progress{bar: widget.NewProgressBar(), label: widget.NewLabel("")}
	p.bar.TextFormatter = func() string { return p.says }
	p.bar.Hide()
	p.label.Truncation = fyne.TextTruncateEllipsis
	p.content = container.NewStack(p.label, p.bar)
	return p
}

// show shows how far a frame's run is.
func (p *progress) show(f *conduct.Frame) {
	if f.Phase == conduct.Idle {
		p.bar.Hide()
		p.label.SetText(p.ended(f))
		p.label.Show()
		return
	}
	p.says = says(f)
	p.bar.Value = 0
	if f.Of > 0 {
		p.bar.Value = float64(f.Steps) / float64(f.Of)
	}
	p.label.Hide()
	p.bar.Show()
	p.bar.Refresh()
}

// ended says how long the run took.
func (p *progress) ended(f *conduct.Frame) string {
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
