package lessons

// This file holds the editor: a lesson's text, what is wrong with it, and a
// preview.

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/browse"
	"corelanes/app/form"
	"corelanes/app/text"
	shipped "corelanes/assets/lessons"
	"corelanes/engine"
	"corelanes/engine/lesson"
)

// editor is the editor on show.
type editor struct {
	page  *Page
	name  string // of the file
	typed string // its text
	saved string // as it lies in the folder
	said  string // of the latest save
	entry *widget.Entry
	found *fyne.Container // what is wrong
	keep  *widget.Button
	look  *widget.Button
	hand  *widget.Button // of a homework: writes it without its key
}

// template is the lesson that a new one begins as.
const template = "what-runs" + lesson.Suffix

// maxLesson is how much of a file is edited.
const maxLesson = 1 << 20

// edit opens a file of the person's folder in the editor.
func (p *Page) edit(name string) {
	e := &editor{page: p, name: name}
	data, err := readSome(filepath.Join(p.folder, name), maxLesson)
	if err != nil {
		e.said = text.Because(err)
	}
	e.typed = string(data)
	e.saved = e.typed
	p.editor = e
	p.Rebuild()
}

// editNew begins a new file as a copy of one that comes with the program.
func (p *Page) editNew(template, stem, suffix string) {
	p.editor = &editor{page: p, name: p.freeName(stem, suffix), typed: fromTemplate(template)}
	p.Rebuild()
}

// fromTemplate is the text of a new file: a whole one, to be changed.
func fromTemplate(template string) string {
	f, err := shipped.Files.Open(template)
	if err != nil {
		return ""
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return ""
	}
	return string(data)
}

// freeName is a name for a new file.
func (p *Page) freeName(stem, suffix string) string {
	for i := 1; ; i++ {
		name := stem + itoa(i) + suffix
		if _, err := os.Lstat(filepath.Join(p.folder, name)); errors.Is(err, os.ErrNotExist) || i > 1000 {
			return name
		}
	}
}

// build makes the editor anew.
func (e *editor) build() fyne.CanvasObject {
	e.entry = widget.NewMultiLineEntry()
	e.entry.TextStyle.Monospace = true
	e.entry.Wrapping = fyne.TextWrapOff
	e.entry.SetText(e.typed)
	e.found = container.NewVBox()
	name := form.NewEntry(nil, nil)
	name.SetText(e.name)
	name.OnChanged = func(s string) { e.name = s; e.check() }
	e.keep = widget.NewButtonWithIcon(text.X("a.lesson.edit.save"), theme.DocumentSaveIcon(), e.save)
	e.keep.Importance = widget.HighImportance
	e.look = widget.NewButtonWithIcon(text.X("a.lesson.edit.preview"), theme.VisibilityIcon(), e.preview)
	e.hand = widget.NewButtonWithIcon(text.X("a.homework.publish"), theme.MailSendIcon(), e.publish)
	back := widget.NewButtonWithIcon(text.X("a.lesson.back"), theme.ListIcon(), e.leave)
	folder := widget.NewButtonWithIcon(text.X("a.lesson.folder"), theme.FolderOpenIcon(), e.page.openFolder)
	head := container.NewBorder(nil, nil, back, container.NewHBox(e.look, e.keep, e.hand, folder), name)
	e.entry.OnChanged = func(s string) {
		e.typed, e.said = s, ""
		e.check()
	}
	split := container.NewHSplit(e.entry, container.NewVScroll(e.found))
	split.Offset = 0.62
	e.check()
	return container.NewBorder(container.NewVBox(head, widget.NewSeparator()), nil, nil, nil, split)
}

// legalName says whether a file can be called so.
func legalName(s string) bool {
	return strings.HasSuffix(s, lesson.Suffix) && len(s) > len(lesson.Suffix) && !strings.ContainsAny(s, `/\:*?"<>|`) && !strings.HasPrefix(s, ".")
}

// check shows what is wrong.
func (e *editor) check() {
	e.found.Objects = nil
	err := e.parse()
	var all lesson.Mistakes
	switch {
	case !legalName(e.name):
		e.add(theme.NewErrorThemedResource(theme.ErrorIcon()), text.X("a.lesson.edit.name"), 0)
	case errors.As(err, &all):
		for _, m := range all {
			e.add(theme.NewErrorThemedResource(theme.ErrorIcon()), mistake(m), m.Line)
		}
	case err == nil:
		e.add(theme.NewSuccessThemedResource(theme.ConfirmIcon()), text.X("a.lesson.edit.good"), 0)
	}
	if e.said != "" {
		e.found.Add(hint(e.said))
	}
	if e.typed != e.saved {
		e.found.Add(hint(text.X("a.lesson.edit.unsaved")))
	}
	e.found.Add(hint(text.X("a.lesson.edit.help")))
	able(e.look, err == nil)
	able(e.keep, legalName(e.name))
	seen(e.hand, e.isHomework())
	able(e.hand, err == nil)
	e.found.Refresh()
}

