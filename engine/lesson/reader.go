package lesson

// This file holds the walk over a file's YAML: every field is asked for by name,
// what nobody asks for is a mistake, and every mistake knows its line. The walk
// goes on after a mistake, so that a file is told all of its mistakes at once.

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// Limits of a file: far above what a lesson has, and low enough that nothing
// read from a file takes long or much memory.
const (
	maxBytes   = 1 << 20
	maxEntries = 100
)

// reader reads one file.
type reader struct {
	file  string
	bad   Mistakes
	after []func() // checks that need the whole file
}

// field is one field that a place in the file may have.
type field struct {
	name string
	need bool
	read func(n *yaml.Node, path string)
}

func (r *reader) mistake(n *yaml.Node, path string, flaw Flaw, got, legal string) {
	m := Mistake{File: r.file, Field: path, Flaw: flaw, Got: got, Legal: legal}
	if n != nil {
		m.Line, m.Column = n.Line, n.Column
	}
	r.bad = append(r.bad, m)
}

// parse is the file's top node, nil when it has none.
func (r *reader) parse(data []byte) *yaml.Node {
	if len(data) > maxBytes {
		r.mistake(nil, "", TooMuch, "", "1 MB")
		return nil
	}
	var doc yaml.Node
	if err := yaml.Load(data, &doc); err != nil {
		m := Mistake{File: r.file, Flaw: Syntax, Got: strings.TrimPrefix(err.Error(), "yaml: ")}
		if at := new(yaml.LoadError); errors.As(err, &at) {
			m.Line, m.Column, m.Got = at.Mark.Line, at.Mark.Column, at.Message
		}
		r.bad = append(r.bad, m)
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		r.mistake(nil, "", Empty, "", "")
		return nil
	}
	if n := aliased(&doc); n != nil {
		r.mistake(n, "", Alias, "", "")
		return nil
	}
	return doc.Content[0]
}

// aliased is the first node that is an alias, or can be meant by one.
func aliased(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return n
	}
	for _, x := range n.Content {
		if a := aliased(x); a != nil {
			return a
		}
	}
	return nil
}

