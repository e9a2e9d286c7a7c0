package lessons

// This file holds the answers of a class: student by question, from a folder of
// files, each with its verdict. A click on an answer shows it whole; a click on a
// name opens the recording.

import (
	"context"
	"encoding/csv"
	"io"
	"path/filepath"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/browse"
	"corelanes/app/form"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/lesson"
)

// class is a folder of answers on show.
type class struct {
	page     *Page
	folder   string
	language text.Language // in which the grid was read
	grid     *lesson.Grid  // nil: it is being read
	trouble  string
	at       int // which homework
	row, col int // of the answer that is shown whole; row -1: none

	cancel context.CancelFunc
	wg     sync.WaitGroup
	state  *widget.Label
	whole  *fyne.Container // the answer
}

func newClass(p *Page, folder string) *class {
	c := &class{page: p, folder: folder, row: -1}
	c.read()
	return c
}

// close ends the reading, and waits for it.
func (c *class) close() {
	c.cancel()
	c.wg.Wait()
}

// read reads the folder.
func (c *class) read() {
	if c.cancel != nil {
		c.close()
	}
	ctx, cancel := context.WithCancel(context.Background())
	c.cancel, c.grid, c.trouble, c.language = cancel, nil, "", text.Chosen()
	language := string(c.language)
	c.wg.Go(func() {
		g, err := lesson.ReadGrid(ctx, c.folder, language, func(done, of int) {
			c.page.post(func() {
				if ctx.Err() == nil && c.state != nil {
					c.state.SetText(text.X("a.class.reading", text.With{"Done": done + 1, "Of": of}))
				}
			})
		})
		c.page.post(func() {
			if ctx.Err() != nil {
				return
			}
			c.grid = g
			if err != nil {
				c.trouble = text.Because(err)
			}
			c.page.Rebuild()
		})
	})
}

// build makes the page anew; in another language the texts are read again.
func (c *class) build() fyne.CanvasObject {
	if c.language != text.Chosen() {
		c.read()
	}
	back := widget.NewButtonWithIcon(text.X("a.lesson.back"), theme.ListIcon(), c.page.Leave)
	again := widget.NewButtonWithIcon(text.X("a.class.again"), theme.ViewRefreshIcon(), func() {
		c.read()
		c.page.Rebuild()
	})
	title := heading(text.X("a.class.title"))
	title.Wrapping = fyne.TextWrapOff
	c.state = widget.NewLabel(c.folder)
	c.state.Truncation, c.state.Importance = fyne.TextTruncateEllipsis, widget.LowImportance
	right := container.NewHBox(again)
	work := c.work()
	if work != nil {
		right.Add(widget.NewButtonWithIcon(text.X("a.class.save"), theme.DocumentSaveIcon(), c.save))
	}
	head := container.NewVBox(container.NewBorder(nil, nil, container.NewHBox(back, title), right, c.state), widget.NewSeparator())
	c.whole = container.NewVBox()
	var middle fyne.CanvasObject = container.NewStack()
	switch {
	case c.trouble != "":
		l := para(c.trouble)
		l.Importance = widget.DangerImportance
		head.Add(l)
	case work == nil && c.grid != nil:
		head.Add(para(text.X("a.class.none")))
	case work != nil:
		c.describe(head, work)
		middle = c.table(work)
		c.tell()
	}
	return container.NewBorder(head, container.NewVBox(c.bad(), c.whole), nil, nil, middle)
}

// work is the homework on show, nil if there is none.
func (c *class) work() *lesson.Work {
	if c.grid == nil || len(c.grid.Works) == 0 {
		return nil
	}
	c.at = min(c.at, len(c.grid.Works)-1)
	return &c.grid.Works[c.at]
}

