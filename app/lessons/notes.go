package lessons

// This file holds the notes for the speaker, in a window of their own: the class
// sees the other one.

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"corelanes/app/text"
)

// notes is the window.
type notes struct{ window fyne.Window }

// notesSize is the window's size at first.
var notesSize = fyne.NewSize(520, 640)

// openNotes opens the window, or brings it to the front.
func (p *Page) openNotes() {
	if p.notes != nil {
		p.notes.window.RequestFocus()
		return
	}
	w := p.app.NewWindow("")
	p.notes = &notes{w}
	w.SetOnClosed(func() { p.notes = nil })
	w.Resize(notesSize)
	w.Canvas().SetOnTypedKey(p.TypedKey) // whoever reads the notes leads the class from here
	p.showNotes()
	w.Show()
}

func (p *Page) closeNotes() {
	if p.notes != nil {
		p.notes.window.Close()
	}
}

// showNotes shows the notes of the lesson on show.
func (p *Page) showNotes() {
	if p.notes == nil {
		return
	}
	p.notes.window.SetTitle(text.X("a.lesson.notes") + " · Corelanes")
	if p.session == nil {
		p.notes.window.SetContent(container.NewPadded(para(text.X("a.lesson.notes.none"))))
		return
	}
	l := p.session.lesson
	var md strings.Builder
	md.WriteString("## " + in(l.Title) + "\n\n")
	part := func(key, says string) { md.WriteString("**" + text.X(key) + "**\n\n" + says + "\n\n") }
	part("a.lesson.notes.solves", in(l.Notes.Solves))
	part("a.lesson.notes.everyday", in(l.Notes.Everyday))
	var wrong []string
	for _, m := range l.Notes.Mistakes {
		wrong = append(wrong, "- "+strings.ReplaceAll(in(m), "\n", " "))
	}
	part("a.lesson.notes.mistakes", strings.Join(wrong, "\n"))
	var right []string
	for i, q := range l.Check {
		for _, a := range q.Options {
			if a.Right {
				right = append(right, itoa(i+1)+". "+in(q.Ask)+" — *"+in(a.Label)+"*")
			}
		}
	}
	part("a.lesson.notes.answers", strings.Join(right, "\n"))
	p.notes.window.SetContent(container.NewVScroll(rich(md.String())))
}