func under(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// fields reads a place that has fields.
func (r *reader) fields(n *yaml.Node, path string, all ...field) {
	if n.Kind != yaml.MappingNode {
		r.mistake(n, path, NotFields, "", "")
		return
	}
	var names []string
	for _, f := range all {
		names = append(names, f.name)
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		k := slices.Index(names, key.Value)
		switch {
		case key.Kind != yaml.ScalarNode || k < 0:
			r.mistake(key, under(path, key.Value), Unknown, strconv.Quote(key.Value), strings.Join(names, ", "))
		case seen[key.Value]:
			r.mistake(key, under(path, key.Value), Twice, strconv.Quote(key.Value), "")
		default:
			seen[key.Value] = true
			all[k].read(value, under(path, key.Value))
		}
	}
	for _, f := range all {
		if f.need && !seen[f.name] {
			r.mistake(n, path, Missing, strconv.Quote(f.name), "")
		}
	}
}

// list reads a list's entries.
func (r *reader) list(n *yaml.Node, path string, least int, entry func(n *yaml.Node, path string)) {
	switch {
	case n.Kind != yaml.SequenceNode:
		r.mistake(n, path, NotList, "", "")
		return
	case len(n.Content) > maxEntries:
		r.mistake(n, path, TooMuch, "", strconv.Itoa(maxEntries))
		return
	case len(n.Content) < least:
		r.mistake(n, path, NotLegal, strconv.Itoa(len(n.Content)), fmt.Sprintf("%d entries or more", least))
	}
	for i, x := range n.Content {
		entry(x, fmt.Sprintf("%s[%d]", path, i+1))
	}
}

// word is a scalar's text; ok is false, and the mistake noted, when there is
// none.
func (r *reader) word(n *yaml.Node, path string) (s string, ok bool) {
	switch {
	case n.Kind != yaml.ScalarNode:
		r.mistake(n, path, NotText, "", "")
	case strings.TrimSpace(n.Value) == "" || n.Tag == "!!null":
		r.mistake(n, path, Empty, "", "")
	default:
		return strings.TrimSpace(n.Value), true
	}
	return "", false
}

// text reads a text: in one language, or in both under their names.
func (r *reader) text(into *Text) func(*yaml.Node, string) {
	return func(n *yaml.Node, path string) {
		if n.Kind == yaml.ScalarNode {
			s, _ := r.word(n, path)
			*into = Text{s, s}
			return
		}
		before := len(r.bad)
		r.fields(n, path, field{"en", false, r.oneWord(&into.EN)}, field{"ru", false, r.oneWord(&into.RU)})
		for _, x := range []struct{ language, is string }{{"en", into.EN}, {"ru", into.RU}} {
			if x.is == "" && len(r.bad) == before {
				r.mistake(n, path, Language, strconv.Quote(x.language), "")
			}
		}
	}
}

func (r *reader) oneWord(into *string) func(*yaml.Node, string) {
	return func(n *yaml.Node, path string) { *into, _ = r.word(n, path) }
}

// oneOf reads one of some words.
func (r *reader) oneOf(into *string, legal ...string) func(*yaml.Node, string) {
	return func(n *yaml.Node, path string) {
		if s, ok := r.word(n, path); ok {
			if !slices.Contains(legal, s) {
				r.mistake(n, path, NotLegal, strconv.Quote(s), strings.Join(legal, ", "))
				return
			}
			*into = s
		}
	}
}

// whole reads a whole number of a range.
func (r *reader) whole(into *int, lo, hi int) func(*yaml.Node, string) {
	return func(n *yaml.Node, path string) {
		s, ok := r.word(n, path)
		if !ok {
			return
		}
		x, err := strconv.Atoi(s)
		if err != nil || x < lo || x > hi {
			r.mistake(n, path, NotLegal, strconv.Quote(s), fmt.Sprintf("a whole number from %d to %d", lo, hi))
			return
		}
		*into = x
	}
}

// float reads a number of the kind that a measure has.
func (r *reader) float(into *float64) func(*yaml.Node, string) {
	return func(n *yaml.Node, path string) {
		s, ok := r.word(n, path)
		if !ok {
			return
		}
		x, err := strconv.ParseFloat(s, 64)
		if err != nil || !(x >= 0 && x <= maxMeasure) {
			r.mistake(n, path, NotLegal, strconv.Quote(s), "a number from 0 to 1e12")
			return
		}
		*into = x
	}
}

// maxMeasure is far above whatever is measured.
const maxMeasure = 1e12

// duration reads a duration, "50ms".
func (r *reader) duration(into *time.Duration, lo, hi time.Duration) func(*yaml.Node, string) {
	return func(n *yaml.Node, path string) {
		s, ok := r.word(n, path)
		if !ok {
			return
		}
		d, err := time.ParseDuration(s)
		if err != nil || d < lo || d > hi {
			r.mistake(n, path, NotLegal, strconv.Quote(s), fmt.Sprintf("a duration from %s to %s, like 50ms", lo, hi))
			return
		}
		*into = d
	}
}

// values reads names with values.
func (r *reader) values(into *map[string]string) func(*yaml.Node, string) {
	return func(n *yaml.Node, path string) {
		if n.Kind != yaml.MappingNode || len(n.Content) > 2*maxEntries {
			r.mistake(n, path, NotFields, "", "")
			return
		}
		*into = map[string]string{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			if _, twice := (*into)[key.Value]; twice {
				r.mistake(key, under(path, key.Value), Twice, strconv.Quote(key.Value), "")
			}
			if v, ok := r.word(n.Content[i+1], under(path, key.Value)); ok {
				(*into)[key.Value] = v
			}
		}
	}
}

// number is a whole number of a text that was checked, else -1, which no plan
// allows.
func number(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return -1
	}
	return n
}