// describe adds which homework it is, and how the answers are held against its
// key.
func (c *class) describe(head *fyne.Container, w *lesson.Work) {
	if len(c.grid.Works) > 1 {
		var titles []string
		for _, x := range c.grid.Works {
			titles = append(titles, x.Title+" ("+x.ID+")")
		}
		var s *form.Select
		s = form.NewSelect(titles, func(string) {
			c.at, c.row = max(s.SelectedIndex(), 0), -1
			c.page.Rebuild()
		}, c.page.TypedKey)
		s.Selected = titles[c.at]
		head.Add(s)
	} else {
		head.Add(heading(w.Title))
	}
	if len(w.Rows) > 0 && w.Rows[0].Key == lesson.KeyStudent {
		l := para(text.X("a.class.nokey"))
		l.Importance = widget.WarningImportance
		head.Add(l)
	}
}

// bad names the files that could not be read.
func (c *class) bad() fyne.CanvasObject {
	box := container.NewVBox()
	if c.grid == nil {
		return box
	}
	for i, b := range c.grid.Bad {
		if i == mostBad {
			box.Add(hint(text.X("a.lesson.more", text.With{"More": len(c.grid.Bad) - i})))
			break
		}
		l := para(b.File + ": " + sayBad(b.Err))
		l.Importance = widget.WarningImportance
		box.Add(l)
	}
	return box
}

// mostBad is how many files that cannot be read are named.
const mostBad = 3

// The columns before those of the questions.
const (
	colStudent = iota
	colRun
	colRight
	firstQuestion
)

// verdictIcons are how verdicts are shown, beside their words.
func verdictIcon(v lesson.Verdict) fyne.Resource {
	switch v {
	case lesson.Right:
		return theme.NewSuccessThemedResource(theme.ConfirmIcon())
	case lesson.Wrong:
		return theme.NewErrorThemedResource(theme.CancelIcon())
	case lesson.Unkeyed:
		return theme.NewPrimaryThemedResource(theme.DocumentIcon())
	}
	return theme.NewDisabledResource(theme.ContentRemoveIcon())
}

// cell is what stands in one field of the table: a sign, and words.
func (c *class) cell(w *lesson.Work, row, col int) (icon fyne.Resource, says string) {
	r := &w.Rows[row]
	switch col {
	case colStudent:
		if says = r.Student; says == "" {
			says = r.File
		}
		return nil, says
	case colRun:
		good := r.Run == lesson.RunAsAsked && (r.Goal == nil || *r.Goal)
		says = text.X("a.class.run." + string(r.Run))
		if r.Run == lesson.RunAsAsked && r.Goal != nil {
			says = text.X(map[bool]string{true: "a.class.goal.met", false: "a.class.goal.unmet"}[*r.Goal])
		}
		if good {
			return verdictIcon(lesson.Right), says
		}
		return verdictIcon(lesson.Wrong), says
	case colRight:
		return nil, text.X("a.class.right", text.With{"Right": r.Right, "Of": r.Keyed})
	}
	m := r.Answers[col-firstQuestion]
	return verdictIcon(m.Verdict), strings.Join(strings.Fields(m.Said), " ")
}

// table is the grid.
func (c *class) table(w *lesson.Work) fyne.CanvasObject {
	t := widget.NewTable(
		func() (int, int) { return len(w.Rows), firstQuestion + len(w.Questions) },
		func() fyne.CanvasObject {
			l := widget.NewLabel("")
			l.Truncation = fyne.TextTruncateEllipsis
			return container.NewBorder(nil, nil, widget.NewIcon(nil), nil, l)
		},
		func(at widget.TableCellID, o fyne.CanvasObject) {
			parts := o.(*fyne.Container).Objects // made above: the middle first
			l, i := parts[0].(*widget.Label), parts[1].(*widget.Icon)
			icon, says := c.cell(w, at.Row, at.Col)
			seen(i, icon != nil)
			i.SetResource(icon)
			l.TextStyle.Bold = at.Col == colStudent
			l.SetText(says)
		})
	t.ShowHeaderRow = true
	t.CreateHeader = func() fyne.CanvasObject {
		l := widget.NewLabel("")
		l.Truncation, l.TextStyle.Bold = fyne.TextTruncateEllipsis, true
		return l
	}
	t.UpdateHeader = func(at widget.TableCellID, o fyne.CanvasObject) { o.(*widget.Label).SetText(head(w, at.Col)) }
	unit := theme.TextSize()
	left := c.page.window.Canvas().Size().Width
	for col, width := range []float32{colStudent: 14, colRun: 11, colRight: 6} {
		t.SetColumnWidth(col, width*unit)
		left -= width*unit + theme.Padding()
	}
	wide := left/float32(max(1, len(w.Questions))) - theme.Padding() - 1 // a few questions share what is left of the window
	for i := range w.Questions {
		t.SetColumnWidth(firstQuestion+i, max(wide, questionWidth*unit))
	}
	t.StickyColumnCount = 1
	t.OnSelected = func(at widget.TableCellID) {
		t.UnselectAll()
		if at.Row < 0 || at.Row >= len(w.Rows) {
			return
		}
		c.row, c.col = at.Row, at.Col
		c.tell()
		if at.Col == colStudent {
			c.open(w.Rows[at.Row].File)
		}
	}
	return t
}

