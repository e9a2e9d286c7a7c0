package lesson

// This file holds the grid: the answers of a class, from a folder of files, each
// with its verdicts. Every file may be somebody's mischief: one that cannot be
// read is a row that says why, and none is larger than what is read.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"corelanes/engine"
)

// Limits of a folder of answers.
const (
	maxAnswerFiles = 1000
	maxAnswerBytes = 256 << 20
)

// Grid is the answers of a folder.
type Grid struct {
	Works []Work `json:"homeworks"` // one for each homework, by their IDs
	Bad   []Bad  `json:"-"`         // files that hold no answers, and homeworks with mistakes
}

// Work is the answers to one homework.
type Work struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Questions []string  `json:"questions"`
	Rows      []Graded  `json:"students"` // by the students' names
	Homework  *Homework `json:"-"`        // the teacher's, or the first student's copy
}

// ErrOtherEdition is for answers to other questions than the teacher's file asks.
var ErrOtherEdition = errors.New("the answers belong to another edition of the homework: its questions are not those of the file in this folder")

// OpenAnswers reads an answer file: a recording, and the answers that go with it.
func OpenAnswers(ctx context.Context, path string) (*engine.Opened, *Answers, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, nil, err
	case !info.Mode().IsRegular():
		return nil, nil, fmt.Errorf("%s is not a file", path)
	case info.Size() > maxAnswerBytes:
		return nil, nil, fmt.Errorf("%s has %d MB; an answer file has %d at most", path, info.Size()>>20, maxAnswerBytes>>20)
	}
	o, err := engine.OpenWatched(ctx, path, nil)
	if err != nil {
		return nil, nil, err
	}
	a, err := ReadAnswers(o)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return o, a, nil
}

// OpenHomework reads a homework's file.
func OpenHomework(path string) (*Homework, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return nil, err
	}
	return ParseHomework(path, data)
}

// ReadGrid reads a folder: the homeworks in it are the keys, the recordings the
// answers. told, if not nil, is called with how many files have been read of how
// many. The error is for a folder that cannot be read, and for ctx.
func ReadGrid(ctx context.Context, folder, language string, told func(done, of int)) (*Grid, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("read the answers: %w", err)
	}
	entries = entries[:min(len(entries), maxAnswerFiles)]
	g := &Grid{}
	keys := map[string]*Homework{}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), HomeworkSuffix) {
			continue
		}
		h, err := OpenHomework(filepath.Join(folder, e.Name()))
		if err != nil {
			g.Bad = append(g.Bad, Bad{e.Name(), err})
			continue
		}
		keys[h.ID] = h
		g.work(h, language)
	}
	answers := slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.IsDir() || !strings.HasSuffix(e.Name(), engine.FileSuffix) })
	for i, e := range answers {
		if told != nil {
			told(i, len(answers))
		}
		if err := g.add(ctx, filepath.Join(folder, e.Name()), keys, language); err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			g.Bad = append(g.Bad, Bad{e.Name(), err})
		}
	}
	slices.SortFunc(g.Works, func(a, b Work) int { return cmp.Compare(a.ID, b.ID) })
	for _, w := range g.Works {
		slices.SortStableFunc(w.Rows, func(a, b Graded) int {
			return cmp.Or(cmp.Compare(strings.ToLower(a.Student), strings.ToLower(b.Student)), cmp.Compare(a.File, b.File))
		})
	}
	return g, nil
}

// work is the grid's part for a homework, which is made if there is none.
func (g *Grid) work(h *Homework, language string) *Work {
	for i := range g.Works {
		if g.Works[i].ID == h.ID {
			return &g.Works[i]
		}
	}
	w := Work{ID: h.ID, Title: h.Title.In(language), Homework: h, Rows: []Graded{}}
	for i := range h.Ask {
		w.Questions = append(w.Questions, h.Ask[i].Ask.In(language))
	}
	g.Works = append(g.Works, w)
	return &g.Works[len(g.Works)-1]
}

// add reads one answer file and adds its row.
func (g *Grid) add(ctx context.Context, path string, keys map[string]*Homework, language string) error {
	o, a, err := OpenAnswers(ctx, path)
	if err != nil {
		return err
	}
	h, source := a.Homework, KeyStudent
	if key := keys[h.ID]; key != nil {
		h, source = key, KeyTeacher
	}
	w := g.work(h, language)
	if !sameQuestions(w.Homework, a.Homework) {
		return ErrOtherEdition
	}
	row := Grade(h, a, o, language)
	row.File, row.Key = filepath.Base(path), source
	w.Rows = append(w.Rows, row)
	return nil
}

// sameQuestions says whether two homeworks ask the same; what is right does not
// matter.
func sameQuestions(a, b *Homework) bool {
	return slices.EqualFunc(a.Ask, b.Ask, func(a, b Asked) bool {
		return a.Kind == b.Kind && a.Ask == b.Ask && a.Unit == b.Unit &&
			slices.EqualFunc(a.Options, b.Options, func(a, b Answer) bool { return a.Label == b.Label })
	})
}

// Table is a homework's part of the grid as a table: a line of headings, and one
// for each student.
func (w *Work) Table() [][]string {
	head := []string{"student", "file", "run", "goal", "right", "keyed", "key"}
	for i := range w.Questions {
		head = append(head, fmt.Sprintf("question %d", i+1), fmt.Sprintf("verdict %d", i+1))
	}
	out := [][]string{head}
	for _, r := range w.Rows {
		goal := ""
		if r.Goal != nil {
			goal = fmt.Sprint(*r.Goal)
		}
		row := []string{harmless(r.Student), harmless(r.File), string(r.Run), goal, fmt.Sprint(r.Right), fmt.Sprint(r.Keyed), string(r.Key)}
		for _, m := range r.Answers {
			row = append(row, harmless(m.Said), string(m.Verdict))
		}
		out = append(out, row)
	}
	return out
}

// harmless is somebody else's text for a table that a spreadsheet opens: it is no
// formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
