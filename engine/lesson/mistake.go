package lesson

// This file holds what can be wrong with a lesson's file, and how it is told.

import (
	"fmt"
	"sort"
	"strings"
)

// Flaw is what is wrong at one place.
type Flaw string

// The flaws.
const (
	Syntax    Flaw = "syntax"    // it is no YAML: Got says why
	Unknown   Flaw = "unknown"   // a field that is not one; Legal are those that are
	Twice     Flaw = "twice"     // a field, or a name, that stood before
	Missing   Flaw = "missing"   // a field that must be there
	NotText   Flaw = "text"      // something else where a text must be
	NotList   Flaw = "list"      // something else where a list must be
	NotFields Flaw = "fields"    // something else where fields must be
	Empty     Flaw = "empty"     // nothing where something must be
	Language  Flaw = "language"  // a text in one language of two
	NotLegal  Flaw = "legal"     // Got is not among what is Legal
	NoPlan    Flaw = "plan"      // it cannot be run: Got says why
	OneRight  Flaw = "one-right" // not exactly one answer is right
	Overlap   Flaw = "overlap"   // two options are right for the same number
	Gap       Flaw = "gap"       // no option is right for a number: Got
	TooMuch   Flaw = "too-much"  // more than Legal
	Alias     Flaw = "alias"     // an anchor or an alias, which lessons have no use for
)

// says are the flaws in English, with their places for what was got and what
// would be legal.
var says = map[Flaw]string{
	Syntax:    "this is not YAML: {{got}}",
	Unknown:   "there is no field {{got}} here; there are {{legal}}",
	Twice:     "{{got}} stands here twice",
	Missing:   "{{got}} is missing",
	NotText:   "a text must be here",
	NotList:   "a list must be here, each entry after a dash",
	NotFields: "fields must be here, each a name, a colon and a value",
	Empty:     "nothing is here",
	Language:  "the text in {{got}} is missing",
	NotLegal:  "{{got}} is not allowed here; it must be {{legal}}",
	NoPlan:    "this cannot be run: {{got}}",
	OneRight:  "exactly one answer must be right: mark it with right: true",
	Overlap:   "this option and an earlier one would both be right for {{got}}",
	Gap:       "no option is right for {{got}}",
	TooMuch:   "there is more here than {{legal}}",
	Alias:     "anchors and aliases are not allowed",
}

// Mistake is a mistake in a lesson's file.
type Mistake struct {
	File         string
	Line, Column int    // from 1 on; 0 for the whole file
	Field        string // "predict.options[2].from", counted from 1; "" for the whole file
	Flaw         Flaw
	Got, Legal   string
}

// Says is what is wrong, in English.
func (m Mistake) Says() string {
	return strings.NewReplacer("{{got}}", m.Got, "{{legal}}", m.Legal).Replace(says[m.Flaw])
}

// Error says it in a line: file, line, field, and what is wrong.
func (m Mistake) Error() string {
	out := m.File
	if m.Line > 0 {
		out += fmt.Sprintf(":%d", m.Line)
	}
	if m.Field != "" {
		out += ": " + m.Field
	}
	return out + ": " + m.Says()
}

// Mistakes are all that is wrong with a file, in the order of its lines.
type Mistakes []Mistake

// Error says each in a line.
func (all Mistakes) Error() string {
	lines := make([]string, len(all))
	for i, m := range all {
		lines[i] = m.Error()
	}
	return strings.Join(lines, "\n")
}

func (all Mistakes) sort() {
	sort.SliceStable(all, func(i, k int) bool { return all[i].Line < all[k].Line })
}

// Flaws are all of them.
func Flaws() (out []Flaw) {
	for f := range says {
		out = append(out, f)
	}
	return out
}
