// This file holds the tokens of the language and the error that the compiler gives.

package code

import "fmt"

// CompileError says why a program text was refused, and where.
type CompileError struct {
	File string
	Line int // from 1
	Col  int // from 1, in characters
	Msg  string
}

// Error gives the message in the usual form, file:line:col: message.
func (e *CompileError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Msg)
}

// pos is a place in the text.
type pos struct{ line, col int }

// tokenKind is what a token is.
type tokenKind uint8

const (
	tokEnd tokenKind = iota
	tokNewline
	tokIndent
	tokDedent
	tokName
	tokKeyword
	tokInt
	tokString
	tokOp
)

// token is one word of the text. text holds the name, the digits, the string's value or the operator.
type token struct {
	kind tokenKind
	text string
	pos  pos
}

// is says whether the token is this keyword or operator.
func (t token) is(text string) bool {
	return (t.kind == tokKeyword || t.kind == tokOp) && t.text == text
}

// describe names the token for an error message.
func (t token) describe() string {
	switch t.kind {
	case tokEnd:
		return "end of text"
	case tokNewline:
		return "end of line"
	case tokIndent:
		return "unexpected indent"
	case tokDedent:
		return "end of block"
	case tokString:
		return "a string"
	}
	return "'" + t.text + "'"
}

// keywords maps every keyword of Python to the reason why it is refused; an empty reason means that it is supported.
var keywords = map[string]string{
	"def": "", "for": "", "in": "", "while": "", "break": "", "continue": "", "if": "", "elif": "", "else": "",
	"pass": "", "return": "", "global": "", "True": "", "False": "", "None": "", "and": "", "or": "", "not": "", "is": "",
	"nonlocal": "'nonlocal' is not supported: functions have no closures here",
	"lambda":   "'lambda' is not supported: functions have no closures here",
	"class":    "classes are not supported",
	"import":   "imports are not supported: natives are already there",
	"from":     "imports are not supported: natives are already there",
	"try":      "exceptions cannot be caught here: 'try' is not supported",
	"except":   "exceptions cannot be caught here: 'except' is not supported",
	"finally":  "exceptions cannot be caught here: 'finally' is not supported",
	"raise":    "'raise' is not supported",
	"assert":   "'assert' is not supported",
	"del":      "'del' is not supported",
	"with":     "'with' is not supported",
	"as":       "'as' is not supported",
	"yield":    "generators are not supported, except in sum(… for … in …)",
	"async":    "coroutines are not supported",
	"await":    "coroutines are not supported",
}
