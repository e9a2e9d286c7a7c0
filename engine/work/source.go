package work

// This file holds the text that is shown: how a good Python programmer, or a Go
// one, would write the scenario today, under the model that runs it, and on which
// of its lines a worker stands.
//
// A text carries marks, which are not shown: comments of its language that begin
// with @ or =. "#@ name" at the end of a line gives it a name: a body written in
// Go says with Kit.At that its worker stands there. "#= name" stands behind an
// assignment and has its right side replaced by the value that the run really
// has. What the workers interpret stands in a Python text word for word, and is
// found there by itself; in another language's text the line that does the same
// as lines 4 to 6 of it is marked "//@ 4-6".

import (
	"strconv"
	"strings"
)

// Source is a text to show. The zero Source shows nothing.
type Source struct {
	Text  string         `json:"text"`
	names map[string]int // the lines that have one
}

// ParseSource reads a text with marks, in a language whose comments begin with
// what is given. values are that language's literals by name.
func ParseSource(marked, comment string, values map[string]string) Source {
	s := Source{names: map[string]int{}}
	var b strings.Builder
	n := 0
	for line := range strings.Lines(marked) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if text, name, ok := cutMark(line, comment+"@"); ok {
			line = text
			for _, one := range strings.Fields(name) {
				s.mark(one, n)
			}
		}
		if text, name, ok := cutMark(line, comment+"="); ok {
			line = text
			if left, _, ok := strings.Cut(text, " = "); ok && values[name] != "" {
				line = left + " = " + values[name]
			}
		}
		b.WriteString(line + "\n")
	}
	s.Text = b.String()
	return s
}

// cutMark takes a mark and its name off the end of a line.
func cutMark(line, mark string) (text, name string, ok bool) {
	i := strings.LastIndex(line, mark)
	if i < 0 {
		return line, "", false
	}
	return strings.TrimRight(line[:i], " "), strings.TrimSpace(line[i+len(mark):]), true
}

// mark gives a line a name, or a line for each of some numbers: "4-6".
func (s *Source) mark(name string, line int) {
	first, last, several := strings.Cut(name, "-")
	from, err := strconv.Atoi(first)
	to, lerr := strconv.Atoi(last)
	if !several || err != nil || lerr != nil {
		s.names[name] = line
		return
	}
	for i := from; i <= to; i++ {
		s.names[strconv.Itoa(i)] = line
	}
}

// Line is the line with a name, from 1 on; 0 when the text has none.
func (s *Source) Line(name string) int {
	if s == nil {
		return 0
	}
	return s.names[name]
}

// Names are the names of lines, also those that are numbers of interpreted lines.
func (s *Source) Names() (names []string) {
	for n := range s.names {
		names = append(names, n)
	}
	return names
}

// Find says where the lines of an interpreted text stand in this one: for line i
// of that text the i-th number, 0 where it is not there. A line that is marked
// with the number is it; else blank lines separate what is looked for as a whole,
// and indentation may differ.
func (s *Source) Find(text string) []int {
	if s == nil || s.Text == "" {
		return nil
	}
	here, wanted := trimmed(s.Text), trimmed(text)
	at := make([]int, len(wanted)+1)
	for i := 0; i < len(wanted); {
		if wanted[i] == "" {
			i++
			continue
		}
		n := 1
		for i+n < len(wanted) && wanted[i+n] != "" {
			n++
		}
		if j := indexOf(here, wanted[i:i+n]); j >= 0 {
			for k := range n {
				at[i+k+1] = j + k + 1
			}
		}
		i += n
	}
	for i := range at {
		if n := s.names[strconv.Itoa(i)]; n != 0 {
			at[i] = n
		}
	}
	return at
}

// trimmed are the lines of a text without the blanks around them.
func trimmed(text string) (lines []string) {
	for line := range strings.Lines(text) {
		lines = append(lines, strings.TrimSpace(line))
	}
	return lines
}

// indexOf is where the lines stand one after the other, -1 if nowhere.
func indexOf(all, some []string) int {
	for i := 0; i+len(some) <= len(all); i++ {
		same := 0
		for same < len(some) && all[i+same] == some[same] {
			same++
		}
		if same == len(some) {
			return i
		}
	}
	return -1
}

// At says that the worker stands, from now on, on the line with a name of the
// text that is shown. It does nothing when the text has no such line.
func (k *Kit) At(w Worker, name string) {
	if line := k.Source.Line(name); line != 0 {
		w.Self().Stand(line)
	}
}
