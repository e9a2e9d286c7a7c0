package lessons

// This file holds the prediction, and the hands of the class.

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/form"
	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine/lesson"
	"corelanes/widgets/ranking"
)

// predict is the question before the runs.
func (s *session) predict() fyne.CanvasObject {
	p := &s.lesson.Predict
	box := container.NewVBox(heading(in(p.Ask)))
	switch p.Kind {
	case lesson.Order:
		box.Add(s.ordering())
		box.Add(hint(text.X("a.lesson.order.hint")))
	case lesson.Choose:
		box.Add(s.choosing())
	case lesson.Number:
		box.Add(s.numbering())
	}
	if s.hands() > 0 {
		class := form.NewCheck(text.X("a.lesson.class"), func(on bool) {
			s.counting = on
			s.page.Rebuild()
		}, s.page.TypedKey)
		class.Checked = s.counting
		box.Add(class)
		if s.counting {
			box.Add(s.counts())
		}
	}
	return box
}

func hint(says string) *widget.Label {
	l := para(says)
	l.Importance = widget.LowImportance
	return l
}

// ordering is the lesson's runs to be put in order.
func (s *session) ordering() fyne.CanvasObject {
	var labels []string
	for _, x := range s.lesson.Runs {
		labels = append(labels, in(x.Label))
	}
	r := ranking.New(labels...)
	r.SetOrder(s.orderNow())
	r.OnOrder = func(order []int) {
		s.predicted.Order = nil
		for _, i := range order {
			s.predicted.Order = append(s.predicted.Order, s.lesson.Runs[i].Name)
		}
		s.guessed = true
	}
	return r
}

// orderNow is the order predicted so far: indices of the runs.
func (s *session) orderNow() (out []int) {
	for _, name := range s.predicted.Order {
		for i := range s.lesson.Runs {
			if s.lesson.Runs[i].Name == name {
				out = append(out, i)
			}
		}
	}
	return out
}

// choosing is the options.
func (s *session) choosing() fyne.CanvasObject {
	box := container.NewVBox()
	for i, o := range s.lesson.Predict.Options {
		icon := theme.RadioButtonIcon()
		if s.predicted.Choice == i {
			icon = theme.RadioButtonCheckedIcon()
		}
		b := widget.NewButtonWithIcon(in(o.Label), icon, func() {
			s.predicted.Choice, s.guessed = i, true
			s.page.Rebuild()
		})
		b.Alignment = widget.ButtonAlignLeading
		if s.predicted.Choice == i {
			b.Importance = widget.HighImportance
		}
		box.Add(b)
	}
	return box
}

// numbering is a field for a number.
func (s *session) numbering() fyne.CanvasObject {
	typed := func(string) {}
	e := form.NewEntry(func(v string) { typed(v) }, s.page.TypedKey)
	if s.guessed {
		e.SetText(number(s.predicted.Number))
	}
	wrong := hint("")
	typed = func(v string) {
		x, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(v), ",", ".", 1), 64)
		s.guessed = err == nil && x >= 0 && x < 1e12
		wrong.SetText("")
		if s.guessed {
			s.predicted.Number = x
		} else if v != "" {
			wrong.SetText(text.X("a.lesson.number.wrong"))
		}
	}
	return container.NewVBox(container.NewHBox(container.New(&skin.Columns{Most: 1}, e), widget.NewLabel(in(s.lesson.Predict.Unit))), wrong)
}

// hands is how many things the class raises hands for: the options, or which run
// is the first; nothing for a number.
func (s *session) hands() int {
	switch s.lesson.Predict.Kind {
	case lesson.Choose:
		return len(s.lesson.Predict.Options)
	case lesson.Order:
		return len(s.lesson.Runs)
	}
	return 0
}

// handLabel is what hands are raised for.
func (s *session) handLabel(i int) string {
	if s.lesson.Predict.Kind == lesson.Choose {
		return in(s.lesson.Predict.Options[i].Label)
	}
	return in(s.lesson.Runs[i].Label)
}

// maxHands is a very large class.
const maxHands = 9999

// counts are fields for the hands that were raised.
func (s *session) counts() fyne.CanvasObject {
	grid := container.NewGridWithColumns(2)
	for i := range s.tally {
		grid.Add(para(s.handLabel(i)))
		typed := func(string) {}
		e := form.NewEntry(func(v string) { typed(v) }, s.page.TypedKey)
		if s.tally[i] > 0 {
			e.SetText(itoa(s.tally[i]))
		}
		typed = func(v string) {
			n, err := strconv.Atoi(strings.TrimSpace(v))
			if err != nil || n < 0 || n > maxHands {
				n = 0
			}
			s.tally[i] = n
			s.page.book.note(s.lesson.ID, func(p *page) { p.Tally = append([]int(nil), s.tally...) })
		}
		grid.Add(e)
	}
	says := "a.lesson.class.choice"
	if s.lesson.Predict.Kind == lesson.Order {
		says = "a.lesson.class.first"
	}
	return container.NewVBox(hint(text.X(says)), grid)
}
