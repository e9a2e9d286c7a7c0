package cpython

// This file finds out how a condition's predicate reads in the script. Only
// wait_for is told one: a loop around wait() asks its question itself, and the
// agent cannot know it.

import (
	"strings"

	"corelanes/engine/trace"
)

// predicate is the recording's number of a predicate's text; 0 if there is none.
// A process that was forked has its parent's.
func (tr *translation) predicate(p *process, n uint64) int64 {
	for q := p; q != nil; q = q.parent {
		x := q.predicates[n]
		if x == nil {
			continue
		}
		text, told := tr.asked[x]
		if !told {
			text, _ = tr.arena.AddText(tr.names.predicate(x)) // 0 when there is no room for it
			tr.asked[x] = text
		}
		return text
	}
	return 0
}

// predicate is what stands in the script: what a lambda is worth, or the name of
// what is called.
func (n *names) predicate(x *fact) string {
	if x.Name != "<lambda>" {
		return x.Name + "()"
	}
	line := n.line(x.File, x.Line)
	i := strings.Index(line, "lambda")
	if i < 0 || strings.Count(line, "lambda") > 1 { // which of them it is nobody knows
		return "lambda"
	}
	_, body, found := strings.Cut(line[i:], ":")
	if body = strings.TrimSpace(upToEnd(body)); !found || body == "" {
		return "lambda"
	}
	return body
}

// upToEnd is an expression up to where it ends: at what closes a bracket that was
// opened before it, at a comma or at a comment.
func upToEnd(s string) string {
	depth, quote := 0, rune(0)
	for i, c := range s {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case strings.ContainsRune("([{", c):
			depth++
		case strings.ContainsRune(")]}", c):
			if depth--; depth < 0 {
				return s[:i]
			}
		case depth == 0 && c == ',' || c == '#':
			return s[:i]
		}
	}
	return s
}

// asks records that a condition's predicate was asked.
func (tr *translation) asks(p *process, a *actor, o *object, r *record, t trace.Time) {
	if text := tr.predicate(p, uint64(r.arg)); text != 0 && o.kind == trace.ObjCondition {
		tr.put(o, trace.KindTest, a.lane, trace.Slot(min(r.slot(), 1)), text, t)
	}
}
