package app

// This file holds the panel that says what this machine can and cannot show.

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/skin"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
	"corelanes/widgets/words"
)

// greet shows the panel at the first start, and then leads through the window.
func (w *window) greet() {
	if w.settings.Greeted() {
		return
	}
	w.settings.SetGreeted()
	w.showMachine(w.showTour)
}

// showMachine looks at the machine, which takes a moment, and shows the panel;
// then is called when that is closed, nil for nothing.
func (w *window) showMachine(then func()) {
	w.wg.Add(1)
	go func() {
		defer w.wg.Done()
		r := engine.Machine(w.ctx)
		if w.ctx.Err() == nil {
			w.post(func() { w.showPanelThen(text.X("a.machine.title"), machinePanel(r), 780, then) })
		}
	}()
}

// fact is one line of the panel: what it is about, what is so, and whether
// that is good.
type fact struct {
	name, is string
	good     bool
}

// machinePanel is the facts, and what each model is here.
func machinePanel(r engine.MachineReport) fyne.CanvasObject {
	intro := widget.NewLabel(text.X("a.machine.intro"))
	intro.Wrapping = fyne.TextWrapWord
	box := container.New(&skin.Stacked{Loose: true}, intro)
	for _, f := range facts(r) {
		box.Add(f.row())
	}
	head := widget.NewLabel(text.X("a.machine.models"))
	head.TextStyle.Bold = true
	box.Add(head)
	for _, m := range engine.Models() {
		f := fact{text.Or("m."+m.ID+".title", m.ID), text.Or("m."+m.ID+".honest", m.Honest), m.Possible}
		if !m.Possible {
			f.is = text.X("a.model.impossible", text.With{"Why": text.Or("m."+m.ID+".whynot", m.WhyNot)})
		}
		box.Add(f.row())
	}
	return box
}

// row is a sign, the name, and what is so.
func (f fact) row() fyne.CanvasObject {
	sign := widget.NewIcon(theme.NewSuccessThemedResource(theme.ConfirmIcon()))
	if !f.good {
		sign.SetResource(theme.NewWarningThemedResource(theme.WarningIcon()))
	}
	name := widget.NewLabel(f.name)
	is := widget.NewLabel(f.is)
	is.Wrapping = fyne.TextWrapWord
	return container.NewBorder(nil, nil, container.NewVBox(container.NewPadded(sign)), nil, container.New(&factColumns{}, name, is))
}

// quietPercent is how noisy a machine may be to be called quiet.
const quietPercent = 2.0

// facts are the lines about the machine.
func facts(r engine.MachineReport) []fact {
	u := words.Units()
	system := strings.TrimSpace(strings.Join([]string{r.OS, r.Kernel, r.Arch}, " "))
	out := []fact{{text.X("a.machine.system"), system, true}}
	if r.CPUModel != "" {
		out = append(out, fact{text.X("a.machine.cpu"), r.CPUModel, true})
	}
	cores := fact{text.X("a.machine.cores"), text.N("a.cores", r.Cores), r.Cores > 1}
	if r.Allowed > 0 && r.Allowed < r.Cores {
		cores.is = text.X("a.machine.allowed", text.With{"Cores": cores.is, "Allowed": r.Allowed})
	}
	if r.Cores == 1 {
		cores.is += ". " + text.X("a.machine.onecore")
	}
	out = append(out, cores)
	if r.QuotaCores > 0 {
		out = append(out, fact{text.X("a.machine.quota"), text.X("a.machine.quota.is", text.With{"Cores": u.Number(r.QuotaCores)}), false})
	}
	out = append(out,
		told("a.machine.core", r.CoreTold),
		told("a.machine.sched", r.SchedCounters),
		told("a.machine.shared", r.SharedWait),
		fact{text.X("a.machine.clock"), text.X("a.machine.clock.is", text.With{"Step": u.Duration(trace.Time(r.ClockStepNs))}), r.ClockStepNs < 1000},
		noise(r.NoisePercent, u.Percent(r.NoisePercent/100)),
	)
	starts := strings.Join(r.StartMethods, ", ")
	if starts == "" {
		starts = text.X("a.machine.starts.none")
	}
	return append(out, fact{text.X("a.machine.starts"), starts, len(r.StartMethods) > 0})
}

// told is a fact that is so or not.
func told(key string, yes bool) fact {
	answer := "no"
	if yes {
		answer = "yes"
	}
	return fact{text.X(key), text.X(fmt.Sprintf("%s.%s", key, answer)), yes}
}

func noise(percent float64, written string) fact {
	with := text.With{"Percent": written}
	if percent <= quietPercent {
		return fact{text.X("a.machine.noise"), text.X("a.machine.noise.quiet", with), true}
	}
	return fact{text.X("a.machine.noise"), text.X("a.machine.noise.loud", with), false}
}

// factColumns gives names a third of the width.
type factColumns struct{}

const factNameShare = 0.3

// MinSize is the higher one's height.
func (factColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

// Layout places name and value.
func (factColumns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := size.Width * factNameShare
	o[0].Resize(fyne.NewSize(w, size.Height))
	o[0].Move(fyne.Position{})
	o[1].Resize(fyne.NewSize(size.Width-w, size.Height))
	o[1].Move(fyne.NewPos(w, 0))
}
