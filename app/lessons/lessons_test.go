package lessons

// This file tests the page as a person meets it, with small runs that are made
// for real.

import (
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"corelanes/app/settings"
	"corelanes/app/text"
	"corelanes/engine"
	_ "corelanes/engine/entry" // as in the program
	"corelanes/engine/lesson"
)

// quick is a lesson whose runs take little time.
const quick = `lesson: 1
order: 1
minutes: 5
title: {en: "A quick lesson", ru: "Быстрый урок"}
goal: {en: "See it", ru: "Увидеть"}
text: {en: "Read *this*.", ru: "Прочитайте *это*."}
runs:
  - {name: threads, label: {en: "Threads", ru: "Потоки"}, scenario: threads-start-join, model: threads, workers: 2, set: {body: wait, wait: 10ms}}
  - {name: alone, label: {en: "Alone", ru: "Один"}, scenario: threads-start-join, model: sequential, workers: 4, set: {body: wait, wait: 100ms}}
predict:
  kind: order
  ask: {en: "Who is first?", ru: "Кто первый?"}
  measure: {what: wall}
explain:
  - {run: threads, at: longest sleep, text: {en: "They sleep", ru: "Они спят"}}
  - {run: alone, at: 50%, zoom: 50ms, object: gil, text: {en: "It is alone", ru: "Он один"}}
try:
  text: {en: "Lock it", ru: "Заблокируйте"}
  scenario: deadlock
  model: threads
  workers: 2
  set: {size: smoke, cure: order, hold: 20ms}
  change: [cure, workers]
  goal: happens
  answer: {cure: none}
check:
  - {ask: {en: "Well?", ru: "Ну?"}, why: {en: "Because", ru: "Потому"}, answers: [{label: "1"}, {label: "2", right: true}]}
notes: {solves: {en: "Much", ru: "Многое"}, everyday: {en: "A queue", ru: "Очередь"}, mistakes: [{en: "All", ru: "Всё"}]}
`

// hall is a page, and the main goroutine that looks on.
type hall struct {
	*testing.T
	*Page
	todo chan func()
	dir  string
}

func open(t *testing.T) *hall {
	t.Helper()
	a := test.NewTempApp(t)
	if err := text.Use(text.English); err != nil {
		t.Fatal(err)
	}
	w := a.NewWindow("")
	t.Cleanup(w.Close)
	h := &hall{T: t, todo: make(chan func(), 64), dir: t.TempDir()}
	if err := os.Mkdir(filepath.Join(h.dir, "lessons"), 0o755); err != nil {
		t.Fatal(err)
	}
	h.write("quick.yaml", quick)
	h.Page = New(a, w, settings.New(a.Preferences()), func(f func()) { h.todo <- f })
	h.Keep(h.dir)
	t.Cleanup(h.Close)
	w.SetContent(h.Content())
	w.Resize(fyne.NewSize(1280, 800))
	return h
}

func (h *hall) write(name, s string) {
	h.Helper()
	if err := os.WriteFile(filepath.Join(h.dir, "lessons", name), []byte(s), 0o644); err != nil {
		h.Fatal(err)
	}
}

// begun opens the quick lesson.
func (h *hall) begun() *session {
	h.Helper()
	if len(h.own.Lessons) != 1 {
		h.Fatalf("%+v", h.own)
	}
	h.Begin(h.own.Lessons[0], false)
	return h.session
}

// until looks on until something is so.
func (h *hall) until(so func() bool) {
	for !so() {
		(<-h.todo)()
	}
}

// reads is every text on the page.
func reads(o fyne.CanvasObject) string {
	var out []string
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *canvas.Text:
			out = append(out, o.Text)
		case *fyne.Container:
			for _, x := range o.Objects {
				walk(x)
			}
		case fyne.Widget:
			for _, x := range test.WidgetRenderer(o).Objects() {
				walk(x)
			}
		}
	}
	walk(o)
	return strings.Join(out, " ")
}

func (h *hall) must(what ...string) {
	h.Helper()
	s := reads(h.Content())
	for _, x := range what {
		if !strings.Contains(s, x) {
			h.Errorf("%q is not on the page: %s", x, s)
		}
	}
}

