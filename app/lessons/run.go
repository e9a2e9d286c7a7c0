package lessons

// This file holds the step in which the lesson's runs are made.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/engine/trace"
	"corelanes/widgets/words"
)

// runView is what changes while a run goes on.
type runView struct {
	going *widget.Label
}

// tell says how far the run is.
func (r *runView) tell(f conduct.Frame) {
	if r.going != nil {
		r.going.SetText(text.X("a.lesson.going", text.With{"Time": duration(f.Now)}))
	}
}

func duration(t trace.Time) string { return words.Units().Duration(t) }

// runStep is the step: what will be run, and how far it is.
func (s *session) runStep() fyne.CanvasObject {
	s.running = &runView{}
	box := container.NewVBox(para(text.X("a.lesson.run.intro")))
	for _, x := range s.lesson.Runs {
		box.Add(s.runRow(x.Name, in(x.Label)))
	}
	run := widget.NewButtonWithIcon(text.X("a.lesson.run"), theme.MediaPlayIcon(), s.runAll)
	run.Importance = widget.HighImportance
	if s.complete() {
		run.SetText(text.X("a.lesson.run.again"))
		run.Importance = widget.MediumImportance
	}
	stop := widget.NewButtonWithIcon(text.X("a.stop"), theme.MediaStopIcon(), s.stop)
	if len(s.queue) > 0 {
		run.Disable()
	} else {
		stop.Disable()
	}
	buttons := container.NewHBox(run, stop)
	if s.shipped && s.page.records.has(s.lesson) {
		b := widget.NewButtonWithIcon(text.X("a.lesson.records"), theme.HistoryIcon(), s.useRecords)
		if len(s.queue) > 0 {
			b.Disable()
		}
		box.Add(buttons)
		box.Add(container.NewHBox(b))
		box.Add(hint(text.X("a.lesson.records.hint")))
	} else {
		box.Add(buttons)
	}
	if s.trouble != "" {
		l := para(s.trouble)
		l.Importance = widget.DangerImportance
		box.Add(l)
	}
	if s.complete() {
		box.Add(para(text.X("a.lesson.run.done")))
	}
	return box
}

// runRow is one run, and how far it is; its time stays hidden until all are
// revealed.
func (s *session) runRow(name, label string) fyne.CanvasObject {
	icon := theme.NewDisabledResource(theme.RadioButtonIcon())
	state := widget.NewLabel("")
	state.Importance = widget.LowImportance
	switch {
	case s.runs[name] != nil:
		icon = theme.NewDisabledResource(theme.ConfirmIcon())
		state.SetText(text.X("a.lesson.ran"))
		if s.runs[name].machine != "" {
			state.SetText(text.X("a.lesson.read"))
		}
	case len(s.queue) > 0 && s.queue[0] == name:
		icon = theme.NewDisabledResource(theme.MediaPlayIcon())
		s.running.going = state
	}
	return container.NewBorder(nil, nil, widget.NewIcon(icon), state, para(label))
}
