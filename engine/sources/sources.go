// Package sources holds what the source texts claim, as data, and what this
// machine measures of it: their comparison tables, cell by cell, and single
// statements. Nothing that is measured stands in the data: a cell says which runs
// back it, what is looked at, and which words the number must earn for the author
// to be right. docs/tables.md is the format.
//
// This file holds what the data are made of.
package sources

import "strconv"

// Text is a text in both languages.
type Text struct{ EN, RU string }

// In is the text in a language, "en" or "ru".
func (t Text) In(language string) string {
	if language == "ru" {
		return t.RU
	}
	return t.EN
}

// Book is all that was read.
type Book struct {
	Sources  map[string]Text    // the source texts' names, by their numbers
	Measures map[string]Measure // by their names
	Scales   map[string]Scale
	Words    map[string]Text // short texts of what is made of the data, for a terminal
	Tables   []*Table
	Claims   []*Claim
}

// Measure says a quantity in words. How it is measured stands in the code, under
// the same name.
type Measure struct {
	Says Text // what the number is
	Kind Kind // what it is a number of
}

// Kind is what numbers are of, and thereby how they are said.
type Kind string

// The kinds.
const (
	Count  Kind = "count"
	Times  Kind = "times"
	Time   Kind = "time"  // seconds
	Bytes  Kind = "bytes" // bytes
	Share  Kind = "share" // 0 … 1
	OfCore Kind = "cores"
)

// kinds are all of them.
var kinds = []Kind{Count, Times, Time, Bytes, Share, OfCore}

// Step is one word of a scale and what earns it. A scale is read from its first
// step on: the first one that fits a number is its word.
type Step struct {
	Word  string
	Says  Text
	Below *float64 // it fits less than that
	From  *float64 // it fits that and more; neither: it fits everything
	Of    string   // what the limits are parts of: "limit", "cores"; "": the unit
}

// Scale is how a number becomes a word.
type Scale []Step

// Setup is a run that backs something.
type Setup struct {
	Scenario string            `json:"scenario"`
	Model    string            `json:"model"`
	Workers  string            `json:"workers,omitempty"` // a number, or "cores", or "4cores" for four times as many; "": the scenario's own
	Start    string            `json:"start,omitempty"`   // of processes
	Set      map[string]string `json:"set,omitempty"`     // parameters
	Alone    bool              `json:"alone,omitempty"`   // without the one worker that others are compared with
}

// Check is one thing that is measured, and what it must come to.
type Check struct {
	Label   Text // what was done, in a few words
	Run     Setup
	Over    *Setup // the number is how many times as large as this run's; nil: the number itself
	Measure string
	Scale   string
	Agree   []string // words of the scale that mean what the author says
}

// Table is a comparison table of a source text.
type Table struct {
	ID      string
	Title   Text
	Source  string // key of Book.Sources
	Columns []Column
	Rows    []*Row
}

// Column is one of the things that the table compares.
type Column struct {
	Title Text
}

// Row is one aspect.
type Row struct {
	ID        string
	Title     Text
	Shows     Text // how it is measured, in a sentence
	Judgement bool // nothing measures it; what is measured stands for it
	Cells     []*Cell
}

// Cell is what the author says of one column, or several.
type Cell struct {
	Says   Text
	Span   int // columns; 0: 1
	Checks []Check
}

// Claim is a statement of a source text that is not so, or not quite.
type Claim struct {
	ID     string
	Source string
	Says   Text    // quoted
	Checks []Check // what would have to come out if it were so; none: it cannot be measured
	Truth  Text    // what is so instead; {1} stands for the number of the first check
	Known  bool    // what is so is told by Python's documentation, not by a run
}

// Width is how many columns a cell covers.
func (c *Cell) Width() int { return max(c.Span, 1) }

// CellID names a cell: table/row/number of the cell, from 1 on.
func CellID(t *Table, r *Row, i int) string { return t.ID + "/" + r.ID + "/" + strconv.Itoa(i+1) }

// Checks are all checks of the book, tables first.
func (b *Book) Checks() (out []*Check) {
	for _, t := range b.Tables {
		for _, r := range t.Rows {
			for _, c := range r.Cells {
				for i := range c.Checks {
					out = append(out, &c.Checks[i])
				}
			}
		}
	}
	for _, c := range b.Claims {
		for i := range c.Checks {
			out = append(out, &c.Checks[i])
		}
	}
	return out
}

// Table is the one of an ID, nil if there is none.
func (b *Book) Table(id string) *Table {
	for _, t := range b.Tables {
		if t.ID == id {
			return t
		}
	}
	return nil
}
