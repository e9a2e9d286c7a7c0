// Package glossary shows the terms of the field in both languages, and leads to
// them from the title of every panel.
//
// This file holds the terms.
package glossary

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"fyne.io/fyne/v2"

	"corelanes/app/text"
	data "corelanes/assets/glossary"
)

// Both is a text in both languages.
type Both struct {
	EN string `json:"en"`
	RU string `json:"ru"`
}

// In is the text in a language.
func (b Both) In(l text.Language) string {
	if l == text.Russian {
		return b.RU
	}
	return b.EN
}

// Term is one term.
type Term struct {
	ID string `json:"id"` // of a kind of object, the kind's name
	Both
	Python   string `json:"python"` // CPython's name, "": it has none
	Says     Both   `json:"says"`   // what it means, in two sentences
	Scenario string `json:"scenario"`
	Model    string `json:"model"` // under which it is seen best, "": any
}

// read reads terms and checks that each is whole.
func read(raw []byte) ([]Term, error) {
	var all []Term
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("the glossary: %w", err)
	}
	seen := map[string]bool{}
	for _, t := range all {
		switch {
		case t.ID == "" || seen[t.ID]:
			return nil, fmt.Errorf("the glossary: the ID %q is missing or stands twice", t.ID)
		case t.EN == "" || t.RU == "" || t.Says.EN == "" || t.Says.RU == "":
			return nil, fmt.Errorf("the glossary: %s is not in both languages", t.ID)
		case t.Scenario == "":
			return nil, fmt.Errorf("the glossary: %s has no scenario", t.ID)
		}
		seen[t.ID] = true
	}
	return all, nil
}

// Terms are all terms, read once and never changed.
var Terms = sync.OnceValue(func() []Term {
	raw, err := data.Files.ReadFile(data.Name)
	if err == nil {
		var all []Term
		if all, err = read(raw); err == nil {
			return all
		}
	}
	fyne.LogError("The glossary cannot be read", err)
	return nil
})

// find is the term with an ID, nil if there is none.
func find(id string) *Term {
	all := Terms()
	for i := range all {
		if all[i].ID == id {
			return &all[i]
		}
	}
	return nil
}

// search is the terms in which every word that was typed is found, in either
// language or by CPython's name: those of the panel first, in its order, the
// others by the alphabet of a language. here is how many are the panel's.
func search(typed string, p *Panel, l text.Language) (out []*Term, here int) {
	words := strings.Fields(strings.ToLower(typed))
	take := func(t *Term) bool {
		in := strings.ToLower(t.EN + " " + t.RU + " " + t.Python + " " + t.ID)
		for _, w := range words {
			if !strings.Contains(in, w) {
				return false
			}
		}
		return true
	}
	if p != nil {
		for _, id := range p.Terms {
			if t := find(id); t != nil && take(t) {
				out = append(out, t)
			}
		}
	}
	here = len(out)
	all := Terms()
	for i := range all {
		if t := &all[i]; take(t) && !slices.Contains(out[:here], t) {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out[here:], func(a, b *Term) int {
		return strings.Compare(strings.ToLower(a.In(l)), strings.ToLower(b.In(l)))
	})
	return out, here
}
