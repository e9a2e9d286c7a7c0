package lessons

// This file holds a homework as the student does it: what is to be done, the run,
// the questions, and the one file that is handed in.

import (
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/browse"
	"corelanes/app/conduct"
	"corelanes/app/form"
	"corelanes/app/text"
	"corelanes/app/version"
	"corelanes/engine"
	"corelanes/engine/lesson"
)

// assignment is a homework on show.
type assignment struct {
	page     *Page
	homework *lesson.Homework
	stage    *stage
	runner   *conduct.Conductor
	values   map[string]string // of what may be changed
	made     *made             // the latest run, nil: none
	running  bool
	trouble  string // why there is no run
	given    []lesson.Given
	saved    string // the file that was handed in, as it is now; "": none
	failed   string // why it could not be

	going *widget.Label
	keep  *widget.Button
	lacks *widget.Label
}

func newAssignment(p *Page, h *lesson.Homework) *assignment {
	a := &assignment{page: p, homework: h, stage: newStage(p), values: map[string]string{}, given: make([]lesson.Given, len(h.Ask))}
	a.runner = conduct.New(p.post, a.hear)
	for _, name := range h.Change {
		a.values[name] = nowOf(h.Plan, name)
	}
	a.stage.show(nil, nil)
	return a
}

// close ends what goes on, and waits for it.
func (a *assignment) close() {
	a.runner.Close()
	a.stage.close()
}

// build makes the homework anew.
func (a *assignment) build() fyne.CanvasObject {
	h := a.homework
	back := widget.NewButtonWithIcon(text.X("a.lesson.back"), theme.ListIcon(), a.page.Leave)
	title := heading(in(h.Title))
	title.Wrapping, title.Truncation = fyne.TextWrapOff, fyne.TextTruncateEllipsis
	box := container.NewVBox(rich(in(h.Text)))
	a.buildRun(box)
	for i := range h.Ask {
		box.Add(heading(itoa(i+1) + ". " + in(h.Ask[i].Ask)))
		box.Add(a.question(i))
	}
	a.buildKeep(box)
	scroll := container.NewVScroll(box)
	split := container.NewHSplit(scroll, a.stage.build())
	split.Offset = textShare
	return container.NewBorder(container.NewVBox(container.NewBorder(nil, nil, back, nil, title), widget.NewSeparator()), nil, nil, nil, split)
}

// buildRun adds what is run, and how.
func (a *assignment) buildRun(box *fyne.Container) {
	if len(a.homework.Change) > 0 {
		fields := form.New(func(key, v string) {
			a.values[key] = v
			a.check()
		})
		fields.OnKey = a.page.TypedKey
		fields.SetFields(fieldsOf(a.homework.Plan.Scenario, a.homework.Change, a.values))
		box.Add(fields)
	}
	run := widget.NewButtonWithIcon(text.X("a.run"), theme.MediaPlayIcon(), a.start)
	stop := widget.NewButtonWithIcon(text.X("a.stop"), theme.MediaStopIcon(), a.stop)
	if a.made == nil {
		run.Importance = widget.HighImportance
	}
	able(run, !a.running)
	able(stop, a.running)
	a.going = para("")
	box.Add(container.NewHBox(run, stop))
	box.Add(a.going)
	a.check()
}

// plan is what is run.
func (a *assignment) plan() (engine.Plan, error) {
	return lesson.With(a.homework.Plan, a.values).Checked()
}

// check says what is wrong with what is chosen, or how the run went.
func (a *assignment) check() {
	a.going.Importance = widget.DangerImportance
	_, err := a.plan()
	switch {
	case err != nil:
		a.going.SetText(sayPlan(err))
	case a.trouble != "":
		a.going.SetText(a.trouble)
	default:
		a.going.Importance = widget.LowImportance
		a.going.SetText("")
		if a.made != nil && !a.running {
			a.going.SetText(text.X("a.homework.ran", text.With{"Time": duration(a.made.view.End())}))
		}
	}
}

// start makes the run.
func (a *assignment) start() {
	plan, err := a.plan()
	if err != nil || a.running {
		return
	}
	a.running, a.trouble, a.made, a.saved = true, "", nil, ""
	a.stage.follow("")
	a.runner.Start(conduct.Job{Plan: plan})
	a.page.Rebuild()
}

func (a *assignment) stop() { a.runner.Stop() }

// hear takes what is known of the run.
func (a *assignment) hear(f conduct.Frame) {
	if !a.running {
		return
	}
	if f.View != nil {
		a.stage.live(f.View)
	}
	if f.Phase != conduct.Idle {
		a.going.SetText(text.X("a.lesson.going", text.With{"Time": duration(f.Now)}))
		return
	}
	a.running = false
	switch {
	case f.Outcome == nil || f.Outcome.Status == engine.Stopped:
		a.trouble = text.X("a.lesson.stopped")
	case f.Run == nil || f.Outcome.Status == engine.Failed:
		a.trouble = text.X("a.lesson.stopped")
		if f.Outcome.Err != nil {
			a.trouble = sayPlan(f.Outcome.Err)
		}
	default:
		a.made = makeOf(f.Run.Kept(version.Number), "")
	}
	a.stage.show(a.made, nil)
	a.page.Rebuild()
}

