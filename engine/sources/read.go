package sources

// This file holds reading the data, and the check that they can be used: every
// scenario and model exists, every text is in both languages, every word that a
// cell hopes for is one of its scale.

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"corelanes/engine"
)

// Files of the folder.
const (
	wordsFile  = "words.yaml"
	claimsFile = "slides.yaml"
	tableFiles = "table-*.yaml"
)

// Load reads a folder of tables and claims. The error is all that is wrong with
// it, a line each.
func Load(folder fs.FS) (*Book, error) {
	b := &Book{}
	if err := decode(folder, wordsFile, b); err != nil {
		return nil, err
	}
	names, err := fs.Glob(folder, tableFiles)
	if err != nil {
		return nil, fmt.Errorf("look for tables: %w", err)
	}
	slices.Sort(names)
	for _, name := range names {
		t := &Table{}
		if err := decode(folder, name, t); err != nil {
			return nil, err
		}
		b.Tables = append(b.Tables, t)
	}
	var claims struct{ Claims []*Claim }
	if err := decode(folder, claimsFile, &claims); err != nil {
		return nil, err
	}
	b.Claims = claims.Claims
	return b, b.check()
}

// decode reads one file; a field that there is not is an error.
func decode(folder fs.FS, name string, into any) error {
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if err := yaml.Load(data, into, yaml.WithKnownFields()); err != nil {
		return fmt.Errorf("%s: %w", path.Base(name), err)
	}
	return nil
}

// checker gathers what is wrong.
type checker struct {
	book *Book
	bad  []error
}

func (c *checker) wrong(at, form string, args ...any) {
	c.bad = append(c.bad, fmt.Errorf(at+": "+form, args...))
}

func (c *checker) text(at string, t Text) {
	if strings.TrimSpace(t.EN) == "" || strings.TrimSpace(t.RU) == "" {
		c.wrong(at, "a text is missing in one language or in both")
	}
}

func (b *Book) check() error {
	c := &checker{book: b}
	for name, t := range b.Sources {
		c.text("source "+name, t)
	}
	for name, t := range b.Words {
		c.text("word "+name, t)
	}
	for name, m := range b.Measures {
		c.text("measure "+name, m.Says)
		if !slices.Contains(kinds, m.Kind) {
			c.wrong("measure "+name, "there is no kind %q", m.Kind)
		}
		if quantities[name] == nil && special[name] == nil {
			c.wrong("measure "+name, "nothing measures it")
		}
	}
	for name, s := range b.Scales {
		c.scale("scale "+name, s)
	}
	ids := map[string]bool{}
	for _, t := range b.Tables {
		if ids[t.ID] || t.ID == "" {
			c.wrong("table "+t.ID, "its name is empty or stands twice")
		}
		ids[t.ID] = true
		c.table(t)
	}
	for _, x := range b.Claims {
		c.claim(x, ids)
	}
	return errors.Join(c.bad...)
}

func (c *checker) scale(at string, s Scale) {
	words := map[string]bool{}
	for i, x := range s {
		c.text(at+", "+x.Word, x.Says)
		open := x.Below == nil && x.From == nil
		switch {
		case words[x.Word] || x.Word == "":
			c.wrong(at, "the word %q is empty or stands twice", x.Word)
		case x.Of != "" && x.Of != ofLimit && x.Of != ofCores:
			c.wrong(at, "%s: there is no %q to be a part of", x.Word, x.Of)
		case x.Below != nil && x.From != nil:
			c.wrong(at, "%s: it has both limits", x.Word)
		case open != (i == len(s)-1):
			c.wrong(at, "%s: the last word, and no other, must fit everything", x.Word)
		}
		words[x.Word] = true
	}
}

func (c *checker) table(t *Table) {
	at := "table " + t.ID
	c.text(at, t.Title)
	c.source(at, t.Source)
	for _, x := range t.Columns {
		c.text(at+", a column", x.Title)
	}
	rows := map[string]bool{}
	for _, r := range t.Rows {
		at := at + ", row " + r.ID
		if rows[r.ID] || r.ID == "" {
			c.wrong(at, "its name is empty or stands twice")
		}
		rows[r.ID] = true
		c.text(at, r.Title)
		c.text(at, r.Shows)
		width := 0
		for i, cell := range r.Cells {
			at := fmt.Sprintf("%s, cell %d", at, i+1)
			width += cell.Width()
			c.text(at, cell.Says)
			if len(cell.Checks) == 0 {
				c.wrong(at, "nothing backs it")
			}
			for i := range cell.Checks {
				c.checks(at, &cell.Checks[i])
			}
		}
		if width != len(t.Columns) {
			c.wrong(at, "its cells cover %d columns of %d", width, len(t.Columns))
		}
	}
}

func (c *checker) claim(x *Claim, ids map[string]bool) {
	at := "claim " + x.ID
	if ids[x.ID] || x.ID == "" {
		c.wrong(at, "its name is empty or stands twice")
	}
	ids[x.ID] = true
	c.source(at, x.Source)
	c.text(at, x.Says)
	c.text(at, x.Truth)
	if (len(x.Checks) == 0) != x.Known {
		c.wrong(at, "it needs a run that tests it, or to be known")
	}
	for i := range x.Checks {
		c.checks(at, &x.Checks[i])
		place := fmt.Sprintf("{%d}", i+1)
		if strings.Contains(x.Truth.EN, place) != strings.Contains(x.Truth.RU, place) {
			c.wrong(at, "%s stands in one language only", place)
		}
	}
}

func (c *checker) source(at, name string) {
	if _, ok := c.book.Sources[name]; !ok {
		c.wrong(at, "there is no source %q", name)
	}
}

func (c *checker) checks(at string, x *Check) {
	c.text(at, x.Label)
	if _, ok := c.book.Measures[x.Measure]; !ok {
		c.wrong(at, "there is no measure %q", x.Measure)
	}
	scale := c.book.Scales[x.Scale]
	if len(scale) == 0 {
		c.wrong(at, "there is no scale %q", x.Scale)
	}
	if len(x.Agree) == 0 {
		c.wrong(at, "no word agrees")
	}
	for _, w := range x.Agree {
		if !slices.ContainsFunc(scale, func(s Step) bool { return s.Word == w }) {
			c.wrong(at, "%q is no word of the scale %s", w, x.Scale)
		}
	}
	for _, s := range x.setups() {
		p, err := s.plan()
		if err == nil && special[x.Measure] == nil {
			_, err = p.Checked()
		}
		if err != nil && !onlyHere(s, err) {
			c.wrong(at, "%v", err)
		}
	}
}

// onlyHere says whether a plan cannot be run on this machine alone: its model or
// its start method is not possible here.
func onlyHere(s Setup, err error) bool {
	var wrong *engine.UsageError
	if !errors.As(err, &wrong) {
		return false
	}
	for _, m := range engine.Models() {
		if m.ID == s.Model && !m.Possible {
			return true
		}
	}
	for _, m := range engine.StartMethods() {
		if wrong.What == "start method" && m.ID == s.Start && m.WhyNot != "" {
			return true
		}
	}
	return false
}
