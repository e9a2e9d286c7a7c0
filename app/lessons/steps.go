package lessons

// This file holds the steps that are read: the text, the explanation, and the
// questions at the end.

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/text"
)

func itoa(n int) string { return strconv.Itoa(n) }

// rich is a text with its emphasis.
func rich(s string) *widget.RichText {
	r := widget.NewRichTextFromMarkdown(s)
	r.Wrapping = fyne.TextWrapWord
	return r
}

// read is the text to begin with.
func (s *session) read() fyne.CanvasObject {
	return container.NewVBox(hint(text.X("a.lesson.goal")), heading(in(s.lesson.Goal)), rich(in(s.lesson.Text)))
}

// explain is one part of the explanation; the lanes show what it speaks of.
func (s *session) explain() fyne.CanvasObject {
	x := s.lesson.Explain[s.said]
	box := container.NewVBox()
	if n := len(s.lesson.Explain); n > 1 {
		count := widget.NewLabel(text.X("a.lesson.part", text.With{"Part": s.said + 1, "Of": n}))
		count.Importance = widget.LowImportance
		box.Add(count)
	}
	if r := s.lesson.Find(x.Run); r != nil {
		box.Add(heading(in(r.Label)))
	}
	box.Add(rich(in(x.Text)))
	again := widget.NewButtonWithIcon(text.X("a.lesson.point"), theme.VisibilityIcon(), s.arrive)
	box.Add(container.NewHBox(again))
	return box
}

// check is the questions.
func (s *session) check() fyne.CanvasObject {
	box := container.NewVBox()
	for i, q := range s.lesson.Check {
		box.Add(heading(itoa(i+1) + ". " + in(q.Ask)))
		given := s.answers[i]
		for k, a := range q.Options {
			icon := theme.RadioButtonIcon()
			b := widget.NewButtonWithIcon(in(a.Label), icon, func() { s.answer(i, k) })
			b.Alignment = widget.ButtonAlignLeading
			if given >= 0 {
				switch {
				case a.Right:
					b.Importance = widget.SuccessImportance
					b.SetIcon(theme.ConfirmIcon())
				case k == given:
					b.Importance = widget.DangerImportance
					b.SetIcon(theme.CancelIcon())
				}
			}
			box.Add(b)
		}
		if given >= 0 {
			verdict := "a.lesson.wrong"
			if q.Options[given].Right {
				verdict = "a.lesson.right"
			}
			box.Add(para(text.X(verdict) + " " + in(q.Why)))
		}
	}
	if right, of := s.answered(); of == len(s.answers) {
		box.Add(heading(text.X("a.lesson.result", text.With{"Right": right, "Of": of})))
	}
	return box
}

// answer takes the answer to a question: the first one counts.
func (s *session) answer(question, option int) {
	if s.answers[question] < 0 {
		s.answers[question] = option
		if right, of := s.answered(); of == len(s.answers) {
			s.page.book.note(s.lesson.ID, func(p *page) { p.Right, p.Of = right, of })
		}
		s.page.Rebuild()
	}
}

// answered is how many questions have an answer, and how many a right one.
func (s *session) answered() (right, of int) {
	for i, k := range s.answers {
		if k >= 0 {
			of++
			if s.lesson.Check[i].Options[k].Right {
				right++
			}
		}
	}
	return right, of
}

// column is a layout that keeps lines of text short enough to read: what it holds
// stands in the middle, as wide as a text may be.
type column struct{}

// MinSize is that of what it holds.
func (column) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout places what it holds.
func (column) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := min(size.Width, theme.TextSize()*columnWidth)
	o[0].Resize(fyne.NewSize(w, size.Height))
	o[0].Move(fyne.NewPos((size.Width-w)/2, 0))
}

// columnWidth is the width of a column of text, in sizes of type.
const columnWidth = 62
