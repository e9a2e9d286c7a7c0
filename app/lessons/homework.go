package lessons

// This file holds the part of the list that is about homework: those that there
// are, and the ways to open one, to write one, and to look at a class's answers.

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/browse"
	"corelanes/app/skin"
	"corelanes/app/text"
	shipped "corelanes/assets/lessons"
	"corelanes/engine"
	"corelanes/engine/lesson"
)

// exampleHomework is the one that comes with the program.
const exampleHomework = "example" + lesson.HomeworkSuffix

// addHomework adds the part to the list.
func (p *Page) addHomework(box *fyne.Container) {
	box.Add(widget.NewSeparator())
	box.Add(heading(text.X("a.homework.all")))
	box.Add(hint(text.X("a.homework.intro")))
	box.Add(p.homeworkEntry(text.X("a.homework.example"), "", func() { p.beginHomework(exampleSource()) }))
	for _, name := range p.ownHomework() {
		box.Add(p.homeworkEntry(strings.TrimSuffix(name, lesson.HomeworkSuffix), name, func() { p.OpenHomework(filepath.Join(p.folder, name)) }))
	}
	buttons := container.New(&skin.Flow{},
		widget.NewButtonWithIcon(text.X("a.homework.open"), theme.FolderOpenIcon(), p.askHomework),
		widget.NewButtonWithIcon(text.X("a.homework.write"), theme.DocumentCreateIcon(), func() { p.editNew(exampleHomework, "my-homework-", lesson.HomeworkSuffix) }),
		widget.NewButtonWithIcon(text.X("a.homework.class"), theme.ListIcon(), p.askClass),
		container.NewHBox(),
	)
	box.Add(buttons)
}

// homeworkEntry is one homework of the list; file is its name in the person's own
// folder, "" for the example.
func (p *Page) homeworkEntry(title, file string, open func()) fyne.CanvasObject {
	b := widget.NewButton(title, open)
	b.Alignment = widget.ButtonAlignLeading
	icon := widget.NewIcon(theme.NewDisabledResource(theme.DocumentIcon()))
	if file == "" {
		return container.NewBorder(nil, nil, icon, nil, b)
	}
	return container.NewBorder(nil, nil, icon, widget.NewButtonWithIcon("", theme.DocumentCreateIcon(), func() { p.edit(file) }), b)
}

// ownHomework are the names of the files in the person's own folder.
func (p *Page) ownHomework() (out []string) {
	if p.folder == "" {
		return nil
	}
	entries, err := os.ReadDir(p.folder)
	if err != nil {
		return nil // there is none yet
	}
	for _, e := range entries[:min(len(entries), mostHomework)] {
		if !e.IsDir() && strings.HasSuffix(e.Name(), lesson.HomeworkSuffix) {
			out = append(out, e.Name())
		}
	}
	slices.Sort(out)
	return out
}

// mostHomework is of how many files of the folder homeworks are looked for.
const mostHomework = 1000

// exampleSource is the example's file.
func exampleSource() (name string, data []byte, err error) {
	f, err := shipped.Files.Open(exampleHomework)
	if err != nil {
		return exampleHomework, nil, err
	}
	defer f.Close()
	data, err = io.ReadAll(f)
	return exampleHomework, data, err
}

// askHomework asks for a homework to do.
func (p *Page) askHomework() {
	browse.Ask(p.window, browse.Question{
		Title: text.X("a.homework.open"), Folder: p.settings.Folder(), Suffix: filepath.Ext(lesson.HomeworkSuffix),
		Chosen: func(path string) {
			p.settings.SetFolder(filepath.Dir(path))
			p.OpenHomework(path)
		},
	})
}

// askClass asks for the folder with a class's answers.
func (p *Page) askClass() {
	browse.Ask(p.window, browse.Question{
		Title: text.X("a.homework.class"), Folder: p.settings.Folder(), Suffix: engine.FileSuffix, Whole: true,
		Chosen: func(path string) {
			p.settings.SetFolder(path)
			p.leave()
			p.class = newClass(p, path)
			p.Rebuild()
		},
	})
}

// OpenHomework opens a homework for who is to do it; what is wrong with the file
// is said.
func (p *Page) OpenHomework(path string) {
	h, err := lesson.OpenHomework(path)
	if err != nil {
		dialog.ShowInformation(text.X("a.homework.all"), sayBad(err), p.window)
		return
	}
	p.do(h)
}

// beginHomework opens a homework that was read.
func (p *Page) beginHomework(name string, data []byte, err error) {
	var h *lesson.Homework
	if err == nil {
		h, err = lesson.ParseHomework(name, data)
	}
	if err != nil {
		dialog.ShowInformation(text.X("a.homework.all"), sayBad(err), p.window)
		return
	}
	p.do(h)
}

func (p *Page) do(h *lesson.Homework) {
	p.leave()
	p.assignment = newAssignment(p, h)
	p.Rebuild()
}

// sayBad says why a file is no homework, or holds no answers to one.
func sayBad(err error) string {
	var all lesson.Mistakes
	switch {
	case errors.As(err, &all):
		return first(all)
	case errors.Is(err, lesson.ErrNoAnswers):
		return text.X("a.class.bad.answers")
	case errors.Is(err, lesson.ErrOtherEdition):
		return text.X("a.class.bad.edition")
	case errors.Is(err, engine.ErrNotRecording), errors.Is(err, engine.ErrDamaged), errors.Is(err, engine.ErrNewer):
		return text.X("a.class.bad.recording")
	}
	return text.Because(err)
}