func TestALessonIsGoneThroughFromTheListToTheScore(t *testing.T) {
	h := open(t)
	h.must("Lessons", "1. A quick lesson", "See it", "5 min", "The GIL")
	s := h.begun()
	h.must("Read", "this", "A quick lesson", "See it")
	s.next()
	h.must("Who is first?", "Threads", "Alone")
	s.predicted.Order, s.guessed = []string{"alone", "threads"}, true
	s.next()
	h.must("Run all")
	h.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5})
	h.until(s.complete)
	s.next()
	h.must("Your prediction", "Measured", "0 of 1 pairs", "measured here")
	s.next()
	h.must("They sleep", "1 of 2")
	if l := s.stage.lanes; l.View() != s.runs["threads"].view || l.Selected() == 0 || l.Instant() == 0 {
		t.Errorf("the lanes do not show it: lane %d at %d", l.Selected(), l.Instant())
	}
	s.next()
	h.must("It is alone", "2 of 2")
	if from, to := s.stage.lanes.Window(); to-from != 50e6 || s.stage.lanes.SelectedObj() == 0 {
		t.Errorf("in view %d to %d, object %d", from, to, s.stage.lanes.SelectedObj())
	}
	s.next()
	h.must("Lock it", "Goal: Make it deadlock")
	s.next()
	h.must("Well?")
	s.answer(0, 0)
	s.answer(0, 1) // too late
	h.must("No.", "Because", "0 of 1 right at the first try")
	s.next()
	if h.session != nil {
		t.Fatal("the lesson is still open")
	}
	h.must("predicted 0 %", "answers 0 of 1")
	again := openBook(filepath.Join(h.dir, "lessons.json")).of("quick")
	if again.Step != stepCheck || again.Score == nil || *again.Score != 0 || again.Of != 1 || again.Predicted.Order[0] != "alone" {
		t.Errorf("kept: %+v", again)
	}
}

func TestTheLanguageChangesInMidLessonAndNothingIsLost(t *testing.T) {
	h := open(t)
	s := h.begun()
	s.next()
	s.predicted.Order, s.guessed = []string{"alone", "threads"}, true
	if err := text.Use(text.Russian); err != nil {
		t.Fatal(err)
	}
	h.Rebuild()
	h.must("Кто первый?", "Потоки", "Дальше")
	if got := s.orderNow(); got[0] != 1 {
		t.Errorf("%v", got)
	}
}

func TestTheGoalOfTheVariantIsCheckedByTheEngine(t *testing.T) {
	h := open(t)
	s := h.begun()
	s.show(stepTry)
	x := s.trial
	ended := func() bool { return x.cancel == nil }
	s.run()
	h.until(ended)
	h.must("The goal is not met yet")
	x.values["cure"] = "none"
	s.run()
	h.until(ended)
	h.must("The goal is met")
	if !h.book.of("quick").Mastered {
		t.Error("not kept")
	}
	x.values["workers"] = "many"
	h.Rebuild()
	s.run()
	if x.cancel != nil {
		t.Error("a run with many workers was begun")
	}
}

func TestARowOfRunsEndsAtTheFirstThatFails(t *testing.T) {
	h := open(t)
	s := h.begun()
	s.show(stepTry)
	x := s.trial
	x.try.Runs = 3
	x.values["cure"] = "none"
	s.run()
	h.until(func() bool { return x.cancel == nil })
	if !x.met || x.done != 2 || x.latest == nil {
		t.Errorf("met %t after %d", x.met, x.done)
	}
	x.values["cure"] = "order"
	s.run()
	h.until(func() bool { return x.cancel == nil })
	h.must("run 1 of 3")
}

func TestStopEndsTheRunsOfALesson(t *testing.T) {
	h := open(t)
	s := h.begun()
	s.show(stepRun)
	s.run()
	s.stop()
	h.until(func() bool { return len(s.queue) == 0 })
	h.Leave() // waits
	if h.session != nil {
		t.Error("still open")
	}
}

func TestHandsAreCountedAndShownWithTheReveal(t *testing.T) {
	h := open(t)
	s := h.begun()
	s.counting = true
	s.show(stepPredict)
	h.must("How many say that it is the first?")
	s.tally = []int{12, 3}
	h.book.note("quick", func(p *page) { p.Tally = s.tally })
	s.show(stepRun)
	s.run()
	h.until(s.complete)
	s.show(stepReveal)
	h.must("What the class said", "12")
	h.Begin(h.own.Lessons[0], false)
	if h.session.tally[0] != 12 {
		t.Error("the hands were forgotten")
	}
}