// question is what question number i is answered with.
func (a *assignment) question(i int) fyne.CanvasObject {
	q, g := &a.homework.Ask[i], &a.given[i]
	changed := func() {
		a.saved = ""
		a.tell()
	}
	switch q.Kind {
	case lesson.Choose:
		return a.options(i)
	case lesson.Number:
		wrong := hint("")
		typed := func(string) {}
		e := form.NewEntry(func(v string) { typed(v) }, a.page.TypedKey)
		if g.Number != nil {
			e.SetText(strconv.FormatFloat(*g.Number, 'f', -1, 64))
		}
		typed = func(v string) {
			x, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(v), ",", ".", 1), 64)
			g.Number = nil
			wrong.SetText("")
			if err == nil && x > -mostNumber && x < mostNumber {
				g.Number = &x
			} else if v != "" {
				wrong.SetText(text.X("a.lesson.number.wrong"))
			}
			changed()
		}
		return container.NewVBox(container.NewBorder(nil, nil, nil, widget.NewLabel(in(q.Unit)), e), wrong)
	}
	e := widget.NewMultiLineEntry()
	e.Wrapping = fyne.TextWrapWord
	e.SetMinRowsVisible(3)
	e.SetText(g.Words)
	e.OnChanged = func(v string) {
		g.Words = v
		changed()
	}
	return e
}

// mostNumber is beyond every number that is asked for.
const mostNumber = 1e12

// options are the answers to choose from.
func (a *assignment) options(i int) fyne.CanvasObject {
	box := container.NewVBox()
	for k, o := range a.homework.Ask[i].Options {
		b := widget.NewButtonWithIcon(in(o.Label), theme.RadioButtonIcon(), func() {
			a.given[i].Choice, a.saved = k+1, ""
			a.page.Rebuild()
		})
		b.Alignment = widget.ButtonAlignLeading
		if a.given[i].Choice == k+1 {
			b.Importance = widget.HighImportance
			b.SetIcon(theme.RadioButtonCheckedIcon())
		}
		box.Add(b)
	}
	return box
}

// buildKeep adds the name, and the button that writes the file to hand in.
func (a *assignment) buildKeep(box *fyne.Container) {
	box.Add(widget.NewSeparator())
	typed := func(string) {}
	name := form.NewEntry(func(v string) { typed(v) }, a.page.TypedKey)
	name.SetPlaceHolder(text.X("a.homework.name"))
	name.SetText(a.page.student)
	typed = func(v string) {
		a.page.student, a.saved = v, ""
		a.tell()
	}
	a.keep = widget.NewButtonWithIcon(text.X("a.homework.save"), theme.DocumentSaveIcon(), a.save)
	a.lacks = para("")
	box.Add(name)
	box.Add(container.NewHBox(a.keep))
	box.Add(a.lacks)
	a.tell()
}

// tell says what is missing before the file can be written, or where it is.
func (a *assignment) tell() {
	answered := 0
	for _, g := range a.given {
		if !g.Empty() {
			answered++
		}
	}
	ready := a.made != nil && !a.running && strings.TrimSpace(a.page.student) != ""
	says := text.X("a.homework.answered", text.With{"Given": answered, "Of": len(a.given)})
	a.lacks.Importance = widget.LowImportance
	switch {
	case a.failed != "":
		says, a.lacks.Importance = a.failed, widget.DangerImportance
	case a.saved != "":
		says, a.lacks.Importance = text.X("a.homework.saved", text.With{"File": a.saved}), widget.SuccessImportance
	case a.made == nil:
		says += " " + text.X("a.homework.run")
	case !ready:
		says += " " + text.X("a.homework.who")
	}
	a.lacks.SetText(says)
	a.keep.Importance = widget.MediumImportance
	if ready && answered == len(a.given) && a.saved == "" {
		a.keep.Importance = widget.HighImportance
	}
	able(a.keep, ready)
	a.keep.Refresh()
}

// save asks where the file goes, and writes it.
func (a *assignment) save() {
	browse.Ask(a.page.window, browse.Question{
		Title: text.X("a.homework.save"), Folder: a.page.settings.Folder(), Suffix: engine.FileSuffix,
		Name: fileName(a.page.student+" "+a.homework.ID) + engine.FileSuffix,
		Chosen: func(path string) {
			a.page.settings.SetFolder(filepath.Dir(path))
			a.write(path)
		},
	})
}

// write writes the file that is handed in.
func (a *assignment) write(path string) {
	a.saved, a.failed = "", ""
	out, err := (&lesson.Answers{Student: a.page.student, Homework: a.homework, Given: append([]lesson.Given(nil), a.given...)}).Attach(a.made.opened)
	if err == nil {
		err = out.Save(path)
	}
	if err != nil {
		a.failed = text.X("a.lesson.edit.notsaved", text.With{"Why": text.Because(err)})
	} else {
		a.saved = path
	}
	a.tell()
	a.failed = ""
}

// fileName is a text as a file can be called on every system.
func fileName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return -1
		}
		return r
	}, s)
	return strings.TrimLeft(strings.Join(strings.Fields(s), "-"), ".-")
}