func able(b *widget.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// isHomework says whether the file is a homework, and no lesson.
func (e *editor) isHomework() bool { return strings.HasSuffix(e.name, lesson.HomeworkSuffix) }

// parse says what is wrong with what was typed.
func (e *editor) parse() (err error) {
	if e.isHomework() {
		_, err = lesson.ParseHomework(e.name, []byte(e.typed))
		return err
	}
	_, err = lesson.Parse(e.name, []byte(e.typed))
	return err
}

// add adds a line; tapping it brings its place into view.
func (e *editor) add(icon fyne.Resource, says string, line int) {
	l := para(says)
	row := container.NewBorder(nil, nil, container.NewVBox(container.NewPadded(widget.NewIcon(icon))), nil, l)
	if line > 0 {
		show := widget.NewButtonWithIcon("", theme.NavigateNextIcon(), func() {
			e.entry.CursorRow, e.entry.CursorColumn = line-1, 0
			e.page.window.Canvas().Focus(e.entry)
			e.entry.Refresh()
		})
		show.Importance = widget.LowImportance
		row = container.NewBorder(nil, nil, container.NewVBox(container.NewPadded(widget.NewIcon(icon))), container.NewVBox(show, layout.NewSpacer()), l)
	}
	e.found.Add(row)
}

// mistake says a mistake in the chosen language: file, line, field, and what is
// wrong.
func mistake(m lesson.Mistake) string {
	at := m.File
	if m.Line > 0 {
		at = text.X("a.lesson.at", text.With{"File": m.File, "Line": m.Line})
	}
	if m.Field != "" {
		at += ", " + m.Field
	}
	return at + ": " + text.X("a.lesson.flaw."+string(m.Flaw), text.With{"Got": m.Got, "Legal": m.Legal})
}

// first is the first mistake of a file, in the chosen language.
func first(err error) string {
	var all lesson.Mistakes
	if errors.As(err, &all) && len(all) > 0 {
		says := mistake(all[0])
		if len(all) > 1 {
			says += " " + text.X("a.lesson.more", text.With{"More": len(all) - 1})
		}
		return says
	}
	return text.Because(err)
}

// save writes the file, with its mistakes if it has some: a lesson is not written
// in one go.
func (e *editor) save() {
	err := os.MkdirAll(e.page.folder, 0o755)
	if err == nil {
		err = engine.WriteWhole(filepath.Join(e.page.folder, e.name), func(w io.Writer) error {
			_, err := io.WriteString(w, e.typed)
			return err
		})
	}
	if err != nil {
		e.said = text.X("a.lesson.edit.notsaved", text.With{"Why": text.Because(err)})
	} else {
		e.saved = e.typed
		e.said = text.X("a.lesson.edit.saved", text.With{"File": filepath.Join(e.page.folder, e.name)})
	}
	e.check()
}

// publish asks where a homework without its key goes, and writes it.
func (e *editor) publish() {
	h, err := lesson.ParseHomework(e.name, []byte(e.typed))
	if err != nil {
		return
	}
	browse.Ask(e.page.window, browse.Question{
		Title: text.X("a.homework.publish"), Folder: e.page.settings.Folder(), Suffix: filepath.Ext(lesson.HomeworkSuffix), Name: h.ID + lesson.HomeworkSuffix,
		Chosen: func(path string) {
			data, err := h.WithoutKey()
			if err == nil {
				err = engine.WriteWhole(path, func(w io.Writer) error {
					_, err := w.Write(data)
					return err
				})
			}
			e.said = text.X("a.lesson.edit.saved", text.With{"File": path})
			if err != nil {
				e.said = text.X("a.lesson.edit.notsaved", text.With{"Why": text.Because(err)})
			}
			e.check()
		},
	})
}

// preview shows the lesson, or the homework, as a class would see it.
func (e *editor) preview() {
	if e.isHomework() {
		e.page.beginHomework(e.name, []byte(e.typed), nil)
		return
	}
	if l, err := lesson.Parse(e.name, []byte(e.typed)); err == nil {
		e.page.Begin(l, false)
	}
}

// leave goes back to the list.
func (e *editor) leave() {
	e.page.editor = nil
	e.page.Leave()
}
