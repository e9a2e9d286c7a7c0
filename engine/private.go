package engine

// This file holds what is left out of a recording that is given to somebody
// else: where it was made, on whose files, and whom it spoke to.
//
// What to leave out is told by its form, for a recording does not know which of
// its texts is an address: something with "://" in it, a path from the root on
// or from a drive, a person's own folder, and this and the recording machine's
// names. Events, times and figures stay as they are, and so do bookmarks, which
// the person wrote for others to read.

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"os/user"
	"regexp"
	"strings"

	"corelanes/engine/scenario"
)

// What stands for what was left out.
const (
	leftAddress = "<address>"
	leftPath    = "<path>"
	leftName    = "<name>"
)

var (
	addresses = regexp.MustCompile(`[A-Za-z][A-Za-z0-9+.-]*://[^\s"'<>]*`)
	paths     = regexp.MustCompile(`(?:[A-Za-z]:[\\/]|\\\\|~[\\/]|/)[^\s"'<>:,;)\]/\\]+(?:[\\/][^\s"'<>:,;)\]]*)?`)
	networks  = regexp.MustCompile(`\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\[[0-9a-fA-F:]*:[0-9a-fA-F:]+\](?::\d+)?`)
	pathStart = regexp.MustCompile(`[\w)\]}.]$`) // before a "/" that divides, as in "3/4" and "and/or"
)

// leaver leaves things out of texts.
type leaver struct{ names *strings.Replacer }

func newLeaver(h *Host) leaver {
	var pairs []string
	add := func(name, instead string) {
		if len(name) > 2 {
			pairs = append(pairs, name, instead)
		}
	}
	if home, err := os.UserHomeDir(); err == nil && home != "/" {
		add(home, leftPath)
	}
	if h != nil {
		add(h.Name, leftName)
	}
	if name, err := os.Hostname(); err == nil {
		add(name, leftName)
	}
	if u, err := user.Current(); err == nil && u.Uid != "0" {
		add(u.Username, leftName)
	}
	return leaver{strings.NewReplacer(pairs...)}
}

// text is a text without what is to be left out.
func (l leaver) text(s string) string {
	s = addresses.ReplaceAllString(s, leftAddress)
	s = networks.ReplaceAllString(s, leftAddress)
	var out strings.Builder
	last := 0
	for _, at := range paths.FindAllStringIndex(s, -1) {
		if s[at[0]] == '/' && pathStart.MatchString(s[:at[0]]) {
			continue
		}
		out.WriteString(s[last:at[0]])
		out.WriteString(leftPath)
		last = at[1]
	}
	out.WriteString(s[last:])
	return l.names.Replace(out.String())
}

// json is a JSON text with every string in it treated so; "" and null stay.
func (l leaver) json(data json.RawMessage) (json.RawMessage, error) {
	if len(data) == 0 {
		return data, nil
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var x any
	if err := d.Decode(&x); err != nil {
		return nil, err
	}
	return json.Marshal(l.value(x))
}

func (l leaver) value(x any) any {
	switch x := x.(type) {
	case string:
		return l.text(x)
	case []any:
		for i := range x {
			x[i] = l.value(x[i])
		}
	case map[string]any:
		out := make(map[string]any, len(x))
		for k, v := range x {
			out[l.text(k)] = l.value(v)
		}
		return out
	}
	return x
}

// Private is the recording for somebody else: without addresses, paths, the
// names of machine and person, and the files that were chosen.
func (x *Opened) Private() (*Opened, error) {
	l := newLeaver(x.Machine)
	o := *x
	var err error
	if o.Recording, err = x.Recording.Retold(l.text); err != nil {
		return nil, err
	}
	if o.Outcome.Result, err = l.json(x.Outcome.Result); err != nil {
		return nil, err
	}
	if x.Outcome.Err != nil {
		o.Outcome.Err = errors.New(l.text(x.Outcome.Err.Error()))
	}
	o.Plan.Set = maps.Clone(x.Plan.Set)
	for name, value := range o.Plan.Set {
		if isFile(x.Plan.Scenario, name) {
			delete(o.Plan.Set, name)
			continue
		}
		o.Plan.Set[name] = l.text(value)
	}
	o.Plan.Scenario = l.text(x.Plan.Scenario)
	o.Damage = l.text(x.Damage)
	if x.Machine != nil {
		m := *x.Machine
		m.Name = ""
		o.Machine = &m
	}
	return &o, nil
}

// isFile says whether a scenario's parameter is a file or folder that the person chose.
func isFile(scenarioID, name string) bool {
	s, err := scenario.Find(scenarioID)
	if err != nil {
		return false
	}
	for _, p := range s.Parameters {
		if p.Name == name {
			return p.Type == scenario.File || p.Type == scenario.Folder
		}
	}
	return false
}
