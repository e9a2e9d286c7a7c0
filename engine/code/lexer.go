// This file holds the lexer: program text in, tokens out, indentation turned into indent and dedent tokens.

package code

import (
	"strings"
	"unicode/utf8"
)

// Limits that keep a hostile text from costing much.
const (
	maxSourceBytes = 256 << 10
	maxIndents     = 60
	maxIntDigits   = 4300 // CPython's own limit for decimal literals
)

// operators lists the operators, the longest first, so that the first match is the right one.
var operators = []string{
	"**=", "//=", "<<=", ">>=",
	"**", "//", "<<", ">>", "<=", ">=", "==", "!=", "->", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=",
	"+", "-", "*", "/", "%", "&", "|", "^", "~", "<", ">", "=", "(", ")", "[", "]", "{", "}", ",", ":", ".", ";", "@",
}

// bailout carries a CompileError up to Compile, which is the only place that recovers it.
type bailout struct{ err *CompileError }

// lexer cuts one text into tokens.
type lexer struct {
	file   string
	src    string
	off    int
	pos    pos
	indent []int
	open   []token // brackets not closed yet
	tokens []token
}

// lex returns the tokens of src; the last one is tokEnd. It bails out at the first error.
func lex(file, src string) []token {
	lx := &lexer{file: file, src: src, pos: pos{1, 1}, indent: []int{0}}
	if len(src) > maxSourceBytes {
		lx.fail(lx.pos, "the text is too long")
	}
	for lx.off < len(lx.src) {
		lx.lineStart()
		lx.restOfLine()
	}
	if len(lx.open) > 0 {
		lx.fail(lx.open[len(lx.open)-1].pos, "'"+lx.open[len(lx.open)-1].text+"' was never closed")
	}
	lx.endLine()
	for range lx.indent[1:] {
		lx.add(tokDedent, "", lx.pos)
	}
	lx.add(tokEnd, "", lx.pos)
	return lx.tokens
}

func (lx *lexer) fail(at pos, msg string) {
	panic(bailout{&CompileError{lx.file, at.line, at.col, msg}})
}

func (lx *lexer) add(kind tokenKind, text string, at pos) {
	lx.tokens = append(lx.tokens, token{kind, text, at})
}

// advance moves over n bytes that hold no line end.
func (lx *lexer) advance(n int) {
	lx.pos.col += utf8.RuneCountInString(lx.src[lx.off : lx.off+n])
	lx.off += n
}

// newline moves over the line end at the current place.
func (lx *lexer) newline() {
	lx.off++
	lx.pos = pos{lx.pos.line + 1, 1}
}

// peek returns the byte at a distance, 0 past the end.
func (lx *lexer) peek(n int) byte {
	if lx.off+n < len(lx.src) {
		return lx.src[lx.off+n]
	}
	return 0
}

// lineStart measures the indentation of a line and emits indents and dedents; blank lines and brackets have none.
func (lx *lexer) lineStart() {
	if len(lx.open) > 0 {
		return
	}
	width := 0
	for lx.peek(0) == ' ' {
		lx.advance(1)
		width++
	}
	switch lx.peek(0) {
	case '\t':
		lx.fail(lx.pos, "indent with spaces, not with tabs")
	case '\n', '\r', '#', 0:
		return
	}
	if width > lx.indent[len(lx.indent)-1] {
		if len(lx.indent) > maxIndents {
			lx.fail(lx.pos, "too many levels of indentation")
		}
		lx.indent = append(lx.indent, width)
		lx.add(tokIndent, "", lx.pos)
	}
	for width < lx.indent[len(lx.indent)-1] {
		lx.indent = lx.indent[:len(lx.indent)-1]
		lx.add(tokDedent, "", lx.pos)
	}
	if width != lx.indent[len(lx.indent)-1] {
		lx.fail(lx.pos, "unindent does not match any outer indentation level")
	}
}

// endLine emits the end of a line that has tokens.
func (lx *lexer) endLine() {
	if n := len(lx.tokens); n > 0 && lx.tokens[n-1].kind != tokNewline {
		lx.add(tokNewline, "", lx.pos)
	}
}

// restOfLine reads tokens up to and with the line end.
func (lx *lexer) restOfLine() {
	for lx.off < len(lx.src) {
		switch c := lx.peek(0); {
		case c == '\n':
			if len(lx.open) == 0 {
				lx.endLine()
			}
			lx.newline()
			return
		case c == ' ' || c == '\t' || c == '\r' && lx.peek(1) == '\n':
			lx.advance(1)
		case c == '#':
			n := strings.IndexByte(lx.src[lx.off:], '\n')
			if n < 0 {
				n = len(lx.src) - lx.off
			}
			lx.advance(n)
		case isLetter(c):
			lx.name()
		case isDigit(c):
			lx.number()
		case c == '"' || c == '\'':
			lx.str()
		case c == '\\':
			lx.fail(lx.pos, "a line cannot be continued with '\\' here: use parentheses")
		default:
			lx.operator()
		}
	}
}

