package lessons

// This file tests homework as a student and a teacher meet it.

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/lesson"
)

// count is a homework whose run takes no time.
const count = `homework: 1
title: {en: "Count", ru: "Счёт"}
text: {en: "Look *closely*.", ru: "Смотрите *внимательно*."}
run: {scenario: race, model: threads, workers: 2, seed: 7, set: {size: smoke}}
change: [lock]
questions:
  - kind: choose
    ask: {en: "Why?", ru: "Почему?"}
    answers:
      - {label: {en: "no lock", ru: "нет блокировки"}, right: true}
      - {label: {en: "bad luck", ru: "не повезло"}}
  - {kind: number, ask: How many were lost?, measure: lost}
  - {kind: words, ask: What else?}
`

// doing opens the homework as a student does.
func (h *hall) doing() *assignment {
	h.Helper()
	path := filepath.Join(h.dir, "lessons", "count"+lesson.HomeworkSuffix)
	if err := os.WriteFile(path, []byte(count), 0o644); err != nil {
		h.Fatal(err)
	}
	h.OpenHomework(path)
	if h.assignment == nil {
		h.Fatal("it is not open")
	}
	return h.assignment
}

func TestAStudentRunsAnswersAndHandsInOneFileThatTheTeacherSeesInTheGrid(t *testing.T) {
	h := open(t)
	a := h.doing()
	h.must("Count", "closely", "1. Why?", "no lock", "Answered: 0 of 3. Run it first.")
	if !a.keep.Disabled() {
		t.Error("it can be handed in without a run")
	}
	a.start()
	h.until(func() bool { return a.made != nil || a.trouble != "" })
	h.must("The run took", "Write your name.")
	a.given[0].Choice = 1
	lost := 0.0
	if r := a.made.report.Race; r != nil {
		lost = float64(r.Lost)
	}
	a.given[1].Number = &lost
	h.student = "Анна"
	h.Rebuild()
	h.must("Answered: 2 of 3.")
	if a.keep.Disabled() {
		t.Fatal("it cannot be handed in")
	}
	if err := text.Use(text.Russian); err != nil {
		t.Fatal(err)
	}
	h.Rebuild()
	h.must("Счёт", "нет блокировки", "Отвечено: 2 из 3.", "Анна")
	if err := text.Use(text.English); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "anna.lane")
	a.write(path)
	if !strings.Contains(a.lacks.Text, path) {
		t.Fatalf("it says %q", a.lacks.Text)
	}
	if err := os.WriteFile(filepath.Join(folder, "junk.lane"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}

	h.leave()
	c := newClass(h.Page, folder)
	h.class = c
	h.Rebuild()
	h.until(func() bool { return c.grid != nil })
	h.must("Answers of a class", "Count", "key", "junk.lane: not a recording")
	w := c.work()
	if len(w.Rows) != 1 || w.Rows[0].Right != 2 || w.Rows[0].Run != lesson.RunAsAsked || w.Rows[0].Answers[2].Verdict != lesson.Blank {
		t.Fatalf("%+v", w.Rows)
	}
	var opened *engine.Opened
	h.OnOpen = func(o *engine.Opened) { opened = o }
	c.table(w).(*widget.Table).Select(widget.TableCellID{Row: 0, Col: firstQuestion + 2})
	h.must("What else?", "Not answered.")
	if opened != nil {
		t.Error("a click on an answer opens the recording")
	}
	c.table(w).(*widget.Table).Select(widget.TableCellID{Row: 0, Col: colStudent})
	if opened == nil || opened.Plan.Scenario != "race" {
		t.Errorf("opened %+v", opened)
	}
	if err := text.Use(text.Russian); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = text.Use(text.English) }()
	h.Rebuild()
	h.until(func() bool { return c.grid != nil })
	if got := c.work().Rows[0].Answers[0].Said; got != "нет блокировки" {
		t.Errorf("in Russian the answer is %q", got)
	}
	h.Leave()
}

func TestAHomeworkWithMistakesIsNotOpenedAndSaysWhere(t *testing.T) {
	h := open(t)
	path := filepath.Join(t.TempDir(), "bad"+lesson.HomeworkSuffix)
	if err := os.WriteFile(path, []byte(strings.Replace(count, "seed: 7", "seed: x", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	h.OpenHomework(path)
	top := h.window.Canvas().Overlays().Top()
	if h.assignment != nil || top == nil || !strings.Contains(reads(top), "run.seed") {
		t.Error("nothing is said")
	}
}

func TestAHomeworkIsWrittenInTheEditorAndPreviewed(t *testing.T) {
	h := open(t)
	h.editNew(exampleHomework, "my-homework-", lesson.HomeworkSuffix)
	h.must("No mistakes.", "Save without the key")
	if h.editor.name != "my-homework-1"+lesson.HomeworkSuffix {
		t.Errorf("it is called %s", h.editor.name)
	}
	h.editor.entry.SetText(strings.Replace(h.editor.typed, "scenario: race", "scenario: rase", 1))
	h.must("run", "race")
	if !h.editor.look.Disabled() || !h.editor.hand.Disabled() {
		t.Error("one with mistakes can be seen or handed out")
	}
	h.editor.entry.SetText(fromTemplate(exampleHomework))
	h.editor.save()
	test.Tap(h.editor.look)
	if h.assignment == nil {
		t.Fatal("no preview")
	}
	h.Leave()
	if h.editor == nil {
		t.Fatal("the preview does not lead back to the editor")
	}
	h.editor.leave()
	h.must("my-homework-1", "Example: two threads")
	if len(h.own.Bad) > 0 {
		t.Errorf("the list of lessons complains of the homework: %+v", h.own.Bad)
	}
}

func TestANameIsAFileNameOnEverySystem(t *testing.T) {
	for in, want := range map[string]string{"Анна К. count": "Анна-К.-count", "../../etc x": "etc-x", `a<b>:c`: "abc", "": ""} {
		if got := fileName(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