func TestTheNotesForTheSpeakerHaveAWindowOfTheirOwn(t *testing.T) {
	h := open(t)
	h.begun()
	h.openNotes()
	if s := reads(h.notes.window.Content()); !strings.Contains(s, "Much") || !strings.Contains(s, "A queue") || !strings.Contains(s, "All") {
		t.Errorf("%s", s)
	}
	step := h.session.step
	h.notes.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	if h.session.step == step {
		t.Error("a key in the window of the notes does not lead the lesson on")
	}
	h.Leave()
	if s := reads(h.notes.window.Content()); strings.Contains(s, "Much") {
		t.Errorf("%s", s)
	}
	h.closeNotes()
	if h.notes != nil {
		t.Error("still open")
	}
}

func TestTheEditorTellsMistakesWithLineAndFieldAndPreviews(t *testing.T) {
	h := open(t)
	h.write("bad.yaml", strings.Replace(quick, "kind: order", "kind: guess", 1))
	h.Shown()
	h.must("bad.yaml", "line 11", "predict.kind")
	h.edit("bad.yaml")
	h.must("bad.yaml, line 11, predict.kind")
	if !h.editor.look.Disabled() {
		t.Error("what is wrong can be previewed")
	}
	h.editor.entry.SetText(quick)
	h.must("No mistakes.", "Not saved yet.")
	h.editor.save()
	h.must("Saved as")
	if _, err := lesson.Parse("bad.yaml", read(t, filepath.Join(h.dir, "lessons", "bad.yaml"))); err != nil {
		t.Error(err)
	}
	h.editor.preview()
	h.must("Next", "A quick lesson")
	h.Leave()
	h.must("No mistakes.") // back in the editor
	h.editor.leave()
	h.must("My own lessons")
	h.editNew(template, "my-lesson-", lesson.Suffix)
	h.must("No mistakes.")
	h.editor.name = "../out.yaml"
	h.editor.check()
	if !h.editor.keep.Disabled() {
		t.Error("a file outside of the folder can be written")
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestABookThatCannotBeReadIsPutAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lessons.json")
	if err := os.WriteFile(path, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	b := openBook(path)
	b.note("x", func(p *page) { p.Right = 2 })
	if got := openBook(path).of("x").Right; got != 2 || string(read(t, path+".unreadable")) != "{" {
		t.Errorf("%d", got)
	}
}

func TestEveryFlawOfAFileHasWordsInTheWindow(t *testing.T) {
	for _, f := range lesson.Flaws() {
		if key := "a.lesson.flaw." + string(f); text.Or(key, "") == "" {
			t.Errorf("no text for %q", key)
		}
	}
}

func TestARunOfALessonIsOpenedInExplore(t *testing.T) {
	h := open(t)
	var opened *engine.Opened
	h.OnOpen = func(o *engine.Opened) { opened = o }
	s := h.begun()
	s.show(stepRun)
	s.run()
	h.until(s.complete)
	s.show(stepExplain)
	h.OnOpen(s.stage.opened)
	if opened == nil || opened.Plan.Scenario != "threads-start-join" {
		t.Errorf("%+v", opened)
	}
}

func TestWhatIsSaidOfALongNameStandsBesideItOrBelow(t *testing.T) {
	test.NewTempApp(t)
	name, goal := canvas.NewRectangle(color.Black), canvas.NewRectangle(color.Black)
	name.SetMinSize(fyne.NewSize(300, 20))
	goal.SetMinSize(fyne.NewSize(10, 30))
	c := container.New(&twoColumns{share: 0.36, names: widest{name: true}}, name, goal)
	for _, width := range []float32{1000, 600, 400} {
		c.Resize(fyne.NewSize(width, 60))
		beside := goal.Position().X >= name.Position().X+300
		below := goal.Position().Y >= name.Position().Y+20
		if !beside && !below || beside == below {
			t.Errorf("%g wide: the name has %v, the goal stands at %v", width, name.Size(), goal.Position())
		}
		if below && c.MinSize().Height < 50 {
			t.Errorf("%g wide: no room for both, %v", width, c.MinSize())
		}
	}
}