func isLetter(c byte) bool { return c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }

func (lx *lexer) name() {
	n := 1
	for isLetter(lx.peek(n)) || isDigit(lx.peek(n)) {
		n++
	}
	text, at := lx.src[lx.off:lx.off+n], lx.pos
	if c := lx.peek(n); (c == '"' || c == '\'') && n <= 2 {
		lx.fail(at, "string prefixes (f, r, b, u) are not supported")
	}
	kind := tokName
	if why, found := keywords[text]; found {
		if why != "" {
			lx.fail(at, why)
		}
		kind = tokKeyword
	}
	lx.advance(n)
	lx.add(kind, text, at)
}

// number reads an int literal: decimal, 0x, 0o or 0b, with single underscores between digits.
func (lx *lexer) number() {
	at, n := lx.pos, 1
	for isLetter(lx.peek(n)) || isDigit(lx.peek(n)) {
		n++
	}
	text := lx.src[lx.off : lx.off+n]
	if lx.peek(n) == '.' {
		lx.fail(at, "floats are not supported")
	}
	digits, base := text, 10
	if len(text) > 2 && text[0] == '0' {
		if b := map[byte]int{'x': 16, 'o': 8, 'b': 2}[text[1]|0x20]; b != 0 {
			digits, base = strings.TrimPrefix(text[2:], "_"), b
		}
	}
	if len(digits) > maxIntDigits {
		lx.fail(at, "the number has too many digits")
	}
	prev := byte('_')
	for i := range len(digits) {
		c := digits[i]
		if c == '_' && prev == '_' || c != '_' && digitValue(c) >= base {
			if base == 10 && c|0x20 == 'e' {
				lx.fail(at, "floats are not supported")
			}
			lx.fail(at, "invalid number '"+text+"'")
		}
		prev = c
	}
	if prev == '_' {
		lx.fail(at, "invalid number '"+text+"'")
	}
	if base == 10 && len(text) > 1 && text[0] == '0' && strings.Trim(text, "0_") != "" {
		lx.fail(at, "leading zeros in decimal numbers are not permitted")
	}
	lx.advance(n)
	lx.add(tokInt, text, at)
}

func digitValue(c byte) int {
	if isDigit(c) {
		return int(c - '0')
	}
	return int(c|0x20-'a') + 10
}

// escapes maps the letter after a backslash to what the two stand for.
var escapes = map[byte]string{'n': "\n", 't': "\t", 'r': "\r", '\\': "\\", '\'': "'", '"': "\"", '0': "\x00", '\n': ""}

// str reads a string literal, in single or triple quotes.
func (lx *lexer) str() {
	at, quote := lx.pos, lx.src[lx.off:lx.off+1]
	if strings.HasPrefix(lx.src[lx.off:], strings.Repeat(quote, 3)) {
		quote = strings.Repeat(quote, 3)
	}
	lx.advance(len(quote))
	var text strings.Builder
	for !strings.HasPrefix(lx.src[lx.off:], quote) {
		c := lx.peek(0)
		switch {
		case lx.off >= len(lx.src) || c == '\n' && len(quote) == 1:
			lx.fail(at, "unterminated string literal")
		case c == '\n':
			text.WriteByte(c)
			lx.newline()
		case c == '\\':
			lx.escape(&text)
		default:
			_, n := utf8.DecodeRuneInString(lx.src[lx.off:])
			text.WriteString(lx.src[lx.off : lx.off+n])
			lx.advance(n)
		}
	}
	lx.advance(len(quote))
	lx.add(tokString, text.String(), at)
}

func (lx *lexer) escape(text *strings.Builder) {
	c := lx.peek(1)
	s, found := escapes[c]
	if !found || c == '0' && isDigit(lx.peek(2)) {
		lx.fail(lx.pos, "this escape sequence is not supported")
	}
	text.WriteString(s)
	lx.advance(1)
	if c == '\n' {
		lx.newline()
		return
	}
	lx.advance(1)
}

// closing maps an opening bracket to the one that closes it.
var closing = map[string]string{"(": ")", "[": "]", "{": "}"}

func (lx *lexer) operator() {
	at := lx.pos
	for _, op := range operators {
		if !strings.HasPrefix(lx.src[lx.off:], op) {
			continue
		}
		lx.advance(len(op))
		lx.add(tokOp, op, at)
		switch op {
		case "(", "[", "{":
			lx.open = append(lx.open, lx.tokens[len(lx.tokens)-1])
		case ")", "]", "}":
			if n := len(lx.open); n == 0 || closing[lx.open[n-1].text] != op {
				lx.fail(at, "unmatched '"+op+"'")
			}
			lx.open = lx.open[:len(lx.open)-1]
		}
		return
	}
	r, _ := utf8.DecodeRuneInString(lx.src[lx.off:])
	lx.fail(at, "unexpected character '"+string(r)+"'")
}
