// Package usage holds the one kind of error for input that names something
// unknown or out of range. It says what was wrong and what would be right, so
// that the command line and the window can tell the person the same thing.
package usage

import (
	"fmt"
	"sort"
	"strings"
)

// Error is a wrong choice of the person's. Nothing was started.
type Error struct {
	What  string   // what was chosen: "scenario", "model", "parameter", or a parameter's name
	Got   string   // the choice
	Near  []string // known names that look like it, nearest first; may be empty
	Known []string // all known names; empty when What is a number
	Legal string   // what would be legal, when What is a number: "1 to 64"
	Why   string   // why it is not possible, when it is known but cannot be had

	Reason string // a short name of Why, by which it can be translated; may be ""
}

// Error says it in one line.
func (e *Error) Error() string {
	switch {
	case e.Why != "":
		return fmt.Sprintf("%s %q: %s", e.What, e.Got, e.Why)
	case e.Legal != "":
		return fmt.Sprintf("%s: %q is not allowed; it must be %s", e.What, e.Got, e.Legal)
	case len(e.Near) > 0:
		return fmt.Sprintf("unknown %s %q; did you mean %s?", e.What, e.Got, strings.Join(e.Near, " or "))
	case len(e.Known) > 0:
		return fmt.Sprintf("unknown %s %q; known are %s", e.What, e.Got, strings.Join(e.Known, ", "))
	}
	return fmt.Sprintf("unknown %s %q", e.What, e.Got)
}

// Unknown is the error for a name that is not among the known ones.
func Unknown(what, got string, known []string) *Error {
	return &Error{What: what, Got: got, Near: Nearest(got, known, 2), Known: known}
}

// Nearest is up to n of the known names that are most like got: by
// the number of mistakes, at most half of the longer name's length, a name that
// begins like got counting as near.
func Nearest(got string, known []string, n int) []string {
	type hit struct {
		name string
		d    int
	}
	var hits []hit
	g := strings.ToLower(got)
	for _, k := range known {
		d := distance(g, strings.ToLower(k))
		if g != "" && strings.HasPrefix(strings.ToLower(k), g) {
			d = min(d, 1)
		}
		if 2*d <= max(len(g), len(k)) {
			hits = append(hits, hit{k, d})
		}
	}
	sort.SliceStable(hits, func(i, j int) bool { return hits[i].d < hits[j].d })
	var out []string
	for _, h := range hits[:min(n, len(hits))] {
		out = append(out, h.name)
	}
	return out
}

// distance is the Levenshtein distance of two short names, two neighbours that
// changed places counting as one mistake.
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			d := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				d++
			}
			d = min(d, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(a)][len(b)]
}