// questionWidth is the width of a question's column, in sizes of type.
const questionWidth = 14

// head is what stands over a column.
func head(w *lesson.Work, col int) string {
	switch col {
	case colStudent:
		return text.X("a.class.col.student")
	case colRun:
		return text.X("a.class.col.run")
	case colRight:
		return text.X("a.class.col.right")
	}
	return itoa(col-firstQuestion+1) + ". " + w.Questions[col-firstQuestion]
}

// tell shows the chosen answer whole.
func (c *class) tell() {
	c.whole.Objects = nil
	w := c.work()
	if w != nil && c.row >= 0 && c.row < len(w.Rows) {
		r := &w.Rows[c.row]
		open := widget.NewButtonWithIcon(text.X("a.lesson.explore"), theme.SearchIcon(), func() { c.open(r.File) })
		name := widget.NewLabel(r.Student + " · " + r.File)
		name.TextStyle.Bold, name.Truncation = true, fyne.TextTruncateEllipsis
		c.whole.Add(widget.NewSeparator())
		c.whole.Add(container.NewBorder(nil, nil, nil, open, name))
		if i := c.col - firstQuestion; i >= 0 && i < len(r.Answers) {
			c.answer(w, r, i)
		}
	} else if w != nil {
		c.whole.Add(hint(text.X("a.class.hint")))
	}
	c.whole.Refresh()
}

// answer adds an answer as it was given, and what would be right.
func (c *class) answer(w *lesson.Work, r *lesson.Graded, i int) {
	c.whole.Add(hint(itoa(i+1) + ". " + w.Questions[i]))
	m := r.Answers[i]
	said := m.Said
	if said == "" {
		said = text.X("a.class.blank")
	}
	l := para(said)
	scroll := container.NewVScroll(l)
	scroll.SetMinSize(fyne.NewSize(0, min(l.MinSize().Height*2, theme.TextSize()*6)))
	c.whole.Add(container.NewBorder(nil, nil, widget.NewIcon(verdictIcon(m.Verdict)), nil, scroll))
	if m.Is != "" && m.Verdict != lesson.Right {
		c.whole.Add(para(text.X("a.class.is", text.With{"Is": m.Is})))
	}
	if why := w.Homework.Ask[i].Why; !why.Zero() && m.Verdict != lesson.Right {
		c.whole.Add(para(in(why)))
	}
}

// open opens a student's recording.
func (c *class) open(file string) {
	if c.page.OnOpen == nil {
		return
	}
	o, err := engine.Open(filepath.Join(c.folder, file))
	if err != nil {
		dialog.ShowInformation(text.X("a.class.title"), text.Because(err), c.page.window)
		return
	}
	c.page.OnOpen(o)
}

// save asks where the grid goes, as a table.
func (c *class) save() {
	w := c.work()
	browse.Ask(c.page.window, browse.Question{
		Title: text.X("a.class.save"), Folder: c.page.settings.Folder(), Suffix: ".csv", Name: w.ID + ".csv",
		Chosen: func(path string) {
			err := engine.WriteWhole(path, func(to io.Writer) error { return csv.NewWriter(to).WriteAll(w.Table()) })
			if err != nil {
				dialog.ShowInformation(text.X("a.class.title"), text.X("a.lesson.edit.notsaved", text.With{"Why": text.Because(err)}), c.page.window)
			}
		},
	})
}
