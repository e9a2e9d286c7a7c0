// Package findings shows what was found in a recording: a scenario's goals and
// whether they were met, warnings, and patterns, each with its cure. A tap on
// one shows where it is.
//
// This file holds the list.
package findings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
	"corelanes/widgets/words"
)

// Goal is one of a scenario's goals in the reader's words.
type Goal struct {
	Text string
	Met  bool
}

// Found is what was found in a recording.
type Found struct {
	Goals              []Goal
	Stuck              *insight.Deadlock // nil when everybody could go on
	Warnings, Patterns []insight.Finding
	Guards             []insight.Guard // which lock guards which number
}

// Findings is the list.
type Findings struct {
	widget.BaseWidget
	// OnPick is called when one was tapped: where on the time axis it is, the
	// lanes and the objects it is about.
	OnPick func(from, to trace.Time, lanes []trace.Lane, objs []trace.Obj)

	view  *trace.View
	found *Found
	box   *fyne.Container
}

// New makes an empty list.
func New() *Findings {
	f := &Findings{box: container.NewVBox()}
	f.ExtendBaseWidget(f)
	f.update()
	return f
}

// Set shows what was found in a recording; nil while nothing is known yet.
func (f *Findings) Set(v *trace.View, found *Found) {
	if f.view == v && f.found == found {
		return
	}
	f.view, f.found = v, found
	f.update()
}

// Refresh reads the words again.
func (f *Findings) Refresh() {
	f.update()
	f.BaseWidget.Refresh()
}

// CreateRenderer is as in fyne.Widget.
func (f *Findings) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewVScroll(f.box))
}

func (f *Findings) update() {
	f.box.Objects = nil
	if f.found == nil {
		f.say("w.findings.wait")
		return
	}
	x := f.found
	if x.Stuck != nil {
		f.head("w.findings.deadlock")
		var lanes []trace.Lane
		var objs []trace.Obj
		for _, w := range x.Stuck.Core {
			lanes = append(lanes, w.Lane)
			if w.Obj != 0 {
				objs = append(objs, w.Obj)
			}
		}
		f.add(newRow(theme.NewErrorThemedResource(theme.ErrorIcon()), "", words.Opening(f.view, words.Deadlock(f.view, x.Stuck)+"."), "", func() {
			f.pick(x.Stuck.At, x.Stuck.At, lanes, objs)
		}))
	}
	f.list("w.findings.warnings", x.Warnings, theme.NewWarningThemedResource(theme.WarningIcon()))
	f.list("w.findings.patterns", x.Patterns, theme.NewPrimaryThemedResource(theme.InfoIcon()))
	if x.Stuck == nil && len(x.Warnings)+len(x.Patterns) == 0 {
		f.say("w.findings.none")
	}
	if len(x.Guards) > 0 {
		f.head("w.findings.guards")
	}
	for _, g := range x.Guards {
		with := words.With{"Lock": words.Named(f.view, g.Lock), "Obj": words.Obj(f.view, g.Value), "With": g.With, "Of": g.Of}
		f.add(newRow(theme.InfoIcon(), "", words.Opening(f.view, words.X("w.findings.guard", with)), "", func() {
			f.pick(0, 0, nil, []trace.Obj{g.Lock, g.Value})
		}))
	}
	if len(x.Goals) > 0 {
		f.head("w.findings.goals")
	}
	for _, g := range x.Goals {
		var icon fyne.Resource = theme.NewDisabledResource(theme.RadioButtonIcon())
		if g.Met {
			icon = theme.NewSuccessThemedResource(theme.ConfirmIcon())
		}
		f.add(newRow(icon, "", g.Text, "", nil))
	}
	f.box.Refresh()
}

// list adds findings of one sort.
func (f *Findings) list(head string, all []insight.Finding, icon fyne.Resource) {
	if len(all) > 0 {
		f.head(head)
	}
	for _, x := range all {
		cure := words.X("w.findings.cure", words.With{"Cure": words.Cure(f.view, &x)})
		f.add(newRow(icon, words.FindingName(x.Kind), words.Finding(f.view, &x), cure, func() {
			f.pick(x.From, x.To, x.Lanes, x.Objs)
		}))
	}
}

func (f *Findings) pick(from, to trace.Time, lanes []trace.Lane, objs []trace.Obj) {
	if f.OnPick != nil {
		f.OnPick(from, to, lanes, objs)
	}
}

func (f *Findings) add(o fyne.CanvasObject) { f.box.Add(o) }

func (f *Findings) head(key string) {
	l := widget.NewLabel(words.X(key))
	l.TextStyle.Bold = true
	f.add(l)
}

func (f *Findings) say(key string) {
	l := widget.NewLabel(words.X(key))
	l.Wrapping, l.Importance = fyne.TextWrapWord, widget.LowImportance
	f.add(l)
	f.box.Refresh()
}
